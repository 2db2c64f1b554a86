"""The demo as somebody runs it, in a folder of its own."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.program import ROOT

MOMENT = "2026-05-20T08:00:00+07:00"


@asynccontextmanager
async def served_demo(folder: Path) -> AsyncIterator[str]:
    """Where the demo is served, once its tour is over. It must end well when it is asked to."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TIENDO_")}
    own = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TIENDO_CLOCK": MOMENT, "TIENDO_HTTP_PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-u", "-m", "bot", "demo"), cwd=folder, env=inherited | own, stdout=PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(100):
            shown = ""
            while not (opened := re.search(r"Open (http://\S+) in a browser", shown)):
                line = await process.stdout.readline()
                assert line, shown
                shown += line.decode()
        yield opened[1]
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
