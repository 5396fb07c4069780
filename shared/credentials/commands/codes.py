"""The exit codes of the console script."""

from __future__ import annotations

VALID_AND_TRUSTED = 0
NOT_VALID = 1
NOT_TRUSTED_OR_NOT_WHOLLY_CHECKED = 2
# EX_USAGE of sysexits.h.
USAGE = 64
