"""Frameworks waiting to come in"""

import sqlalchemy as sa
from alembic import op

import webapp.storage

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lookup_entry",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("brought_by", sa.String(), nullable=False),
        sa.Column("brought_at", webapp.storage.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "position"),
    )
    with op.batch_alter_table("lookup_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lookup_entry_key"), ["key"], unique=False)

    op.create_table(
        "pending_import",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("beat_at", webapp.storage.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_at", webapp.storage.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires", webapp.storage.UtcDateTime(timezone=True), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("preview", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("package", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("pending_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pending_import_expires"), ["expires"], unique=False)
        batch_op.create_index(batch_op.f("ix_pending_import_person"), ["person"], unique=False)

    op.create_table(
        "pending_file",
        sa.Column("pending", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pending"], ["pending_import.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pending", "position"),
    )


def downgrade() -> None:
    op.drop_table("pending_file")
    with op.batch_alter_table("pending_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pending_import_person"))
        batch_op.drop_index(batch_op.f("ix_pending_import_expires"))

    op.drop_table("pending_import")
    with op.batch_alter_table("lookup_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lookup_entry_key"))

    op.drop_table("lookup_entry")
