"""Going on with what was put aside, before something new of the same sort is begun."""

from __future__ import annotations

from collections.abc import Callable, Collection

from domain.reading import Option
from handlers.talk import Resumed, Talk
from locales import _, clock_time, local, short_day
from storage import conversations
from storage.conversations import Draft

NEW = "new"
OFFERED = 5
"""So many drafts are offered, the newest first."""


async def go_on_with_draft(talk: Talk, commands: Collection[str], name: Callable[[Draft], str], new: Option) -> None:
    """Offer what was put aside in one of the commands, each called by its `name`, beside the option `new`.

    Raises `Resumed` where one is chosen.
    """
    assert talk.person.officer_id is not None
    drafts = [one for one in await conversations.drafts_of(talk.tx, talk.person.officer_id) if one.command in commands]

    async def offered() -> list[tuple[int, str]]:
        return [(draft.id, f"{name(draft)} ({_put_aside(draft)})") for draft in drafts[:OFFERED]]

    known = await talk.snapshot("drafts", offered)
    if not known:
        return
    options = [*(Option(str(draft_id), label) for draft_id, label in known), new]
    chosen = await talk.choose("draft", _("You have put something aside. Go on with it?"), options)
    for draft in drafts:
        if chosen == str(draft.id):
            raise Resumed(draft)


def _put_aside(draft: Draft) -> str:
    return f"{clock_time(draft.updated_at)} {short_day(local(draft.updated_at).date())}"
