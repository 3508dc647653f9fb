"""How Alembic runs the steps: on the connection that it is given, within the transaction that is open there."""

from alembic import context

from formcheck.store.base.tables import Table

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Table.metadata, render_as_batch=True)
context.run_migrations()
