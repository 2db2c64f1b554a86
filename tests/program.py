"""The real program as a process of its own, to be killed and started again."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import Process
from pathlib import Path

from tests.telegram.server import TelegramServer

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Program:
    """`python -m <module> serve` on a database, talking to a server on loopback. Its log is `log` in its folder.

    Without a server it has no token, and serves the web page alone.
    """

    def __init__(self, server: TelegramServer | None, url: str, folder: Path, module: str = "bot") -> None:
        self._module = module
        self._folder = folder
        self._process: Process | None = None
        self._starts = 0
        self._settings = {
            "TIENDO_DATABASE_URL": url,
            "TIENDO_DATA_DIR": str(folder / "data"),
            "TIENDO_HTTP_PORT": "0",
            "TIENDO_REHEARSAL": "true",
        }
        if server is not None:
            self._settings |= {"TIENDO_TELEGRAM_TOKEN": server.token, "TIENDO_TELEGRAM_BASE_URL": server.url}

    @property
    def log(self) -> str:
        file = self._folder / "log"
        return file.read_text() if file.exists() else ""

    @property
    def page(self) -> str:
        """The address of its web page."""
        return str(re.findall(r"web=(http://\S+)", self.log)[-1])

    @property
    def process(self) -> Process:
        assert self._process is not None, "it was never started"
        return self._process

    async def start(self, **settings: str) -> None:
        """Start it; `settings` are further ones, such as FAILPOINT="stored"."""
        self._starts = self.log.count("event=running") + 1
        self._process = await self._run("serve", **settings)

    async def check(self) -> bool:
        """Whether the totals agree with the reports, as `tiendo check` sees it."""
        return await (await self._run("check")).wait() == 0

    async def _run(self, command: str, **settings: str) -> Process:
        more = {f"TIENDO_{name}": value for name, value in settings.items()}
        foreign = {name: value for name, value in os.environ.items() if not name.startswith("TIENDO_")}
        with (self._folder / "log").open("a") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", self._module, command),
                cwd=self._folder,
                env=foreign | self._settings | more | {"PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )

    async def running(self) -> None:
        """Until it has begun to receive."""
        async with asyncio.timeout(30):
            while self.log.count("event=running") < self._starts and self.process.returncode is None:
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        """As a power cut does it."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """Ask it to stop, and wait until it did; how it ended."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """How it ended by itself."""
        async with asyncio.timeout(30):
            return await self.process.wait()
