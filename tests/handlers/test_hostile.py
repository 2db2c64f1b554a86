"""Whatever anybody sends: no turn fails, nothing breaks the HTML, nothing personal stays."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from structlog.testing import capture_logs

from domain.access import Role
from handlers.commands import COMMANDS
from handlers.incoming import Came
from storage import totals
from storage.database import open_database
from storage.tables import reports
from tests.handlers.answers import PHOTO, open_question
from tests.handlers.chatter import Chatter, Clock
from tests.handlers.evidence import everything_written
from tests.handlers.federation import PLAN, Federation, new_house
from tests.telegram.limits import CALLBACK_DATA_BYTES, check_markup
from tests.telegram.markup import read_html, utf16_len

SECRET = "062099001234"
"""An identity number that somebody types wherever a text can be typed."""

NASTY = [
    "<b>x</b>",
    "</b><script>alert(1)</script>",
    "a & b < c > d",
    "&lt;i&gt;",
    "{name} {0} {} %s %(x)s",
    '=HYPERLINK("http://x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "'; DROP TABLE reports; --",
    "../../etc/passwd",
    "x\ny\r\n[error] forged line",
    "\u202etxet desrever\u202c",
    "\u200b\u200d\ufeff",
    "\x00\x07\x1b[31m",
    "\ud83d",
    "👩‍👩‍👧‍👦" * 40,
    "Z̴̡͓a̷l̵g̶o̸" * 30,
    "9" * 4000,
    "1." * 1000,
    "tháng " * 800,
    "²³¼½①٣",
    "-0",
    "1e999",
    "NaN",
    f"CCCD {SECRET}",
    SECRET,
    f"Nguyễn Văn A {SECRET[:4]} {SECRET[4:8]} {SECRET[8:]}",
]
ORDINARY = [
    *("5", "1", "2", "3", "0", "5 nữ 2", "hôm qua", "12/3", "có", "không", "gửi", "sửa", "thêm", "bỏ qua", "quay lại"),
    *("hủy", "để sau", "giúp", "menu", "bc", "tiến độ", "lịch sử", "kn 5 nữ 2", "giảm 1", "công ty", "tất cả", "ko"),
]
FORMS = [form.code for form in PLAN.forms]
ARGUMENTS = ["", "1", "2", "1 1", "1 99", "0", "-1", "x", "²", "99999999999999999999", "en", "xx", *FORMS]
lines = st.builds("{} {}".format, st.sampled_from([*COMMANDS, "td", "khongco"]), st.sampled_from(ARGUMENTS))
texts = st.one_of(
    st.sampled_from(ORDINARY),
    st.sampled_from(ORDINARY),
    st.sampled_from(NASTY),
    st.builds("/{}".format, lines),
    st.text(max_size=60),
)
forged = st.one_of(
    st.builds("c:{}".format, lines),
    st.builds(
        "a:{}:{}:{}".format, st.integers(0, 9), st.integers(0, 9), st.sampled_from(["send", "!back", "o0", "o²", "x"])
    ),
    st.text(max_size=20),
)
acts = st.one_of(
    st.tuples(st.just("say"), texts),
    st.tuples(st.just("say"), texts),
    st.tuples(st.just("tap"), st.integers(0, 30).map(str)),
    st.tuples(st.just("tap"), st.integers(0, 30).map(str)),
    st.tuples(st.just("old tap"), st.integers(0, 200).map(str)),
    st.tuples(st.just("other's tap"), st.integers(0, 200).map(str)),
    st.tuples(st.just("forged"), forged),
    st.tuples(st.sampled_from(["photo", "edited", "other"]), texts),
)
steps = st.lists(st.tuples(st.integers(0, 4), acts), min_size=10, max_size=40)


def look_at(chatter: Chatter) -> None:
    """Everything said last could be sent: markup, lengths, buttons; and nothing invisible or secret is in it."""
    assert chatter.done is not None
    for saying in [*chatter.done.said, *(other for _chat, other in chatter.done.told)]:
        text, entities = read_html(str(saying.text))
        assert text.strip()
        assert utf16_len(text) <= 4096
        assert {entity["type"] for entity in entities} <= {"bold", "italic"}
        assert SECRET not in text
        shown = [text, *(button.caption for row in saying.rows for button in row)]
        assert not any(invisible in part for part in shown for invisible in "\u202e\u200b\ufeff\x00\x1b")
        keyboard = [[{"text": b.caption, "callback_data": b.action} for b in row] for row in saying.rows]
        assert all(len(b.action.encode()) <= CALLBACK_DATA_BYTES for row in saying.rows for b in row)
        if keyboard:
            check_markup({"inline_keyboard": keyboard})
    if chatter.done.notice is not None:
        assert 0 < len(chatter.done.notice) <= 200


async def act(people: list[Chatter], place: int, what: str, given: str) -> None:
    """One thing that somebody does."""
    chatter = people[place]
    if what == "say":
        await chatter.say(given)
    elif what == "forged":
        await chatter.press(given)
    elif what.endswith("tap"):
        whose = people[place - 1] if what == "other's tap" else chatter
        sayings = whose.heard[-1:] if what == "tap" else whose.heard
        buttons = [button for saying in sayings for row in saying.rows for button in row]
        if buttons:
            await chatter.press(buttons[int(given) % len(buttons)].action, str(len(chatter.heard)))
    else:
        came = {"photo": Came.PHOTO, "edited": Came.EDITED, "other": Came.OTHER}[what]
        await chatter.send(came, given, photo=PHOTO if came is Came.PHOTO else None)


async def gathered(federation: Federation) -> list[Chatter]:
    """A chair, a chair elsewhere, a leader, a former officer, a stranger."""
    return [
        await federation.chair("truong-1"),
        await federation.chair("cong-ty-2", language="vi"),
        await federation.officer(Role.SUPERIOR_OFFICER, "dak-ha"),
        await federation.officer(None),
        federation.stranger(),
    ]


@asynccontextmanager
async def a_federation(template: Path, ids: dict[str, int]) -> AsyncIterator[Federation]:
    """A federation of its own for each example."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tiendo.db"
        shutil.copy(template, file)
        database = await open_database(f"sqlite:///{file}")
        federation = Federation(database, new_house(), Clock())
        federation.ids |= ids
        yield federation
        await database.close()


