"""/menu: what this person can do."""

from __future__ import annotations

from markupsafe import Markup

from handlers.commands import COMMANDS, Command, Look, register
from handlers.house import House
from handlers.persons import Person
from handlers.roles import held_name
from handlers.saying import lines
from locales import N_, _

ORDER = (
    "baocao",
    "chot",
    "viec",
    "nhaploat",
    "tiendo",
    "chuagui",
    "lichsu",
    "vuviec",
    "chitieu",
    "giaochitieu",
    "lich",
    "moi",
    "trogiup",
    "gionhac",
    "ngonngu",
    "taikhoan",
    "dulieucuatoi",
)
"""What is wanted most often stands first; a command that is not named here stands last."""


def menu_of(house: House, person: Person) -> tuple[Markup, list[tuple[str, str]]]:
    """The person's offices, and a button (label, command line) for each command open to them."""
    offices = [held_name(house.plan, held) for held in person.offices]
    if offices:
        parts = [Markup("<b>{}</b>").format(office) for office in offices]
    else:
        parts = [_("You hold no office at present. Your superior union can invite you again.")]
    chosen = sorted((one for one in COMMANDS.values() if one.in_menu and one.open_to(person)), key=_place)
    ask = _("What would you like to do?")
    return lines([*parts, ask]), [(str(_(command.title)), command.name) for command in chosen]


def _place(command: Command) -> int:
    return ORDER.index(command.name) if command.name in ORDER else len(ORDER)


async def show_menu(look: Look) -> None:
    """Show the menu."""
    text, buttons = menu_of(look.house, look.person)
    look.show(text, buttons)


register(
    Command(
        name="menu",
        words=("muc luc", "danh muc", "bat dau"),
        title=N_("Menu"),
        needs=None,
        in_menu=False,
        show=show_menu,
    )
)
