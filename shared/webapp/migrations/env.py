"""Runs a site's migrations on the connection that its storage opened."""

from typing import Literal

from alembic import context
from sqlmodel import AutoString

connection = context.config.attributes["connection"]


def plain_text(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write SQLModel's text columns as what they are, so that a migration needs no SQLModel."""
    return "sa.String()" if kind == "type" and isinstance(item, AutoString) else False


context.configure(
    render_item=plain_text,
    connection=connection,
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
