"""The body height of a person, so that it is asked once."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make room for it; nobody's is known yet."""
    op.add_column("person", sa.Column("height_cm", sa.Float(), nullable=True))
