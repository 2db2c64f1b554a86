"""Running conversations: starting, going on, stepping back, putting aside, switching to another, ending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from domain.reading import Control, Option, Understood, fold, match_choice
from handlers.commands import COMMANDS, Command, command_of_words, command_with_words, form_of_words
from handlers.house import House
from handlers.incoming import Came, Incoming
from handlers.persons import Person
from handlers.saying import Button, Saying, arranged, numbered
from handlers.talk import CalledAway, Ended, LeftFor, Pause, Recorded, Resumed, Talk
from locales import _
from storage import conversations
from storage.chats import OpenQuestion
from storage.database import Tx

SWITCH = "?switch"
"""The key under which the command line stands that somebody gave in the middle of another conversation."""
KEEP, ASIDE, DROP = "keep", "aside", "drop"


@dataclass(slots=True, kw_only=True)
class Turn:
    """One message and what it causes: what every part of a turn needs."""

    tx: Tx
    house: House
    person: Person
    message: Incoming
    now: datetime
    today: date
    said: list[Saying] = field(default_factory=list)
    erases: bool = False
    told: list[tuple[int, Saying]] = field(default_factory=list)
    notice: str | None = None
    open: Recorded | None = None
    captions: Mapping[str, str] = field(default_factory=dict)
    """The command lines of what was shown beside the open question, by their captions (folded)."""

    def resume(self, kept: OpenQuestion) -> None:
        """Take up the conversation that is open in the chat."""
        self.open = Recorded(
            kept.id, kept.command, kept.answers, kept.question, kept.nonce, appointment_id=kept.appointment_id
        )


async def start(turn: Turn, command: Command, args: tuple[str, ...]) -> None:
    """Begin a conversation. Answers of one that is open are not lost: the officer says what becomes of it."""
    if turn.open is not None and not turn.open.given:
        await conversations.end(turn.tx, turn.open.id)
        turn.open = None
    if turn.open is not None:
        turn.open.answers[SWITCH] = [command.name, list(args)]
        # A question like any other: an answer to the one before must not decide what becomes of it all.
        turn.open.question = None
        turn.open.nonce += 1
        turn.said.append(_asking_to_switch(turn.open))
        await _keep(turn, turn.open)
        return
    answers: dict[str, Any] = {"=args": list(args)}
    conversation_id = await conversations.open_(
        turn.tx,
        chat_id=turn.person.chat_id,
        officer_id=turn.person.officer_id,
        command=command.name,
        plan_version=turn.house.plan.version,
        answers=answers,
        now=turn.now,
    )
    turn.open = Recorded(conversation_id, command.name, answers)
    await go_on(turn, turn.open, None)


async def take(turn: Turn, record: Recorded, message: Incoming) -> None:
    """Give a message to the conversation that is open."""
    switching = record.answers.pop(SWITCH, None)
    if switching is not None:
        chosen = _read_switch(record, message)
        if chosen is None:
            record.answers[SWITCH] = switching
            await repeat(turn, record)
            return
        if chosen == ASIDE:
            await put_aside(turn, record)
        elif chosen == DROP:
            await conversations.end(turn.tx, record.id)
            turn.open = None
        if chosen in (ASIDE, DROP):
            name, args = switching
            await start(turn, COMMANDS[name], tuple(args))
            return
        await go_on(turn, record, None)
        return
    await go_on(turn, record, message)


async def repeat(turn: Turn, record: Recorded) -> None:
    """Say the open question again."""
    if SWITCH in record.answers:
        turn.said.append(_asking_to_switch(record))
        await _keep(turn, record)
    else:
        await go_on(turn, record, None)


async def go_on(turn: Turn, record: Recorded, message: Incoming | None) -> None:
    """Run the conversation from the top with what is recorded, the message being the answer to its open question."""
    command = COMMANDS[record.command]
    if not command.open_to(turn.person):
        await conversations.end(turn.tx, record.id)
        turn.open = None
        turn.said.append(Saying(text=_("Your office has ended meanwhile, so nothing was done.")))
        return
    talk = Talk(
        house=turn.house,
        person=turn.person,
        now=turn.now,
        today=turn.today,
        record=record,
        message=message,
        tx=turn.tx,
        can_wait=command.keeps_drafts,
        find_command=partial(called, turn, record),
    )
    assert command.converse is not None, "only conversations are kept"
    try:
        await command.converse(talk)
    except Pause:
        await _paused(turn, talk, unheard=talk.message is not None)
    except LeftFor as way:
        await _leave(turn, talk, way.control)
    except CalledAway:
        turn.said.extend(talk.said)
        raise
    except Resumed as other:
        await conversations.end(turn.tx, record.id)
        await _take_up(turn, other.draft)
    except Ended:
        await _finished(turn, talk)
    else:
        await _finished(turn, talk)


def called(turn: Turn, record: Recorded, text: str) -> str | None:
    """The command line that words mean instead of an answer: another command, or another form than the open one."""
    named = turn.captions.get(fold(text)) or command_of_words(text) or command_with_words(text)
    if named is not None:
        return named
    form = form_of_words(turn.house.plan, text, turn.person.reporting_kinds)
    of_open = record.answers.get("form") or next(iter(record.answers["=args"]), None)
    return None if form is None or form[0] == of_open else f"baocao {form[0]} {form[1]}"


async def _paused(turn: Turn, talk: Talk, *, unheard: bool) -> None:
    if unheard:
        changed = _("The question has changed meanwhile, so your last message was not used. Here is the new one.")
        talk.said.insert(0, Saying(text=changed))
    turn.said.extend(talk.said)
    await _keep(turn, talk.record)


async def _finished(turn: Turn, talk: Talk) -> None:
    turn.said.extend(talk.said)
    turn.told.extend(talk.told)
    turn.erases = turn.erases or talk.erases
    await conversations.end(turn.tx, talk.record.id)
    turn.open = None


async def _leave(turn: Turn, talk: Talk, control: Control) -> None:
    """Do what the person wants instead of answering."""
    record = talk.record
    if control is Control.CANCEL or (control is Control.LATER and not talk.can_wait):
        await cancel(turn, record)
    elif control is Control.LATER:
        await put_aside(turn, record)
        word = _(COMMANDS[record.command].taken_up_by)
        said = _("Put aside: what you have entered is kept for 7 days. Type “{word}” to go on.", word=word)
        turn.said.append(Saying(text=said))
    elif control in (Control.BACK, Control.EDIT):
        if talk.last_passed is not None:
            talk.forget(talk.last_passed)
        record.question = None
        await go_on(turn, record, None)
    else:
        raise CalledAway("trogiup" if control is Control.HELP else "menu")


async def cancel(turn: Turn, record: Recorded) -> None:
    """End a conversation without doing anything."""
    await conversations.end(turn.tx, record.id)
    turn.open = None
    turn.said.append(cancelled(turn.person))


def cancelled(person: Person) -> Saying:
    """That nothing was sent; an officer is shown the way to the menu, which a stranger does not have."""
    ways_on = [(str(_("Menu")), "c:menu")] if person.officer_id is not None else []
    return Saying(text=_("Cancelled. Nothing was sent."), rows=arranged(numbered(ways_on)))


async def put_aside(turn: Turn, record: Recorded) -> None:
    """Keep a conversation for later."""
    await _keep(turn, record)
    await conversations.put_aside(turn.tx, record.id, turn.now)
    turn.open = None


async def _take_up(turn: Turn, draft: conversations.Draft) -> None:
    await conversations.take_up(turn.tx, draft.id, turn.person.chat_id, turn.now)
    turn.open = Recorded(draft.id, draft.command, draft.answers, None, draft.nonce, appointment_id=draft.appointment_id)
    await go_on(turn, turn.open, None)


async def _keep(turn: Turn, record: Recorded) -> None:
    await conversations.keep(
        turn.tx,
        record.id,
        chat_id=turn.person.chat_id,
        question=record.question,
        nonce=record.nonce,
        answers=record.answers,
        appointment_id=record.appointment_id,
        now=turn.now,
    )


def _switch_options(record: Recorded) -> list[Option]:
    options = [
        Option(KEEP, str(_("Go on with it")), ("tiếp", "làm tiếp")),
        Option(ASIDE, str(_("Put it aside")), ("để sau",)),
        Option(DROP, str(_("Drop it")), ("bỏ",)),
    ]
    return [option for option in options if option.id != ASIDE or COMMANDS[record.command].keeps_drafts]


def _asking_to_switch(record: Recorded) -> Saying:
    buttons = [
        Button(option.label, f"a:{record.tag}:{option.id}", place)
        for place, option in enumerate(_switch_options(record), 1)
    ]
    text = _("Something you have begun is not finished yet. What should become of it?")
    return Saying(text=text, rows=arranged(buttons), question=record.tag)


def _read_switch(record: Recorded, message: Incoming) -> str | None:
    if message.came is Came.TAP:
        return message.text
    reading = match_choice(message.text, _switch_options(record))
    return reading.value if isinstance(reading, Understood) else None
