"""What a person answers: for each kind of question in a plan file the right words, the tap, and words that are wrong.

`Walk` leads a person through any form of a plan, whatever its questions: it looks which question is open and
answers it by its kind. So a form that is new in the plan is walked through with no change here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from domain.plan import Form, Plan, Question, QuestionType, TreeEvent
from handlers.incoming import Came
from handlers.turn import Done
from storage import chats
from storage.chats import OpenQuestion
from tests.handlers.chatter import Chatter

PHOTO = "ab" * 32
REVIEW, DETAILS = "review", "+details"


class Way(StrEnum):
    """How a person answers."""

    TYPING = "typing"
    PLAIN = "no diacritics"
    TAPS = "taps"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Right:
    """A right answer: the words, what is kept of them, and what is kept where the first choice is taken instead."""

    words: str
    kept: Any
    plain: str
    digits: str


_RIGHT: dict[QuestionType, Right] = {
    QuestionType.COUNT: Right("năm", 5, "nam", "5"),
    QuestionType.PEOPLE: Right(
        "5 người, trong đó nữ 2", {"total": 5, "women": 2}, "5 nguoi nu 2", "5 người, trong đó nữ 2"
    ),
    QuestionType.DISTINCT_PEOPLE: Right("hai mươi người", 20, "hai muoi nguoi", "20"),
    QuestionType.MONEY: Right("1 triệu rưỡi", 1_500_000, "1tr5", "1.500.000"),
    QuestionType.DAY: Right("hôm qua", "2026-03-12", "hom qua", "12/3/2026"),
    QuestionType.PLANNED_DAY: Right("15 tháng 12", "2026-12-15", "15 thang 12", "15/12/2026"),
    QuestionType.ANY_DAY: Right("1 tháng 7 năm 2026", "2026-07-01", "ngay 1 thang 7 nam 2026", "1/7/2026"),
    QuestionType.YEAR: Right("năm ngoái", 2025, "nam ngoai", "2025"),
    QuestionType.PERCENT: Right("95,5%", 9550, "95,5 phan tram", "95,5"),
    QuestionType.TEXT: Right("12/QĐ-CĐCS", "12/QĐ-CĐCS", "12/QD-CDCS", "12"),
    QuestionType.PHOTO: Right("", {"photo": PHOTO}, "", ""),
}
"""The answers of somebody who writes on 13 March 2026, for questions without choices."""

_UNION_NAME = Right("CĐCS Công ty Mẫu 77", "CĐCS Công ty Mẫu 77", "CDCS Cong ty Mau 77", "CĐCS 77")
"""A name is no number and no code, so that of a new union is none of the texts above."""


def names_union(form: Form, asked: Question) -> bool:
    """Whether it is asked what a new union is called."""
    return form.event is TreeEvent.FOUND and asked.key == "name"


def right(asked: Question, choices: Mapping[str, str]) -> Any:
    """What is kept of the right answer: the first choice where `choices` names no other; no union is known yet."""
    if asked.options:
        wanted = choices.get(asked.key, asked.options[0].id)
        return [wanted] if asked.type is QuestionType.MULTI_CHOICE else wanted
    return {"unit": None} if asked.type is QuestionType.UNIT else _RIGHT[asked.type].kept


BASE = 30
"""The headcount that is stated where one is asked for."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Words that are no answer, and a part of what is said to them in English."""

    words: str
    explained: str


