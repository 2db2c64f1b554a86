"""Reports as they stand in the tables: each with all its versions."""

from __future__ import annotations

from collections.abc import Collection
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
    """One version of a report. `status` is SENT or WITHDRAWN; `reason` says why it was corrected or withdrawn.

    `office_id` is the unit in whose office it was entered; None where it was the program or the command line.
    """

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
    office_id: int | None


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

    @property
    def on_behalf(self) -> bool:
        """Whether what stands now was entered for the unit in another unit's office."""
        return self.is_on_behalf(self.latest)

    def is_on_behalf(self, version: Version) -> bool:
        """Whether a version was entered for the unit in another unit's office."""
        return version.office_id not in (None, self.unit_id)


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


async def of_form(tx: Tx, form: str, unit_ids: Collection[int]) -> list[Report]:
    """The reports of a form about these units, withdrawn ones included, the newest first."""
    return await load(tx, that((reports.c.form == form) & reports.c.unit_id.in_(unit_ids)))


_VERSION = tuple(field.name for field in fields(Version))
_REPORT = tuple(field.name for field in fields(Report) if field.name != "versions")
