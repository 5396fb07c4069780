"""What the three sites look like and stand on: frame, storage, sign-in, settings, templates."""
