"""The college's own pages, beside those that every institution has."""

from college.pages.front import blueprint as front
from college.pages.programmes import blueprint as programmes

BLUEPRINTS = (front, programmes)

__all__ = ["BLUEPRINTS"]
