"""The college's own pages, beside those that every institution has."""

from college.pages.front import blueprint as front

BLUEPRINTS = (front,)

__all__ = ["BLUEPRINTS"]
