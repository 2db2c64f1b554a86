"""/taikhoan: where the officer is known, ending that, and going on by another device or app.

Its buttons carry "taikhoan thoat 5" (sign browser 5 out), "khac" (all but this one), "bo 7" (forget chat 7), "duongve"
(end the way back) and "may" (go on by another device or app). Doing any of them again changes nothing more.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from markupsafe import Markup

from handlers.arguments import whole_number
from handlers.commands import Command, Look, register
from handlers.offices.invitation_link import page_link
from handlers.offices.qr import qr_picture
from handlers.saying import NAMED, Attachment, lines
from locales import N_, _, day, local, ngettext
from storage import audit, chats, entry_codes, web_sessions
from storage.web_sessions import Session


async def show_account(look: Look) -> None:
    """Do what a button says, then show the screen as it is after that."""
    officer_id = look.person.officer_id
    assert officer_id is not None, "not open to strangers"
    match look.args:
        case ("thoat", number):
            await _show(look, officer_id, await _sign_out(look, officer_id, whole_number(number)))
        case ("khac",):
            await _show(look, officer_id, await _sign_out_others(look, officer_id))
        case ("bo", number):
            await _show(look, officer_id, await _part_with(look, officer_id, whole_number(number)))
        case ("duongve",):
            await _show(look, officer_id, await _end_way_back(look, officer_id))
        case ("may",):
            await _open_elsewhere(look, officer_id)
        case _:
            await _show(look, officer_id)


async def _show(look: Look, officer_id: int, *done: Markup) -> None:
    """What was done, then the browsers and chats. Each browser that can be signed out has the number of its button."""
    sessions = await web_sessions.of_officer(look.tx, officer_id)
    others = [one for one in sessions if one.id != look.session]
    parts = [*done, _("<b>Account and devices</b>"), _("Name: {name}", name=look.person.name or "")]
    parts += [_("This device: {device}", device=one.device) for one in sessions if one.id == look.session]
    parts += [_device_line(look, place, one) for place, one in enumerate(others[:NAMED], 1)]
    if len(others) > NAMED:
        parts.append(ngettext("and {n} more device", "and {n} more devices", len(others) - NAMED))
    if not sessions:
        parts.append(_("You are not signed in on the web page."))
    elsewhere = await web_sessions.chats_elsewhere(look.tx, officer_id)
    for chat in elsewhere:
        here = chat.id == look.person.chat_id
        channel = chat.channel.capitalize()
        parts.append(
            _("{channel}, this chat", channel=channel)
            if here
            else _("{channel}, since {day}", channel=channel, day=_day(chat.created_at))
        )
    until = await entry_codes.way_back_until(look.tx, officer_id, look.now)
    if until is not None:
        parts.append(_("Your link for coming back works until {day}.", day=_day(until)))
    buttons = [(str(_("Sign out: {device}", device=one.device)), f"taikhoan thoat {one.id}") for one in others[:NAMED]]
    if others:
        buttons.append((str(_("Sign out all other devices")), "taikhoan khac"))
    buttons += [
        (str(_("Remove: {channel}", channel=chat.channel.capitalize())), f"taikhoan bo {chat.id}")
        for chat in elsewhere
        if chat.id != look.person.chat_id
    ]
    if until is not None:
        buttons.append((str(_("End the link for coming back")), "taikhoan duongve"))
    buttons.append((str(_("Open on another device or app")), "taikhoan may"))
    if look.session is not None:
        buttons.append((str(_("Sign out on this device")), "thoat"))
    look.show(lines(parts), buttons, unnumbered=[(str(_("Menu")), "menu")])


def _device_line(look: Look, place: int, session: Session) -> Markup:
    seen = local(session.seen_at).date()
    if seen == look.today:
        return _("{place}. {device}, last used today", place=place, device=session.device)
    return _("{place}. {device}, last used on {day}", place=place, device=session.device, day=day(seen))


async def _sign_out(look: Look, officer_id: int, session_id: int | None) -> Markup:
    ids = [session_id] if session_id is not None else []
    if await web_sessions.sign_out(look.tx, officer_id, ids, look.now):
        return _("The device is signed out.")
    return _("That device is signed out already.")


async def _sign_out_others(look: Look, officer_id: int) -> Markup:
    """Whoever wants to be signed in nowhere else wants no code about that leads in again."""
    others = [one.id for one in await web_sessions.of_officer(look.tx, officer_id) if one.id != look.session]
    await web_sessions.sign_out(look.tx, officer_id, others, look.now)
    if await entry_codes.forget_of_officer(look.tx, officer_id):
        await _note(look, officer_id, "entry_codes.ended")
    return _("No other device is signed in now, and earlier codes and links for coming in no longer work.")


async def _part_with(look: Look, officer_id: int, chat_id: int | None) -> Markup:
    """Forget a chat of the officer other than this one: whoever writes from there is a stranger."""
    own = {chat.id: chat for chat in await web_sessions.chats_elsewhere(look.tx, officer_id)}
    if chat_id is None or chat_id not in own or chat_id == look.person.chat_id:
        return _("That chat is removed already.")
    await chats.part(look.tx, [chat_id])
    await audit.write(look.tx, officer_id, "chat.removed", f"chat:{chat_id}", {}, look.now)
    return _("Removed: {channel}. Nothing is sent there any more.", channel=own[chat_id].channel.capitalize())


async def _end_way_back(look: Look, officer_id: int) -> Markup:
    if await entry_codes.end_way_back(look.tx, officer_id):
        await _note(look, officer_id, "entry_codes.ended")
    return _("There is no link for coming back now; earlier ones no longer work.")


async def _open_elsewhere(look: Look, officer_id: int) -> None:
    """A fresh short code, and where to type it."""
    code = await entry_codes.short_for_officer(look.tx, officer_id, look.now)
    await _note(look, officer_id, "entry_code.created")
    parts = [_("<b>Open on another device or app</b>")]
    picture = None
    if look.house.web is None:
        parts.append(_("Open the web page there and type this code: {code}", code=code))
    else:
        link = page_link(look.house.web, code)
        picture = Attachment(name="link.png", content=qr_picture(link), picture=True)
        parts.append(_("Open {web} there and type this code: {code}", web=look.house.web, code=code))
        parts.append(_("Or open this link there, which the picture holds too: {link}", link=link))
    parts.append(_("Or type it to the assistant in another messenger."))
    minutes = entry_codes.SHORT_HOLDS // timedelta(minutes=1)
    parts.append(
        _("It works once, for {n} minutes. Whoever has it gets into your account: show it to nobody.", n=minutes)
    )
    look.show(lines(parts), unnumbered=[(str(_("Account and devices")), "taikhoan")], attachment=picture, once=True)


async def _note(look: Look, officer_id: int, act: str) -> None:
    await audit.write(look.tx, officer_id, act, f"officer:{officer_id}", {}, look.now)


def _day(moment: datetime) -> str:
    return day(local(moment).date())


register(
    Command(
        name="taikhoan",
        words=("tai khoan", "thiet bi", "account", "devices"),
        title=N_("Account and devices"),
        needs=None,
        show=show_account,
    )
)
