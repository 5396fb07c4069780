"""A full disk, recognised in whatever it makes fail: files, SQLite or PostgreSQL."""

import errno

from sqlalchemy.exc import DBAPIError

DISK_IS_FULL = "The disk is full"
WHAT_TO_DO = (
    "Nothing was changed. Tell whoever runs this site that its disk has no room left, and try again later."
)
POSTGRESQL_DISK_FULL = "53100"


def is_disk_full(error: BaseException | None) -> bool:
    """Tell whether an error, or what caused it, is that nothing more can be written."""
    while error is not None:
        if _says_full(error):
            return True
        error = error.orig if isinstance(error, DBAPIError) else error.__cause__
    return False


def _says_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    told = (getattr(error, "sqlite_errorname", None), getattr(error, "sqlstate", None))
    return told[0] in ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE") or told[1] == POSTGRESQL_DISK_FULL
