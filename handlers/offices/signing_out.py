"""/thoat: leaving the web page on this device, at once and without a question: somebody may be looking at it."""

from __future__ import annotations

from markupsafe import Markup

from handlers.commands import Command, Look, register
from handlers.strangers import greeting
from locales import N_, _
from storage import conversations, web_sessions


async def sign_out(look: Look) -> None:
    """End the session of the browser that asks. What is open stays so, and is there when the officer comes back."""
    officer_id = look.person.officer_id
    if look.session is None:
        look.show(greeting() if officer_id is None else _no_session())
        return
    device = await web_sessions.device_of(look.tx, look.session)
    if officer_id is not None:
        await web_sessions.sign_out(look.tx, officer_id, [look.session], look.now)
    else:
        await _leave_for_good(look, look.session)
    look.open = None
    # The browser itself reads no more; the officer's others, and the officer who comes back, do.
    look.show(_("That device is signed out already.") if device is None else _("Signed out: {device}.", device=device))


def _no_session() -> Markup:
    return _(
        "Nothing can be signed out of here: the assistant knows you by your account in this app, so lock the app, or "
        "sign out of it. “Account” shows where you are signed in on the web page."
    )


async def _leave_for_good(look: Look, session_id: int) -> None:
    """Nothing leads a stranger back into this chat; without anything open in it, it is soon forgotten."""
    await web_sessions.end(look.tx, [session_id])
    await conversations.end_in(look.tx, look.person.chat_id)


register(
    Command(
        name="thoat",
        words=("dang xuat", "log out", "logout", "sign out"),
        title=N_("Sign out"),
        needs=None,
        for_strangers=True,
        in_menu=False,
        show=sign_out,
    )
)
