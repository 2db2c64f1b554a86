"""`python -m tests.chaos --rounds N`: kill the running program at random moments, and count the reports at the end.

Chairs report new members to the real program, which is killed as by a power cut and started again N times. At the end
exactly those reports must be in the database whose receipts the chairs saw, saying what they had reviewed: none lost,
none doubled, no conversation stuck, and the totals are the sum of the reports.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import func, select

from domain.access import Role
from domain.plan import load_plan, plan_path
from handlers.offices import consent
from storage import appointments, chats, meta, migrate, officers, tree
from storage.database import Tx, opened
from storage.tables import conversations, facts, inbox, outbox
from storage.tree import NewUnit
from tests.program import Program
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer

PATIENCE = 60.0
"""Seconds without a word after which a conversation counts as stuck."""
GLANCE = 0.05
"""A person reads on until nothing new has come for so long, and answers what stands last."""
RECEIPT = re.compile(r"Report (\d+) received")
REVIEW = re.compile(r"Members admitted: (\d+) \(women (\d+)\)")
ADMITTED = ("admissions", "admissions-women")

BEGIN = "/baocao ket-nap"
OTHER_WAYS = (
    ("How many workers", "90000"),
    ("On which day", "hôm nay"),
    ("Right, send it", "1"),
    ("send it too", "2"),
    ("not finished yet", "3"),
)
"""What a chair answers where the words or the buttons of a message say this, apart from the numbers."""


@dataclass(slots=True)
class Outcome:
    """What the people saw, and what the database holds: number of the report to what it says."""

    kills: int = 0
    seconds: float = 0.0
    seen: dict[str, str] = field(default_factory=dict)
    seen_twice: int = 0
    stored: dict[str, str] = field(default_factory=dict)
    unfinished: Counter[str] = field(default_factory=Counter)
    stuck: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """What must not be; nothing where all is well."""
        lost = sorted(self.seen.keys() - self.stored.keys())
        unseen = sorted(self.stored.keys() - self.seen.keys())
        differing = [
            number for number in self.seen.keys() & self.stored.keys() if self.seen[number] != self.stored[number]
        ]
        return [
            *(f"lost: report {number} ({self.seen[number]})" for number in lost),
            *(f"stored without a receipt: report {number} ({self.stored[number]})" for number in unseen),
            *(f"differs: report {number}" for number in differing),
            *(f"stuck: {what}" for what in self.stuck),
            *(f"unfinished: {count} {what}" for what, count in self.unfinished.items()),
        ]


class Chair:
    """Somebody who reports again and again, and answers what the bot asks last."""

    def __init__(self, phone: Phone, outcome: Outcome, over: Callable[[], bool], dice: random.Random) -> None:
        self._phone = phone
        self._outcome = outcome
        self._over = over
        self._dice = dice
        self._read = 0
        self._reviewed = "never"

    async def live(self) -> None:
        while not self._over():
            await self._phone.type(BEGIN)
            await self._until_receipt()
        # What was typed once too often may have begun something new.
        await self._news(GLANCE * 10, must_come=False)
        await self._phone.type("/huy")
        await self._news()

    async def _until_receipt(self) -> None:
        while True:
            new = await self._news()
            received = False
            for text in new:
                if review := REVIEW.search(text):
                    self._reviewed = "/".join(review.groups())
                if receipt := RECEIPT.search(text):
                    number = str(int(receipt[1]))
                    self._outcome.seen_twice += number in self._outcome.seen
                    received = received or number not in self._outcome.seen
                    self._outcome.seen.setdefault(number, self._reviewed)
            if received:
                return
            answer = next(filter(None, map(self._answer_to, reversed(new))), None)
            if answer is not None:
                await self._phone.type(answer)

    def _answer_to(self, text: str) -> str | None:
        if "How many new members" in text:
            return str(self._dice.randrange(50, 100))
        if "are women" in text:
            return str(self._dice.randrange(50))
        known = next((answer for words, answer in OTHER_WAYS if words in text), None)
        # A number typed once too often may have opened another form.
        return BEGIN if known is None and "Cancel" in text else known

    async def _news(self, patience: float = PATIENCE, *, must_come: bool = True) -> list[str]:
        """What the bot said since this chair last looked, words and buttons, once it has paused."""
        arrivals = self._phone.chat.arrivals
        deadline = time.monotonic() + patience
        while len(arrivals) == self._read:
            if time.monotonic() > deadline:
                if not must_come:
                    return []
                self._outcome.stuck.append(self._phone.transcript()[-1000:])
                raise TimeoutError(f"nothing came for {patience} s")
            await asyncio.sleep(0.01)
        seen = -1
        while seen != len(arrivals):
            seen = len(arrivals)
            await asyncio.sleep(GLANCE)
        new = [f"{message.text}\n{message.buttons}" for message in arrivals[self._read : seen]]
        self._read = seen
        return new


async def found(url: str, addresses: Sequence[int]) -> None:
    """Found a federation in an empty database, and seat a chair at each address in a union of its own."""
    now = datetime.now(UTC)
    plan = load_plan(plan_path("kontum-66"))
    day = date(2020, 1, 1)
    codes = {address: f"cs-{address}" for address in addresses}
    top = [
        NewUnit(code="tinh", name="LĐLĐ tỉnh Mẫu", kind="tinh", parent=None, first_day=day),
        NewUnit(code="cttt", name="LĐLĐ huyện Mẫu", kind="cttt", parent="tinh", first_day=day),
    ]
    unions = [
        NewUnit(code=code, name=f"CĐCS Mẫu {code}", kind="hcsn", parent="cttt", first_day=day)
        for code in codes.values()
    ]

    async def seat(tx: Tx) -> None:
        ids = await tree.found_many(tx, plan, [*top, *unions], now=now)
        await meta.put(tx, "plan", plan.code)
        for address, code in codes.items():
            officer_id = await officers.create(tx, f"Chủ tịch {address}", "en", consent.VERSION, now)
            await appointments.appoint(
                tx,
                officer_id=officer_id,
                unit_id=ids[code],
                role=Role.CHAIR,
                department=None,
                actor=None,
                now=now,
            )
            chat = await chats.add(tx, "telegram", str(address), now)
            await chats.assign(tx, chat.id, officer_id)

    await migrate.upgrade(url)
    async with opened(url) as database:
        await database.write(seat)


async def run(
    rounds: int, url: str, folder: Path, *, people: int, seed: int, tell: Callable[[int], None] = lambda done: None
) -> Outcome:
    """Kill the program `rounds` times while people report, then let them finish, and compare."""
    outcome, started, dice = Outcome(), time.monotonic(), random.Random(seed)
    async with TelegramServer(strict=False) as server:
        program = Program(server, url, folder)
        phones = [server.phone(started=True) for _ in range(people)]
        await found(url, [phone.user_id for phone in phones])
        chairs = [
            Chair(phone, outcome, lambda: outcome.kills >= rounds, random.Random(seed + phone.user_id))
            for phone in phones
        ]
        await program.start()
        living = asyncio.gather(*(chair.live() for chair in chairs))
        try:
            while outcome.kills < rounds and not living.done():
                # Now and then it is killed while it still starts.
                if dice.random() < 0.8:
                    await program.running()
                await asyncio.sleep(dice.uniform(0, 0.8))
                await program.kill()
                outcome.kills += 1
                tell(outcome.kills)
                await program.start()
            await living
            await program.running()
            if (code := await program.stop()) != 0:
                outcome.stuck.append(f"the program ended with {code}")
            if not await program.check():
                outcome.stuck.append("the totals are not the sum of the reports")
        except TimeoutError:
            living.cancel()
        finally:
            await program.kill()
        server.assert_clean()
    await _compare(url, outcome)
    outcome.seconds = time.monotonic() - started
    return outcome


async def _compare(url: str, outcome: Outcome) -> None:
    async with opened(url) as database:
        async with database.read() as tx:
            rows = await tx.execute(
                select(facts.c.report_id, facts.c.number)
                .where(facts.c.measure.in_(ADMITTED), facts.c.superseded_at.is_(None))
                .order_by(facts.c.report_id, facts.c.measure)
            )
        for row in rows:
            known = outcome.stored.get(str(row.report_id))
            outcome.stored[str(row.report_id)] = str(row.number) if known is None else f"{known}/{row.number}"
        async with database.read() as tx:
            for what, table, good in (
                ("messages in", inbox, ("done",)),
                ("messages out", outbox, ("sent", "superseded")),
            ):
                left = await tx.scalar(select(func.count()).select_from(table).where(table.c.status.not_in(good)))
                outcome.unfinished[what] += left or 0
            outcome.unfinished["conversations"] += await tx.scalar(select(func.count()).select_from(conversations)) or 0
    outcome.unfinished = +outcome.unfinished


async def _main(arguments: argparse.Namespace, folder: Path) -> Outcome:
    url = arguments.database or f"sqlite:///{folder / 'tiendo.db'}"
    columns = (TextColumn("kills"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("kills", total=arguments.rounds)
        return await run(
            arguments.rounds,
            url,
            folder,
            people=arguments.people,
            seed=arguments.seed,
            tell=lambda done: progress.update(task, completed=done),
        )


def main() -> int:
    """Run from the command line; how it ends: 0 when all is well."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="how often the program is killed")
    parser.add_argument("--people", type=int, default=6)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--database", help="an empty database to use instead of a SQLite file that is thrown away")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tiendo-chaos-") as folder:
        outcome = asyncio.run(_main(arguments, Path(folder)))
        if outcome.faults:
            print((Path(folder) / "log").read_text()[-4000:], file=sys.stderr)
    print(
        f"{outcome.kills} kills in {outcome.seconds:.0f} s (seed {arguments.seed}): {len(outcome.seen)} receipts, "
        f"{len(outcome.stored)} reports stored, {outcome.seen_twice} receipts seen twice, {len(outcome.faults)} faults"
    )
    for fault in outcome.faults:
        print(fault)
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
