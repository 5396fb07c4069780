"""Kinds of partners"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("partner_package", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("partner_package", schema=None) as batch_op:
        batch_op.drop_column("kind")
