"""What stands in the cells of one row of a statistical form about a figure."""

from __future__ import annotations

from typing import Any

from domain.plan import FormulaKind
from domain.progress import Figure, Status
from domain.progress.readings import COUNTS
from handlers.progress import figure_words as words
from locales import _, plain

NOTHING, NOT_ASKED = "–", "x"
"""What stands for "nothing arose" and for "does not apply"; a cell without anything is "not reported yet"."""

Cells = dict[str, Any]


def cells_of(figure: Figure | None, before: Figure | None) -> Cells:
    """Goal, base, what came within the period, the whole so far, the year before, and how it stands.

    None: a unit that is not asked. `before` is the same period of the year before.
    """
    if figure is None:
        return {"done": NOT_ASKED, "note": ""}
    done = done_of(figure)
    cells: Cells = {"done": done, "last": number_of(before), "note": plain(_(words.STATUS[figure.status]))}
    cells["within"] = figure.within if isinstance(done, int) else done
    if figure.target is not None:
        counts = figure.indicator.formula.kind in COUNTS
        cells["goal" if counts else "aim"] = int(figure.target.goal) if counts else float(figure.target.goal)
    if figure.denominator:
        cells["base"] = figure.denominator
    return cells


def done_of(figure: Figure) -> int | str | None:
    """The whole so far: of counts the value, of shares what stands above the line."""
    if figure.coverage.expected == 0:
        return NOT_ASKED
    if figure.status is Status.NOTHING_AROSE:
        given = figure.answers
        return NOT_ASKED if given is not None and given.not_applicable + given.exempt else NOTHING
    if figure.coverage.answered == 0:
        return None
    number = number_of(figure)
    return NOTHING if number == 0 and figure.indicator.formula.kind is FormulaKind.SUM else number


def number_of(figure: Figure | None) -> int | None:
    """The number behind a figure; None where it is not known or nobody has reported."""
    if figure is None or figure.status is Status.NO_DATA or figure.coverage.answered == 0:
        return None
    if figure.indicator.formula.kind in COUNTS:
        return None if figure.counted is None else int(figure.counted)
    return figure.numerator
