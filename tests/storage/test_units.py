"""Units as they were on a day."""

from __future__ import annotations

from datetime import date

from domain.access import Relation
from storage import tree, units
from storage.database import Database, Tx
from tests.storage.moments import NOON
from tests.storage.province import LONG_AGO, PLAN, found_province

TODAY = date(2026, 3, 15)


async def test_a_unit_is_what_it_was_on_the_day(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await tree.rename(tx, PLAN, p.a, "Trường Tiểu học Hòa Bình 2", date(2025, 9, 1), now=NOON)
        await tree.move(tx, PLAN, p.a, p.y, date(2026, 1, 1), now=NOON)
        await tree.close(tx, PLAN, p.a, date(2026, 3, 1), decision="9/QĐ", now=NOON)

        before = await units.get(tx, p.a, date(2025, 8, 31))
        assert before is not None
        assert (before.name, before.parent_id, before.first_day) == ("Trường Tiểu học Hòa Bình", p.x, LONG_AGO)
        last = await units.by_code(tx, "A", date(2026, 2, 28))
        assert last is not None
        assert (last.name, last.parent_id) == ("Trường Tiểu học Hòa Bình 2", p.y)
        assert await units.get(tx, p.a, date(2026, 3, 1)) is None
        assert await units.get(tx, p.a, date(2019, 12, 31)) is None

    await database.write(work)


async def test_who_stands_below_and_above(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await tree.move(tx, PLAN, p.a, p.y, date(2026, 1, 1), now=NOON)

        province = await units.top(tx, TODAY)
        assert province is not None
        assert (province.id, province.parent_id) == (p.top, None)
        assert [unit.code for unit in await units.children(tx, p.y, TODAY)] == ["C", "A"]
        assert [unit.code for unit in await units.children(tx, p.x, date(2025, 12, 31))] == ["B", "A"]
        assert [unit.code for unit in await units.descendants(tx, p.top, TODAY)] == ["X", "Y", "B", "C", "A"]
        assert await units.descendants(tx, p.a, TODAY) == []
        assert await units.path(tx, p.a, TODAY) == (p.a, p.y, p.top)
        assert await units.path(tx, p.top, TODAY) == (p.top,)

    await database.write(work)


async def test_how_units_stand_to_each_other(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        for own, other, expected in (
            (p.a, p.a, Relation.SELF),
            (p.x, p.a, Relation.CHILD),
            (p.top, p.a, Relation.BELOW),
            (p.a, p.top, Relation.ABOVE),
            (p.a, p.b, Relation.BESIDE),
            (p.a, p.c, Relation.ELSEWHERE),
        ):
            assert await units.relation(tx, own, other, TODAY) is expected

    await database.write(work)


async def test_an_empty_database_has_no_province(database: Database) -> None:
    async with database.read() as tx:
        assert await units.top(tx, TODAY) is None
        assert await units.histories(tx) == {}


async def test_search_reads_words_without_diacritics(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)

        async def codes(words: str, limit: int = 5, under: int | None = None) -> list[str]:
            return [unit.code for unit in await units.search(tx, words, TODAY, limit, under=under)]

        assert await codes("dak ha") == ["X", "B"]
        assert await codes("Hà, cao su") == ["B"]
        assert await codes("hoa binh") == ["A"]
        assert await codes("cong ty", under=p.y) == ["C"]
        assert await codes("dak ha", limit=1) == ["X"]
        assert await codes("100%") == []
        await tree.close(tx, PLAN, p.b, TODAY, now=NOON)
        assert await codes("dak ha") == ["X"]

    await database.write(work)


async def test_the_path_of_a_unit_changes_when_its_superior_moves(database: Database) -> None:
    async def work(tx: Tx) -> None:
        p = await found_province(tx)
        await tree.change_kind(tx, PLAN, p.a, "snncl", date(2025, 9, 1), now=NOON)
        await tree.move(tx, PLAN, p.a, p.top, date(2026, 1, 1), now=NOON)

        history = (await units.histories(tx, [p.a]))[p.a]
        assert [(stay.first_day, stay.end, stay.kind, stay.path) for stay in history.stays] == [
            (LONG_AGO, date(2025, 9, 1), "hcsn", (p.a, p.x, p.top)),
            (date(2025, 9, 1), date(2026, 1, 1), "snncl", (p.a, p.x, p.top)),
            (date(2026, 1, 1), None, "snncl", (p.a, p.top)),
        ]
        assert (await units.histories(tx))[p.a] == history
        assert await units.histories(tx, [4711]) == {}

    await database.write(work)
