"""The spreadsheet with which quotas are assigned: what goes out, and what comes back of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from handlers.saying import Recipe

SHAPE = 1
"""The version of the sheet's shape: one of another shape is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingLine:
    """A union directly below: its headcounts where they are known, what it was given so far, and what is proposed.

    Amounts are numbers of people or units, or of a share hundredths of a percent.
    """

    code: str
    name: str
    members: int | None
    workers: int | None
    given: int | None
    proposed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingSheet:
    """The sheet of one unit's children for one indicator and period, with all of its words.

    `basis` is the newest entry of the ledger that the sheet knows of: one that came later makes it an old version.
    `own` is the unit's own quota. `shares`: the amounts are shares, in hundredths of a percent. `heads` are the
    headings of number, code, name, members, workers, given and new amount; `total` names the row of sums.
    """

    unit: str
    indicator: str
    first_day: str
    last_day: str
    basis: int
    shares: bool
    own: int | None
    title: str
    subtitle: str
    how_to: str
    own_said: str
    left_said: str
    heads: tuple[str, ...]
    total: str
    not_a_number: str
    lines: tuple[OutgoingLine, ...]


def sheet_to_fill_in(name: str, sheet: OutgoingSheet) -> Recipe:
    """The file to send."""
    return Recipe(name=name, kind="quota-sheet", content=asdict(sheet))


def outgoing_sheet(content: dict[str, Any]) -> OutgoingSheet:
    """What `sheet_to_fill_in` kept, which has been through JSON."""
    given = dict(content)
    lines = tuple(OutgoingLine(**line) for line in given.pop("lines"))
    return OutgoingSheet(lines=lines, heads=tuple(given.pop("heads")), **given)


class SheetProblem(StrEnum):
    """Why a file as a whole cannot be used."""

    NOT_A_SHEET = "not_a_sheet"
    """Neither a spreadsheet nor a picture."""
    OLD_FORMAT = "old_format"
    """An .xls, or one that is protected by a password."""
    MACROS = "macros"
    TOO_LARGE = "too_large"
    """More bytes than we take, or it would unpack to more."""
    DAMAGED = "damaged"
    NOT_OURS = "not_ours"
    """A spreadsheet, but not one that was made here to be filled in, or its headings were changed."""
    OTHER_SHAPE = "other_shape"
    """Made by an older or newer version of the program."""
    UNREACHABLE = "unreachable"
    """It could not be fetched."""


class CellProblem(StrEnum):
    """Why a cell was not read."""

    FORMULA = "formula"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    UNKNOWN_UNIT = "unknown_unit"
    """The row's hidden code is no unit's, or it stands there twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLine:
    """One row that came back. `amount` is None where the cell is empty: nothing is given."""

    cell: str
    code: str
    amount: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadCell:
    """A cell that was not understood: its place ("G12"), what stands there, and why."""

    cell: str
    words: str
    why: CellProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSheet:
    """A sheet that came back. `unit` and `indicator` are codes; `basis` is that of the sheet that went out."""

    unit: str
    indicator: str
    first_day: date
    last_day: date
    basis: int
    lines: tuple[SentLine, ...]
    unread: tuple[UnreadCell, ...]

    def as_json(self) -> str:
        """As it is kept in a conversation."""
        return json.dumps(asdict(self), default=str, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def of(kept: str) -> SentSheet:
        """What `as_json` kept."""
        given = json.loads(kept)
        lines = (
            SentLine(**line | {"amount": None if line["amount"] is None else Fraction(line["amount"])})
            for line in given["lines"]
        )
        unread = (UnreadCell(**cell | {"why": CellProblem(cell["why"])}) for cell in given["unread"])
        days = {key: date.fromisoformat(given[key]) for key in ("first_day", "last_day")}
        return SentSheet(**given | days | {"lines": tuple(lines), "unread": tuple(unread)})
