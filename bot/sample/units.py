"""All units of the sample in one list: grassroots unions, superiors with the people of those below, the province."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sample.table import PROVINCE, SUPERIORS
from bot.sample.unions import Union, unions


@dataclass(frozen=True, slots=True)
class Seat:
    """A unit with its place in the list and that of its superior; the province is its own."""

    unit: Union
    place: int
    superior: int


def seats() -> list[Seat]:
    """All units, each at its place."""
    made = unions()
    above = [
        _leading(one.code, one.name, "cttt", PROVINCE[0], [union for union in made if union.superior == one.code])
        for one in SUPERIORS
    ]
    units = [*made, *above, _leading(*PROVINCE, "tinh", PROVINCE[0], above)]
    places = {unit.code: place for place, unit in enumerate(units)}
    return [Seat(unit, place, places[unit.superior]) for place, unit in enumerate(units)]


def _leading(code: str, name: str, kind: str, superior: str, below: Sequence[Union]) -> Union:
    return Union(
        code=code,
        name=name,
        kind=kind,
        superior=superior,
        members=sum(one.members for one in below),
        women=sum(one.women for one in below),
        workers=sum(one.workers for one in below),
        women_workers=sum(one.women_workers for one in below),
    )
