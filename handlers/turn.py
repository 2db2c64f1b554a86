"""One turn: what one message of a person causes, all of it in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from domain.reading import PersonalData, Problem, clean, find_personal_data, fold
from handlers import conversing, documents
from handlers.aiming import captions_of_later, is_of_later, number_of, was_seen
from handlers.commands import COMMANDS, Command, Look, command_of_words, command_with_words, form_of_words
from handlers.conversing import SWITCH, Turn
from handlers.house import House
from handlers.incoming import Came, Incoming
from handlers.menus import without_numbers
from handlers.persons import person_of
from handlers.problems import explain
from handlers.saying import Saying, lines
from handlers.strangers import greeting
from handlers.talk import CalledAway
from handlers.unread import unasked, unread, withheld
from locales import DEFAULT, _, local, use
from storage import chats, heard, locks, menus
from storage.chats import Chat
from storage.database import Tx
from storage.entry_codes import looks_short
from storage.invitations import looks_like_code


@dataclass(frozen=True, slots=True)
class Done:
    """What a turn leaves to do after its commit.

    `said` goes to the chat itself, `told` to others: (chat, saying). `notice` is shown where a tap was made.
    `language` is that in which it was said. `personal`: the message held personal data or a code, or had some erased,
    of which nothing may stay on the disk.
    """

    chat_id: int | None
    said: tuple[Saying, ...] = ()
    notice: str | None = None
    personal: bool = False
    told: tuple[tuple[int, Saying], ...] = ()
    language: str = DEFAULT


async def take_turn(tx: Tx, house: House, message: Incoming, now: datetime) -> Done:
    """Handle one message. Whatever it changes is written in `tx`, to be committed with "this message is done"."""
    chat = await chats.find(tx, message.channel, message.address, now)
    if message.came in (Came.BLOCKED, Came.UNBLOCKED):
        if chat is not None:
            await chats.set_blocked(tx, chat.id, now if message.came is Came.BLOCKED else None)
        return Done(None)
    if chat is None:
        chat = await chats.add(tx, message.channel, message.address, now)
    elif chat.officer_id is not None and await locks.officer(tx, chat.officer_id):
        # A turn of the same officer in another chat may have gone on with the conversation meanwhile.
        chat = await chats.find(tx, message.channel, message.address, now) or chat
    if chat.blocked:
        await chats.set_blocked(tx, chat.id, None)
    await heard.note(tx, chat.id, chat.heard_at, now)
    turn = await _prepared(tx, house, chat, message, now)
    with use(turn.person.language):
        await _handle(turn, chat)
        said = tuple(_as_sample(saying) if house.sample else saying for saying in turn.said)
        told = tuple((other, _as_sample(saying) if house.sample else saying) for other, saying in turn.told)
    if said:
        await menus.end_numbers(tx, chat.id, chat.menu)
    personal = turn.erases or _is_code(turn.message) or _personal_data(turn.message) is not None
    return Done(chat.id, said, turn.notice, personal, told, turn.person.language)


async def _prepared(tx: Tx, house: House, chat: Chat, message: Incoming, now: datetime) -> Turn:
    today = local(now).date()
    turn = Turn(
        tx=tx,
        house=house,
        person=await person_of(tx, chat, today),
        message=message if message.came is Came.TAP else _cleaned(message),
        now=now,
        today=today,
    )
    if chat.open is not None:
        turn.resume(chat.open)
        turn.captions = captions_of_later(chat)
    return turn


def _cleaned(message: Incoming) -> Incoming:
    return replace(message, text=clean(message.text), lines=tuple(map(clean, message.text.splitlines())))


async def _handle(turn: Turn, chat: Chat) -> None:
    message = turn.message
    try:
        if message.came is Came.TAP:
            await _tap(turn)
        elif message.came is Came.EDITED:
            await _edited(turn)
        elif message.came is Came.DOCUMENT:
            await _document(turn)
        elif message.came is Came.WITHHELD:
            await _withheld(turn)
        elif not _answers(turn) and (kind := _personal_data(message)) is not None:
            await _refuse(turn, kind)
        elif message.text.startswith("/"):
            await _command_line(turn, message.text[1:])
        elif turn.open is not None:
            await _answer(turn, chat)
        elif message.came is Came.TEXT:
            await _words(turn, chat)
        else:
            await _nothing_to_read(turn)
    except CalledAway as call:
        await _command_line(turn, call.line)


async def _tap(turn: Turn) -> None:
    kind, _colon, action = turn.message.text.partition(":")
    if kind == "c":
        await _command_line(turn, action, edits=turn.message.message_id)
        return
    tag, _colon, option = action.rpartition(":")
    if turn.open is None or turn.open.tag != tag:
        turn.notice = str(_("This question has been answered already."))
        return
    await conversing.take(turn, turn.open, replace(turn.message, text=option))


def _answers(turn: Turn) -> bool:
    """Whether the message goes to an open question, which knows for itself what it takes."""
    return turn.open is not None and SWITCH not in turn.open.answers and not turn.message.text.startswith("/")


def _is_code(message: Incoming) -> bool:
    """Whether the words are the code of an invitation, of which nothing may stay on the disk either."""
    return message.came is Came.TEXT and looks_like_code(message.text.removeprefix("/start "))


def _personal_data(message: Incoming) -> PersonalData | None:
    """What personal data stands in the words of a message; none in a tap or in an invitation's code."""
    if message.came is Came.TAP or _is_code(message):
        return None
    return find_personal_data(message.text)


