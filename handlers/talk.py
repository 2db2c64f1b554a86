"""A guided conversation as straight-line code: ask, ask, review, act.

What is kept between two messages is one row: the command, the question that is open, and the ordered answers.
Each turn runs the conversation again from the top: `ask` returns a recorded answer at once, the open question
takes the message that has come in, and the first question without an answer ends the turn by asking.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from markupsafe import Markup

from domain.plan import Plan
from domain.reading import (
    Control,
    Option,
    Problem,
    Unclear,
    Understood,
    find_personal_data,
    fold,
    read_control,
    read_yes_no,
)
from handlers.asking import BACK, CANCEL, LATER, SKIP, asking
from handlers.house import House
from handlers.incoming import Came, Incoming
from handlers.persons import Person
from handlers.questions import Choice, Question
from handlers.saying import Attachment, Rows, Saying
from locales import _
from storage.conversations import Draft
from storage.database import Tx

T = TypeVar("T")

OFFERED = "?offered"
"""The key under which readings that were offered stand among the answers until one is chosen: [[kept, label] …]."""


FIRST_WORDS = "?first"
"""The key under which words typed beside a form's name stand until the first typed question takes them."""


class Pause(Exception):
    """The turn ends here: the open question waits for its answer."""


class Ended(Exception):
    """The conversation ends here, as the words already said explain."""


class LeftFor(Exception):
    """The answer to the open question was no answer but a way out: back, later, cancel, help, menu."""

    def __init__(self, control: Control) -> None:
        super().__init__(control.value)
        self.control = control


class Resumed(Exception):
    """The officer goes on with a conversation that was put aside instead of this one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.id)
        self.draft = draft


class CalledAway(Exception):
    """The answer to the open question was no answer but the name of a command."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class AskedAfterActing(RuntimeError):
    """A conversation asked after it wrote: what it wrote would be written again at the next turn."""


_WAYS_OUT = {BACK: Control.BACK, LATER: Control.LATER, CANCEL: Control.CANCEL}


@dataclass(slots=True)
class Recorded:
    """What is kept of a conversation between two turns. Keys that begin with = or ? are no answers.

    `appointment_id` is the office on whose behalf it is held, once that is settled: a successor takes up its drafts.
    """

    id: int
    command: str
    answers: dict[str, Any]
    question: str | None = None
    nonce: int = 0
    appointment_id: int | None = None

    @property
    def tag(self) -> str:
        """What marks the open question's messages and buttons."""
        return f"{self.id}:{self.nonce}"

    @property
    def given(self) -> list[str]:
        """The keys of the answers given, in order."""
        return [key for key in self.answers if key[0] not in "=?"]


