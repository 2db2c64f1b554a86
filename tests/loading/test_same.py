"""A file leaves what the same reports leave when they are sent in conversations."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests.handlers.chatter import Chatter
from tests.handlers.federation import Federation
from tests.loading.loader import Loader, admitted, briefed, counted, left_behind

REASON = "Rà soát lại danh sách"


@pytest.fixture
async def other(
    founded: tuple[Path, dict[str, int]], federation: Federation, tmp_path: Path
) -> AsyncIterator[Federation]:
    """The same federation in another database, with the same clock."""
    shutil.copy(founded[0], tmp_path / "other.db")
    database: Database = await open_database(f"sqlite:///{tmp_path / 'other.db'}")
    twin = Federation(database, federation.house, federation.clock)
    twin.ids |= federation.ids
    yield twin
    await database.close()


async def tell(chatter: Chatter, *lines: str) -> None:
    for line in lines:
        await chatter.say(line)


async def test_what_is_loaded_is_what_is_said(loader: Loader, other: Federation) -> None:
    school, company = await other.chair("truong-1"), await other.chair("cong-ty-1")
    for talk in (
        ("/baocao so-luong", "1/1/2026", "28, nữ 2", "30, nữ 3", "gửi"),
        ("kn 2 nữ 1", "12/2", "thêm", "1", "12/QĐ-CĐCS", "bỏ qua", "gửi"),
        ("/baocao so-luong", "12/3", "33 nữ 2", "40 nữ 3", "giữ", REASON, "gửi"),
        ("/baocao tuyen-truyen", "25", "1/3", "gửi"),
        ("/baocao tuyen-truyen", "20", "12/3", "2", "gửi"),
        ("/baocao chuyen-di", "2", "bệnh viện", "1", "10/3", "gửi"),
        ("/baocao tham-hoi", "1", "2", "11/3", "2", "gửi"),
    ):
        await tell(school, *talk)
    await tell(company, "/baocao doi-thoai", "1", "10/3", "1", "gửi")
    await tell(company, "kn 5 nữ 2", "12/3", "gửi", "kn 5 nữ 2", "12/3", "2", "gửi")

    first = admitted(day="2026-02-12", total=2)
    first["answers"] = {"admitted": {"total": 2, "women": 1}, "place": "existing", "decision": "12/QĐ-CĐCS"}
    moved = {"moved": 2, "other-end": "truc-thuoc", "day": "2026-03-10"}
    visited = {"hardship": 1, "visited": 2}
    held = {"status": "held", "kind": "periodic"}
    await loader.load(
        counted(28, 30),
        first,
        counted(33, 40, "2026-03-12", accept=["headcount_gap"], reason=REASON),
        briefed(25, "2026-03-01"),
        briefed(20, accept=["running-count-falls"]),
        {"subject": "truong-1", "form": "chuyen-di", "answers": moved},
        {
            "subject": "truong-1",
            "form": "tham-hoi",
            "happened_on": "2026-03-11",
            "answers": visited,
            "accept": ["more-visited-than-in-hardship"],
        },
        {"subject": "cong-ty-1", "form": "doi-thoai", "happened_on": "2026-03-10", "counts_for": 2026, "answers": held},
        admitted("cong-ty-1"),
        admitted("cong-ty-1", accept=["duplicate"]),
    )
    loaded, said = await left_behind(loader.federation.database), await left_behind(other.database)
    for part, rows in said.items():
        assert loaded[part] == rows, part
