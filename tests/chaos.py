"""`python -m tests.chaos --rounds N`: kill the running program at random moments, and count the reports at the end.

People hold guided conversations with the real program, which is killed as by a power cut and started again N times.
At the end exactly those reports must be in the database whose receipts the people saw: none lost, none doubled, and
no conversation stuck.
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
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import func, select

from storage import migrate
from storage.database import opened
from storage.tables import conversations, inbox, outbox
from tests.pipeline import counting
from tests.program import Program
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer

PATIENCE = 60.0
"""Seconds without a word after which a conversation counts as stuck."""
GLANCE = 0.05
"""A person reads on until nothing new has come for so long, and answers what stands last."""
RECEIPT = re.compile(r"Đã nhận (\d+\+\d+) \(số (\d+)\)")


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


class Person:
    """Somebody who reports again and again, and answers what the bot asks last."""

    def __init__(self, phone: Phone, outcome: Outcome, over: Callable[[], bool], random_: random.Random) -> None:
        self._phone = phone
        self._outcome = outcome
        self._over = over
        self._random = random_
        self._read = 0

    async def live(self) -> None:
        while not self._over():
            receipts = len(self._outcome.seen)
            await self._phone.type("/dem2")
            await self._until_receipt()
            assert len(self._outcome.seen) > receipts

    async def _until_receipt(self) -> None:
        while True:
            new = await self._news()
            receipts = [match for text in new for match in RECEIPT.finditer(text)]
            for what, number in (match.groups() for match in receipts):
                self._outcome.seen_twice += number in self._outcome.seen
                fresh = number not in self._outcome.seen
                self._outcome.seen[number] = what
                if fresh:
                    return
            if any("thứ" in text for text in new):
                await self._phone.type(str(self._random.randrange(1000)))

    async def _news(self) -> list[str]:
        """What the bot said since this person last looked, once it has paused."""
        arrivals = self._phone.chat.arrivals
        deadline = time.monotonic() + PATIENCE
        while len(arrivals) == self._read:
            if time.monotonic() > deadline:
                self._outcome.stuck.append(self._phone.transcript()[-1000:])
                raise TimeoutError(f"nothing came for {PATIENCE} s")
            await asyncio.sleep(0.01)
        seen = -1
        while seen != len(arrivals):
            seen = len(arrivals)
            await asyncio.sleep(GLANCE)
        new = [message.text for message in arrivals[self._read : seen]]
        self._read = seen
        return new


async def run(
    rounds: int, url: str, folder: Path, *, people: int, seed: int, tell: Callable[[int], None] = lambda done: None
) -> Outcome:
    """Kill the program `rounds` times while people report, then let them finish, and compare."""
    outcome, started, dice = Outcome(), time.monotonic(), random.Random(seed)
    async with TelegramServer(strict=False) as server:
        program = Program(server, url, folder, "tests.pipeline.counting")
        persons = [
            Person(server.phone(), outcome, lambda: outcome.kills >= rounds, random.Random(seed + number))
            for number in range(people)
        ]
        await program.start()
        living = asyncio.gather(*(person.live() for person in persons))
        try:
            while outcome.kills < rounds and not living.done():
                # Now and then it is killed while it still starts.
                if dice.random() < 0.8:
                    await program.running()
                await asyncio.sleep(dice.uniform(0, 0.5))
                await program.kill()
                outcome.kills += 1
                tell(outcome.kills)
                await program.start()
            await living
            await program.running()
            if (code := await program.stop()) != 0:
                outcome.stuck.append(f"the program ended with {code}")
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
        outcome.stored = {
            key.removeprefix("counted:"): value for key, value in (await counting.counted(database)).items()
        }
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
    await migrate.upgrade(url)
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
    parser.add_argument("--database", help="a database to use instead of a SQLite file that is thrown away")
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
