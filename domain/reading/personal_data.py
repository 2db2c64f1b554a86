"""Recognising personal data in free text, so that it is refused instead of kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from domain.reading.fold import lower, strip_marks


class PersonalData(StrEnum):
    """What kind of personal data a text seems to hold."""

    ID_NUMBER = "id_number"
    PHONE_NUMBER = "phone_number"
    ILLNESS = "illness"


_ID_LENGTHS = {9, 12}
_LONGEST_NUMBER = 13
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{1,2}-\d{1,2})(?!\d)")
_AMOUNT = re.compile(
    r"(?<![\d.])[1-9]\d{0,2}(?:\.\d{3})*\.000(?![\d.])"
    r"|(?<![\d.])[1-9][\d.]*(?= ?(?:dong(?! chi)|d(?! ?[/c])|vnd|trieu|ty|nghin|k)\b)"
)
_GROUPS = re.compile(r"\+?\d+(?:(?:[ .-]|\) ?)\d+)*")
_PHONE = re.compile(r"(?:0|\+84|84|0084)(?:[35789]\d{8}|1\d{9}|2\d{8,9})")
_ID_WORDS = re.compile(r"\b(?:cccd|cmnd|cmt|can cuoc|chung minh|dinh danh|ho chieu|bhxh|so so)\b")
_ILLNESS = re.compile(
    r"\b(?:bi|mac|chan doan|dieu tri|mo)(?: (?:mac|can|chung))?"
    r" (?:benh(?! vien)|ung thu|hiv|lao phoi|tieu duong|tim mach|suy than|tam than|tram cam|dot quy|viem gan|u nao)\b"
)


def find_personal_data(text: str) -> PersonalData | None:
    """The first kind of personal data in `text`: ID numbers of 9 or 12 digits, phone numbers, an illness.

    Digits may be grouped by spaces, dots or dashes. Amounts, dates, years and numbers of decisions are
    not taken for them. Meant for text answers only: a count or an amount is never passed here.
    """
    line = strip_marks(lower(text))
    if _ILLNESS.search(line):
        return PersonalData.ILLNESS
    named = _ID_WORDS.search(line) is not None
    for groups in _digit_groups(_AMOUNT.sub(" x ", _DATE.sub(" x ", line))):
        if any(_is_phone(run) for run in _windows(groups)):
            return PersonalData.PHONE_NUMBER
        if any(_is_id(run, named=named) for run in _windows(groups)):
            return PersonalData.ID_NUMBER
    return None


def _digit_groups(line: str) -> Iterator[list[str]]:
    for match in _GROUPS.finditer(line):
        yield re.split(r"[ .)-]+", match[0])


def _windows(groups: list[str]) -> Iterator[list[str]]:
    """Every stretch of neighbouring groups that is short enough to be one number."""
    for first in range(len(groups)):
        length = 0
        for last in range(first, len(groups)):
            length += len(groups[last].lstrip("+"))
            if length > _LONGEST_NUMBER:
                break
            yield groups[first : last + 1]


def _is_phone(run: list[str]) -> bool:
    return bool(_PHONE.fullmatch("".join(run)))


def _is_id(run: list[str], *, named: bool) -> bool:
    digits = "".join(run)
    if not digits.isdecimal():
        return False
    if named:
        return len(digits) in {*_ID_LENGTHS, 8, 10}
    return len(digits) in _ID_LENGTHS and len({len(group) for group in run}) == 1 and not _are_years(run)


def _are_years(run: list[str]) -> bool:
    return all(len(group) == 4 and group[:2] in {"19", "20"} for group in run)
