"""By when whatever is asked of others has to be answered, down to the single read of a connection."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_UNTIL: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def answered_by(until: float) -> Iterator[float]:
    """Let nothing in this block wait beyond a moment of the monotonic clock, or an earlier one set before."""
    set_before = _UNTIL.get()
    earliest = until if set_before is None else min(until, set_before)
    token = _UNTIL.set(earliest)
    try:
        yield earliest
    finally:
        _UNTIL.reset(token)


def time_left(timeout: float | None) -> float | None:
    """Give what remains of a timeout; nothing or less when the time is up."""
    until = _UNTIL.get()
    if until is None:
        return timeout
    left = until - time.monotonic()
    return left if timeout is None else min(timeout, left)
