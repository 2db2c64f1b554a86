"""Where one stands on a walk from /tiendo, and what all its screens share: ways on, pages, figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from markupsafe import Markup

from domain.plan import FormulaKind, Indicator, Level
from domain.progress import Figure
from handlers.commands import Look
from locales import _, plain
from storage import figures
from storage.units import Unit

PAGE = 8
"""So many units or indicators can be chosen from on one page."""
NAME_ROOM = 32
"""So many characters of a unit's name stand on a button beside a value."""

Way = tuple[str, str]
"""A button's label and the command line it gives."""
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where one stands: a unit, the year that is looked at, and the day that its figures are of.

    `above` is the unit above where the person may see that one too. `years` are those that can be looked at.
    """

    unit: Unit
    year: int
    on: date
    above: Unit | None
    years: range

    @property
    def top(self) -> bool:
        """Whether it is the province."""
        return self.unit.parent_id is None

    def to(self, *rest: object, unit: Unit | None = None, year: int | None = None) -> str:
        """The command line of a button."""
        return " ".join(map(str, ("td", (unit or self.unit).id, year or self.year, *rest)))

    def other_years(self, *rest: object) -> list[Way]:
        """The year before and the year after."""
        return [
            (str(_("Year {year}", year=year)), self.to(*rest, year=year))
            for year in (self.year - 1, self.year + 1)
            if year in self.years
        ]

    def up(self, *rest: object) -> list[Way]:
        """The unit above."""
        if self.above is None:
            return []
        return [(plain(_("Up: {unit}", unit=self.above.name)), self.to(*rest, unit=self.above))]

    @property
    def back(self) -> Way:
        """The unit's own screen."""
        return str(_("All indicators")), self.to()


async def figures_of(look: Look, spot: Spot, indicators: Sequence[Indicator] | None = None) -> list[Figure]:
    """The unit's figures; of all indicators those only that some unit in it is asked about."""
    found = await figures.of_unit(
        look.tx, look.plan, spot.unit.id, spot.on, top=spot.top, indicators=indicators, year=spot.year
    )
    return [figure for figure in found if indicators is not None or asked_of(look, spot.unit, figure)]


def asked_of(look: Look, unit: Unit, figure: Figure) -> bool:
    """Whether anybody in the unit is asked about the figure's indicator."""
    if figure.indicator.formula.kind is FormulaKind.NARRATIVE:
        return not is_grassroots(look, unit) or unit.kind in figure.indicator.scope
    return figure.coverage.expected > 0


def is_grassroots(look: Look, unit: Unit) -> bool:
    """Whether it is a grassroots union, which has no unit below it."""
    return look.plan.unit_kind(unit.kind).level is Level.GRASSROOTS


def show_page(
    look: Look,
    text: Markup,
    items: Sequence[Item],
    page: int,
    *,
    way: Callable[[Item], Way],
    here: str,
    ways: Sequence[Way],
) -> None:
    """A text with one page of numbered items, whose numbers run on from page to page, and the ways on from here.

    `way` is the button of an item: only those of the page are put into words. `here` is the command line of the
    screen without its page, to which a page is added.
    """
    first = page * PAGE if page * PAGE < len(items) else 0
    turns = []
    if first + PAGE < len(items):
        turns.append((str(_("Next page")), f"{here}{first // PAGE + 1}"))
    if first:
        turns.append((str(_("Page before")), f"{here}{first // PAGE - 1}"))
    look.show(text, [*map(way, items[first : first + PAGE]), *turns, *ways], first_number=first + 1)


def short(name: str) -> str:
    """A name as it stands on a button beside a value."""
    return name if len(name) <= NAME_ROOM else name[: NAME_ROOM - 1].rstrip() + "…"
