"""Alembic's entry: migrates over the connection that `storage.migrate` hands in."""

from typing import Any, Literal

from alembic import context

from storage.moment import Moment
from storage.tables import metadata


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write a new migration's moments as what the database sees, so that it needs no code."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    render_item=render_item,
    transactional_ddl=True,  # the listeners of `storage.engine` make it so on SQLite too
)
with context.begin_transaction():
    context.run_migrations()