@settings(max_examples=40)
@given(steps=steps)
def test_anything_by_anybody_is_answered(
    founded: tuple[Path, dict[str, int]], steps: list[tuple[int, tuple[str, str]]]
) -> None:
    async def example() -> None:
        async with a_federation(*founded) as federation:
            people = await gathered(federation)
            for place, (what, given) in steps:
                await act(people, place, what, given)
                if people[place].done is not None:
                    look_at(people[place])
            async with federation.database.read() as tx:
                assert await totals.check(tx, PLAN) == []
            assert SECRET not in await everything_written(federation.database)

    asyncio.run(example())


@pytest.fixture
async def people(federation: Federation) -> list[Chatter]:
    return await gathered(federation)


PLACES = {
    "nothing open": (),
    "number": ("/baocao ket-nap",),
    "women": ("/baocao ket-nap", "5"),
    "day": ("/baocao ket-nap", "5 nữ 2"),
    "review": ("/baocao ket-nap", "5 nữ 2", "12/3"),
    "form": ("/baocao",),
    "choice": ("/baocao doan-vien-giam", "2"),
    "text": ("/baocao doan-vien-giam", "2", "hưu", "12/3", "thêm"),
    "several choices": ("/baocao tham-hoi", "4", "3", "12/3", "thêm", "bỏ qua"),
    "money": ("/baocao tham-hoi", "4", "3", "12/3", "thêm"),
    "union": ("/baocao chuyen-di", "1"),
    "photo": ("/baocao ket-nap", "5 nữ 2", "12/3", "thêm", "bỏ qua", "bỏ qua"),
    "people": ("/baocao tuyen-truyen", "30"),
    "name": ("/suathongtin",),
    "switch": ("/baocao ket-nap", "5 nữ 2", "/baocao"),
}


