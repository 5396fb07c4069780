"""Which occupations a programme leads to, looked up in public tables that were brought in once."""

from institution.occupations.keeping import counts, keep_tables, programme_with, programmes_like
from institution.occupations.records import LookupEntry

__all__ = ["LookupEntry", "counts", "keep_tables", "programme_with", "programmes_like"]
