"""What officers do with quotas in tests: the whole way through /giaochitieu, and what stands in the ledger after it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from domain.quotas import in_force
from handlers.incoming import Came
from handlers.saying import Saying
from storage import files, quotas
from storage.database import Tx
from storage.quotas import Entry
from tests.handlers.answers import PHOTO, open_question
from tests.handlers.chatter import Chatter, screen
from tests.handlers.federation import Federation

SCHOOLS = tuple((f"th-{n}", f"CĐCS Tiểu học Mẫu {n:02}", "hcsn", "dak-ha") for n in range(3, 12))
"""Nine schools more below Đăk Hà, which then has twelve unions: more than one page."""

STEPS: tuple[tuple[str, str], ...] = (
    ("indicator", "2"),
    ("period", "1"),
    ("total", "30"),
    ("way", "chia đều"),
    ("line0", "cong ty 01: 5"),
    ("line1", "xong"),
    ("differs5", "1"),
    ("decision", "12/QĐ-LĐLĐ"),
    ("decided", "12/3/2026"),
    ("photo", "bỏ qua"),
    ("review", "giao"),
)


async def tell(chatter: Chatter, *lines: str) -> str:
    """Type one line after the other. Returns the answer to the last one."""
    for line in lines:
        await chatter.say(line)
    return chatter.answer


def told(chatter: Chatter) -> list[str]:
    """What others were told by the last message."""
    assert chatter.done is not None
    return [screen(saying) for _chat, saying in chatter.done.told]


def file_of(chatter: Chatter) -> Saying:
    """The last message with a file that is made when it leaves."""
    return next(saying for saying in reversed(chatter.heard) if saying.recipe is not None)


async def key_of(chatter: Chatter) -> str | None:
    """The key of the open question."""
    kept = await open_question(chatter)
    return None if kept is None else kept.question


async def stated(federation: Federation, unit: str, members: int, workers: int) -> None:
    """Let a unit have stated its headcounts."""
    people = {"members": {"total": members, "women": None}, "workers": {"total": workers, "women": None}}
    await federation.report(unit, "so-luong", "2026-01-01", **people)


async def entries(federation: Federation, *units: str) -> list[Entry]:
    """The ledger of these units, or of all."""
    ids = [federation.ids[code] for code in units or federation.ids]
    async with federation.database.read() as tx:
        return await quotas.entries(tx, ids)


async def given(federation: Federation, on: date | None = None) -> dict[str, Fraction | None]:
    """What is in force of each unit, by its code."""
    codes = {unit_id: code for code, unit_id in federation.ids.items()}
    ledger = [entry.quota for entry in await entries(federation)]
    return {codes[one.unit]: one.amount for one in in_force(ledger, on or federation.clock.now.date())}


async def assigned(chatter: Chatter, *changes: str, total: str = "30", indicator: str = "2", reason: str = "") -> str:
    """Assign a quota of this year: evenly, or as assigned so far, with these changes; the receipt."""
    await tell(chatter, "/giaochitieu", indicator, "1", total)
    await chatter.say("như đã giao" if "As assigned so far" in chatter.last else "chia đều")
    await tell(chatter, *changes, "xong")
    if (await key_of(chatter) or "").startswith("differs"):
        await chatter.say("1")
    await tell(chatter, "12/QĐ", "hôm nay", "bỏ qua")
    if reason:
        await chatter.say(reason)
    return await chatter.say("giao")


async def send_photo(federation: Federation, chatter: Chatter) -> str:
    """Send a picture that the pipeline has stored before the turn."""

    async def store(tx: Tx) -> None:
        await files.record(tx, files.Picture(PHOTO, 10), federation.clock.now)

    await federation.database.write(store)
    return await chatter.send(Came.PHOTO, photo=PHOTO)
