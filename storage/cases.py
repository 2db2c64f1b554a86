"""Cases as they stand: the reports of forms that open one, with the place of their unit in the tree."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from domain.cases import State, is_urgent, looked_after_by, state_of
from domain.days import ONE_DAY
from domain.facts_of import Answers
from domain.plan import Form, Plan
from domain.plan.forms import CLOSED
from storage import audit, reports, units
from storage.database import Tx
from storage.kept_reports import SENT, Report, load, that
from storage.tables import report_versions
from storage.tables import reports as table


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case with the report that it is.

    `path` is its unit and each one above it, and `on` the day of which that is: today, or the unit's last day.
    """

    report: Report
    form: Form
    path: tuple[int, ...]
    on: date

    @property
    def answers(self) -> Answers:
        """The answers of the latest version: the opener's part and the superior's."""
        return self.report.latest.answers

    @property
    def state(self) -> State:
        """How far it is."""
        return state_of(self.answers)

    @property
    def handler_id(self) -> int:
        """The unit whose officers look after it."""
        return looked_after_by(self.answers, self.path)

    @property
    def urgent(self) -> bool:
        """Whether it is to be looked at before others."""
        return is_urgent(self.form, self.answers)

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self.state is not State.CLOSED and not self.report.withdrawn

    @property
    def opener_id(self) -> int:
        """The officer who opened it and wrote its words: nobody else corrects them."""
        return self.report.versions[0].officer_id


_of_report = report_versions.alias()
_NEWEST = (
    select(func.max(_of_report.c.version))
    .where(_of_report.c.report_id == table.c.id)
    .correlate(table)
    .scalar_subquery()
)
_OPEN = (
    select(report_versions.c.id)
    .where(
        report_versions.c.report_id == table.c.id,
        report_versions.c.version == _NEWEST,
        report_versions.c.status == SENT,
        report_versions.c.answers[CLOSED].as_string().is_(None),
    )
    .correlate(table)
    .exists()
)


async def open_in(tx: Tx, plan: Plan, branches: Collection[int], today: date) -> list[Case]:
    """The open cases of these units and of all units below them: urgent ones first, then the oldest."""
    forms = [form.code for form in plan.forms if form.opens_case]
    found = await _placed(tx, plan, await load(tx, that(table.c.form.in_(forms) & _OPEN)), today)
    mine = [case for case in found if not set(branches).isdisjoint(case.path)]
    return sorted(mine, key=lambda case: (not case.urgent, case.report.id))


async def get(tx: Tx, plan: Plan, report_id: int, today: date) -> Case | None:
    """The case with this number, also one that is closed or withdrawn; None where there is none."""
    report = await reports.get(tx, report_id)
    found = await _placed(tx, plan, [report], today) if report is not None else []
    return found[0] if found else None


async def note_reading(tx: Tx, case: Case, officer_id: int, now: datetime) -> None:
    """Keep that an officer read the words of the case as they stand now."""
    version = {"version": case.report.latest.version}
    await audit.write(tx, officer_id, "case.read", f"report:{case.report.id}", version, now)


async def _placed(tx: Tx, plan: Plan, found: Iterable[Report], today: date) -> list[Case]:
    """The cases among the reports, each with the place of its unit."""
    forms = {form.code: form for form in plan.forms if form.opens_case}
    cases = [report for report in found if report.form in forms]
    histories = await units.histories(tx, {report.unit_id for report in cases}) if cases else {}
    placed = []
    for report in cases:
        history = histories[report.unit_id]
        on = today if history.closed is None or today < history.closed else history.closed - ONE_DAY
        stay = history.stay_on(on)
        path = stay.path if stay is not None else (report.unit_id,)
        placed.append(Case(report=report, form=forms[report.form], path=path, on=on))
    return placed
