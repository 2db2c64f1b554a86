"""Reports as they stand in the tables: each with all its versions."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from storage.database import Tx
from storage.tables import report_versions, reports

SENT = "sent"
WITHDRAWN = "withdrawn"

taker = reports.alias("taker")
"""The report that took a transfer over, beside the transfer's own row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a report. `status` is SENT or WITHDRAWN; `reason` says why it was corrected or withdrawn."""

    version: int
    status: str
    plan_version: int
    answers: dict[str, Any]
    day: date
    kept: list[dict[str, Any]]
    reason: str | None
    officer_id: int
    appointment_id: int | None
    known_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report with all its versions, the oldest first. `taken_over_by` is the report that took a transfer over."""

    id: int
    unit_id: int
    form: str
    counterpart_id: int | None
    takes_over_id: int | None
    taken_over_by: int | None
    created_at: datetime
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        """The version that counts, or the withdrawal."""
        return self.versions[-1]

    @property
    def withdrawn(self) -> bool:
        """Whether it no longer counts."""
        return self.latest.status == WITHDRAWN


def that(condition: ColumnElement[bool]) -> Select[Any]:
    """The statement for the reports that fulfil a condition on `reports` and `taker`, for `load`."""
    return (
        select(reports, taker.c.id.label("taken_over_by"), *(getattr(report_versions.c, name) for name in _VERSION))
        .join(report_versions, report_versions.c.report_id == reports.c.id)
        .outerjoin(taker, taker.c.takes_over_id == reports.c.id)
        .where(condition)
        .order_by(reports.c.id.desc(), report_versions.c.version)
    )


async def load(tx: Tx, asked: Select[Any], given: dict[str, Any] | None = None) -> list[Report]:
    """The reports that a statement made by `that` finds, the newest first."""
    found = []
    for _, group in groupby((await tx.execute(asked, given)).mappings(), key=itemgetter("id")):
        rows = list(group)
        versions = tuple(Version(**{name: row[name] for name in _VERSION}) for row in rows)
        found.append(Report(**{name: rows[0][name] for name in _REPORT}, versions=versions))
    return found


_VERSION = tuple(field.name for field in fields(Version))
_REPORT = tuple(field.name for field in fields(Report) if field.name != "versions")
