"""The command line in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

for command in ("init", "invite"):
    import_module(f"bot.commands.{command}")

Tiendo = Callable[..., Result]


@pytest.fixture
def tiendo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiendo:
    """Runs `tiendo …` beside an empty database `tiendo.db`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIENDO_DATABASE_URL", "sqlite:///tiendo.db")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, arguments)

    return run
