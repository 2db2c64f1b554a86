"""Points at which a rehearsal can kill the program, as a power cut would, to see that nothing is lost.

`TIENDO_FAILPOINT=stored` kills it when it first reaches the point "stored", `stored:3` at the third time. It is
honoured only with `TIENDO_REHEARSAL=true`.
"""

from __future__ import annotations

import os

from bot.settings import Settings

POINTS = ("polled", "stored", "confirmed", "taken", "written", "committed", "sent", "marked")
"""In the order in which one message passes them."""

KILLED = 137
"""What a shell reports of a process that was killed."""

_left: dict[str, int] = {}


def arm(settings: Settings) -> None:
    """Set the point that the settings name, if any."""
    _left.clear()
    if settings.failpoint is not None and settings.rehearsal:
        name, _colon, times = settings.failpoint.partition(":")
        _left[name] = int(times or 1)


def reach(name: str) -> None:
    """Die here, without any cleaning up, where the settings say so."""
    if name in _left:
        _left[name] -= 1
        if _left[name] == 0:
            os._exit(KILLED)
