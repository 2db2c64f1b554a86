"""What is said to somebody who sent what cannot be read."""

from __future__ import annotations

from datetime import timedelta

from markupsafe import Markup

from handlers.conversing import Turn
from handlers.offices.invitation_link import page_link
from handlers.saying import Saying
from handlers.strangers import greeting
from locales import _
from storage import entry_codes

AT_ONCE = timedelta(minutes=1)


def unread() -> Markup:
    """Of anything but words, numbers and photos."""
    return _("Only words, numbers and photos can be read here.")


def unasked() -> Markup:
    """Of a photo that no question asks for."""
    return _("The photo is not used: please send one when a report asks for it.")


async def withheld(turn: Turn) -> Saying | None:
    """The door that nobody can close: what this app does not hand on can be sent on the page, where there is one.

    None where it was shown just now: files come several at once, and a newer code would end the one that was given.
    """
    web = turn.house.web
    if turn.person.officer_id is None:
        return Saying(text=greeting())
    if web is None:
        return Saying(text=unread())
    if await entry_codes.has_short_since(turn.tx, turn.person.officer_id, turn.now - AT_ONCE):
        return None
    code = await entry_codes.short_for_officer(turn.tx, turn.person.officer_id, turn.now)
    text = _(
        "This app does not pass on to the assistant what you sent. Files can be sent on the web page: {link} "
        "(the link works once, for {n} minutes)",
        link=page_link(web, code),
        n=entry_codes.SHORT_HOLDS // timedelta(minutes=1),
    )
    return Saying(text=text, once=True)
