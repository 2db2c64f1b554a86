"""What is said when quotas could not be assigned, and none was."""

from __future__ import annotations

from markupsafe import Markup

from locales import N_, _
from storage.assigning import QuotaProblem, Refusal

_SENTENCES: dict[Refusal, str] = {
    Refusal.NOT_BELOW: N_("{unit} no longer stands directly below your union."),
    Refusal.UNIT_GONE: N_("A union has been closed meanwhile."),
    Refusal.NOT_AT_LEVEL: N_("{unit} cannot be given a quota of this indicator."),
    Refusal.NO_SUCH_PERIOD: N_("The plan no longer has this period."),
    Refusal.NO_DECISION: N_("The number of the decision is missing or too long."),
    Refusal.DECIDED_LATER: N_("The date of the decision has not come yet."),
    Refusal.REASON_NEEDED: N_("A reason is needed, because a quota in force is changed."),
    Refusal.NEGATIVE: N_("{unit}: a quota cannot be below 0."),
    Refusal.NOT_WHOLE: N_("{unit}: the quota must be a whole number, or a share with at most two decimals."),
    Refusal.TOO_LARGE: N_("{unit}: the quota is too large; a share is at most 100%."),
    Refusal.CHANGED_MEANWHILE: N_("Somebody has assigned quotas to these unions meanwhile."),
    Refusal.NOTHING_CHANGES: N_("All of this is in force already."),
}


def sentence(problem: QuotaProblem) -> Markup:
    """Why nothing was assigned, and that nothing was."""
    unit = problem.unit.name if problem.unit is not None else _("A union")
    return _("{why} Nothing was assigned.", why=_(_SENTENCES[problem.kind], unit=unit))
