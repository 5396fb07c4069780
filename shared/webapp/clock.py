"""The one clock of a site; everything below receives the time as an argument."""

from datetime import UTC, datetime, timedelta

from webapp.site import current_site


def now() -> datetime:
    """Give the site's time in UTC, in whole seconds."""
    shift = timedelta(seconds=current_site().settings.clock_shift)
    return datetime.now(UTC).replace(microsecond=0) + shift
