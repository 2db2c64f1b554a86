"""A stated headcount that does not fit the last one and the changes since: correct it, complete them, or say why."""

from __future__ import annotations

from dataclasses import replace

from domain.findings import HeadcountGap
from domain.known import Known
from domain.plan import Form
from domain.reading import Option
from handlers import questions
from handlers.reports.checked import CORRECT, KEEP, AskAgain, Checked, filled_now
from handlers.reports.filling import Subject, fill, forget, forget_all
from handlers.talk import Talk
from locales import _, current, day, number, signed

ADD = "add"


async def close_gap(talk: Talk, form: Form, about: Subject, checked: Checked, gap: HeadcountGap) -> None:
    """Correct the number, keep it with a reason, or add one change after the other until nothing is missing."""
    place = 0
    while gap.size:
        added = await _close_gap(talk, form, about, checked, gap, place)
        if added is None:
            return
        gap, place = replace(gap, expected=gap.expected + added), place + 1


async def _close_gap(  # noqa: PLR0917  one more than the others: which question of the gap it is
    talk: Talk, form: Form, about: Subject, checked: Checked, gap: HeadcountGap, place: int
) -> int | None:
    """Correct the number, add the change that is missing, or keep it with a reason.

    Returns what a change that was added contributes; None where the number was kept.
    """
    prefix = f"{form.code}.{gap.key}.gap{place or ''}"
    say = _(
        "By what was reported so far, your union had {expected} on {day}; you stated {stated}, a difference of {gap}.",
        expected=number(gap.expected),
        day=day(gap.as_of),
        stated=number(gap.stated),
        gap=signed(gap.size),
    )
    options = [
        Option(CORRECT, str(_("Correct the number")), ("sửa số", "sửa")),
        Option(KEEP, str(_("Keep it and say why")), ("giữ", "giữ số này")),
    ]
    missing = _missing_changes(talk, about, checked, gap)
    if missing:
        options.insert(1, Option(ADD, str(_("Add the missing change")), ("khai bổ sung", "bổ sung")))
    chosen = await talk.choose(prefix, say, options, _("A change may be missing: admitted, lost, moved in or out."))
    if chosen == CORRECT:
        forget(talk, form, gap.key)
        for further, _answers in checked.further:
            forget_all(talk, further)
        talk.complain(say)
        raise AskAgain
    if chosen == KEEP:
        why = await talk.ask(f"{prefix}.why", questions.Text(text=_("What is the reason for the difference?")))
        checked.kept.append(gap.kept | {"reason": why})
        return None
    options = [Option(form.code, form.name.say(current()), form.words) for form in missing]
    code = await talk.choose(f"{prefix}.form", _("Which change is missing?"), options)
    return await _add_change(talk, code, about, checked, gap)


async def _add_change(talk: Talk, code: str, about: Subject, checked: Checked, gap: HeadcountGap) -> int:
    """Fill the form of a change that was not reported yet, to be sent together with this one."""
    form = talk.plan.form(code)
    answers = await fill(talk, form, about)
    checked.further.append((form, answers))
    change = filled_now(talk, form, answers, about, Known(talk.plan, about.unit.first_day))
    return gap.closed_by(change)


def _missing_changes(talk: Talk, about: Subject, checked: Checked, gap: HeadcountGap) -> list[Form]:
    """The forms of changes that would close the gap, as far as this unit is asked them and did not fill them now."""
    flows = gap.flows(talk.plan)
    filled = {form.code for form, _answers in checked.further}
    return [
        form
        for form in talk.plan.forms_for(about.unit.kind)
        if form.code not in filled and any(rule.measure in flows for rule in form.facts)
    ]
