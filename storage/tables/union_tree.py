"""The tree: units, and what each was called, of which kind and under whom, over time."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, String, Table, UniqueConstraint, text

from storage.columns import Id
from storage.tables.base import Json, metadata

units = Table(
    "units",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("code", String(60), nullable=False, unique=True),
)

unit_versions = Table(
    "unit_versions",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("folded_name", String(200), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("traits", Json, nullable=False, server_default=text("'{}'")),
    Column("first_day", Date, nullable=False),
    Column("end", Date, comment="The first day on which it no longer holds"),
    Column("decision", String(120)),
    Column("end_decision", String(120), comment="The decision that closed the unit"),
    UniqueConstraint("unit_id", "first_day"),
    comment="A unit's name and kind over time; its founding is the first row, its closing the last end",
)

unit_parents = Table(
    "unit_parents",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False, index=True),
    Column("parent_id", Id, ForeignKey("units.id"), nullable=False, index=True),
    Column("first_day", Date, nullable=False),
    Column("end", Date, comment="The first day on which it no longer holds"),
    Column("decision", String(120)),
    UniqueConstraint("unit_id", "first_day"),
    comment="Who leads a unit, over time: at most one parent on any day",
)
