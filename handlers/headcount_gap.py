"""A stated headcount that does not fit the last one and the changes since: correct it, complete them, or say why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.plan import Check, Form, MeasureKind, Plan
from domain.reading import Option
from handlers import questions
from handlers.checked import CORRECT, KEEP, AskAgain, Checked, amount_of, day_of
from handlers.filling import Answers, Subject, fill, forget, forget_all
from handlers.talk import Talk
from locales import _, current, day, number, signed
from storage import facts

ADD = "add"


async def headcount_gap(talk: Talk, form: Form, answers: Answers, about: Subject, found: Checked) -> None:
    """A stated level against the last statement and the changes since."""
    as_of = day_of(answers, talk.today)
    for rule in form.facts:
        measure = talk.plan.measure(rule.measure)
        key = rule.value.split(".")[0]
        if measure.kind is not MeasureKind.LEVEL or not measure.raised_by or key not in answers:
            continue
        level = await facts.level_on(
            talk.tx, talk.plan, about.unit.id, measure.code, as_of, leaving_out=about.correcting
        )
        if level.value is None:
            continue
        stated = answers[key]["total"]
        expected = level.value
        for place in range(len(measure.raised_by) + len(measure.lowered_by) + 1):
            if stated == expected:
                break
            added = await _close_gap(talk, form, about, found, Gap(key, place, expected, stated, level, as_of))
            if added is None:
                break
            expected += added


@dataclass(frozen=True, slots=True)
class Gap:
    """A stated level that does not fit: which answer it is, what was expected instead, and as of when."""

    key: str
    place: int
    expected: int
    stated: int
    level: facts.LevelOn
    as_of: date

    @property
    def size(self) -> int:
        """How much more was stated than expected."""
        return self.stated - self.expected

    @property
    def direction(self) -> int:
        """Whether members are missing in what was reported (1) or too many (-1)."""
        return 1 if self.size > 0 else -1


async def _close_gap(talk: Talk, form: Form, about: Subject, found: Checked, gap: Gap) -> int | None:
    """Correct the number, add the change that is missing, or keep it with a reason.

    Returns what a change that was added contributes; None where the number was kept.
    """
    prefix = f"{form.code}.{gap.key}.gap{gap.place or ''}"
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
    missing = _missing_changes(talk, about, found, gap)
    if missing:
        options.insert(1, Option(ADD, str(_("Add the missing change")), ("khai bổ sung", "bổ sung")))
    chosen = await talk.choose(prefix, say, options, _("A change may be missing: admitted, lost, moved in or out."))
    if chosen == CORRECT:
        forget(talk, form, gap.key)
        for further, _answers in found.further:
            forget_all(talk, further)
        talk.complain(say)
        raise AskAgain
    if chosen == KEEP:
        why = await talk.ask(f"{prefix}.why", questions.Text(text=_("What is the reason for the difference?")))
        found.kept.append({"check": Check.HEADCOUNT_GAP.value, "difference": gap.size, "reason": why})
        return None
    options = [Option(form.code, form.name.say(current()), form.words) for form in missing]
    code = await talk.choose(f"{prefix}.form", _("Which change is missing?"), options)
    return await _add_change(talk, code, about, found, gap)


async def _add_change(talk: Talk, code: str, about: Subject, found: Checked, gap: Gap) -> int:
    """Fill the form of a change that was not reported yet, to be sent together with this one."""
    form = talk.plan.form(code)
    answers = await fill(talk, form, about)
    found.further.append((form, answers))
    happened = day_of(answers, talk.today)
    if happened > gap.as_of or (gap.level.stated_on is not None and happened <= gap.level.stated_on):
        return 0
    flows = _flows(talk.plan, gap)
    return gap.direction * sum(amount_of(form, rule.measure, answers) for rule in form.facts if rule.measure in flows)


def _missing_changes(talk: Talk, about: Subject, found: Checked, gap: Gap) -> list[Form]:
    """The forms of changes that would close the gap, as far as this unit is asked them and did not fill them now."""
    flows = _flows(talk.plan, gap)
    filled = {form.code for form, _answers in found.further}
    return [
        form
        for form in talk.plan.forms_for(about.unit.kind)
        if form.code not in filled and any(rule.measure in flows for rule in form.facts)
    ]


def _flows(plan: Plan, gap: Gap) -> set[str]:
    """The flows that move levels in the direction of the gap."""
    return {
        code for measure in plan.measures for code in (measure.raised_by if gap.direction > 0 else measure.lowered_by)
    }
