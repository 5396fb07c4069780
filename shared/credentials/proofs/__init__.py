"""How a credential is sealed: keys and DIDs, pinned contexts, canonical form and signature."""