@dataclass(slots=True, kw_only=True)
class Talk:
    """One turn of a conversation: what it may look at, ask, say and do.

    `message` answers the open question; it is None once it is taken, or where the turn only asks.
    """

    house: House
    person: Person
    now: datetime
    today: date
    record: Recorded
    message: Incoming | None
    tx: Tx
    can_wait: bool
    """Whether the conversation can be put aside and taken up later."""
    find_command: Callable[[str], str | None]
    """The command line that typed words mean, or None."""
    said: list[Saying] = field(default_factory=list)
    erases: bool = False
    """Whether the conversation erased personal data, of which nothing may stay on the disk."""
    told: list[tuple[int, Saying]] = field(default_factory=list)
    """What is said to others: (chat, saying)."""
    passed: list[str] = field(default_factory=list)
    """The keys of the answers on the path now taken, as far as the open question."""
    _acting: bool = False
    _complaint: Markup | None = None

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.house.plan

    def act(self) -> Tx:
        """The turn's transaction, for writing. From here on nothing more can be asked."""
        self._acting = True
        return self.tx

    def say(self, text: Markup, rows: Rows = (), attachment: Attachment | None = None, *, once: bool = False) -> None:
        """Say something that asks nothing. `once`: it holds a secret, see `Saying`."""
        self.said.append(Saying(text=text, rows=rows, attachment=attachment, once=once))

    def tell(self, chat_id: int, saying: Saying) -> None:
        """Say something to somebody else, in their chat."""
        self.told.append((chat_id, saying))

    def hear_first(self, words: str) -> None:
        """Keep words for the first typed question, which takes them if they answer it."""
        self.record.answers[FIRST_WORDS] = words

    def answer(self, key: str) -> Any:
        """The recorded answer to `key` in canonical form, or None."""
        if key in self.record.answers:
            self.passed.append(key)
        return self.record.answers.get(key)

    @property
    def last_passed(self) -> str | None:
        """The answer that was given last of those on the path now taken: the one that "back" drops."""
        return next((key for key in reversed(self.record.given) if key in self.passed), None)

    def complain(self, text: Markup) -> None:
        """Say what was wrong with an answer, above the question that is asked again."""
        self._complaint = text

    def forget(self, *keys: str) -> None:
        """Drop answers, so that their questions are asked again."""
        for key in keys:
            self.record.answers.pop(key, None)

    async def ask(self, key: str, question: Question[T]) -> T:
        """The answer to `question`. Ends the turn by asking where there is none yet."""
        answer = await self.ask_or_skip(key, question)
        if answer is None:
            raise ValueError(f"the question '{key}' cannot be skipped")
        return answer

    async def ask_or_skip(self, key: str, question: Question[T]) -> T | None:
        """Like `ask`; None where the question can be left without an answer and was."""
        if self._acting:
            raise AskedAfterActing(key)
        answers = self.record.answers
        if answers.get(key) is not None and not question.holds(answers[key]):
            del answers[key]
        if key not in answers and self.message is not None and self.record.question == key:
            message, self.message = self.message, None
            self._take(key, question, message)
            if key in answers:
                answers.pop(OFFERED, None)
        if key not in answers and FIRST_WORDS in answers and not question.numbers_choose:
            self._take_first_words(key, question, answers.pop(FIRST_WORDS))
        if key not in answers:
            self._put(key, question)
            raise Pause
        self.passed.append(key)
        return None if answers[key] is None else question.restore(answers[key])

    async def choose(self, key: str, text: Markup, options: Sequence[Option], hint: Markup | None = None) -> str:
        """The id of the option chosen."""
        return await self.ask(key, Choice(text=text, hint=hint, choices=options))

    async def snapshot(self, key: str, read: Callable[[], Awaitable[Any]]) -> Any:
        """What `read` returned when it was first asked for, so that nothing shifts under the officer's hands.

        It must be fit for JSON. It is no answer: "back" passes over it.
        """
        kept = f"={key}"
        if kept not in self.record.answers:
            self.record.answers[kept] = await read()
        return self.record.answers[kept]

    def _take(self, key: str, question: Question[T], message: Incoming) -> None:
        """Read a message as the answer to the question that was open."""
        offered = self.record.answers.get(OFFERED, [])
        listed = [kept for kept, _ in offered] or [option.id for option in question.options()]
        if message.came is Came.TAP:
            self._take_tap(key, question, message.text, offered)
            return
        labels = {option.label.casefold(): option.id for option in question.options()}
        labels |= {label.casefold(): kept for kept, label in offered}
        words = message.text.casefold()
        names = {fold(name) for option in question.options() for name in (option.label, *option.words)}
        named = words in labels or fold(words) in names
        if len(offered) == 1 and not named and read_yes_no(message.text) == Understood(True):
            self.record.answers[key] = offered[0][0]
            return
        if not named and question.is_left_by(message.text):
            self.record.answers[key] = None
            return
        if not named:
            self._look_for_a_way_out(question, message.text)
        place = _place(message.text) if question.numbers_choose else None
        if place is not None and place < len(listed):
            self.record.answers[key] = listed[place]
        elif words in labels:
            self.record.answers[key] = labels[words]
        else:
            self._read(key, question, message)

    def _take_tap(self, key: str, question: Question[T], chosen: str, offered: list[list[Any]]) -> None:
        """Take a tapped option, one of the readings offered (`o0`, `o1` …), or a way out."""
        if chosen in _WAYS_OUT:
            raise LeftFor(_WAYS_OUT[chosen])
        if chosen == SKIP and question.can_be_left:
            self.record.answers[key] = None
        elif chosen in {option.id for option in question.options()}:
            self.record.answers[key] = chosen
        elif chosen in (readings := {f"o{place}": kept for place, (kept, _label) in enumerate(offered)}):
            self.record.answers[key] = readings[chosen]

    def _look_for_a_way_out(self, question: Question[T], text: str) -> None:
        """Leave the question where the words steer the conversation or name another command."""
        control = read_control(text)
        if control is not None and control is not Control.SKIP and control not in question.takes:
            raise LeftFor(control)
        if not question.any_words and (line := self.find_command(text)) is not None:
            raise CalledAway(line)

    def _take_first_words(self, key: str, question: Question[T], words: str) -> None:
        """Take what was typed beside the form's name ("kn 5 nu 2") where it answers the first typed question."""
        message = Incoming(inbox_id=0, channel="", address="", came=Came.TEXT, text=words)
        reading = question.read(message, self.today)
        if isinstance(reading, Understood):
            self.record.answers[key] = question.keep(reading.value)

    def _read(self, key: str, question: Question[T], message: Incoming) -> None:
        reading = question.read(message, self.today)
        if isinstance(reading, Understood):
            self.record.answers[key] = question.keep(reading.value)
            return
        if message.came is Came.PHOTO and not message.text and reading.problem is not Problem.NOT_A_PICTURE:
            self._complaint = _("The photo has arrived, but this question is answered by words or by a choice.")
            return
        if (kind := find_personal_data(message.text)) is not None:
            reading = Unclear(Problem.PERSONAL_DATA, details={"kind": kind.value})
        self._complaint = question.explain(reading, message.text)
        self.record.answers.pop(OFFERED, None)
        if offers := question.offers(reading):
            self.record.answers[OFFERED] = [[question.keep(offer.value), offer.label] for offer in offers]

    def _put(self, key: str, question: Question[T]) -> None:
        """Say the question that is now open, with a new nonce unless it was open already."""
        record = self.record
        if record.question != key:
            record.question = key
            record.nonce += 1
            record.answers.pop(OFFERED, None)
        offered = [(f"o{place}", label) for place, (_, label) in enumerate(record.answers.get(OFFERED, ()))]
        self.said.append(
            asking(
                question,
                record.tag,
                complaint=self._complaint,
                offered=offered,
                can_wait=self.can_wait,
                can_go_back=self.last_passed is not None,
            )
        )


def _place(text: str) -> int | None:
    """The place in a list that a bare number means, from 0; None where the text is no bare number."""
    digits = text.strip(" .")
    return int(digits) - 1 if digits.isascii() and digits.isdigit() and 0 < int(digits) < 1000 else None
