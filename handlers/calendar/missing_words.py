"""What a superior is told when the chairs are not asked any more: who has not sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from domain.plan import Plan
from handlers.calendar.missing import Missing
from handlers.calendar.round_words import named, weekday
from handlers.saying import lines, shortened
from locales import _, clock_time, local, ngettext, number, short_day
from storage.calendar.submissions import Submission


def handed_on(  # noqa: PLR0917  plan, unit, rounds, who was expected, who is missing, when: read as a sentence
    plan: Plan,
    unit: str,
    codes: Sequence[str],
    known: Sequence[Submission],
    missing: Sequence[Missing],
    now: datetime,
) -> Markup:
    """How many directly below a unit have not sent, and in how many of them nobody can be reached."""
    expected = [one for one in known if one.excused is None]
    said = [
        _(
            "Up to {time} on {day}, {n} of {m} units below {unit} have not sent the report {round} (due {due}):",
            time=clock_time(now),
            day=short_day(local(now).date()),
            n=number(len(missing)),
            m=number(len(expected)),
            unit=unit,
            round=named(plan, codes),
            due=weekday(missing[0].submission.due),
        ),
        shortened([one.submission.unit_name for one in missing]),
    ]
    nobody = sum(not one.officers for one in missing)
    blocked = sum(bool(one.officers) and not one.reachable for one in missing)
    if nobody:
        said.append(ngettext("In {n} of them nobody has joined yet.", "In {n} of them nobody has joined yet.", nobody))
    if blocked:
        said.append(
            ngettext(
                "In {n} of them messages are refused.",
                "In {n} of them messages are refused.",
                blocked,
            )
        )
    said.append(_("They are not reminded any more by themselves. Please look whom to call."))
    return lines(said)
