"""What is assigned: the ledger of quotas, and which of its entries have been received."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, String, Table, Text

from storage.columns import Id, Moment
from storage.tables.base import metadata

quotas = Table(
    "quotas",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("unit_id", Id, ForeignKey("units.id"), nullable=False, index=True),
    Column("indicator", String(40), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("amount", Id, comment="Divided by the divisor; None withdraws the quota"),
    Column("divisor", Id, nullable=False, server_default="1", comment="1, but for shares"),
    Column("decision", String(120), nullable=False),
    Column("decided", Date, nullable=False),
    Column("given_by", Id, ForeignKey("units.id"), nullable=False, comment="The unit that assigned it"),
    Column("reason", Text, nullable=False),
    Column("officer_id", Id, ForeignKey("officers.id"), comment="Who entered it; None: the command line"),
    Column("known_at", Moment, nullable=False),
    Column("photo", String(64), ForeignKey("files.sha256"), index=True, comment="A picture of the decision"),
    comment="A ledger: the latest entry of a unit, indicator and period is in force",
)

quota_receipts = Table(
    "quota_receipts",
    metadata,
    Column("quota_id", Id, ForeignKey("quotas.id"), primary_key=True, autoincrement=False),
    Column("officer_id", Id, ForeignKey("officers.id"), nullable=False),
    Column("at", Moment, nullable=False),
    comment="Which entries of the ledger have been received, by whom and when",
)
