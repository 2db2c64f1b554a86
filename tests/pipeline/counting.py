"""A command that only tests have: it asks for two numbers and adds them to a tally, one for each conversation.

`python -m tests.pipeline.counting serve` is the real program with this command.
"""

from __future__ import annotations

from markupsafe import Markup
from sqlalchemy import select

from handlers.commands import Command, register
from handlers.questions import Count, Text
from handlers.talk import Talk
from storage import meta
from storage.database import Database
from storage.tables import meta as table

FAILS, BREAKS_ONCE = "gãy", "vấp"
"""Answers at which the turn raises: always, or only the first time."""
_broken: set[str] = set()


async def count_two(talk: Talk) -> None:
    first = await talk.ask("first", Count(text=Markup("Số thứ nhất?")))
    second = await talk.ask("second", Count(text=Markup("Số thứ hai?")))
    tx = talk.act()
    key = f"counted:{talk.record.id}"
    assert await meta.get(tx, key) is None
    await meta.put(tx, key, f"{first}+{second}")
    talk.say(Markup("Đã nhận {}+{} (số {}).").format(first, second, talk.record.id))


async def speak(talk: Talk) -> None:
    words = await talk.ask("words", Text(text=Markup("Nói gì?"), longest=4000))
    if words == FAILS or (words == BREAKS_ONCE and words not in _broken):
        _broken.add(words)
        raise RuntimeError(words)
    if words.isdigit():
        talk.say(Markup("\n").join([Markup("dòng <b>{}</b>").format(n) for n in range(int(words))]))
    else:
        talk.say(Markup("<i>{}</i>").format(words))


def register_all() -> None:
    for name, converse in (("dem2", count_two), ("noi", speak)):
        register(
            Command(
                name=name,
                words=(f"{name} thu",),
                title=name,
                needs=None,
                for_strangers=True,
                in_menu=False,
                converse=converse,
            )
        )


register_all()


async def counted(database: Database) -> dict[str, str]:
    """What each conversation counted."""
    async with database.read() as tx:
        rows = await tx.execute(select(table.c.key, table.c.value).where(table.c.key.like("counted:%")))
        return {row.key: row.value for row in rows}


if __name__ == "__main__":
    from bot.cli import main

    main()