async def _refuse(turn: Turn, kind: PersonalData) -> None:
    """Say why the words were not kept; they may have stood beside a command, whose words are kept for a while."""
    turn.said.append(Saying(text=explain(Problem.PERSONAL_DATA, {"kind": kind.value})))
    if turn.open is not None:
        await conversing.repeat(turn, turn.open)


async def _edited(turn: Turn) -> None:
    """An edited message changes nothing: what was understood of it stands, and can be changed at the review."""
    if turn.open is not None:
        say = _("A changed message is not read again. To change an answer, choose “Back”, or change it at the review.")
        turn.said.append(Saying(text=say))
        await conversing.repeat(turn, turn.open)


async def _document(turn: Turn) -> None:
    """Give a document to the command that takes it, whatever is open; the words below it are not read."""
    taker, document = documents.taker_for(turn.person), turn.message.document
    if taker is not None and document is not None:
        await conversing.start(turn, taker, (document.said,))
    elif turn.open is not None:
        turn.said.append(Saying(text=unread()))
        await conversing.repeat(turn, turn.open)
    else:
        await _nothing_to_read(turn)


async def _withheld(turn: Turn) -> None:
    said = await withheld(turn)
    if said is None:
        return
    turn.said.append(said)
    if turn.open is not None:
        await conversing.repeat(turn, turn.open)


async def _answer(turn: Turn, chat: Chat) -> None:
    """Give the message to the open question, unless it was sent before that question reached the phone."""
    assert turn.open is not None
    assert chat.open is not None
    if not chat.open.here:
        if (line := conversing.called(turn, turn.open, turn.message.text)) is not None:
            await _command_line(turn, line)
            return
        # What was asked here before may have been answered there.
        say = _("You have begun something in another place. It goes on here, so this message was not used.")
        turn.said.append(Saying(text=say))
        await conversing.repeat(turn, turn.open)
        return
    if not was_seen(turn.message, chat.open.delivered_after, chat.open.delivered_as) or is_of_later(turn.message, chat):
        say = _("Your last message came before this question, so it was not used as its answer.")
        turn.said.append(Saying(text=say))
        await conversing.repeat(turn, turn.open)
        return
    if turn.message.came is Came.OTHER:
        # Words below a film or a voice message speak of what cannot be read.
        turn.said.append(Saying(text=unread()))
        await conversing.repeat(turn, turn.open)
        return
    await conversing.take(turn, turn.open, turn.message)


async def _words(turn: Turn, chat: Chat) -> None:
    text, plan = turn.message.text, turn.house.plan
    offer, chosen = chat.menu.offer, number_of(turn.message, chat.menu)
    if chosen is not None and not was_seen(turn.message, chat.menu.after, chat.menu.shown):
        say = _("Your last message came before this list, so nothing was chosen by it. Please choose again.")
        turn.said.append(Saying(text=say))
        return
    line = offer.words.get(fold(text)) or command_of_words(text) or chosen
    kinds = turn.person.reporting_kinds
    if line is not None:
        await _command_line(turn, line)
    elif looks_like_code(text):
        await _command_line(turn, f"start {text}")
    elif (searched := command_with_words(text)) is not None:
        await _command_line(turn, searched)
    elif (form := form_of_words(plan, text, kinds)) is not None and COMMANDS["baocao"].open_to(turn.person):
        await _command_line(turn, f"baocao {form[0]} {form[1]}")
    elif looks_short(text):
        await _command_line(turn, f"start {text}")
    elif turn.person.officer_id is None:
        turn.said.append(Saying(text=greeting()))
    else:
        turn.said.append(Saying(text=_("That was not understood. Here is what can be done:")))
        await _command_line(turn, "menu")


async def _nothing_to_read(turn: Turn) -> None:
    if turn.person.officer_id is None:
        turn.said.append(Saying(text=greeting()))
    else:
        is_photo = turn.message.came is Came.PHOTO
        turn.said.append(Saying(text=unasked() if is_photo else unread()))
        await _command_line(turn, "menu")


async def _command_line(turn: Turn, line: str, edits: str | None = None) -> None:
    """Do what a command line says: a name and words after it."""
    parts = line.split()
    name = parts[0].partition("@")[0].lower() if parts else ""
    command = COMMANDS.get(name) or COMMANDS.get(command_of_words(name) or "")
    if command is None or not command.open_to(turn.person):
        turn.said.append(Saying(text=greeting() if turn.person.officer_id is None else _not_open(command)))
        if turn.open is not None:
            await conversing.repeat(turn, turn.open)
        return
    args = () if command.takes_documents else tuple(parts[1:])
    if command.converse is not None:
        await conversing.start(turn, command, args)
        return
    await _show(turn, command, args, edits)


async def _show(turn: Turn, command: Command, args: tuple[str, ...], edits: str | None) -> None:
    assert command.show is not None
    look = Look(
        house=turn.house,
        person=turn.person,
        now=turn.now,
        today=turn.today,
        tx=turn.tx,
        args=args,
        edits=edits,
        session=turn.message.session,
        open=turn.open,
    )
    await command.show(look)
    turn.open = look.open
    turn.said.extend(look.said if turn.open is None else map(without_numbers, look.said))
    turn.notice = look.notice
    if turn.open is not None:
        await conversing.repeat(turn, turn.open)


def _not_open(command: Command | None) -> Markup:
    if command is None:
        return _("There is no such command. Type “menu” to see what can be done.")
    return _("Your office does not include this. If it should, please ask your superior union.")


def _as_sample(saying: Saying) -> Saying:
    return replace(saying, text=lines([saying.text, Markup("<i>{}</i>").format(_("SAMPLE DATA"))]))
