"""Ask the six questions about a credential, one a file, and answer each with a Check."""
