"""Reading a choice among options: by typed number, by label, by a synonym, by a part of the label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.reading.answers import says_none
from domain.reading.fold import strip_marks
from domain.reading.lexicon import Lexicon, could_be, word_list
from domain.reading.numerals import NUMERALS, Role, literal, values
from domain.reading.results import LONGEST, Problem, Reading, Unclear, Understood
from domain.reading.slips import unslip
from domain.reading.tokens import words


@dataclass(frozen=True, slots=True)
class Option:
    """One option: `label` as the button shows it, `words` what else people call it.

    `alone`: of several options chosen it cannot be one ("none of these").
    """

    id: str
    label: str
    words: tuple[str, ...] = ()
    alone: bool = False


_AROUND = word_list("dạ ạ vâng em xin chọn mục câu số ý nhé nha phương án cái")
_NO = word_list("ko k kg kh kô hong hok hông hổng")
_ANSWERING = word_list("có không chưa đã rồi đúng được ừ ok đồng ý")
_JOINTS = re.compile(r"[,;+&\n]|(?:^|\s)(?:và|va|với|voi)(?=\s)", re.IGNORECASE)
_ALL = Lexicon(dict.fromkeys(("tất cả", "cả", "hết", "tất", "tất cả các mục", "all"), True))


def match_choice(text: str, options: Sequence[Option], numbers: Mapping[int, str] | None = None) -> Reading[str]:
    """The id of the option meant. `numbers` are those on the screen, 1, 2, 3 … when not given.

    A bare yes or no never picks an option by a part of its label: "khong" is not "Không thuộc diện".
    """
    problem = _unreadable(text)
    if problem:
        return Unclear(problem)
    if numbers is None:
        numbers = {number: option.id for number, option in enumerate(options, 1)}
    said = _said(words(text), options)
    spelled = " ".join(said)
    named = [option.id for option in options if _is_called(option, spelled)]
    number = _number(said)
    if number is not None and number in numbers:
        named.append(numbers[number])
    found = tuple(dict.fromkeys(named))
    partly = not found and number is None
    if partly:
        found = tuple(option.id for option in options if _is_part(option, said))
    if len(found) == 1 and not (partly and _is_yes_or_no(said)):
        return Understood(found[0])
    details = {"words": text.strip()}
    if found:
        return Unclear(Problem.AMBIGUOUS, found, details)
    listed = [n for n in (_number([word]) for word in said) if n is not None]
    several = tuple(dict.fromkeys(numbers[n] for n in listed if n in numbers))
    if len(listed) > 1 and len(listed) == len(said) and several:
        return Unclear(Problem.AMBIGUOUS, several, details)
    return Unclear(Problem.NOT_AN_OPTION, details=details)


def match_choices(text: str, options: Sequence[Option]) -> Reading[tuple[str, ...]]:
    """The ids of the options meant, in the order of the options: "1, 3", "1 và 3", labels, "tất cả".

    "All" leaves out the options that stand alone; one of them together with others is asked about.
    """
    problem = _unreadable(text)
    if problem:
        return Unclear(problem)
    whole = match_choice(text, options)
    if isinstance(whole, Understood):
        return Understood((whole.value,))
    if _ALL.meanings(" ".join(words(text))):
        return Understood(tuple(option.id for option in options if not option.alone))
    chosen: set[str] = set()
    for piece in dict.fromkeys(_pieces(text)):
        if match := re.fullmatch(r"\s*(\d{1,3})\s*[-–]\s*(\d{1,3})\s*", piece):
            return _span(int(match[1]), int(match[2]), options, piece)
        reading = match_choice(piece, options)
        if isinstance(reading, Unclear):
            return Unclear(reading.problem, tuple((id_,) for id_ in reading.readings), reading.details)
        chosen.add(reading.value)
    return _together(_in_order(chosen, options), options)


def _together(chosen: tuple[str, ...], options: Sequence[Option]) -> Reading[tuple[str, ...]]:
    """The options chosen, asked about where one of them cannot be chosen together with another."""
    alone = [option for option in options if option.alone and option.id in chosen]
    if not alone or len(chosen) == 1:
        return Understood(chosen)
    others = tuple(id_ for id_ in chosen if id_ not in {option.id for option in alone})
    readings = [*([others] if others else []), *((option.id,) for option in alone)]
    return Unclear(Problem.NOT_TOGETHER, tuple(readings), {"words": alone[0].label})


def _unreadable(text: str) -> Problem | None:
    if len(text) > LONGEST:
        return Problem.TOO_LONG
    return None if words(text) else Problem.EMPTY


def _said(typed: list[str], options: Sequence[Option]) -> list[str]:
    """The words without politeness around them, every "no" spelled alike, keyboard slips repaired."""
    known = {strip_marks(word) for option in options for name in _names(option) for word in words(name)}
    if _is_name(typed, options):
        return typed
    while len(typed) > 1 and _AROUND.meanings(typed[0]):
        typed = typed[1:]
    while len(typed) > 1 and _AROUND.meanings(typed[-1]):
        typed = typed[:-1]
    spelled = []
    for word in typed:
        key = strip_marks(word)
        repaired = unslip(word) if key not in known and not NUMERALS.meanings(word) else None
        if repaired and (strip_marks(repaired) in known or NUMERALS.meanings(repaired)):
            spelled.append(repaired)
        elif key not in known and _NO.meanings(word):
            spelled.append("không")
        else:
            spelled.append(word)
    return spelled


def _names(option: Option) -> tuple[str, ...]:
    return (option.label, *option.words)


def _is_name(said: list[str], options: Sequence[Option]) -> bool:
    return any(_is_called(option, " ".join(said)) for option in options)


def _is_called(option: Option, spelled: str) -> bool:
    return any(could_be(spelled, " ".join(words(name))) for name in _names(option))


def _is_part(option: Option, said: list[str]) -> bool:
    """Whether the words, or the first letters of words ("tc", "dt"), stand together in the label."""
    label = words(option.label)
    spelled = " ".join(said)
    size = len(said)
    if len(spelled) > 1 and any(
        could_be(spelled, " ".join(label[at : at + size])) for at in range(len(label) - size + 1)
    ):
        return True
    initials = "".join(word[0] for word in label)
    return size == 1 and len(spelled) > 1 and strip_marks(spelled) in strip_marks(initials)


def _is_yes_or_no(said: list[str]) -> bool:
    return all(_ANSWERING.meanings(word) for word in said) or says_none(" ".join(said))


def _number(said: list[str]) -> int | None:
    """The number that is the whole answer, in digits or words."""
    parts = []
    for word in said:
        meanings = (literal(word),) if word.isdecimal() else NUMERALS.meanings(word)
        if not meanings or meanings[0].role is Role.ZERO:
            return None
        parts.append(meanings[0])
    found = values(parts) if len(parts) <= 4 else ()
    return int(found[0]) if len(found) == 1 and found[0].denominator == 1 else None


def _pieces(text: str) -> list[str]:
    """The single answers in a list; numbers may stand side by side ("1 3")."""
    pieces: list[str] = []
    for piece in _JOINTS.split(text):
        numbers = piece.split()
        pieces.extend(numbers if all(word.strip(".").isdecimal() for word in numbers) else [piece])
    return [piece for piece in pieces if words(piece)]


def _span(first: int, last: int, options: Sequence[Option], piece: str) -> Reading[tuple[str, ...]]:
    """A span "1-3" may be 1, 2, 3 as well as 1 and 3."""
    ids = [option.id for option in options]
    if not 1 <= first < last <= len(ids):
        return Unclear(Problem.NOT_AN_OPTION, details={"words": piece.strip()})
    through, ends = tuple(ids[first - 1 : last]), (ids[first - 1], ids[last - 1])
    readings = [_together(chosen, options) for chosen in dict.fromkeys((through, ends))]
    possible = tuple(reading.value for reading in readings if isinstance(reading, Understood))
    return Unclear(Problem.AMBIGUOUS, possible, {"words": piece.strip()}) if possible else readings[0]


def _in_order(chosen: set[str], options: Sequence[Option]) -> tuple[str, ...]:
    return tuple(option.id for option in options if option.id in chosen)
