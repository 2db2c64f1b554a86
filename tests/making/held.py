"""Makers for tests, which run in the process beside as the real ones do. Each leaves a line in `log` for every call."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from bot.making.makers import MAKERS, Maker


def know(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program know these makers, each as a kind of its own name."""
    for name in ("echo", "wait", "fail", "die", "die_once"):
        monkeypatch.setitem(MAKERS, name, Maker(f"tests.making.held:{name}", picture=False))


def made(log: Path) -> list[str]:
    """What was made, in order."""
    return log.read_text().split() if log.exists() else []


def echo(content: dict[str, Any]) -> bytes:
    """Gives back its words."""
    _note(content)
    return str(content["words"]).encode()


def wait(content: dict[str, Any]) -> bytes:
    """Waits until the file `gate` is there, then echoes. The log says when it began."""
    _note(content | {"words": "waiting"})
    while not Path(content["gate"]).exists():
        time.sleep(0.01)
    return echo(content)


def fail(content: dict[str, Any]) -> bytes:
    """Breaks down over its words, which nobody may read in a log."""
    _note(content)
    raise ValueError(content["words"])


def die(content: dict[str, Any]) -> bytes:
    """Is killed, as by the system when memory is short."""
    _note(content)
    os._exit(9)


def die_once(content: dict[str, Any]) -> bytes:
    """Dies the first time."""
    first = not Path(content["log"]).exists()
    _note(content)
    if first:
        os._exit(9)
    return b"alive"


def _note(content: dict[str, Any]) -> None:
    with Path(content["log"]).open("a") as log:
        log.write(f"{content['words']}\n")
