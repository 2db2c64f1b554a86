"""What those who report are told about a round that is due, with the buttons that do the thing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from domain.calendar.workdays import WorkingDays
from domain.plan import Form, Plan
from handlers.calendar.round_words import of_submissions, time_left, weekday
from handlers.saying import Button, Rows, Saying, arranged, lines, numbered, shortened
from locales import _, current, ngettext, number, short_day
from storage.calendar.submissions import Standing, Submission


def due(  # noqa: PLR0917  plan, what, what is missing, who below has sent, and when: read as a sentence
    plan: Plan,
    some: Sequence[Submission],
    missing: Sequence[Form],
    below: Standing,
    working: WorkingDays,
    today: date,
) -> Markup:
    """That a report of a unit is due, or was: how long there is, what is missing, and how many have sent `below` it."""
    first = min(some, key=lambda one: one.due)
    facts = {"round": of_submissions(plan, some), "unit": first.unit_name, "day": weekday(first.due)}
    if today > first.due:
        return lines(
            [
                _("Up to this morning the report {round} of {unit} has not been received (due {day}).", **facts),
                _("Please send it today, so that it can be summed up. If anything is in the way, choose “Need help”."),
            ]
        )
    left = time_left(working, first.due, today)
    said = [_("⏰ Report {round} of {unit} is due on {day} ({left}).", left=left, **facts)]
    if missing:
        names = shortened([form.name.say(current()) for form in missing])
        said.append(
            ngettext("{n} content is left: {names}.", "{n} contents are left: {names}.", len(missing), names=names)
        )
    elif below.expected:
        n, m = number(below.reported), number(below.expected - below.excused)
        said.append(_("{n} of {m} units directly below have sent theirs.", n=n, m=m))
    else:
        said.append(_("All contents have been told; it is only to be closed."))
    return lines(said)


def ways(some: Sequence[Submission], *, complete: bool = False) -> list[tuple[str, str]]:
    """The buttons (label, command line) of a reminder. `complete`: nothing is missing, so it is only to be closed."""
    one = some[0]
    where = f"{one.unit_id} {one.round}"
    close = (str(_("Close the round")), f"chot {where} close")
    return [
        (str(_("Report now")), f"chot {where}"),
        close if complete else (str(_("Nothing to report")), f"chot {where} rest"),
        (str(_("Later")), f"desau {where}"),
        (str(_("Need help")), f"hotro {where}"),
    ]


def rows(some: Sequence[Submission]) -> Rows:
    """The same as rows of buttons."""
    return arranged(numbered([(label, f"c:{line}") for label, line in ways(some)]))


def nudge(plan: Plan, one: Submission, asked_by: Markup, today: date) -> Saying:
    """What a superior lets a unit be told about a round that it has not sent."""
    facts = {
        "office": asked_by,
        "round": of_submissions(plan, [one]),
        "unit": one.unit_name,
        "today": short_day(today),
        "day": weekday(one.due),
    }
    said = _(
        "{office} asks to remind you: up to {today} the report {round} of {unit} has not been received (due {day}).",
        **facts,
    )
    return Saying(text=lines([said, _("Please send it when you can. Thank you.")]), rows=rows([one]))


def reopened(plan: Plan, one: Submission, asked_by: Markup, why: str) -> Saying:
    """What a unit is told whose round was opened again."""
    said = _(
        "{office} has opened the report {round} of {unit} again: “{why}”. Please add what is missing and close it.",
        office=asked_by,
        round=of_submissions(plan, [one]),
        unit=one.unit_name,
        why=why,
    )
    button = Button(str(_("Report now")), f"c:chot {one.unit_id} {one.round}", 1)
    return Saying(text=said, rows=((button,),))
