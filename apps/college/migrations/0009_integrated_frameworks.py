"""Integrated frameworks"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("crosswalk", schema=None) as batch_op:
        batch_op.add_column(sa.Column("integrated_document", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("adoption", sa.JSON(), nullable=True))

    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.add_column(sa.Column("document", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.drop_column("document")

    with op.batch_alter_table("crosswalk", schema=None) as batch_op:
        batch_op.drop_column("adoption")
        batch_op.drop_column("integrated_document")
