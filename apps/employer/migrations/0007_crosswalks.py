"""Crosswalks"""

import sqlalchemy as sa
from alembic import op

import webapp.storage

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "crosswalk",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("origin", sa.JSON(), nullable=False),
        sa.Column("destination", sa.JSON(), nullable=False),
        sa.Column("ours", sa.String(), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("partner_origin", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("begun_at", webapp.storage.UtcDateTime(timezone=True), nullable=False),
        sa.Column("decisions_document", sa.String(), nullable=False),
        sa.Column("agreed_document", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.JSON(), nullable=False),
        sa.Column("suggested_for", sa.String(), nullable=False),
        sa.Column("partner_document", sa.String(), nullable=False),
        sa.Column("read_at", webapp.storage.UtcDateTime(timezone=True), nullable=True),
        sa.Column("tried_at", webapp.storage.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("news", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("agreed_document"),
        sa.UniqueConstraint("decisions_document"),
    )
    op.create_table(
        "link_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("crosswalk", sa.String(), nullable=False),
        sa.Column("origin_uri", sa.String(), nullable=False),
        sa.Column("destination_uri", sa.String(), nullable=False),
        sa.Column("origin", sa.JSON(), nullable=False),
        sa.Column("destination", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("decided_at", webapp.storage.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", webapp.storage.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("agreed_as", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["crosswalk"],
            ["crosswalk.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("link_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_decision_crosswalk"), ["crosswalk"], unique=False)
        batch_op.create_index(
            "one_live_decision",
            ["crosswalk", "origin_uri", "destination_uri"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "sign_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("crosswalk", sa.String(), nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("institution", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("links", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["crosswalk"],
            ["crosswalk.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_off_crosswalk"), ["crosswalk"], unique=False)

    op.create_table(
        "suggestion_list",
        sa.Column("crosswalk", sa.String(), nullable=False),
        sa.Column("near", sa.String(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["crosswalk"],
            ["crosswalk.id"],
        ),
        sa.PrimaryKeyConstraint("crosswalk", "near"),
    )
    op.create_table(
        "their_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("crosswalk", sa.String(), nullable=False),
        sa.Column("origin_uri", sa.String(), nullable=False),
        sa.Column("destination_uri", sa.String(), nullable=False),
        sa.Column("origin", sa.JSON(), nullable=False),
        sa.Column("destination", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("institution", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["crosswalk"],
            ["crosswalk.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("crosswalk", "origin_uri", "destination_uri"),
    )
    with op.batch_alter_table("their_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_their_decision_crosswalk"), ["crosswalk"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("their_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_their_decision_crosswalk"))

    op.drop_table("their_decision")
    op.drop_table("suggestion_list")
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_off_crosswalk"))

    op.drop_table("sign_off")
    with op.batch_alter_table("link_decision", schema=None) as batch_op:
        batch_op.drop_index(
            "one_live_decision",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_link_decision_crosswalk"))

    op.drop_table("link_decision")
    op.drop_table("crosswalk")
