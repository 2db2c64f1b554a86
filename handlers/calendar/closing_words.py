"""What is said where a round is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from markupsafe import Markup

from domain.calendar.workdays import WorkingDays
from domain.plan import Form, Plan
from handlers.calendar.expected import Expected
from handlers.calendar.round_words import of_submissions, time_left, weekday
from handlers.saying import lines, shortened
from locales import _, current, listing, moment, ngettext, short_day
from storage.calendar.submissions import Submission
from storage.calendar.told import Told


def nothing_due(unit: str) -> Markup:
    """That no round of the unit is open."""
    return _("No reporting round of {unit} is open now. What you report counts at once, as ever.", unit=unit)


def standing(plan: Plan, unit: str, some: Sequence[Submission], working: WorkingDays, today: date) -> list[Markup]:
    """Which round it is, until when figures are taken, and how long there is; or that it is closed."""
    name = Markup("<b>{}</b>").format(of_submissions(plan, some))
    head = _("Report {round}, {unit}. Figures up to {day}.", round=name, unit=unit, day=short_day(some[0].cut_off))
    waiting = [one for one in some if one.waits]
    if waiting:
        due = min(one.due for one in waiting)
        left = time_left(working, due, today)
        parts = [head, _("To be sent by {day} ({left}).", day=weekday(due), left=left)]
        if today < some[0].cut_off:
            parts.append(_("Whatever happens until then can still be reported after closing."))
        parts += [
            _("Opened again by the superior union: {why}", why=one.reopened_for) for one in waiting if one.reopened_for
        ]
        return parts
    closed_at = max((one.closed_at for one in some if one.closed_at is not None), default=None)
    if closed_at is None:
        return [head]
    return [head, _("✅ Closed at {moment}.", moment=moment(closed_at))]


def told_and_missing(expected: Sequence[Expected]) -> list[Markup]:
    """Which of the expected forms were told, of which there is nothing, and which are missing."""
    parts: list[Markup] = []
    told = [_name(one.form) for one in expected if one.told and not one.nothing]
    nothing = [_name(one.form) for one in expected if one.nothing]
    missing = [_name(one.form) for one in expected if one.missing]
    if told:
        parts.append(_("Told: {forms}.", forms=listing(told)))
    if nothing:
        parts.append(_("Nothing to report: {forms}.", forms=listing(nothing)))
    if missing:
        parts.append(_("Still missing: <b>{forms}</b>.", forms=shortened(missing)))
    elif expected:
        parts.append(_("All contents have been told."))
    return parts


def added_late(plan: Plan, late: Sequence[Told]) -> list[Markup]:
    """What came for an earlier round after its lock."""
    if not late:
        return []
    known = {form.code: form.name.say(current()) for form in plan.forms}
    names = [f"{known.get(one.form, one.form)} ({one.report_id:04})" for one in late]
    return [
        ngettext(
            "Added to an earlier round after its lock, told with this one: {n} report: {names}.",
            "Added to an earlier round after its lock, told with this one: {n} reports: {names}.",
            len(late),
            names=shortened(names),
        )
    ]


def noted(form: Form) -> Markup:
    """That an answer given at one tap was taken."""
    return _("✅ Noted: {form}.", form=_name(form))


def rest_to_confirm(plan: Plan, unit: str, some: Sequence[Submission], missing: Sequence[Form]) -> Markup:
    """What is confirmed with one tap."""
    if not missing:
        return _("Close the report {round} of {unit}?", round=of_submissions(plan, some), unit=unit)
    # What is confirmed is named in full.
    names = Markup("; ").join(_name(form) for form in missing)
    return lines(
        [
            _("Report {round}, {unit}:", round=of_submissions(plan, some), unit=unit),
            _("nothing to report in: <b>{forms}</b>.", forms=names),
            _("Is that right?"),
        ]
    )


def closed(  # noqa: PLR0917  plan, unit, what, what is left out, when, and what comes next: read as a sentence
    plan: Plan,
    unit: str,
    some: Sequence[Submission],
    left_out: Sequence[Form],
    now: datetime,
    today: date,
    following: Sequence[Submission],
) -> Markup:
    """The receipt of closing a round, what was left out, and what is due next."""
    if not some:
        return _("This round has been closed already.")
    parts = [
        _(
            "✅ The report {round} of {unit} is closed, at {moment}.",
            round=of_submissions(plan, some),
            unit=unit,
            moment=moment(now),
        )
    ]
    late = max((today - one.due).days for one in some)
    parts.append(_("In time.") if late <= 0 else ngettext("{n} day late.", "{n} days late.", late))
    if left_out:
        parts.append(
            _("Without: {forms}. They can still be reported until the round is locked.", forms=_names(left_out))
        )
    if following:
        first = following[0]
        parts.append(_("Next: report {round}, by {day}.", round=of_submissions(plan, [first]), day=weekday(first.due)))
    parts.append(_("Thank you, comrade."))
    return lines(parts)


def _names(forms: Sequence[Form]) -> Markup:
    return shortened([_name(form) for form in forms])


def _name(form: Form) -> str:
    return form.name.say(current())
