"""Finding the mentions of days in an answer: dates, weekdays, "hôm qua", "3 ngày trước"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from domain.reading.lexicon import Lexicon, word_list
from domain.reading.tokens import Kind, Token, tokens


class Hint(Enum):
    """What a word around a day does to it."""

    LUNAR = "lunar"
    VAGUE = "vague"
    PART = "part"  # "cuối tháng 2": a stretch of days
    CORRECTION = "correction"
    SEVERAL = "several"
    FILLER = "filler"


_HINTS = {
    Hint.LUNAR: "mùng mồng rằm âm al giêng chạp tết",
    Hint.PART: "cuối đầu giữa",
    Hint.VAGUE: "khoảng chừng tầm gần mấy vài độ hồi dạo quãng hoặc hay",
    Hint.CORRECTION: "nhầm lộn quên lỗi sửa",
    Hint.SEVERAL: "từ đến tới và",
    Hint.FILLER: (
        "ngày vào là hôm lúc sáng trưa chiều tối đêm dạ ạ vâng em thưa dương lịch dl bữa được đã vừa mới rồi của "
        "năm tháng kết nạp tổ chức họp nhé nha thứ tuần nay qua kia trước sau mai cách đây nữa này"
    ),
}
_UNITS = ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"]
_SPOKEN = (
    {word: n for n, word in enumerate(_UNITS, 1)}
    | {"tu": 4, "muoi": 10}
    | {f"muoi {word}": 10 + n for n, word in enumerate([*_UNITS[:4], "lam", *_UNITS[5:]], 1)}
    | {"hai muoi": 20, "ba muoi": 30, "ba muoi mot": 31, "ba mot": 31, "hai muoi tu": 24, "hai tu": 24}
    | {f"hai muoi {word}": 20 + n for n, word in enumerate([*_UNITS[:4], "lam", *_UNITS[5:]], 1)}
)
_SPELLINGS = "ngày tháng thứ chủ nhật hôm kìa tuần ngoái một hai ba bốn năm sáu bảy tám chín mười lăm tư trước vừa"

HINTS: Lexicon[Hint] = Lexicon({word: hint for hint, words in _HINTS.items() for word in words.split()})
_FITTING = word_list(_SPELLINGS)

_SAID = r"\d{1,2}|" + "|".join(sorted(_SPOKEN, key=len, reverse=True))
_NUM = rf"({_SAID})(?!\w)"
_YEAR = r"(?: nam (\d{4}|\d{2}|nay|ngoai|truoc|roi|sau|toi)\b| (\d{4})(?!\d))?"
_SEP = r" ?[-/.] ?"
_ISO = re.compile(rf"(?<![\d.])(\d{{4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})(?!\d)")
_SPAN = re.compile(r"(?<![\d/.-])(\d{1,2}) ?- ?(\d{1,2}) ?/ ?(\d{1,2})(?! ?[/\d-])")
_DATE = re.compile(rf"(?<![\d.])(\d{{1,2}}){_SEP}(\d{{1,2}})(?!\d)(?:{_SEP}(\d{{4}}|\d{{2}})(?!\d))?{_YEAR}")
_SPOKEN_DATE = re.compile(rf"\b{_NUM} (?:thang|t) ?({_SAID})(?!\w){_YEAR}")
_DAY_OF_NEAR_MONTH = re.compile(rf"\bngay {_NUM} thang (nay|truoc|sau|toi)(?!\w)")  # "3 tháng trước" is no day
_SPACED_DATE = re.compile(r"(?<!\d)(\d{1,2}) (\d{1,2}) (\d{4})(?!\d)")
_WEEKDAY = re.compile(
    rf"\b(?:(thu|(?<!\d )t) ?{_NUM}|(chu nhat|cn))"
    r"(?: (tuan )?(nay|truoc|vua roi|vua qua|roi|qua|sau|toi)(?!\w))?"
)
_DAYS_AWAY = re.compile(rf"\b(?:cach day )?{_NUM} (?:ngay|hom|bua)(?: (truoc|nua|sau|toi))?(?!\w)")
_NOT_A_PERIOD = r"(?<!tuan )(?<!thang )(?<!nam )(?<!quy )(?<!dot )"
_BEFORE_YESTERDAY = re.compile(r"\b(?:ngay )?(?:hom|bua) kia\b")
_RELATIVE: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(_NOT_A_PERIOD + r"\b(?:(?:sang|trua|chieu|toi|dem) )?(?:hom |bua |h)?qua\b"), -1),
    (re.compile(_NOT_A_PERIOD + r"\b(?:(?:sang|trua|chieu|toi|dem) )?(?:hom |bua |h)?nay\b"), 0),
    (re.compile(r"\b(?:(?:sang|trua|chieu|toi) )?(?:ngay )?mai\b"), 1),
    (re.compile(r"\bngay kia\b"), 2),
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date as written; no year when none was said."""

    words: str
    day: int
    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (0 is Monday) with the words that place it: "tuan truoc", "vua roi", or nothing."""

    number: int
    in_week: bool
    place: str
    abbreviated: bool


@dataclass(slots=True)
class Mentions:
    """What an answer says about days. `rest` is what nothing was made of."""

    dates: list[Calendar] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    weekdays: list[Weekday] = field(default_factory=list)
    hints: frozenset[Hint] = frozenset()
    rest: str = ""
    is_loose: bool = False  # something is left to the reader: two days in one month, "hôm kìa"


def mentions(text: str, today: date) -> Mentions:
    """Every mention of a day in `text`, seen from `today`."""
    pieces = [piece for piece in tokens(text, HINTS, _FITTING) if piece.kind is not Kind.SIGN or piece.text in "/-"]
    before_yesterday = -3 if any(piece.text == "kìa" for piece in pieces) else -2
    found = Mentions(is_loose=before_yesterday == -3 or "?" in text)
    line = " ".join(piece.key for piece in pieces)

    def take(pattern: re.Pattern[str], make: Callable[[re.Match[str]], None]) -> None:
        nonlocal line
        for match in pattern.finditer(line):
            make(match)
        line = pattern.sub(" ", line)

    def days_away(match: re.Match[str]) -> None:
        if match[2] is None and not match[0].startswith("cach day"):
            found.rest += " " + match[0]
            return
        away = _number(match[1]) * (1 if match[2] in {"nua", "sau", "toi"} else -1)
        found.days.append(today + timedelta(days=away))

    def span(match: re.Match[str]) -> None:
        found.dates.extend(Calendar(f"{match[i]}/{match[3]}", int(match[i]), int(match[3])) for i in (1, 2))

    take(_WEEKDAY, lambda m: _add_weekday(found, m))
    take(_ISO, lambda m: found.dates.append(Calendar(m[0], int(m[3]), int(m[2]), int(m[1]))))
    take(_SPAN, span)
    take(_DATE, lambda m: found.dates.append(_written(m, today)))
    take(_SPACED_DATE, lambda m: found.dates.append(Calendar(m[0], int(m[1]), int(m[2]), int(m[3]))))
    take(_SPOKEN_DATE, lambda m: found.dates.append(_spoken(m, today)))
    take(_DAY_OF_NEAR_MONTH, lambda m: found.dates.append(_in_near_month(m, today)))
    take(_DAYS_AWAY, days_away)
    take(_BEFORE_YESTERDAY, lambda _: found.days.append(today + timedelta(days=before_yesterday)))
    for pattern, away in _RELATIVE:
        take(pattern, lambda _, away=away: found.days.append(today + timedelta(days=away)))  # type: ignore[misc]
    found.rest = " ".join((found.rest + " " + line.replace("-", " ")).split())
    found.hints = frozenset(_hints(pieces, set(found.rest.split())))
    return found


def _hints(pieces: list[Token], rest: set[str]) -> Iterator[Hint]:
    """What the words do; those that are part of a day ("tháng tư", "tối qua") are not also "từ", "tới"."""
    for piece in pieces:
        meanings = HINTS.meanings(piece.text)
        if meanings and (piece.key in rest or meanings[0] not in {Hint.VAGUE, Hint.SEVERAL}):
            yield meanings[0]


def strange_words(rest: str) -> bool:
    """Whether what is left of an answer has words beyond the usual ones around a day."""
    return any(not HINTS.meanings(word) for word in rest.split())


def _add_weekday(found: Mentions, match: re.Match[str]) -> None:
    number = 8 if match[3] else _number(match[2])
    if not 2 <= number <= (8 if match[3] else 7):
        found.rest += " " + match[0]
        return
    found.weekdays.append(Weekday(number - 2, bool(match[4]), match[5] or "", match[1] == "t"))


def _written(match: re.Match[str], today: date) -> Calendar:
    return Calendar(
        match[0].replace(" ", ""), int(match[1]), int(match[2]), _year(match[3] or match[4] or match[5], today)
    )


def _spoken(match: re.Match[str], today: date) -> Calendar:
    return Calendar(match[0], _number(match[1]), _number(match[2]), _year(match[3] or match[4], today))


def _in_near_month(match: re.Match[str], today: date) -> Calendar:
    months = today.year * 12 + today.month - 1 + {"nay": 0, "truoc": -1}.get(match[2], 1)
    return Calendar(match[0], _number(match[1]), months % 12 + 1, months // 12)


def _year(words: str | None, today: date) -> int | None:
    """The year said. Of two digits it is the one from 89 years ago to ten years ahead."""
    if words is None:
        return None
    if words.isdecimal():
        year = int(words)
        if len(words) == 4:
            return year
        return year + 2000 if year + 2000 <= today.year + 10 else year + 1900
    return today.year + {"nay": 0, "sau": 1, "toi": 1}.get(words, -1)


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else _SPOKEN[words]
