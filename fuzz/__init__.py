"""Fuzz what strangers send: `python -m fuzz`, with the extra `fuzz` installed."""
