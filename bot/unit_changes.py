"""What `tiendo units` does: a change of the tree with all that follows from it, or a rehearsal of it, in sentences."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.cli import fail
from bot.known_units import known_unit
from bot.ready import ready
from bot.settings import load
from domain.days import ONE_DAY
from domain.plan import Plan
from domain.plan.events import membership
from domain.tree import TreeProblem
from handlers.reports import report_problems, tree_problems
from locales import number, plain, use
from storage import reorganising, reports, totals, tree, units
from storage.database import Tx
from storage.reorganising import By, Closing, Done, Founding
from storage.reports import ReportProblem


@dataclass(slots=True)
class Desk:
    """Where a change is made."""

    tx: Tx
    plan: Plan
    today: date
    now: datetime

    @property
    def by(self) -> By:
        """Who does it."""
        return By(now=self.now)


Change = Callable[[Desk], Awaitable[list[str]]]
"""Makes a change and says what was done."""


async def make(change: Change, *, dry_run: bool) -> list[str]:
    """Make the change, or only rehearse it; what was done, in sentences. What cannot be ends with 1."""
    async with ready(load()) as house:

        async def work(tx: Tx) -> list[str]:
            desk = Desk(tx, house.plan, house.today, house.now)
            with use("en"):
                try:
                    return await change(desk)
                except TreeProblem as problem:
                    fail(plain(await tree_problems.sentence(desk, problem)), "Nothing was written.")
                except ReportProblem as problem:
                    fail(plain(report_problems.sentence(problem)), "Nothing was written.")

        if not dry_run:
            return await house.database.write(work)
        async with house.database.read() as tx:
            return await work(tx)


def founding(new: Founding, parent: str) -> Change:
    """Found a union below the one with the code `parent`; `new` says the rest."""

    async def change(desk: Desk) -> list[str]:
        superior = await known_unit(desk.tx, parent, new.first_day)
        nodes = await units.path(desk.tx, superior.id, new.first_day)
        before = await _members(desk, nodes, new.first_day)
        done = await reorganising.found(desk.tx, desk.plan, replace(new, parent_id=superior.id), desk.by)
        said = f"{new.name} ({done.code}) is founded under {superior.name} from {new.first_day} on."
        return [said, *await _reports(desk, done), *await _figures(desk, before, nodes, new.first_day)]

    return change


def closing(code: str, end: date, decision: str | None, into: str | None, people: int) -> Change:
    """Close the union with the code; `people` of its members go on in the union `into`."""

    async def change(desk: Desk) -> list[str]:
        unit = await known_unit(desk.tx, code, end - ONE_DAY)
        receiver = await known_unit(desk.tx, into, end) if into is not None else None
        receiver_id = receiver.id if receiver is not None else None
        nodes = await _nodes(desk, end, unit.id, receiver_id)
        before = await _members(desk, nodes, end)
        closed = Closing(unit_id=unit.id, end=end, decision=decision, into=receiver_id, people=people)
        done = await reorganising.close(desk.tx, desk.plan, closed, desk.by)
        said = [f"{unit.name} ({code}) is closed; its last day is {end - ONE_DAY}."]
        if receiver is not None:
            said.append(f"{number(people)} members go on in {receiver.name} ({into}).")
        return [*said, *await _reports(desk, done), *await _figures(desk, before, nodes, end)]

    return change


def moving(code: str, to: str, first_day: date, decision: str | None) -> Change:
    """Put the union with the code, with all below it, under the union `to`."""

    async def change(desk: Desk) -> list[str]:
        unit, superior = await known_unit(desk.tx, code, first_day), await known_unit(desk.tx, to, first_day)
        nodes = await _nodes(desk, first_day, unit.id, superior.id)
        before = await _members(desk, nodes, first_day)
        await tree.move(desk.tx, desk.plan, unit.id, superior.id, first_day, decision=decision, now=desk.now)
        said = f"{unit.name} ({code}) stands under {superior.name} ({to}) from {first_day} on."
        return [said, *await _figures(desk, before, nodes, first_day)]

    return change


def marking(code: str, trait: str, first_day: date, decision: str | None, *, value: bool) -> Change:
    """Let the union with the code have the trait, or not have it, from the day on."""

    async def change(desk: Desk) -> list[str]:
        known = desk.plan.traits
        if trait not in known:
            has = f"it has: {', '.join(known)}" if known else "it has none"
            fail(f"The plan asks for no trait “{trait}” of unions; {has}.", "Nothing was written.")
        unit = await known_unit(desk.tx, code, first_day)
        await tree.set_trait(
            desk.tx, desk.plan, unit.id, first_day, name=trait, value=value, decision=decision, now=desk.now
        )
        return [f"{unit.name} ({code}): {trait} is {'yes' if value else 'no'} from {first_day} on."]

    return change


async def _nodes(desk: Desk, day: date, *unit_ids: int | None) -> list[int]:
    """The units and all above them, on the day and the evening before it, each once."""
    days = (day - ONE_DAY, day)
    paths = [await units.path(desk.tx, unit, on) for unit in unit_ids if unit is not None for on in days]
    return list(dict.fromkeys(node for path in paths for node in path))


async def _members(desk: Desk, nodes: Sequence[int], day: date) -> dict[int, int]:
    """The members of each node at the end of the day."""
    level = membership(desk.plan)
    if level is None:
        return {}
    kinds = [kind.code for kind in desk.plan.unit_kinds]
    sums = await totals.sums(desk.tx, nodes, [day], {level: None})
    return {node: sums[node].total(level, day, kinds=kinds) for node in nodes}


async def _figures(desk: Desk, before: dict[int, int], nodes: Sequence[int], day: date) -> list[str]:
    after = await _members(desk, nodes, day)
    said = [
        f"  {await units.code(desk.tx, node)}: {number(before[node])} → {number(after[node])}"
        for node in nodes
        if after[node] != before[node]
    ]
    return [f"Members at the end of {day}:", *said] if said else [f"No number of members of {day} changes."]


async def _reports(desk: Desk, done: Done) -> list[str]:
    said = []
    for report_id in done.report_ids:
        report = await reports.get(desk.tx, report_id)
        assert report is not None
        form = desk.plan.form(report.form).name.en
        said.append(f"Report {report_id:04}: {form}, {await units.code(desk.tx, report.unit_id)}.")
    return said
