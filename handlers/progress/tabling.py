"""Progress as a spreadsheet in the shape of a statistical form: units below, or the indicators of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from markupsafe import Markup

from domain.plan import Department, Indicator
from domain.progress import Figure, sort_worst_first
from domain.progress.readings import COUNTS
from handlers.commands import Look
from handlers.progress import figure_words as words
from handlers.progress.screens import OF_DEPARTMENT
from handlers.progress.span_words import span_name
from handlers.progress.spot import Spot, figures_below, figures_of, is_grassroots, same_below, same_period
from handlers.progress.table import Column, Row, Table, written
from handlers.progress.table_cells import Cells, cells_of, number_of
from locales import _, current, day, number, plain
from storage import figures, units
from storage.units import Unit


async def send_table(look: Look, spot: Spot, indicator: Indicator | None, department: Department | None) -> None:
    """The view as an .xlsx: one indicator of the units below, or the unit's indicators, maybe of one department."""
    below = [] if is_grassroots(look, spot.unit) else await units.children(look.tx, spot.unit.id, spot.on)
    if indicator is not None and below:
        table = await _of_units(look, spot, indicator, below)
    else:
        table = await _of_indicators(look, spot, indicator, department)
    shown = [indicator.code] if indicator is not None else []
    shown += [f"{OF_DEPARTMENT}{department.code}"] if department is not None else []
    name = "-".join(["tien-do", *(one.removeprefix(OF_DEPARTMENT) for one in shown), spot.unit.code, spot.span.code])
    text = Markup("<b>{}</b>: {}").format(table.title, spot.named)
    look.show(text, [(str(_("Back to the figures")), spot.to(*shown))], recipe=written(f"{name}.xlsx", table))


async def _of_units(look: Look, spot: Spot, indicator: Indicator, below: Sequence[Unit]) -> Table:
    """One indicator: a row for each unit directly below, and for what of the whole is none of theirs."""
    whole = (await figures_of(look, spot, [indicator]))[0]
    found = {unit.id: figure for unit, figure in await figures_below(look, spot, indicator, below)}
    before = await same_below(look, spot, indicator, below)
    rows = [
        _unit_row(look, unit, cells_of(found.get(unit.id), before.get(unit.id)))
        for unit in sorted(below, key=lambda unit: unit.name)
    ]
    own = await _own(look, spot, indicator)
    if own is not None:
        rows.append(_unit_row(look, spot.unit, cells_of(own, None)))
    rows += _left_over(whole, [*found.values(), *([own] if own is not None else [])])
    counts = indicator.formula.kind in COUNTS
    aims = (
        (Column(key="goal", head=str(_("Quota given")), kind="number", total="sum"),)
        if counts
        else (
            Column(key="aim", head=str(_("To be reached")), kind="share"),
            Column(key="base", head=str(_("Out of")), kind="number", total="sum"),
        )
    )
    rate = Column(
        key="rate", head=str(_("Rate")), kind="share", total="ratio", of=("done", "goal" if counts else "base")
    )
    columns = (
        Column(key="name", head=str(_("Unit")), width=38),
        Column(key="kind", head=str(_("Kind")), width=24),
        *aims,
        *_results(spot, total="sum", rate=rate),
    )
    total, unit = str(_("TOTAL")), words.unit_of(whole)
    return _table(look, spot, words.name_of(whole), columns, rows, counted_in=unit, codes_of="unit", total=total)


async def _of_indicators(look: Look, spot: Spot, indicator: Indicator | None, department: Department | None) -> Table:
    """The indicators of one unit, the worst first."""
    found = await figures_of(look, spot, None if indicator is None else [indicator])
    if department is not None:
        found = [figure for figure in found if figure.indicator.department == department.code]
    before = await same_period(look, spot, [figure.indicator for figure in found])
    rows = [_indicator_row(figure, before.get(figure.code)) for figure in sort_worst_first(found)]
    rate = Column(key="rate", head=str(_("Rate")), kind="share", of=("done", "base"))
    columns = (
        Column(key="name", head=str(_("Indicator")), width=44),
        Column(key="unit", head=str(_("Counted in"))),
        Column(key="aim", head=str(_("To be reached")), kind="share"),
        Column(key="base", head=str(_("Quota given, or out of")), kind="number"),
        *_results(spot, total="", rate=rate),
    )
    title = plain(_("Progress of the indicators"))
    return _table(look, spot, title, columns, rows, counted_in="", codes_of="indicator", total="")


