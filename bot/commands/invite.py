"""`tiendo invite UNIT ROLE`: offer an office from the command line, as for the very first officers."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli import app, fail, run

if TYPE_CHECKING:
    from bot.settings import Settings
    from domain.access import Role
    from domain.plan import Level, Plan
    from handlers.house import Entrance
    from storage.database import Database, Tx
    from storage.units import Unit

LONGEST = 365
PATIENCE = 5.0
"""Seconds within which the channels should say how the bot is reached; the code is good without a link."""


@app.command()
def invite(
    unit: Annotated[str, typer.Argument(help="The code of the unit, such as ldld-tinh-kon-tum.")],
    role: Annotated[str, typer.Argument(help="The office, such as chair or provincial_leader.")],
    department: Annotated[str | None, typer.Option(help="The department of a dept_officer.")] = None,
    days: Annotated[int, typer.Option(min=1, max=LONGEST, help="For so many days it is valid.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")] = False,
) -> None:
    """Make an invitation to an office: a link, a code to type, and a QR picture. They are shown once."""
    made = run(_invite(unit, role, department, days))
    if as_json:
        typer.echo(json.dumps(made, ensure_ascii=False, indent=2))
        return
    typer.echo(f"{made['unit_name']}: {made['role']}" + (f", {department}" if department else ""))
    typer.echo(f"Code:    {made['code']}")
    typer.echo(f"Expires: {made['expires']}")
    if made["link"] is None:
        typer.echo(
            "Link:    there is no TIENDO_PUBLIC_URL, and the bot's name is not known yet. Run “tiendo serve” once, or "
            "have the code typed to the bot."
        )
        return
    typer.echo(f"Link:    {made['link']}")
    _print_qr(made["link"])


async def _invite(unit_code: str, role_code: str, department: str | None, days: int) -> dict[str, Any]:
    from bot.clock import clock_of
    from bot.known_units import known_unit
    from bot.ready import ready
    from bot.settings import load
    from handlers.house import House
    from handlers.offices.invitation_link import link_of
    from locales import local
    from storage import invitations, meta

    settings = load()
    async with ready(settings) as house:
        async with house.database.read() as tx:
            unit = await known_unit(tx, unit_code, house.today)
            sample = await meta.get(tx, "sample") is not None
        role = _role(house.plan, unit, role_code)
        _judge_department(house.plan, role, department)
        now = clock_of(settings, sample=sample).now()
        expires = now + timedelta(days=days)

        async def create(tx: Tx) -> str:
            _id, code = await invitations.create(
                tx, unit_id=unit.id, role=role, department=department, created_by=None, now=now, expires_at=expires
            )
            return code

        code = await house.database.write(create)
        ways = () if settings.public_url else await _entrances(settings, house.database)
        around = House(plan=house.plan, sample=sample, entrances=ways, web=settings.public_url, contact="")
    return {
        "unit": unit.code,
        "unit_name": unit.name,
        "role": role.value,
        "department": department,
        "code": code,
        "link": link_of(around, code) or None,
        "expires": _minute(local(expires)),
    }


async def _entrances(settings: Settings, database: Database) -> tuple[Entrance, ...]:
    """The links to the bot as they are kept, else as the channels say them; what none of them says is left out."""
    import asyncio

    from bot import entrances
    from bot.channels.channel import ChannelError
    from bot.channels.in_use import KINDS
    from handlers.house import Entrance

    found = []
    for kind in KINDS:
        link = await entrances.kept(database, kind.name)
        if link is None and settings.token_of(kind.name) is not None:
            with suppress(ChannelError, TimeoutError):
                async with asyncio.timeout(PATIENCE), kind.opened(settings, None) as channel:
                    link = await entrances.learned(database, channel)
        if link is not None:
            found.append(Entrance(app=kind.capabilities.title, link=link))
    return tuple(found)


def _role(plan: Plan, unit: Unit, code: str) -> Role:
    """The role, where it fits the unit's level."""
    from domain.access import Role

    level: Level = plan.unit_kind(unit.kind).level
    fitting = [role for role in Role if level in role.levels]
    wanted = code.strip().lower().replace("-", "_")
    found = next((role for role in fitting if role.value == wanted), None)
    if found is None:
        offices = ", ".join(role.value for role in fitting)
        fail(f"“{code}” is no office in “{unit.code}”, a unit of the level {level.value}: expected one of {offices}.")
    return found


def _judge_department(plan: Plan, role: Role, department: str | None) -> None:
    from domain.access import Role

    known = ", ".join(entry.code for entry in plan.departments)
    if role is not Role.DEPT_OFFICER:
        if department is not None:
            fail("Only a dept_officer belongs to a department: leave --department out.")
    elif department is None:
        fail(f"Say which department with --department: {known}.")
    elif department not in {entry.code for entry in plan.departments}:
        fail(f"There is no department “{department}”: expected one of {known}.")


def _print_qr(link: str) -> None:
    import sys

    import segno

    segno.make(link, micro=False).terminal(out=sys.stdout, compact=True)


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
