"""The words a figure is put into: its value with n of m, its goal, what is missing, its parts, how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from markupsafe import Markup

from domain.plan import FormulaKind, Plan
from domain.progress import Figure, Status, Target, year_period
from domain.progress.readings import COUNTS
from locales import N_, _, average, current, day, money, ngettext, number, percent, plain, signed

STATUS: dict[Status, str] = {
    Status.FAR_BEHIND: N_("far behind"),
    Status.LATE: N_("overdue"),
    Status.BELOW_FLOOR: N_("below the milestone passed before"),
    Status.BEHIND: N_("behind"),
    Status.NO_DATA: N_("no figures yet"),
    Status.ON_TRACK: N_("on track"),
    Status.NOT_DUE: N_("not due yet"),
    Status.MAINTAINED: N_("kept up"),
    Status.MET: N_("reached"),
    Status.NO_GOAL: N_("no goal"),
    Status.NOTHING_AROSE: N_("nothing arose"),
}
"""How a figure stands, as it is said to people."""

SAID_ALREADY = frozenset({Status.NO_DATA, Status.NO_GOAL, Status.NOTHING_AROSE})
"""What the value says by itself."""

Surveys = Mapping[str, tuple[date, date]]
"""The first and the last day of the surveys that figures come from, by the code of the indicator."""
NO_SURVEYS: Surveys = {}


def name_of(figure: Figure) -> str:
    """The indicator's name."""
    return figure.indicator.name.say(current())


def titled(figure: Figure) -> str:
    """The indicator's name, with the year that its figure is of where that is not the year one would think of."""
    return of_year(name_of(figure), figure) if figure.indicator.of_last_year else name_of(figure)


def of_year(name: str, figure: Figure) -> str:
    """What a figure is called, with the year that it is of."""
    return plain(_("{indicator}, year {year}", indicator=name, year=figure.year))


def unit_of(figure: Figure) -> str:
    """What the indicator counts: people, units, đồng."""
    return figure.indicator.unit.say(current())


def amount(plan: Plan, figure: Figure) -> Markup:
    """The value: a share as "58/121 units (47,9%)", a count against its goal as "11/15 people (73,3%)".

    A growth says what it is made of.
    """
    unit = unit_of(figure)
    if figure.indicator.formula.kind is FormulaKind.NARRATIVE:
        return _("told in words")
    if figure.status is Status.NOTHING_AROSE:
        return _("nothing arose") if figure.coverage.expected else _("no unit is asked")
    if figure.value is None or figure.status is Status.NO_DATA:
        return _("no figures yet")
    if figure.numerator is not None and figure.denominator is not None:
        return _quotient(figure, figure.numerator, figure.denominator)
    if figure.target is None:
        return Markup("{} {}{}").format(count(figure, figure.value), unit, _in_brackets(parts(plan, figure)))
    return _against(plan, figure, figure.target)


def units_below(figure: Figure) -> list[Markup]:
    """How many units lie below what each of them should reach."""
    least = figure.indicator.formula.each_at_least
    if not figure.units_below or least is None:
        return []
    return [
        ngettext("{n} unit below {share}", "{n} units below {share}", figure.units_below, share=goal(figure, least))
    ]


def beside(plan: Plan, figure: Figure) -> list[Markup]:
    """Each measure that is shown with the indicator, without what is 0."""
    return [
        Markup("{} {}").format(lowered(measure.name.say(current())), money(amount) if measure.money else number(amount))
        for measure, amount in ((plan.measure(code), amount) for code, amount in figure.beside)
        if amount
    ]


def surveyed(figure: Figure, surveys: Surveys) -> list[Markup]:
    """Of what days the survey is that the figure comes from."""
    if figure.code not in surveys:
        return []
    first, last = surveys[figure.code]
    if first == last:
        return [_("survey of {day}", day=day(last))]
    return [_("surveys from {first} to {last}", first=day(first), last=day(last))]


def share(n: int, m: int, unit: str) -> Markup:
    """A percentage with its n of m."""
    return Markup("{}/{} {} ({})").format(number(n), number(m), unit, percent(Fraction(n, m)))


def goal(figure: Figure, wanted: int | Fraction) -> str:
    """A goal: 570, or 70%."""
    if figure.indicator.formula.kind in COUNTS:
        return number(int(wanted))
    if figure.indicator.formula.kind is FormulaKind.PER_UNIT and Fraction(wanted).denominator == 1:
        return number(int(wanted))
    hundredths = Fraction(wanted) * 100
    return f"{number(int(hundredths))}%" if hundredths.denominator == 1 else percent(wanted)


def wanted(figure: Figure) -> list[Markup]:
    """The goal in force where the value does not say it, what is missing, and what can no longer be reached."""
    return [*goal_wanted(figure), *missing(figure)]


def goal_wanted(figure: Figure) -> list[Markup]:
    """The goal in force where the value does not say it; without one the milestone that is to be kept up."""
    if figure.target is not None:
        if figure.indicator.formula.kind not in COUNTS or figure.status is Status.NO_DATA:
            return [_("goal {goal}", goal=goal(figure, figure.target.goal))]
        return []
    if figure.floor is not None:
        floor = goal(figure, figure.floor)
        return [_("to be kept at the milestone of {year} ({floor})", year=figure.floor_year, floor=floor)]
    if figure.indicator.formula.kind in COUNTS and not figure.indicator.support:
        return [_("no quota assigned")]
    return []


def missing(figure: Figure) -> list[Markup]:
    """What is missing to the goal in force, and how far it can still be reached where that is less."""
    said = []
    if figure.target is not None:
        if figure.target.missing:
            said.append(_("{n} {unit} missing", n=number(figure.target.missing), unit=unit_of(figure)))
        if figure.bounds is not None and figure.bounds.upper < figure.target.goal:
            said.append(_("{percent} at the most can still be reached", percent=percent(figure.bounds.upper)))
    return said


