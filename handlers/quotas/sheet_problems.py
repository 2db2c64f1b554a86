"""What is said about a spreadsheet that cannot be used, and about its cells that were not read."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from handlers.quotas.quota_words import first_ones
from handlers.quotas.sheets import CellProblem, SheetProblem, UnreadCell
from locales import N_, _

_SHEETS: dict[SheetProblem, str] = {
    SheetProblem.NOT_A_SHEET: N_("This file is no spreadsheet, so it was not used. Quotas are sent as an xlsx file."),
    SheetProblem.OLD_FORMAT: N_(
        "This file has an old format or a password, so it was not read. Please save it as xlsx without a password."
    ),
    SheetProblem.MACROS: N_("This file holds macros, so it was not opened. Please save it as xlsx without macros."),
    SheetProblem.TOO_LARGE: N_("This file is too large, so it was not opened. Please send the sheet you got here."),
    SheetProblem.DAMAGED: N_("This file is damaged and could not be opened. Please save it again and send it again."),
    SheetProblem.NOT_OURS: N_(
        "This spreadsheet is not the one for assigning quotas, or its headings were changed. Please get a new sheet."
    ),
    SheetProblem.OTHER_SHAPE: N_("This sheet was made by another version of the assistant. Please get a new sheet."),
    SheetProblem.UNREACHABLE: N_("The file could not be fetched. Please send it again."),
}
_CELLS: dict[CellProblem, str] = {
    CellProblem.FORMULA: N_("• {cell}: there is a formula, a number is needed"),
    CellProblem.NOT_A_NUMBER: N_("• {cell}: “{words}” is no number"),
    CellProblem.NOT_WHOLE: N_("• {cell}: “{words}” is not whole, a whole number is needed"),
    CellProblem.NEGATIVE: N_("• {cell}: “{words}” is below 0"),
    CellProblem.TOO_LARGE: N_("• {cell}: “{words}” is too large"),
    CellProblem.UNKNOWN_UNIT: N_("• {cell}: the code “{words}” is no union directly below, or stands there twice"),
}


def of_sheet(problem: SheetProblem) -> Markup:
    """Why a file as a whole cannot be used, and that nothing was changed."""
    return _("{why} Nothing was changed.", why=_(_SHEETS[problem]))


def of_cells(unread: Sequence[UnreadCell]) -> Markup:
    """The first cells that were not read, each with what was expected."""
    return first_ones([_(_CELLS[one.why], cell=one.cell, words=one.words) for one in unread])
