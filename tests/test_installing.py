"""What is installed beside the code."""

from __future__ import annotations

import tomllib

from tests.program import ROOT


def test_every_pattern_of_data_finds_files_and_none_is_left_out() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    found = {
        (room, pattern): set((ROOT / room).glob(pattern))
        for room, patterns in setuptools["package-data"].items()
        for pattern in patterns
    }
    assert [place for place, files in found.items() if not files] == []
    rooms = [ROOT / room.removesuffix("*") for room in setuptools["packages"]["find"]["include"]]
    there = {
        file for room in rooms for file in room.rglob("*") if file.is_file() and file.suffix not in {".py", ".pyc"}
    }
    assert there == set().union(*found.values())
