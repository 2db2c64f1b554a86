"""What is said when a report cannot be kept, corrected or withdrawn."""

from __future__ import annotations

from markupsafe import Markup

from locales import N_, _, day
from storage.reports import ReportProblem, Superseded

_SENTENCES = {
    "unknown-unit": N_("This union is not in the list any more. Please ask your superior union."),
    "unknown-report": N_("There is no such report."),
    "outside-life": N_("On {day} this union did not exist. Please check the day and report again."),
    "withdrawn": N_("This report was withdrawn meanwhile. Nothing was changed."),
    "taken-over": N_("This transfer was taken over already, so its other end cannot be changed."),
    "not-for-this-unit": N_("This transfer is not for your union."),
}


def sentence(problem: ReportProblem | Superseded) -> Markup:
    """The sentence for a report that could not be kept; nothing was changed then."""
    if isinstance(problem, Superseded):
        return _("This report was changed meanwhile. Please open it again from the list (/lichsu).")
    happened = problem.details.get("day")
    return _(_SENTENCES[problem.key], **({"day": day(happened)} if happened is not None else {}))
