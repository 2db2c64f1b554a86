"""What happens in the process beside the program, which makes one file at a time and ends with the program."""

from __future__ import annotations

import json
import os
import signal
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

NICENESS = 10
"""Who waits for words goes first on a machine with one core."""


class NotMade(Exception):
    """A file could not be made. The message says where that failed, without anything of what the file shows."""


def begin(line: Connection, caches: Path) -> None:
    """Make the process ready. It ends when the other end of `line` is closed, however the program ended.

    Signals that are meant for the program (Ctrl-C, and SIGTERM which systemd sends to all) are passed over: what is
    on its way may need files still.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    Thread(target=_end_with, args=(line,), daemon=True).start()
    os.nice(NICENESS)
    # A user of the system that only runs a service may have no home where matplotlib could keep its list of fonts.
    os.environ["MPLCONFIGDIR"] = str(caches)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"


def make(function: str, content: str, limit: float) -> bytes:
    """What a function ("module:name") makes of a content in JSON. Raises `NotMade`.

    What takes longer than `limit` seconds ends the process: there is no other way out of a computation that hangs.
    """
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        module, _colon, name = function.partition(":")
        made = getattr(import_module(module), name)(json.loads(content))
        assert isinstance(made, bytes)
        return made
    except Exception as problem:  # noqa: BLE001  other programs' code draws and writes here
        from bot.logging import where

        raise NotMade(where(problem)) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _end_with(line: Connection) -> None:
    try:
        line.recv()
    finally:
        os._exit(0)
