"""One form begins one application"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("application", sa.Column("form", sa.String(), nullable=True))
    op.create_index("ix_application_form", "application", ["form"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_application_form", table_name="application")
    op.drop_column("application", "form")
