"""A report of the sample before units have numbers: they stand in it by their place in the list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from bot.sample.habits import CORRECTED, SENT_TWICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A correction; a withdrawal where `answers` is None. `office`: the unit that does it, where it is another one."""

    at: datetime
    reason: str | None
    answers: dict[str, Any] | None
    office: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A filled form. `office` is the unit that fills it in, where it is another one than the `unit` it is about.

    `other_end` is the union at the other end of a transfer, None outside the province; `takes_over` is the report of
    that union that this one takes over.
    """

    unit: int
    form: str
    answers: dict[str, Any]
    day: date
    sent: datetime
    other_end: int | None = None
    takes_over: Filed | None = None
    office: int | None = None
    edits: tuple[Edit, ...] = ()


def until(reports: list[Filed], now: datetime) -> list[Filed]:
    """What had been reported and edited by the moment, in the order of sending."""
    sent = sorted((one for one in reports if one.sent <= now), key=lambda one: (one.sent, one.unit, one.form))
    return [replace(one, edits=tuple(edit for edit in one.edits if edit.at <= now)) for one in sent]


def with_slips(random: Random, right: Filed, number: str) -> list[Filed]:
    """The report as a person sends it: now and then with a wrong number, corrected later, or twice.

    `number` is the answer in which people make slips.
    """
    if random.random() < CORRECTED:
        wrong = {**right.answers, number: _one_more(right.answers[number])}
        corrected = Edit(at=right.sent + timedelta(hours=random.randint(1, 60)), reason=SLIP, answers=right.answers)
        return [replace(right, answers=wrong, edits=(corrected,))]
    if random.random() < SENT_TWICE:
        again = right.sent + timedelta(minutes=random.randint(2, 30))
        withdrawn = Edit(at=again + timedelta(hours=random.randint(1, 30)), reason=TWICE, answers=None)
        return [right, replace(right, sent=again, edits=(withdrawn,))]
    return [right]


SLIP, TWICE = "Nhập nhầm số", "Gửi trùng báo cáo"


def _one_more(answer: Any) -> Any:
    return {**answer, "total": answer["total"] + 1} if isinstance(answer, dict) else answer + 1
