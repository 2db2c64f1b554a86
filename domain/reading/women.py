"""Reading a count together with the women among them: "5 nguoi, nu 2"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.reading.numbers import LARGEST_COUNT, count_problem, count_readings, read_count
from domain.reading.results import Problem, Reading, Unclear, Understood
from domain.reading.sentence import Sentence, parse
from domain.reading.surroundings import Around
from domain.reading.tokens import Kind


@dataclass(frozen=True, slots=True)
class CountWithWomen:
    """People, and how many of them are women; None when that was not said."""

    total: int
    women: int | None


@dataclass(frozen=True, slots=True)
class _Item:
    """What matters for pairing, in the order typed: a number, or a word for women or men."""

    place: int
    count: int | None = None
    role: Around | None = None


def read_count_with_women(text: str) -> Reading[CountWithWomen]:
    """A number of people and, when said, of women: "5", "5 nguoi nu 2", "3 nam 2 nữ", "5, không có nữ".

    "nam" without marks is "male" beside "nu", unless people follow it ("nam nguoi" is five). More women
    than people is Unclear with MORE_WOMEN_THAN_PEOPLE.
    """
    parsed = parse(text)
    if isinstance(parsed, Problem):
        return Unclear(parsed)
    sentence = _with_men(parsed)
    if not sentence.has(Around.WOMEN):
        return _without_women(text, sentence)
    items = _items(sentence)
    found = [pair for pair in (_pair(sentence, items, 1), _pair(sentence, items, -1)) if pair]
    sensible = [pair for pair in found if pair.women is not None and pair.women <= pair.total]
    offered = tuple(dict.fromkeys(sensible or ([] if found else _guesses(items))))
    problem = _problem(sentence, items, found, sensible)
    return Understood(sensible[0]) if problem is None else Unclear(problem, offered)


def _without_women(text: str, sentence: Sentence) -> Reading[CountWithWomen]:
    reading = read_count(text)
    if isinstance(reading, Understood):
        return Understood(CountWithWomen(reading.value, None))
    guesses = [CountWithWomen(total, None) for total in reading.readings]
    counts = count_readings(sentence)
    if len(sentence.numbers) == 2 and len(counts) == 2 and counts[0] >= counts[1] and not sentence.doubt():
        guesses = [CountWithWomen(*counts), guesses[0]]
    return Unclear(reading.problem, tuple(guesses))


def _problem(
    sentence: Sentence, items: Sequence[_Item], found: Sequence[CountWithWomen], sensible: Sequence[CountWithWomen]
) -> Problem | None:
    for number in sentence.numbers:
        alone = Sentence(sentence.tokens, (number,), {})
        if (problem := count_problem(alone)) not in {None, Problem.OTHER_WORDS}:
            return problem
    if (doubt := sentence.doubt()) and not (doubt is Problem.NEGATED and _says_no_women(items)):
        return doubt
    if not sensible:
        return Problem.MORE_WOMEN_THAN_PEOPLE if found else Problem.TOTAL_MISSING
    if len({item.count for item in items if item.count is not None}) > 1 and _parts_differ(items, sensible[0]):
        return Problem.SUM_DIFFERS
    if found[0] != sensible[0] and not _is_set_off(sentence, items):
        return Problem.MORE_WOMEN_THAN_PEOPLE
    allowed = {Around.POLITE, Around.NOUN, Around.VERB, Around.WOMEN, Around.MEN, Around.WITHIN, Around.NEGATION}
    strange = any(not roles & allowed for roles in sentence.roles.values())
    return Problem.OTHER_WORDS if strange or sentence.has_other_words() else None


def _items(sentence: Sentence) -> list[_Item]:
    numbers = {number.start: number for number in sentence.numbers}
    items: list[_Item] = []
    for place in range(len(sentence.tokens)):
        roles = sentence.role_at(place)
        if place in numbers and (readings := count_readings(Sentence(sentence.tokens, (numbers[place],), {}))):
            items.append(_Item(place, count=readings[0]))
        elif Around.WOMEN in roles:
            items.append(_Item(place, role=Around.WOMEN))
        elif Around.MEN in roles:
            items.append(_Item(place, role=Around.MEN))
        elif Around.NEGATION in roles:
            items.append(_Item(place, count=0, role=Around.NEGATION))
    return items


def _with_men(sentence: Sentence) -> Sentence:
    """The sentence with every "nam" beside "nữ" as the word for men; people after it make it five."""
    if not sentence.has(Around.WOMEN):
        return sentence
    men = [
        number
        for number in sentence.numbers
        if number.end - number.start == 1
        and sentence.tokens[number.start].text == "nam"
        and Around.NOUN not in sentence.role_at(number.end)
    ]
    return Sentence(
        sentence.tokens,
        tuple(number for number in sentence.numbers if number not in men),
        {**sentence.roles, **{number.start: frozenset({Around.MEN}) for number in men}},
    )


def _pair(sentence: Sentence, items: Sequence[_Item], side: int) -> CountWithWomen | None:
    """Total and women when every word for women or men has its number on that `side`; None if that fails."""
    taken: dict[int, Around] = {}
    for at, item in enumerate(items):
        if item.role not in {Around.WOMEN, Around.MEN}:
            continue
        other = at + side
        if not 0 <= other < len(items) or items[other].count is None or other in taken:
            return None
        if side < 0 and _stands_apart(sentence, items[other].place, item.place):
            return None
        taken[other] = item.role
    women = sum(items[at].count or 0 for at, role in taken.items() if role is Around.WOMEN)
    men = [items[at].count or 0 for at, role in taken.items() if role is Around.MEN]
    left = [item.count for at, item in enumerate(items) if at not in taken and item.count is not None]
    if len(left) > 1 or (not left and not men) or list(taken.values()).count(Around.WOMEN) != 1:
        return None
    total = left[0] if left else women + sum(men)
    return CountWithWomen(total, women) if total <= LARGEST_COUNT else None


def _stands_apart(sentence: Sentence, number: int, word: int) -> bool:
    """Whether people or a sign come between: in "5 người, nữ" the five are not the women."""
    return any(
        token.kind is Kind.SIGN or Around.NOUN in sentence.role_at(place)
        for place, token in enumerate(sentence.tokens[number:word], number)
    )


def _is_set_off(sentence: Sentence, items: Sequence[_Item]) -> bool:
    """Whether "2 nữ" is closed off from a number after it: nothing follows, a sign, "trong" or "5 người"."""
    at = next(i for i, item in enumerate(items) if item.role is Around.WOMEN)
    if at + 1 == len(items) or items[at + 1].count is None:
        return True
    word, number = items[at].place, items[at + 1].place
    end = next(n.end for n in sentence.numbers if n.start == number)
    between = range(word + 1, number)
    return (
        any(sentence.tokens[i].kind is Kind.SIGN or Around.WITHIN in sentence.role_at(i) for i in between)
        or Around.NOUN in sentence.role_at(end)
        or Around.MEN in sentence.role_at(end)
        or (at + 2 < len(items) and items[at + 2].role is Around.MEN)
    )


def _says_no_women(items: Sequence[_Item]) -> bool:
    """Whether the one "no" in the answer stands beside the women: "không có nữ", "nữ không"."""
    noes = [at for at, item in enumerate(items) if item.role is Around.NEGATION]
    return len(noes) == 1 and any(
        items[at].role is Around.WOMEN for at in (noes[0] - 1, noes[0] + 1) if 0 <= at < len(items)
    )


def _parts_differ(items: Sequence[_Item], pair: CountWithWomen) -> bool:
    """Whether men and women are both counted and do not make up the total."""
    if not any(item.role is Around.MEN for item in items):
        return False
    counts = [item.count for item in items if item.count is not None]
    return len(counts) == 3 and sum(counts) != 2 * pair.total


def _guesses(items: Sequence[_Item]) -> list[CountWithWomen]:
    """What to offer when the words do not pair: the larger number as the total, or all of them women."""
    counts = sorted({item.count for item in items if item.count is not None}, reverse=True)
    if not counts:
        return []
    if len(counts) == 1 and any(item.role is Around.MEN for item in items):
        return [CountWithWomen(5, counts[0])] if counts[0] <= 5 else []
    women = counts[1] if len(counts) > 1 else counts[0]
    return [CountWithWomen(counts[0], women)]