_NO_NUMBER = (
    Wrong("nhiều lắm", "exact"),
    Wrong("khoảng 5", "exact"),
    Wrong("5-7", ""),
    Wrong("-3", "below 0"),
    Wrong("3,5", "whole number"),
    Wrong("abc", "understood"),
    Wrong("\u200b", "Nothing was understood"),
    Wrong("9" * 200, "large"),
)
_NO_CHOICE = (Wrong("xyz xyz", "not among the choices"), Wrong("99", "not among the choices"))
WRONG: dict[QuestionType, tuple[Wrong, ...]] = {
    QuestionType.COUNT: _NO_NUMBER,
    QuestionType.DISTINCT_PEOPLE: _NO_NUMBER,
    QuestionType.PEOPLE: (*_NO_NUMBER, Wrong("5 người, nữ 8", "larger than the total")),
    QuestionType.MONEY: (Wrong("abc", "understood"), Wrong("5", "đồng"), Wrong("khoảng 5 triệu", "exact")),
    QuestionType.DAY: (
        Wrong("xyz", "not a day"),
        Wrong("31/2", "no such day"),
        Wrong("mùng 3", "lunar"),
        Wrong("ngày mai", "has not come yet"),
        Wrong("20/12/2026", "has not come yet"),
        Wrong("5/6/2019", "before the union was founded"),
        Wrong("cuối tháng 2", ""),
    ),
    QuestionType.PLANNED_DAY: (Wrong("xyz", "not a day"), Wrong("1/1/2026", "is past"), Wrong("31/11", "no such day")),
    QuestionType.ANY_DAY: (
        Wrong("xyz", "not a day"),
        Wrong("31/2", "no such day"),
        Wrong("1/7", "more than one day"),
        Wrong("5/6/2019", "before the union was founded"),
        Wrong("rằm tháng 7", "lunar"),
    ),
    QuestionType.YEAR: (
        Wrong("xyz", "not a year"),
        Wrong("2019", "from 2021 to 2027"),
        Wrong("2028", "from 2021 to 2027"),
        Wrong("năm học này", "more than one thing"),
        Wrong("12/3/2026", "not a year"),
    ),
    QuestionType.PERCENT: (
        Wrong("abc", "understood"),
        Wrong("khoảng 95%", "exact"),
        Wrong("0,95", "more than one thing"),
        Wrong("120%", "above 100%"),
        Wrong("2000%", "large"),
        Wrong("95,555%", "too many decimals"),
        Wrong("-5%", "below 0"),
    ),
    QuestionType.CHOICE: _NO_CHOICE,
    QuestionType.MULTI_CHOICE: _NO_CHOICE,
    QuestionType.TEXT: (
        Wrong("CCCD 062099001234", "identity number"),
        Wrong("gọi 0912 345 678", "telephone number"),
        Wrong("bị ung thư", "illness"),
        Wrong("chữ " * 200, "too long"),
        Wrong("\u200b\u202e", "Nothing was understood"),
    ),
    QuestionType.PHOTO: (Wrong("đây ạ", "send a photo"), Wrong("1", "send a photo")),
    QuestionType.UNIT: (Wrong("không có đâu", "No union is called"), Wrong("gọi 0912 345 678", "telephone number")),
}


def wrong_of(form: Form, asked: Question) -> tuple[Wrong, ...]:
    """Words that are no answer to the question; a union's name may speak of illness, as that of a hospital does."""
    if names_union(form, asked):
        others = (wrong for wrong in WRONG[asked.type] if wrong.explained not in ("illness", "Nothing was understood"))
        return (*others, *(Wrong(words, "no name of a union") for words in ("12", "\u200b\u202e")))
    return WRONG[asked.type]


async def open_question(chatter: Chatter) -> OpenQuestion | None:
    """The conversation that is open in the person's chat, as it is kept."""
    async with chatter.database.read() as tx:
        chat = await chats.find(tx, chatter.channel, chatter.address, chatter.clock.now)
    return None if chat is None else chat.open


@dataclass(slots=True, kw_only=True)
class Slow(Chatter):
    """A person whom answers do not reach until they catch up."""

    holding: bool = True

    @staticmethod
    def like(chatter: Chatter) -> Slow:
        """The same person."""
        known = {one.name: getattr(chatter, one.name) for one in fields(Chatter)}
        return Slow(**known)

    async def catch_up(self) -> None:
        """Everything that was said reaches the phone, and from now on at once."""
        self.holding = False
        await self.deliver()

    async def _deliver(self, done: Done, waiting: list[int] | None) -> None:
        if not self.holding:
            await Chatter._deliver(self, done, waiting)


