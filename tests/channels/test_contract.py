"""What every channel must do, tried on each with its strict server, the whole pipeline, and a phone."""

from __future__ import annotations

import asyncio

import pytest
from markupsafe import Markup
from sqlalchemy import select

from bot.channels.in_use import KINDS
from domain.access import Role
from handlers.incoming import Came
from handlers.saying import Attachment, Button, Saying
from locales import plain
from storage.tables import chats
from tests.channels.conftest import STANDS
from tests.channels.stand import PICTURE, Fault, Heard, OverChannel, Stand, drawn, pictures_kept
from tests.handlers.answers import Way
from tests.handlers.every_type import PLAN
from tests.handlers.routes import Route
from tests.handlers.test_repertoire import SOME, the_report
from tests.handlers.walkers import walker
from tests.pipeline import counting

PNG = drawn("PNG")
ODD = (
    "<b>&amp;</b> \"'",
    "5 < 6 & 7 > 2",
    "Đắk Hà, ữ ử 🎓 10.000 ₫",
    "*không* _đậm_ `mã` [x](y)",
    "https://x.vn/?a=1&b=2#c",
    "عربي và tiếng Việt",
)
"""What people type that means something to one program or another."""


def test_every_channel_has_a_stand() -> None:
    assert {*(kind.name for kind in KINDS), "web"} == set(STANDS)


@pytest.fixture
async def chair(stand: Stand, heard: Heard) -> OverChannel:
    """A chair who is reached by the channel."""
    return await stand.reached(await stand.page.federation.chair(language="vi"), heard)


@pytest.mark.parametrize("route", SOME, ids=str)
async def test_the_full_repertoire(stand: Stand, heard: Heard, route: Route) -> None:
    """Every kind of question and form, by taps where there are any and by typed numbers elsewhere."""
    federation = stand.page.federation
    way = Way.TAPS if stand.channel.capabilities.buttons else Way.NUMBERS
    walk = await walker(federation, PLAN, route, language="vi", way=way)
    walk.chatter = await stand.reached(walk.chatter, heard)
    said = await walk.to_the_end()
    assert f"{(await the_report(federation, route.form)).id:04}" in said
    assert set(await stand.became()) == {"sent"}


async def test_back_later_and_cancel(chair: OverChannel) -> None:
    await chair.say("kn")
    first = await chair.say("5 nữ 2")
    await chair.tap("Quay lại")
    assert await chair.say("6 nữ 2") == first.replace("5", "6") or "Ngày kết nạp" in chair.last
    assert "7 ngày" in await chair.tap("Để sau")
    await chair.say("kn")
    assert "Không có gì được gửi đi" in await chair.say("hủy")


async def test_a_picture_and_a_document_get_to_the_person(stand: Stand, chair: OverChannel) -> None:
    for name, content, picture in (("tiến độ.png", PNG, True), ("bảng & số.xlsx", b"PK and so on", False)):
        file = Attachment(name=name, content=content, picture=picture)
        said = Saying(text=Markup("Đây là <b>tệp</b>"), rows=((Button("Xem", "c:menu", 1),),), attachment=file)
        await stand.channel.send(chair.hand.address, said)
        got = await chair.hand.file()
        assert (got.content, got.kind) == (content, "picture" if picture else "document")
        # Telegram calls every picture a photo.
        assert got.name == name or (picture and not got.name)
        seen = (await chair.hand.texts())[-1]
        assert "Đây là tệp" in seen
        assert "Xem" in seen


@pytest.mark.parametrize(
    ("choice", "begins", "kind"), [("Bảng tính", b"PK", "document"), ("Xem bằng hình", b"\x89PNG", "picture")]
)
async def test_what_tiendo_draws_gets_to_the_leader(
    stand: Stand, heard: Heard, choice: str, begins: bytes, kind: str
) -> None:
    federation = stand.page.federation
    await federation.report("truong-1", "ket-nap", "2026-03-01", admitted={"total": 5, "women": 2})
    leader = await federation.officer(Role.SUPERIOR_LEADER, "dak-ha", language="vi")
    over = await stand.reached(leader, heard)
    await over.say("/tiendo kết nạp")
    await over.tap(choice)
    got = await over.hand.file()
    assert (got.content[: len(begins)], got.kind) == (begins, kind)


async def test_a_file_never_takes_its_words_with_it(stand: Stand, chair: OverChannel) -> None:
    """Also where there are more of them than fit below a picture."""
    words = "\n".join(f"dòng {number} 🎓" for number in range(300))
    file = Attachment(name="a.png", content=PNG, picture=True)
    await stand.channel.send(chair.hand.address, Saying(text=Markup(words), attachment=file))
    assert (await chair.hand.file()).content == PNG
    assert [line for line in "\n".join(await chair.hand.texts()).splitlines() if "dòng" in line] == words.splitlines()


async def test_a_photo_that_is_sent_is_kept(stand: Stand, chair: OverChannel) -> None:
    await chair.hand.send_picture(PICTURE)
    await stand.handled(1)
    assert len(pictures_kept(stand)) == 1


async def test_a_screen_changes_in_place_where_the_channel_can(stand: Stand, heard: Heard) -> None:
    leader = await stand.page.federation.officer(Role.SUPERIOR_LEADER, "dak-ha", language="vi")
    over = await stand.reached(leader, heard)
    await over.say("/tiendo")
    before = len(await over.hand.texts())
    await over.tap("Từng đơn vị")
    assert len(await over.hand.texts()) == before + (not stand.channel.capabilities.edits)


