"""Fixtures of the college's tests."""

from tests.institution.conftest import campus, looked_at

__all__ = ["campus", "looked_at"]
