"""Show, verify, issue, derive and keep credentials from the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from credentials.commands.arguments import parser
from credentials.commands.codes import USAGE
from credentials.commands.files import UnreadableFileError
from credentials.errors import CredentialError


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command, and give its exit code."""
    try:
        options = parser().parse_args(argv)
        code: int = options.run(options)
    except UnreadableFileError as error:
        return _complain(error, USAGE)
    except (CredentialError, ValueError) as error:
        return _complain(error, 1)
    except BrokenPipeError:
        return 1
    return code


def _complain(error: Exception, code: int) -> int:
    sys.stderr.write(f"credential: {error}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
