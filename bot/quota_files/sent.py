"""The sheet that the assistant gave an officer to fill in, entered on the command line instead of sent back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.documents import SheetRefused, read_sheet
from bot.importing.sheet import FileProblem
from bot.quota_files.given import Given
from domain.plan import Plan
from domain.quotas import Quota
from handlers.quotas.sheet_problems import of_cells, of_sheet
from handlers.quotas.sheets import SentSheet, SheetProblem
from locales import plain, use
from storage.units import Place


@dataclass(frozen=True, slots=True)
class By:
    """What the sheet itself does not say: the number of the decision, its day, and why something is changed."""

    decision: str
    decided: date
    reason: str


def sent_sheet(path: Path) -> SentSheet | None:
    """The sheet in the file; None where it is none, but may be a flat list. Raises `FileProblem`."""
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise FileProblem(f"{path} cannot be read: {problem.strerror}.") from None
    try:
        return read_sheet(content)
    except SheetRefused as refusal:
        if refusal.problem is SheetProblem.OTHER_SHAPE:
            with use("en"):
                raise FileProblem(plain(of_sheet(refusal.problem))) from None
        # Everything else may be right for a list, and is told by who reads those.
        return None


def given_by_sheet(sheet: SentSheet, plan: Plan, there: Mapping[int, Place], by: By, now: datetime) -> Given:
    """The quotas of the sheet. `there` are the units of today, by id. Raises `FileProblem`.

    An empty cell takes back what was given; a union whose row was deleted keeps what it has.
    """
    ids = {place.code: unit_id for unit_id, place in there.items()}
    if sheet.unit not in ids:
        raise FileProblem(f"The sheet is of the unit “{sheet.unit}”, which is not there today.")
    if all(indicator.code != sheet.indicator for indicator in plan.indicators):
        raise FileProblem(f"The sheet is of the indicator “{sheet.indicator}”, which the plan does not have.")
    given = Given(basis=sheet.basis)
    with use("en"):
        given.mistakes += [plain(of_cells([cell])).replace("• ", "Cell ") + "." for cell in sheet.unread]
    for line in sheet.lines:
        if line.code not in ids:
            given.mistakes.append(f"Cell {line.cell}: there is no unit with the code “{line.code}” today.")
            continue
        given.places.append(f"Cell {line.cell}")
        given.quotas.append(
            Quota(
                indicator=sheet.indicator,
                unit=ids[line.code],
                first_day=sheet.first_day,
                last_day=sheet.last_day,
                amount=line.amount,
                decision=by.decision,
                decided=by.decided,
                given_by=ids[sheet.unit],
                reason=by.reason,
                known_at=now,
            )
        )
    return given