async def test_a_document_is_read_where_the_channel_takes_any(stand: Stand, heard: Heard) -> None:
    """Elsewhere it comes as something that is withheld, and the page takes it."""
    officer = await stand.page.federation.officer(Role.SUPERIOR_OFFICER, "dak-ha", language="vi")
    over = await stand.reached(officer, heard)
    said, came = len(heard.said), await stand.came()
    await over.hand.send_document(b"%PDF-1.7", "van-ban.pdf")
    await stand.handled(came + 1)
    answer = plain(heard.said[said:][0][1].text)
    if Came.DOCUMENT in stand.channel.capabilities.takes:
        assert "Tệp này không phải bảng tính" in answer
    else:
        assert f"{stand.page.address}/#" in answer


async def test_what_nobody_reads_gets_one_answer(chair: OverChannel) -> None:
    assert "Trợ lý chỉ đọc được chữ, số và ảnh" in await chair.send(Came.OTHER)


async def test_long_texts_arrive_whole_and_in_order(stand: Stand, chair: OverChannel) -> None:
    lines = [f"dòng {number} <b>& 🎓</b> " + "x" * (number % 90) for number in range(400)]
    rows = ((Button("Được", "c:menu", 1),),)
    await stand.channel.send(chair.hand.address, Saying(text=Markup("\n").join(map(Markup, lines)), rows=rows))
    texts = await chair.hand.texts()
    limit = stand.channel.capabilities.text_limit
    assert all(len(text.encode("utf-16-le")) // 2 <= limit for text in texts)
    seen = [line.rstrip() for line in "\n".join(texts).splitlines() if "dòng" in line]
    assert seen == [str(Markup(line).striptags()).rstrip() for line in lines]
    assert "Được" in texts[-1]


@pytest.mark.parametrize("odd", ODD)
async def test_odd_characters_go_both_ways(chair: OverChannel, odd: str) -> None:
    await chair.say("/noi")
    assert await chair.say(odd) == odd


async def test_what_arrives_twice_counts_once(stand: Stand, chair: OverChannel) -> None:
    await chair.say("/dem2")
    await chair.say("5")
    for _ in range(3):
        await chair.hand.again()
    assert await chair.say("7") == "Đã nhận 5+7 (số 1)."
    assert list((await counting.counted(stand.page.database)).values()) == ["5+7"]


async def test_an_answer_to_what_was_not_seen_yet_is_none(stand: Stand, heard: Heard, chair: OverChannel) -> None:
    """Two answers come before the second question gets out, in whatever order the network brings them."""
    await chair.say("/dem2")
    before = await stand.came()
    heard.free.clear()
    for number in ("5", "9"):
        await chair.hand.type(number)
    while await stand.came() < before + 2:
        await asyncio.sleep(0.01)
    heard.free.set()
    await stand.handled(before + 2)
    assert await counting.counted(stand.page.database) == {}
    said = await chair.say("7")
    assert said in ("Đã nhận 5+7 (số 1).", "Đã nhận 9+7 (số 1).")


PASSING = (Fault.BUSY, Fault.LOST, Fault.GARBLED, Fault.LIMITED)


@pytest.mark.parametrize("fault", PASSING)
async def test_what_passes_is_tried_again(stand: Stand, chair: OverChannel, fault: Fault) -> None:
    if fault not in stand.faults:
        pytest.skip("that cannot happen here")
    stand.faults[fault]()
    assert (await chair.say("/dem2")).startswith("Số thứ nhất?")
    await chair.say("5")
    assert await chair.say("7") == "Đã nhận 5+7 (số 1)."
    assert set(await stand.became()) == {"sent"}


async def test_what_is_refused_for_good_is_said_once_and_stops_nobody(stand: Stand, chair: OverChannel) -> None:
    if Fault.REFUSED not in stand.faults:
        pytest.skip("that cannot happen here")
    stand.faults[Fault.REFUSED]()
    before = await stand.came()
    await chair.hand.type("/dem2")
    await stand.handled(before + 1)
    assert await stand.became() == ["dead"]
    await chair.say("hủy")
    assert set((await stand.became())[1:]) == {"sent"}


async def test_who_takes_no_messages_is_left_alone_until_they_write(stand: Stand, chair: OverChannel) -> None:
    if Fault.GONE not in stand.faults:
        pytest.skip("that cannot happen here")

    async def blocked() -> bool:
        async with stand.page.database.read() as tx:
            asked = select(chats.c.blocked_at).where(chats.c.address == chair.hand.address)
            return await tx.scalar(asked) is not None

    stand.faults[Fault.GONE]()
    before = await stand.came()
    await chair.hand.type("/dem2")
    await stand.handled(before + 1)
    assert (await stand.became(), await blocked()) == (["unreachable"], True)
    await chair.say("hủy")
    assert not await blocked()


async def test_a_channel_that_refuses_the_bot_stops_no_other(stand: Stand, chair: OverChannel) -> None:
    if Fault.STOPPED not in stand.faults:
        pytest.skip("that cannot happen here")
    stand.faults[Fault.STOPPED]()
    before = await stand.came()
    await chair.hand.type("/dem2")
    await stand.refused()
    assert await stand.came() == before + 1
    assert not stand.page.pipeline.crew.failure.done()
