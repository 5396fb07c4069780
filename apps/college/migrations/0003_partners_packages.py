"""Partners packages"""

import sqlalchemy as sa
from alembic import op

import webapp.storage

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partner_package",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("framework", sa.String(), nullable=True),
        sa.Column("read_at", webapp.storage.UtcDateTime(timezone=True), nullable=True),
        sa.Column("tried_at", webapp.storage.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("url"),
    )


def downgrade() -> None:
    op.drop_table("partner_package")
