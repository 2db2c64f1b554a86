"""Units as the command line names them: by their codes."""

from __future__ import annotations

from datetime import date

from bot.cli import fail
from storage import units
from storage.database import Tx
from storage.units import Unit


async def known_unit(tx: Tx, code: str, on: date) -> Unit:
    """The unit with the code, as it was on the day; where there is none, say so and end with 1."""
    unit = await units.by_code(tx, code, on)
    if unit is None:
        ever = await units.id_of(tx, code) is not None
        said = f"The unit “{code}” is not there on {on}." if ever else f"There is no unit with the code “{code}”."
        found = await units.search(tx, code, on, 5)
        fail(f"{said} Did you mean {', '.join(one.code for one in found)}?" if found else said)
    return unit
