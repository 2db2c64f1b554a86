"""INSERT … ON CONFLICT, which SQLAlchemy spells once per database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Tx


def insert_unless_there(tx: Tx, table: Table, unique: Sequence[str]) -> postgresql.Insert | sqlite.Insert:
    """An insert that passes over rows whose `unique` columns are there already."""
    if tx.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing(index_elements=unique)
    return sqlite.insert(table).on_conflict_do_nothing(index_elements=unique)


def insert_from(
    tx: Tx, table: Table, columns: Sequence[str], rows: Select[Any], unique: Sequence[str]
) -> postgresql.Insert | sqlite.Insert:
    """An insert of what a select finds, which passes over rows whose `unique` columns are there already."""
    return insert_unless_there(tx, table, unique).from_select(columns, rows)
