"""A federation of its own for each test, and files for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.conftest import clock, database, federation, founded, house, migrated
from tests.handlers.federation import Federation
from tests.loading.loader import Loader

__all__ = ["clock", "database", "federation", "founded", "house", "migrated"]


@pytest.fixture
def loader(federation: Federation, tmp_path: Path) -> Loader:
    return Loader(federation, tmp_path / "reports.jsonl")
