"""What may be said in a credential, one standard a file."""
