"""What is to be assigned: which indicator, for which period, and how much in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from domain.plan import Indicator, Plan
from domain.progress.periods import Period, year_period
from domain.reading import Option, Reading, Understood, match_choice
from handlers.incoming import Incoming
from handlers.questions import Choice, Count, Money, Percent, Proposed, Question
from handlers.quotas.proposal import is_money, is_share, to_int
from handlers.quotas.quota_words import amount, measured, named, period_id, period_said, titled, with_unit
from handlers.saying import lines
from handlers.surroundings import Surroundings
from handlers.talk import Ended, Talk
from locales import _
from storage import assigning, quotas, units
from storage.chats import Held
from storage.units import Unit

SHARES = "shares"
FEW = 8
"""So many indicators are listed at once; where there are more, those that are shares stand behind one choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is assigned by whom. `own` is the unit's own quota as a line holds amounts, None where it has none."""

    held: Held
    indicator: Indicator
    period: Period
    own: int | None


@dataclass(frozen=True, kw_only=True)
class SomeIndicator(Choice):
    """One of the indicators listed, or by its name one of the `others` that stand behind a choice."""

    others: Sequence[Option] = ()

    @property
    def any_words(self) -> bool:
        """The name of an indicator may be like that of a form or a command."""
        return True

    def read(self, incoming: Incoming, today: date) -> Reading[str]:
        """See `Question.read`; numbers are those of the list."""
        numbers = {place: option.id for place, option in enumerate(self.choices, 1)}
        return match_choice(incoming.text, [*self.choices, *self.others], numbers)

    def holds(self, kept: Any) -> bool:
        """See `Question.holds`."""
        return super().holds(kept) or any(option.id == kept for option in self.others)


async def choose_task(talk: Talk, held: Held) -> Task:
    """Ask for the indicator and the period, where neither a button named an entry of the ledger that has the same nor
    words behind the command's name the indicator.
    """
    below = await units.children(talk.tx, held.unit_id, talk.today)
    like = await talk.snapshot("like", partial(_named_by_button, talk, [held.unit_id, *(unit.id for unit in below)]))
    indicator = await _indicator(talk, below, like)
    period = await _period(talk, indicator, like)
    own = await talk.snapshot(
        f"own:{indicator.code}:{period_id(talk.plan, period)}", partial(own_quota, talk, held.unit, indicator, period)
    )
    return Task(held=held, indicator=indicator, period=period, own=own)


async def own_quota(at: Surroundings, unit: Unit, indicator: Indicator, period: Period) -> int | None:
    """What the unit itself was given, as a line holds amounts."""
    found = await assigning.own_goal(at.tx, at.plan, unit, indicator.code, period.first_day, period.last_day, at.today)
    return to_int(indicator, found)


async def choose_total(talk: Talk, task: Task) -> int:
    """How much is to be split; of a share how much each is to reach. The unit's own quota is proposed."""
    title = titled(talk.plan, task.indicator, task.period)
    if is_share(task.indicator):
        text = _("{what}: how many percent should each union reach?", what=title)
        typed: Question[int] = Percent(text=text)
        if task.own is not None:
            text = lines([_("Your union is to reach {share}.", share=amount(task.indicator, task.own)), text])
    else:
        text = _("{what}: how many in all should be assigned?", what=title)
        typed = Money(text=text) if is_money(talk.plan, task.indicator) else Count(text=text, at_least=1)
        if task.own is not None:
            text = lines([_("Your union was given {n}.", n=with_unit(task.indicator, task.own)), text])
    measure = measured(talk.plan, task.indicator)
    if measure is not None:
        text = lines([text, Markup("({})").format(measure)])
    label = str(_("Exactly {amount}", amount=amount(task.indicator, task.own)))
    hint = _("Choose, or type another number.") if task.own is not None else None
    return await talk.ask("total", Proposed(text=text, hint=hint, typed=typed, proposed=task.own, label=label))


def given_at(plan: Plan, kinds: Sequence[str]) -> list[Indicator]:
    """The indicators that units of these kinds may be given a quota of: numbers first, then shares."""
    levels = {plan.unit_kind(kind).level for kind in kinds}
    return sorted((one for one in plan.indicators if not levels.isdisjoint(one.quota_at)), key=is_share)


def open_periods(plan: Plan, today: date) -> list[Period]:
    """The present year, the next one within the plan, and the phases that are not over yet."""
    this_year, last_year = plan.year_of(today), plan.year_of(plan.ends)
    years = [year_period(plan, year) for year in (this_year, this_year + 1) if year <= max(this_year, last_year)]
    phases = [Period(one.first_day, one.last_day, one.code) for one in plan.phases if one.last_day >= today]
    return [*years, *phases]


async def _named_by_button(talk: Talk, unit_ids: list[int]) -> list[str]:
    """The indicator and the first and last day of the entry whose id stands in the command line as `e12`."""
    wanted = next((word[1:] for word in talk.answer("=args") if word[:1] == "e" and word[1:].isdecimal()), None)
    if wanted is None:
        return []
    found = (entry.quota for entry in await quotas.entries(talk.tx, unit_ids) if str(entry.id) == wanted)
    return [word for one in found for word in (one.indicator, one.first_day.isoformat(), one.last_day.isoformat())]


async def _indicator(talk: Talk, below: Sequence[Unit], like: Sequence[str]) -> Indicator:
    known = {one.code: one for one in given_at(talk.plan, [unit.kind for unit in below])}
    if not known:
        talk.say(_("There is no union directly below yours that a quota can be assigned to."))
        raise Ended
    if like and like[0] in known:
        return known[like[0]]
    options = [Option(code, named(one), _words(one)) for code, one in known.items()]
    shares = [option for option in options if is_share(known[option.id])] if len(options) > FEW else []
    words = " ".join(talk.answer("=args"))
    typed = match_choice(words, options, {}) if words and not like else None
    if isinstance(typed, Understood):
        return known[typed.value]
    listed = [option for option in options if option not in shares]
    if shares and listed:
        listed.append(Option(SHARES, str(_("An indicator in percent")), ("tỷ lệ", "phần trăm", "%")))
    text = _("Which indicator do you assign?")
    chosen = await talk.ask("indicator", SomeIndicator(text=text, choices=listed or shares, others=shares))
    if chosen == SHARES:
        chosen = await talk.ask("share", SomeIndicator(text=_("Which indicator in percent?"), choices=shares))
    return known[chosen]


async def _period(talk: Talk, indicator: Indicator, like: Sequence[str]) -> Period:
    periods = {period_id(talk.plan, period): period for period in open_periods(talk.plan, talk.today)}
    for period in periods.values():
        if like and like[1:] == [period.first_day.isoformat(), period.last_day.isoformat()]:
            return period
    options = [Option(code, _capital(period_said(talk.plan, period)), (code,)) for code, period in periods.items()]
    text = _("{indicator}: for which period?", indicator=named(indicator))
    return periods[await talk.choose("period", text, options)]


def _words(indicator: Indicator) -> tuple[str, ...]:
    """What else an indicator is called: by its code, and in the other language."""
    code = indicator.code
    return (code, code.replace("-", " "), indicator.name.vi, indicator.name.en)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
