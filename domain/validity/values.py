"""Single answers of each type of question in canonical form (`domain.facts_of.Answers`). Each raises `Wrong`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from domain.facts_of import STATED, Answers, number_of
from domain.limits import LONGEST_TEXT, MOST, years_asked
from domain.plan import Question, QuestionType
from domain.reading import clean, find_personal_data
from domain.reading.money import LARGEST_AMOUNT
from domain.reading.percents import LARGEST_PERCENT
from domain.units import UnitHistory
from domain.validity.mistakes import Occasion, Wrong, shown

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def value_of(asked: Question, given: Any, answers: Answers, at: Occasion) -> Any:
    """The answer in canonical form. `answers` are those to the questions before."""
    return _VALUES[asked.type](asked, given, answers, at)


def whole_number(given: Any, most: int, least: int = 0) -> int:
    """A whole number from `least` to `most`."""
    # True and False are whole numbers to Python, and nobody's count.
    if not isinstance(given, int) or isinstance(given, bool):
        raise Wrong(f"expected a whole number, found {shown(given)}")
    if given < least:
        raise Wrong(f"{given} is less than {least}")
    if given > most:
        raise Wrong(f"{shown(given)} is more than {most}")
    return given


def day_of(given: Any) -> date:
    """A day in the calendar."""
    if isinstance(given, str) and _DAY.fullmatch(given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise Wrong(f"there is no day {given}") from None
    raise Wrong(f"expected a day such as 2026-03-12, found {shown(given)}")


def past_day(given: Any, *, today: date, unit: UnitHistory) -> date:
    """A day on which something has happened in the unit."""
    day = day_of(given)
    if day > today:
        raise Wrong(f"{day} has not come yet")
    if day < unit.founded:
        raise Wrong(f"{day} is before the unit was founded ({unit.founded})")
    if unit.closed is not None and day >= unit.closed:
        raise Wrong(f"{day} is not before the unit closed ({unit.closed})")
    return day


def free_text(given: Any) -> str:
    """Words without personal data, cleaned."""
    if not isinstance(given, str):
        raise Wrong(f"expected a text, found {shown(given)}")
    text = clean(given)
    if not text:
        raise Wrong("the text is empty")
    if len(text) > LONGEST_TEXT:
        raise Wrong(f"the text has {len(text)} characters, at most {LONGEST_TEXT} are kept")
    if (kind := find_personal_data(text)) is not None:
        raise Wrong(f"the text seems to hold personal data ({kind.value.replace('_', ' ')}), which is not kept")
    return text


def _count(asked: Question, given: Any, answers: Answers, at: Occasion) -> int:
    number = whole_number(given, MOST)
    limit = number_of(answers, asked.at_most)
    if limit is not None and number > limit:
        raise Wrong(f"{number} is more than the {limit} under “{asked.at_most}”")
    return number


def _people(asked: Question, given: Any, answers: Answers, at: Occasion) -> dict[str, int | None]:
    if not isinstance(given, dict) or "total" not in given or not given.keys() <= {"total", "women"}:
        raise Wrong(f'expected {{"total": 5, "women": 2}}, found {shown(given)}')
    total, women = _part("total", given, MOST), given.get("women")
    if women is None and total > 0 and not asked.women_may_be_unknown:
        raise Wrong("the number of women is missing", "women")
    if women is not None and _part("women", given, MOST) > total:
        raise Wrong(f"{women} is more than the total {total}", "women")
    return {"total": total, "women": women if total else 0}


def _part(key: str, given: dict[str, Any], most: int) -> int:
    try:
        return whole_number(given[key], most)
    except Wrong as problem:
        raise Wrong(problem.says, key) from None


def _distinct_people(asked: Question, given: Any, answers: Answers, at: Occasion) -> int:
    """Different people out of the headcount: it may have been stated besides, else it must be known."""
    number = whole_number(given, MOST)
    measure = asked.base.get(at.kind, asked.base.get("*", ""))
    stated = [one["number"] for one in answers.get(STATED, ()) if one["measure"] == measure]
    base = stated[-1] if stated else at.known.level_on(measure, at.today).value
    state = f'under “stated” as {{"measure": "{measure}", "number": …}}'
    if not base:
        raise Wrong(f"the headcount “{measure}” of the unit is not known: give it {state}")
    if number > base:
        raise Wrong(f"{number} is more than the headcount “{measure}” of {base}: give today's {state}")
    return number


def _money(asked: Question, given: Any, answers: Answers, at: Occasion) -> int:
    return whole_number(given, LARGEST_AMOUNT)


def _past_day(asked: Question, given: Any, answers: Answers, at: Occasion) -> str:
    return past_day(given, today=at.today, unit=at.unit).isoformat()


def _planned_day(asked: Question, given: Any, answers: Answers, at: Occasion) -> str:
    day = day_of(given)
    if day < at.day:
        raise Wrong(f"{day} had passed already when it was planned ({at.day})")
    return day.isoformat()


def _any_day(asked: Question, given: Any, answers: Answers, at: Occasion) -> str:
    day = day_of(given)
    if day < at.unit.founded:
        raise Wrong(f"{day} is before the unit was founded ({at.unit.founded})")
    return day.isoformat()


def _year(asked: Question, given: Any, answers: Answers, at: Occasion) -> int:
    first, last = years_asked(at.plan, at.unit.founded, at.today)
    return whole_number(given, last, first)


def _percent(asked: Question, given: Any, answers: Answers, at: Occasion) -> int:
    return whole_number(given, LARGEST_PERCENT)


def _choice(asked: Question, given: Any, answers: Answers, at: Occasion) -> str:
    options = [option.id for option in asked.options]
    if not isinstance(given, str) or given not in options:
        raise Wrong(f"{shown(given)} is none of {', '.join(options)}")
    return given


def _choices(asked: Question, given: Any, answers: Answers, at: Occasion) -> list[str]:
    if not isinstance(given, list) or not given:
        raise Wrong(f"expected a list of options, found {shown(given)}")
    chosen = [_choice(asked, one, answers, at) for one in given]
    if len(set(chosen)) < len(chosen):
        raise Wrong("an option stands in it twice")
    alone = next((option.id for option in asked.options if option.alone and option.id in chosen), None)
    if alone is not None and len(chosen) > 1:
        raise Wrong(f"{shown(alone)} cannot be chosen together with another option")
    return chosen


def _text(asked: Question, given: Any, answers: Answers, at: Occasion) -> str:
    return free_text(given)


def _unit(asked: Question, given: Any, answers: Answers, at: Occasion) -> dict[str, int | None]:
    """Another union by its code, `{"unit": null}` outside the province."""
    code = given["unit"] if isinstance(given, dict) and given.keys() == {"unit"} else given
    if code is None:
        return {"unit": None}
    other = at.units.get(code) if isinstance(code, str) else None
    if other is None:
        raise Wrong(f"there is no unit with the code {shown(code)}")
    stay = other.stay_on(at.day)
    if stay is None:
        raise Wrong(f"the unit {shown(code)} did not exist on {at.day}")
    if other.unit == at.unit.unit:
        raise Wrong("it is the reporting unit itself")
    if stay.kind not in at.form.for_kinds:
        raise Wrong(f"the unit {shown(code)} is of the kind {stay.kind}, which does not take part in this")
    return {"unit": other.unit}


def _photo(asked: Question, given: Any, answers: Answers, at: Occasion) -> Any:
    raise Wrong("a picture cannot come from a file")


_VALUES: dict[QuestionType, Callable[[Question, Any, Answers, Occasion], Any]] = {
    QuestionType.COUNT: _count,
    QuestionType.PEOPLE: _people,
    QuestionType.DISTINCT_PEOPLE: _distinct_people,
    QuestionType.MONEY: _money,
    QuestionType.DAY: _past_day,
    QuestionType.PLANNED_DAY: _planned_day,
    QuestionType.ANY_DAY: _any_day,
    QuestionType.YEAR: _year,
    QuestionType.PERCENT: _percent,
    QuestionType.CHOICE: _choice,
    QuestionType.MULTI_CHOICE: _choices,
    QuestionType.TEXT: _text,
    QuestionType.UNIT: _unit,
    QuestionType.PHOTO: _photo,
}