@pytest.mark.parametrize("place", PLACES)
async def test_nasty_words_at_every_kind_of_question(federation: Federation, people: list[Chatter], place: str) -> None:
    """They are escaped, never raise, and an identity number among them stays nowhere."""
    chair = people[0]
    with capture_logs() as logs:
        for words in NASTY:
            await chair.say("/huy")
            for line in PLACES[place]:
                await chair.say(line)
            await chair.say(words)
            look_at(chair)
    assert SECRET not in str(logs)
    written = await everything_written(federation.database)
    assert SECRET not in written
    assert "\u202e" not in written


@pytest.mark.parametrize("command", [*COMMANDS, "td", "khongco", "kn", "baocao ket-nap"])
async def test_an_identity_number_beside_a_command_stays_nowhere(
    federation: Federation, people: list[Chatter], command: str
) -> None:
    await federation.also(people[0], Role.CHAIR, "truong-2")
    for chatter in people:
        await chatter.say(f"/{command} {SECRET}")
        await chatter.say(f"{command} {SECRET}")
        look_at(chatter)
    assert SECRET not in await everything_written(federation.database)


async def test_nothing_typed_reaches_the_logs(people: list[Chatter], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="handlers")
    caplog.set_level(logging.DEBUG, logger="storage")
    with capture_logs() as logs:
        for line in ("/baocao doan-vien-giam", "2", "hưu", "12/3", "thêm", f"CCCD {SECRET}", "Ghi chú riêng 4711"):
            await people[0].say(line)
    logged = f"{logs}{[record.getMessage() for record in caplog.records if record.name != 'aiosqlite']}"
    assert SECRET not in logged
    assert "4711" not in logged


async def test_a_hundred_messages_at_once_are_one_report(federation: Federation, people: list[Chatter]) -> None:
    chair = people[0]
    for line in ("kn 5 nữ 2", "12/3"):
        await chair.say(line)
    await asyncio.gather(*(chair.say("gửi") for _ in range(100)))
    async with federation.database.read() as tx:
        assert (await tx.execute(select(func.count()).select_from(reports))).scalar_one() == 1
    assert await open_question(chair) is None
    look_at(chair)


async def test_a_long_conversation_keeps_its_buttons_short(federation: Federation, people: list[Chatter]) -> None:
    """Conversation, nonce and option fit a button also when their numbers have grown."""
    longest = max(
        len(f"a:{10**9}:{10**5}:{option}")
        for form in PLAN.forms
        for option in [
            *(f"{form.code}.{question.key}" for question in form.questions),
            *(one.id for question in form.questions for one in question.options),
        ]
    )
    assert longest <= CALLBACK_DATA_BYTES
    assert max(len(f"c:{name} {10**9} {10**5}") for name in COMMANDS) <= CALLBACK_DATA_BYTES


async def test_words_below_a_document_answer_nothing(federation: Federation) -> None:
    chair = await federation.chair()
    asked = await chair.say("/suathongtin")
    said = await chair.send(Came.OTHER, "danh sach.docx")
    assert said.startswith("Only words, numbers and photos can be read here.\n\n")
    assert said.endswith(asked)
    assert "Y Mẫu" in await chair.say("Y Mẫu")


async def test_a_photo_where_words_are_asked_for_is_not_said_to_be_nothing(federation: Federation) -> None:
    chair = await federation.chair()
    asked = await chair.say("/suathongtin")
    said = await chair.send(Came.PHOTO, photo=PHOTO)
    assert said.startswith("The photo has arrived, but this question is answered by words or by a choice.\n")
    assert asked.splitlines()[0] in said
