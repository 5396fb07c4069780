"""The employer's pages: for visitors and applicants, and for those who decide."""

from employer.pages import (
    applications,
    applying,
    deciding,
    front,
    issuers,
    jobs,
    posting,
    reports,
)

BLUEPRINTS = (
    front.blueprint,
    jobs.blueprint,
    posting.blueprint,
    applying.blueprint,
    applications.blueprint,
    deciding.blueprint,
    reports.blueprint,
    issuers.blueprint,
)

__all__ = ["BLUEPRINTS"]