@dataclass(slots=True, kw_only=True)
class Walk:
    """A person's way through a form. `expected` is what should be kept of the answers given so far.

    `details`: whether the optional questions are asked for, and then skipped where `skipping`. `unknowing`: what may
    be unknown is not known. `choices` are the options to take by question key; without one the first is taken.
    `unit` is the union that it is about. `other` is another one that may be asked for, as (words to find it, id), and
    `others` those that are meant where one of these questions asks for one.
    """

    chatter: Chatter
    plan: Plan
    form: Form
    way: Way = Way.TYPING
    details: bool = False
    skipping: bool = False
    unknowing: bool = False
    choices: dict[str, str] = field(default_factory=dict)
    unit: int = 0
    other: tuple[str, int] = ("bệnh viện", 0)
    others: dict[str, tuple[str, int]] = field(default_factory=dict)
    expected: dict[str, Any] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)

    async def begin(self) -> None:
        """Ask for the form by the menu of forms, in the person's way."""
        await self.chatter.say("báo cáo" if self.way is not Way.PLAIN else "bao cao")
        options = {
            "office": "below" if self.form.from_above else str(self.unit),
            "unit": str(self.unit),
            "group": self.form.group,
            "form": self.form.code,
        }
        while (key := await self.open_key()) in options:
            await self.choose(options.pop(key))

    async def open_key(self) -> str | None:
        """The key of the open question without its form: `admitted`, `admitted.women`, `review`; None if none is."""
        kept = await open_question(self.chatter)
        if kept is None or kept.question is None:
            return None
        return kept.question.removeprefix(f"{self.form.code}.")

    async def on(self, *until: str) -> None:
        """Answer until one of these questions is open, by default the review."""
        for _ in range(40):
            key = await self.open_key()
            assert key is not None, f"the conversation ended before {until}:\n{self.chatter.transcript()}"
            if key in (until or (REVIEW,)):
                if key != REVIEW or not await self.wants_details():
                    return
                continue
            await self.answer(key)
        raise AssertionError(f"{until} never came:\n{self.chatter.transcript()}")

    async def wants_details(self) -> bool:
        """At the review, ask for the optional questions, once. False where they are not wanted any more."""
        if not self.details or DETAILS in self.passed:
            return False
        self.passed.append(DETAILS)
        await self.choose("more")
        return True

    async def send(self) -> str:
        """Answer all, and find it right at the review."""
        await self.on()
        return await self.choose("send")

    async def to_the_end(self) -> str:
        """From the first word to the receipt."""
        await self.begin()
        return await self.send()

    async def answer(self, key: str) -> None:
        """Answer the question that is open."""
        self.passed.append(key)
        question, _, part = key.partition(".")
        asked = next((one for one in self.form.questions if one.key == question), None)
        if asked is None:
            await self._aside(key)
        elif part in ("", "words") and self._leaves(asked):
            words = "chưa rõ" if asked.may_be_unknown else "bỏ qua"
            await (self.choose("!skip") if self.way is Way.TAPS else self.chatter.say(words))
        elif part:
            await self._part(asked, part)
        elif asked.options:
            await self._of_options(asked)
        elif asked.type is QuestionType.PHOTO:
            self.expected[key] = {"photo": PHOTO}
            await self.chatter.send(Came.PHOTO, photo=PHOTO)
        else:
            await self._of_kind(asked)

    def _leaves(self, asked: Question) -> bool:
        """Whether the person leaves the question without an answer."""
        return (asked.details and self.skipping) or (asked.may_be_unknown and self.unknowing)

    async def _of_options(self, asked: Question) -> None:
        self.expected[asked.key] = right(asked, self.choices)
        await self.choose(self.choices.get(asked.key, asked.options[0].id))

    async def _of_kind(self, asked: Question) -> None:
        right = _UNION_NAME if names_union(self.form, asked) else _RIGHT[asked.type]
        self.expected[asked.key] = right.kept
        if self.way is Way.TAPS and asked.type is QuestionType.DAY:
            await self.choose("2026-03-12")
        elif self.way is Way.TAPS and asked.type is QuestionType.DISTINCT_PEOPLE:
            self.expected[asked.key] = BASE
            await self.choose("all")
        elif self.way is Way.TAPS and asked.type is QuestionType.YEAR:
            await self.choose("2025")
        elif self.way is Way.PLAIN:
            if asked.type is QuestionType.TEXT:
                self.expected[asked.key] = right.plain
            await self.chatter.say(right.plain)
        elif self.way is Way.NUMBERS:
            if asked.type is QuestionType.TEXT:
                self.expected[asked.key] = right.digits
            digits = "5" if asked.type is QuestionType.PEOPLE else right.digits
            await self.chatter.say(digits)
        else:
            await self.chatter.say(right.words)

    async def _part(self, asked: Question, part: str) -> None:
        if part == "women":
            await self.chatter.say("2")
        elif part in ("base", "more"):
            await self.chatter.say(str(BASE))
        elif part == "words" and self.way is Way.TAPS and self.form.event is None:
            self.expected[asked.key] = {"unit": None}
            await self.choose("outside")
        elif part == "words":
            words, unit = self.others.get(asked.key, self.other)
            self.expected[asked.key] = {"unit": unit}
            await self.chatter.say(words)
        elif part == "chosen":
            await self.choose(str(self.expected[asked.key]["unit"]))
        else:
            raise AssertionError(f"nobody here knows what to answer to {asked.key}.{part}")

    async def _aside(self, key: str) -> None:
        """A question besides those of the form: of a cross-check or before the form itself."""
        if key in ("transfer", "draft"):
            await self.choose("another" if key == "transfer" else "new")
        elif key == "workers-today":
            await self.chatter.say(str(BASE))
        else:
            raise AssertionError(f"nobody here knows what to answer to {key}:\n{self.chatter.transcript()}")

    async def choose(self, option: str) -> str:
        """Take an option of the open question: tap it, type its number, or type its label."""
        buttons = [button for button in self.chatter.buttons if button.action.endswith(f":{option}")]
        assert len(buttons) == 1, f"no choice '{option}':\n{self.chatter.transcript()}"
        button = buttons[0]
        if self.way is Way.TAPS:
            return await self.chatter.press(button.action)
        if self.way is Way.NUMBERS and button.number is not None:
            return await self.chatter.say(str(button.number))
        if self.way is Way.PLAIN:
            # The label without its marks may be "dung gui", which means two things and is asked about.
            return await self.chatter.say("gui" if option == "send" else unmarked(button.label))
        return await self.chatter.say(button.label)


_MARKS = str.maketrans("đĐ", "dD")


def unmarked(words: str) -> str:
    """Words as typed without diacritics."""
    apart = unicodedata.normalize("NFD", words.translate(_MARKS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
