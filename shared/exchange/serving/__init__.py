"""What the endpoints of every protocol share: bounded bodies, answers kept out of caches, errors."""
