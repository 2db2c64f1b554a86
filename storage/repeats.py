"""The reports that a further one of the same unit and form may repeat."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, or_, select

from domain.facts_of import facts_of
from domain.known import Reported
from domain.plan import Plan
from domain.reading.fold import fold
from storage.database import Tx
from storage.kept_reports import Report, load, that
from storage.tables import report_versions, reports

_OF_UNITS = reports.c.unit_id.in_(bindparam("units", expanding=True)) & reports.c.form.in_(
    bindparam("forms", expanding=True)
)
_MADE_LATELY = reports.c.created_at > bindparam("since")
_HAS_DECISION = (
    select(report_versions.c.id)
    .where(report_versions.c.report_id == reports.c.id, report_versions.c.answers["decision"].as_string() != "")
    .correlate(reports)
    .exists()
)
_LATELY = that(_OF_UNITS & _MADE_LATELY)
_LATELY_OR_DECIDED = that(_OF_UNITS & or_(_MADE_LATELY, _HAS_DECISION))


async def reported(
    tx: Tx, plan: Plan, unit_ids: Collection[int], forms: Collection[str], since: datetime, *, decided: bool
) -> list[tuple[int, Reported]]:
    """The reports of the units that stand and were made after `since`, the oldest first, each with its unit.

    `decided`: however old, too, where they name a decision.
    """
    likely = _LATELY_OR_DECIDED if decided else _LATELY
    given = {"units": list(unit_ids), "forms": list(forms), "since": since}
    found = reversed(await load(tx, likely, given))
    return [(report.unit_id, _as_reported(plan, report, since)) for report in found if not report.withdrawn]


def _as_reported(plan: Plan, report: Report, since: datetime) -> Reported:
    """The report as another one can repeat it: of one made earlier than `since` only the decision counts."""
    latest, form = report.latest, plan.form(report.form)
    figures = facts_of(plan, form, latest.answers, reported_for=latest.day, known_at=report.created_at, order=report.id)
    return Reported(
        report_id=report.id,
        form=report.form,
        made_at=report.created_at,
        decision=fold(latest.answers.get("decision") or ""),
        figures=figures if report.created_at > since else (),
    )
