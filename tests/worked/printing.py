"""A figure in the words of the page."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from domain.plan import FormulaKind
from domain.progress import Figure
from domain.progress.readings import COUNTS, Answers
from handlers.progress import figure_words as words
from locales import _, average, number, percent, plain, signed
from tests.handlers.federation import PLAN
from tests.worked.page import FigureRow, Unreadable

NONE = "–"


def cells_of(figure: Figure) -> dict[str, str]:
    """The cells by the heads of their columns."""
    coverage = figure.coverage
    return {
        "Tử số": _number(figure.numerator),
        "Mẫu số": _number(figure.denominator),
        "Giá trị": NONE if figure.value is None else _value(figure, figure.value),
        "Mục tiêu": _goal(figure),
        "Còn thiếu": _number(figure.missing),
        "Đã báo cáo": f"{number(coverage.answered)}/{number(coverage.expected)}",
        "Trạng thái": plain(_(words.STATUS[figure.status])),
    }


def notes_of(figure: Figure, row: FigureRow) -> dict[str, str]:
    """What the row says in its last column, by label. Raises `Unreadable` for a label that means nothing."""
    for label in row.notes:
        if label not in _NOTES:
            raise Unreadable(row.line, f"“{label}” means nothing")
    return {label: _NOTES[label](figure) for label in row.notes}


def _value(figure: Figure, value: int | Fraction) -> str:
    kind = figure.indicator.formula.kind
    if kind in COUNTS:
        return words.count(figure, value)
    return average(Fraction(value)) if kind is FormulaKind.PER_UNIT else percent(value)


def _goal(figure: Figure) -> str:
    if figure.goal is not None:
        return words.goal(figure, figure.goal)
    return NONE if figure.floor is None else f"mốc {figure.floor_year}: {words.goal(figure, figure.floor)}"


def _number(amount: int | None) -> str:
    return NONE if amount is None else number(amount)


def _upper(figure: Figure) -> str:
    assert figure.bounds is not None
    return percent(figure.bounds.upper)


def _floor(figure: Figure) -> str:
    assert figure.target is not None
    return NONE if figure.target.floor is None else words.goal(figure, figure.target.floor)


def _reorganised(figure: Figure) -> str:
    assert figure.growth is not None
    return signed(figure.growth.reorganised)


def _answers(count: Callable[[Answers], int]) -> Callable[[Figure], str]:
    def said(figure: Figure) -> str:
        assert figure.answers is not None
        return number(count(figure.answers))

    return said


_NOTES: dict[str, Callable[[Figure], str]] = {
    "năm": lambda figure: str(figure.year),
    "cao nhất": _upper,
    "riêng đơn vị đã báo cáo": lambda figure: percent(figure.among_answered or 0),
    "kèm theo": lambda figure: ", ".join(map(plain, words.beside(PLAN, figure))),
    "gồm": lambda figure: ", ".join(map(plain, words.parts(PLAN, figure, reorganised=False))) or NONE,
    "do sắp xếp": _reorganised,
    "mốc đã qua": _floor,
    "đơn vị dưới mức": lambda figure: _number(figure.units_below),
    "đơn vị có ít nhất 1": lambda figure: _number(figure.units_meeting),
    "không thuộc diện": _answers(lambda answers: answers.not_applicable),
    "chưa trả lời": _answers(lambda answers: answers.silent),
    "hết hạn": _answers(lambda answers: answers.ended),
    "đang thương lượng": _answers(lambda answers: answers.renewing),
    "không tính": _answers(lambda answers: answers.exempt),
}
"""What may be said in the last column, by its label."""
