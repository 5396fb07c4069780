"""Bake credentials into pictures, and take them out, from the command line."""

from __future__ import annotations

from argparse import Namespace

from credentials.baking import bake, unbake
from credentials.commands.codes import VALID_AND_TRUSTED
from credentials.commands.files import read_bytes, write
from credentials.commands.opening import read_credential


def bake_file(options: Namespace) -> int:
    """Write a copy of a picture that carries a credential."""
    write(bake(read_bytes(options.picture), read_credential(options.credential)), options.out)
    return VALID_AND_TRUSTED


def unbake_file(options: Namespace) -> int:
    """Write the credential that a picture carries, as it was baked; nothing of it is checked."""
    write(unbake(read_bytes(options.picture)) + "\n", options.out)
    return VALID_AND_TRUSTED
