"""Whatever Telegram brings and whoever sends it: nothing blocks, nothing personal stays, and reports come through."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.logging import set_up
from storage.tables import outbox, reports, units
from tests.handlers.evidence import everything_written
from tests.pipeline.rig import Rig, rigged
from tests.pipeline.test_told import found
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer

Json = dict[str, Any]
CHAIR, OTHER_CHAIR, STRANGER = 501, 502, 503
NUMBER, WORDS = "062099001234", "chuyện riêng 4711"
"""An identity number that is put wherever words can stand, and words where none are asked for."""

ANSWERS = (
    ("What would you like to report", "1"),
    ("How many", "5 nữ 2"),
    ("On which day", "hôm nay"),
    ("Please check", "gửi"),
    ("What should become of it", "tiếp"),
    ("", "kn 5 nữ 2"),
)
"""What the chair types where the last message says this."""

NASTY = (
    NUMBER,
    f"CCCD {NUMBER}",
    f"/baocao {NUMBER}",
    f"/start {NUMBER}",
    "<b>x</b></i>&lt;",
    '=HYPERLINK("http://x")',
    "{0} %s '; DROP TABLE inbox; --",
    "\u202eesrever\u202c \u200b\u200d\ufeff",
    "x\ny\r\n[error] forged line",
    "\x00\x07\x1b[31m",
    "\ud83d",
    "\udc4d\ud83d x",
    "👩‍👩‍👧‍👦" * 40,
    "9" * 4096,
    "ổ" * 4096,
    "/" * 50,
    "/baocao ket-nap",
    "5 nữ 2",
    "gửi",
    "/suathongtin",
    "/xoadulieu",
    "/tiendo",
)


def person(user_id: int) -> Json:
    return {"id": user_id, "is_bot": False, "first_name": WORDS, "username": WORDS}


def message(sender: int, **content: Any) -> Json:
    """A message in the private chat of its sender."""
    chat = {"id": sender, "type": "private", "first_name": WORDS}
    return {"message_id": 900, "date": 1, "chat": chat, "from": person(sender), **content}


def tap(sender: int, data: str, message_id: int) -> Json:
    shown = message(sender, text="?") | {"message_id": message_id}
    return {"callback_query": {"id": "1", "from": person(sender), "message": shown, "chat_instance": "1", "data": data}}


def membership(sender: int, status: str) -> Json:
    member = {"user": person(7_000_000_001) | {"is_bot": True}, "status": status, "until_date": 0}
    change = {"old_chat_member": member | {"status": "member"}, "new_chat_member": member}
    return {"my_chat_member": message(sender) | change}


senders = st.sampled_from([OTHER_CHAIR, STRANGER])
texts = st.one_of(st.sampled_from(NASTY), st.sampled_from(NASTY), st.text(max_size=60))
typed = st.builds(lambda sender, text: {"message": message(sender, text=text)}, senders, texts)
forged = st.one_of(
    st.builds("a:{}:{}:{}".format, st.integers(0, 4), st.integers(0, 4), st.sampled_from(["send", "!cancel", "o0"])),
    st.builds("a:1:1:{}".format, texts),
    st.builds("c:{}".format, texts),
    st.sampled_from(["c:menu", "c:baocao ket-nap", "c:", ":", ""]),
    texts,
)
taps = st.builds(tap, senders, forged, st.integers(-1, 9))
wordless = st.sampled_from(
    [
        {"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}},
        {"contact": {"phone_number": NUMBER, "first_name": WORDS, "user_id": 9}},
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}},
        {"location": {"latitude": 14.35, "longitude": 108.0}},
        {"document": {"file_id": "d", "file_unique_id": "d", "file_name": WORDS}, "caption": WORDS},
        {"new_chat_title": WORDS},
    ]
)
own_noise = st.one_of(
    st.builds(lambda content: {"message": message(CHAIR, **content)}, wordless),
    st.builds(lambda text: {"edited_message": message(CHAIR, text=f"{text} {WORDS}", edit_date=2)}, texts),
    st.builds(tap, st.just(CHAIR), st.sampled_from(["c:menu", "c:baocao", "a:0:0:send", WORDS, NUMBER]), st.just(2)),
)
"""What the chair does by the way, which must not be taken for an answer."""
noise = st.one_of(
    st.builds(lambda sender, content: {"message": message(sender, **content)}, senders, wordless),
    st.builds(lambda sender, text: {"edited_message": message(sender, text=text, edit_date=2)}, senders, texts),
    st.builds(membership, senders, st.sampled_from(["kicked", "member", "left", "unheard of"])),
    st.builds(
        lambda kind, text: {kind: message(-77, text=f"{text} {WORDS}") | {"chat": {"id": -77, "type": "group"}}},
        st.sampled_from(["message", "edited_message", "channel_post", "my_chat_member", "unheard_of"]),
        texts,
    ),
)
keys = st.sampled_from(
    ["message", "edited_message", "callback_query", "chat", "from", "id", "type", "text", "data", "date", "photo", "x"]
)
anything = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False), st.sampled_from(NASTY)
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)


class Long(str):
    """A text that is not shown in full where an example is printed."""

    def __repr__(self) -> str:
        return f"Long({len(self)})"


class Deep(dict[str, Any]):
    """Messages that answer messages that answer messages, not shown where an example is printed."""

    def __init__(self) -> None:
        super().__init__(message(STRANGER, text=WORDS))
        innermost: Json = self
        for _ in range(250):
            innermost["reply_to_message"] = message(STRANGER, text=WORDS)
            innermost = innermost["reply_to_message"]

    def __repr__(self) -> str:
        return "Deep()"


def places(update: Any) -> list[tuple[Any, ...]]:
    """The path to every value at any depth."""
    if not isinstance(update, dict):
        return []
    return [(key, *rest) for key, value in update.items() for rest in [(), *places(value)]]


@st.composite
def damaged(draw: st.DrawFn) -> Json:
    """An update of which one value is of another kind, missing, far too deep or far too long."""
    update = deepcopy(draw(st.one_of(typed, taps, noise)))
    *way, last = draw(st.sampled_from(places(update)))
    holder = update
    for key in way:
        holder = holder[key]
    fate = draw(st.sampled_from(["other", "missing", "deep", "long"]))
    if fate == "missing":
        del holder[last]
    else:
        values: Json = {"other": draw(anything), "deep": Deep(), "long": Long(WORDS * 5000)}
        holder[last] = values[fate]
    return update


shapeless = st.builds(
    lambda update, own_id: update | own_id,
    st.dictionaries(keys, anything, max_size=4),
    st.one_of(st.just({}), st.builds(lambda value: {"update_id": value}, st.one_of(anything, st.integers(-9, 9)))),
)
updates = st.one_of(typed, taps, noise, own_noise, damaged(), shapeless)


@dataclass(frozen=True, slots=True)
class World:
    """A federation with one chair who reports, and others who do what they like."""

    telegram: TelegramServer
    rig: Rig
    chair: Phone

    async def taken(self) -> None:
        """Everything sent so far is taken in, handled and answered."""
        await self.chair.quiet(settle=0.01)
        await self.rig.settled()

    async def report_amid(self, noise: list[Json]) -> None:
        """The chair reports from the first word to the receipt while the others send all this."""
        rest = iter(noise)
        for _ in range(25):
            for update, _place in zip(rest, range(4), strict=False):
                self.telegram.inject(update)
            shown = self.chair.last.text if self.chair.messages else ""
            await self.chair.type(next(answer for words, answer in ANSWERS if words in shown))
            await self.taken()
            if any("received at" in said.text for said in self.chair.messages):
                break
        for update in rest:
            self.telegram.inject(update)
        await self.chair.type("menu")
        await self.taken()

    async def look(self, log: str) -> None:
        """Exactly one report and one receipt, nothing left undone, nothing refused, nothing personal kept."""
        mine = (
            select(func.count())
            .select_from(reports.join(units, units.c.id == reports.c.unit_id))
            .where(units.c.code == "mot")
        )
        assert await self.rig.rows(mine) == [(1,)], self.chair.transcript()
        assert sum("received at" in said.text for said in self.chair.messages) == 1
        assert set(await self.rig.inbox()) <= {"done", "quarantined"}
        assert "waiting" not in await self.rig.outbox()
        undelivered = await self.rig.rows(select(outbox.c.error).where(outbox.c.status == "dead"))
        assert {row.error for row in undelivered} <= {"Chat not found"}
        self.telegram.assert_clean()
        assert [refusal for refusal in self.telegram.refusals if not refusal.expected] == []
        written = await everything_written(self.rig.database)
        for planted in (NUMBER, WORDS):
            assert planted not in written
            assert planted not in log


@asynccontextmanager
async def world(template: Path) -> AsyncIterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(template, f"{folder}/tiendo.db")
        async with TelegramServer() as telegram:
            # What forged updates speak of does not exist; the people themselves can always be reached.
            for refusal in ("query is too old", "message to edit not found", "is not modified", "chat not found"):
                telegram.expect(refusal)
            chair, *_others = [telegram.phone(number, started=True) for number in (CHAIR, OTHER_CHAIR, STRANGER)]
            async with rigged(telegram, f"sqlite:///{folder}/tiendo.db", Path(folder) / "data") as rig:
                await rig.database.write(found)
                yield World(telegram, rig, chair)


def test_a_report_comes_through_whatever_else_comes(migrated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up("DEBUG")

    async def example(batch: list[Json]) -> None:
        async with world(migrated) as there:
            await there.report_amid(batch)
            await there.look(capsys.readouterr().err)

    @settings(max_examples=20)
    @given(st.lists(updates, min_size=5, max_size=20))
    def examples(batch: list[Json]) -> None:
        asyncio.run(example(batch))

    examples()


async def test_a_hundred_at_once_are_one_report(migrated: Path) -> None:
    async with world(migrated) as there:
        for line in ("kn 5 nữ 2", "hôm nay"):
            await there.chair.say(line)
        for sender in (CHAIR, OTHER_CHAIR, STRANGER):
            for _ in range(100):
                there.telegram.inject({"message": message(sender, text="gửi")})
        await there.chair.type("menu")
        await there.taken()
        await there.look("")


async def test_a_number_below_zero_loses_nothing_that_waits(migrated: Path) -> None:
    async with world(migrated) as there:
        there.telegram.inject({"update_id": -2})
        await there.chair.type("kn 5 nữ 2")
        for _ in range(3):
            there.telegram.inject({"message": message(STRANGER, text="?")})
        assert "On which day" in (await there.chair.reply()).text


async def test_an_address_of_nobody_is_set_aside_at_once(migrated: Path) -> None:
    async with world(migrated) as there:
        for nobody in ("abc", -5, 0, True, 1.5, 2**52, 10**90):
            chat = {"id": nobody, "type": "private"}
            there.telegram.inject({"message": message(STRANGER, text="?") | {"chat": chat}})
        await there.chair.say("menu")
        await there.rig.settled()
        assert await there.rig.inbox() == ["quarantined"] * 7 + ["done"]
        assert await there.rig.outbox() == ["sent"]
