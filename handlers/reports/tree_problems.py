"""What is said when a union cannot be founded, closed or moved as asked; nothing was changed then."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from domain.tree import TreeProblem
from handlers.surroundings import Surroundings
from locales import N_, _, current, day, listing, number
from storage import units

_SENTENCES = {
    "code-taken": N_("The code {code} is taken by another union. Please choose another one."),
    "name-taken": N_(
        "“{name}” stands under this superior union already (code {code}). If it is another union, please give it a "
        "name that tells them apart."
    ),
    "unknown-unit": N_("There is no such union. Please check its name or code."),
    "unknown-kind": N_("The plan knows no kind of union “{kind}”. Please choose another one."),
    "province-exists": N_("There is one provincial federation, so no second one can be founded."),
    "province-stays": N_("The provincial federation itself is neither moved nor closed."),
    "not-there": N_("{unit} did not exist on {day}. Please check the day."),
    "already-so": N_(
        "It has been so since {since}, so there is nothing to change. Please check the union and the day."
    ),
    "other-level": N_("“{kind}” is a kind of another level, which a union does not change. Please check the kind."),
    "superior-not-there": N_(
        "The superior union {unit} did not exist on {day}. Please check the day or choose another."
    ),
    "superior-not-above": N_("{unit} cannot be the superior union here. Please choose a union of a higher level."),
    "already-closed": N_("This union is closed from {end} on already, so nothing was changed."),
    "changed-later": N_("This union was changed by a decision of {day}. Please choose a later day."),
    "has-units-below": N_("These unions still stand below it: {units}. Please close them or hand them over first."),
    "reported-later": N_(
        "The union has reports dated {day} or later: {reports}. Please withdraw them or correct their day first, or "
        "choose a later day."
    ),
    "before-plan": N_(
        "First members are counted from the beginning of the plan ({starts}) on. Please check the day; a union that is "
        "older is taken up with its present numbers."
    ),
    "more-members": N_(
        "The number of members ({members}) is larger than that of workers ({workers}), and members are workers too. "
        "Please correct one of them."
    ),
    "not-below": N_("{unit} does not stand directly below your union. Please choose another one."),
    "into-itself": N_("A union cannot be merged into itself. Please choose the union that receives its members."),
    "no-members": N_("{unit} can have no members on {day}. Please check the day or choose another union."),
    "not-in-plan": N_("The plan has no form that records these members. Please ask the provincial federation."),
}

LISTED = 10
"""So many unions or reports are named at once."""


async def sentence(at: Surroundings, problem: TreeProblem) -> Markup:
    """The sentence for a change of the tree that cannot be."""
    return _(_SENTENCES[problem.key], **{key: await _said(at, key, one) for key, one in problem.details.items()})


async def _said(at: Surroundings, key: str, detail: object) -> str:
    if isinstance(detail, date):
        return day(detail)
    if key == "unit":
        # A code where it came from a file or the command line; None where no superior was named at all.
        return await units.name(at.tx, detail) if isinstance(detail, int) else str(detail or "—")
    if key == "kind":
        known = {kind.code: kind.name.say(current()) for kind in at.plan.unit_kinds}
        return known.get(str(detail), str(detail))
    if isinstance(detail, list):
        named = [await units.name(at.tx, one) if key == "units" else f"{one:04}" for one in detail[:LISTED]]
        return listing([*named, "…"] if len(detail) > LISTED else named)
    return number(detail) if isinstance(detail, int) else str(detail)
