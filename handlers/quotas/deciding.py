"""By which decision quotas are assigned: its number and day, a photo of it, and why something is changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.assigning import LONGEST_DECISION
from domain.reading import Option
from handlers.questions import Day, Photo, Text
from handlers.talk import Talk
from locales import _, day

DECISION, DECIDED, PHOTO, REASON = "decision", "decided", "photo", "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The decision, the day from which it is in force, the photo's hash, and the reason ("" where none is needed)."""

    decision: str
    day: date
    photo: str | None
    reason: str


async def decide(
    talk: Talk, *, not_before: date | None, needs_reason: Callable[[str, date], Awaitable[bool]]
) -> Decided:
    """Ask for the decision; for a reason only where one of this number and day `needs_reason`.

    `not_before` is the day of the decision that is to be changed: an earlier one would have no effect today.
    """
    number = await talk.ask(
        DECISION,
        Text(
            text=_("What is the number of the decision?"),
            hint=_("For example: 12/QĐ-LĐLĐ"),
            longest=LONGEST_DECISION,
        ),
    )
    decided = await _decided(talk, not_before)
    photo = await talk.ask_or_skip(
        PHOTO, Photo(text=_("Please send a photo of the decision, or skip."), skippable=True)
    )
    reason = ""
    if await needs_reason(number, decided):
        reason = await talk.ask(
            REASON,
            Text(
                text=_("Why is it changed? The unions concerned are told the reason."),
                hint=_("For example: two companies were founded in the area"),
            ),
        )
    return Decided(decision=number, day=decided, photo=photo, reason=reason)


async def _decided(talk: Talk, not_before: date | None) -> date:
    while True:
        found = await talk.ask(
            DECIDED,
            Day(
                text=_("What is the date of the decision? The quotas are in force from that day on."),
                hint=_("For example: 5/1/2026 or “yesterday”"),
                today=talk.today,
            ),
        )
        if not_before is None or found >= not_before:
            return found
        talk.complain(
            _(
                "The quota now in force was decided on {before}, after {day}, so it would stay. Please check the date.",
                before=day(not_before),
                day=day(found),
            )
        )
        talk.forget(DECIDED)


def changeable(decided: Decided) -> Sequence[Option]:
    """What can be changed of it at the review."""
    options = [
        Option(DECISION, str(_("The decision number"))),
        Option(DECIDED, str(_("The date of the decision"))),
        Option(PHOTO, str(_("The photo"))),
    ]
    if decided.reason:
        options.append(Option(REASON, str(_("The reason"))))
    return options
