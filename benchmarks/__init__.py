"""Measure how fast badges are signed and verified, here and beside other ways to do it: `make bench`."""
