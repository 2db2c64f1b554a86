"""/ngonngu: in which language the assistant speaks to the officer."""

from __future__ import annotations

from handlers.commands import Command, Look, register
from handlers.menu import menu_of
from handlers.saying import lines
from locales import LANGUAGES, N_, _, use
from storage import officers

NAMES = {"vi": "Tiếng Việt", "en": "English"}
"""Each language by the name that its speakers look for."""


async def choose_language(look: Look) -> None:
    """Show the languages; with one of them after the command, speak it from now on."""
    assert look.person.officer_id is not None, "not open to strangers"
    language = look.args[0].lower() if look.args else None
    if language not in LANGUAGES:
        look.show(
            _("In which language should this assistant speak to you?"),
            [(NAMES[language], f"ngonngu {language}") for language in LANGUAGES],
        )
        return
    await officers.set_language(look.tx, look.person.officer_id, language)
    with use(language):
        text, buttons = menu_of(look.house, look.person)
        look.show(lines([_("From now on this assistant speaks English to you."), text]), buttons)


register(
    Command(
        name="ngonngu",
        words=("ngon ngu", "tieng", "language"),
        title=N_("Language"),
        needs=None,
        show=choose_language,
    )
)