def _results(spot: Spot, *, total: str, rate: Column) -> tuple[Column, ...]:
    """The columns of what was done. What came within the period stands there where that is a part of a year."""
    within = Column(key="within", head=str(_("In this period")), kind="number", total=total)
    so_far = str(_("In the period")) if spot.span.of_plan else str(_("Since the year began"))
    return (
        *((within,) if spot.span.part else ()),
        Column(key="done", head=so_far, kind="number", total=total),
        rate,
        Column(key="last", head=str(_("Same period last year")), kind="number", total=total),
        Column(key="change", head=str(_("More or less")), kind="number", total=total, less=("done", "last")),
        Column(key="note", head=str(_("Note")), width=18),
    )


def _unit_row(look: Look, unit: Unit, cells: Cells) -> Row:
    kind = look.plan.unit_kind(unit.kind).name.say(current())
    return Row(cells={"name": unit.name, "kind": kind} | cells, code=unit.code)


def _indicator_row(figure: Figure, before: Figure | None) -> Row:
    cells = cells_of(figure, before)
    if "goal" in cells:
        # A count reaches all of its quota, as a share reaches its goal of those it is out of.
        cells |= {"base": cells["goal"], "aim": 1.0}
    return Row(cells={"name": words.titled(figure), "unit": words.unit_of(figure)} | cells, code=figure.code)


async def _own(look: Look, spot: Spot, indicator: Indicator) -> Figure | None:
    """The superior union's own figure, where it is asked about the indicator like those below it."""
    if spot.unit.kind not in indicator.scope:
        return None
    found = await figures.of_each(look.tx, look.plan, [spot.unit], spot.on, indicator, span=spot.span, over=spot.over)
    return found[0] if found[0].coverage.expected else None


def _left_over(whole: Figure, parts: Iterable[Figure]) -> list[Row]:
    """What units that have left or were closed did before, which belongs to the whole and to none of the rows."""
    all_parts = list(parts)
    done = (number_of(whole) or 0) - sum(number_of(part) or 0 for part in all_parts)
    base = (whole.denominator or 0) - sum(part.denominator or 0 for part in all_parts)
    within = (whole.within or 0) - sum(part.within or 0 for part in all_parts)
    if not (done or base or within):
        return []
    name = str(_("Units that have left or were closed"))
    return [Row(cells={"name": name, "kind": "", "base": base or None, "done": done, "within": within, "note": ""})]


def _table(
    look: Look,
    spot: Spot,
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    *,
    counted_in: str,
    codes_of: str,
    total: str,
) -> Table:
    return Table(
        above="" if spot.above is None else spot.above.name,
        organisation=spot.unit.name,
        form=str(_("Form No. …\nAttached to Report No. …")),
        title=title,
        period=plain(_("Period: {period}", period=span_name(look.plan, spot.span))),
        as_of=plain(_("Figures up to {day}", day=day(spot.on))),
        counted_in=plain(_("Counted in: {unit}", unit=counted_in)) if counted_in else "",
        columns=tuple(_wide_enough(column, rows) for column in columns),
        rows=tuple(rows),
        total=total,
        signatures=(str(_("Prepared by")), str(_("FOR THE STANDING COMMITTEE"))),
        codes_of=codes_of,
        number_head=str(_("No.")),
        note=str(_("SAMPLE DATA")) if look.house.sample else "",
    )


def _wide_enough(column: Column, rows: Sequence[Row]) -> Column:
    """The column with room for its longest number, and for the sum of all."""
    amounts = [abs(cell) for row in rows if isinstance(cell := row.cells.get(column.key), int)]
    return replace(column, width=max(column.width, len(number(sum(amounts))) + 2)) if amounts else column