def came_within(figure: Figure) -> list[Markup]:
    """What came in the month, quarter or half that is looked at."""
    if figure.within is None:
        return []
    return [_("{n} in this period", n=signed(figure.within))]


def was(figure: Figure, before: Figure | None) -> list[Markup]:
    """The value in the same period of the year before, where both are known."""
    if before is None or before.counted is None or figure.counted is None or not before.reported:
        return []
    value = count(before, before.counted) if before.indicator.formula.kind in COUNTS else share_alone(before)
    return [_("a year ago {value}", value=value)]


def share_alone(figure: Figure) -> str:
    """A share or an average without its parts."""
    value = Fraction(figure.value or 0)
    return average(value) if figure.indicator.formula.kind is FormulaKind.PER_UNIT else percent(value)


def parts(plan: Plan, figure: Figure, *, reorganised: bool = True) -> list[Markup]:
    """What a growth is made of, without what is 0. `reorganised`: with what came or went with whole units."""
    if figure.growth is None:
        return []
    said = [
        Markup("{} {}").format(lowered(plan.measure(code).name.say(current())), number(abs(people)))
        for code, people in figure.growth.flows
        if people
    ]
    if figure.growth.adjusted:
        said.append(_("adjusted {people}", people=signed(figure.growth.adjusted)))
    if figure.growth.reorganised and reorganised:
        said.append(_("by reorganisation {people}", people=signed(figure.growth.reorganised)))
    return said


def coverage(figure: Figure) -> Markup:
    """How many of the units expected have reported."""
    answered, expected = figure.coverage.answered, figure.coverage.expected
    return _("{answered}/{expected} units have reported", answered=number(answered), expected=number(expected))


def joined(said: Iterable[Markup]) -> Markup:
    """The parts of one line."""
    return Markup(", ").join(said)


def target_amount(figure: Figure, target: Target) -> Markup:
    """How much of one target is reached: "+6/15 (40,0%)", or a share."""
    if target.value is None:
        return _("no figures yet")
    if figure.indicator.formula.kind not in COUNTS:
        if target.value == figure.value and figure.numerator is not None and figure.denominator:
            return _quotient(figure, figure.numerator, figure.denominator)
        mean = figure.indicator.formula.kind is FormulaKind.PER_UNIT
        return Markup("{}").format(average(Fraction(target.value)) if mean else percent(target.value))
    return Markup("{}/{} {}{}").format(
        count(figure, target.value), number(int(target.goal)), unit_of(figure), _reached(target)
    )


def _quotient(figure: Figure, n: int, m: int) -> Markup:
    """A share, or the average of all units with those that have at least one; of a single unit its number."""
    if figure.indicator.formula.kind is not FormulaKind.PER_UNIT:
        return share(n, m, unit_of(figure))
    if m == 1:
        return Markup("{} {}").format(number(n), unit_of(figure))
    mean = average(Fraction(n, m))
    said = [
        _("{average} {unit} per unit ({n} in {m} units)", average=mean, unit=unit_of(figure), n=number(n), m=number(m))
    ]
    if figure.units_meeting is not None:
        met = figure.units_meeting
        said.append(
            _("{n}/{m} units have one ({percent})", n=number(met), m=number(m), percent=percent(Fraction(met, m)))
        )
    return joined(said)


def _against(plan: Plan, figure: Figure, target: Target) -> Markup:
    """A count over its goal. A goal of another period than the year is said with the day until which it runs."""
    period = year_period(plan, figure.year)
    if (target.first_day, target.last_day) != (period.first_day, period.last_day):
        return _("{amount}, goal of {day}", amount=target_amount(figure, target), day=day(target.last_day))
    if figure.growth is None or target.value is None:
        return target_amount(figure, target)
    made_of = _in_brackets(parts(plan, figure, reorganised=False))
    net = _("{people} net{parts}", people=signed(int(target.value)), parts=made_of)
    said = Markup("{}/{}{}").format(net, number(int(target.goal)), _reached(target))
    if not figure.growth.reorganised:
        return said
    besides = _("by reorganisation {people}", people=signed(figure.growth.reorganised))
    return joined([said, besides])


def bare(figure: Figure) -> str:
    """The value over what it is held against, without words: "11/15 (73,3%)", where there is little room."""
    if figure.value is None or figure.status in (Status.NO_DATA, Status.NOTHING_AROSE):
        return plain(_(STATUS[figure.status]))
    if figure.numerator is not None and figure.denominator:
        if figure.indicator.formula.kind is FormulaKind.PER_UNIT:
            return average(Fraction(figure.numerator, figure.denominator))
        return f"{number(figure.numerator)}/{number(figure.denominator)} ({percent(Fraction(figure.value))})"
    if figure.target is None or figure.target.value is None:
        return count(figure, figure.value)
    target = figure.target
    return f"{count(figure, figure.target.value)}/{number(int(target.goal))}{_reached(target)}"


def _reached(target: Target) -> str:
    return f" ({percent(Fraction(target.value or 0) / target.goal)})" if target.goal else ""


def count(figure: Figure, value: int | Fraction) -> str:
    """A whole number, of a growth with its sign."""
    return signed(int(value)) if figure.growth is not None else number(int(value))


def _in_brackets(said: list[Markup]) -> Markup:
    return Markup(" ({})").format(joined(said)) if said else Markup("")


def lowered(words: str) -> str:
    """The words as they stand inside a sentence: abbreviations keep their capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def as_sentence(line: Markup) -> Markup:
    """A line that begins with a capital letter."""
    return line[:1].upper() + line[1:]
