"""The process beside the program, as the program sees it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.making import worker


class Dead(Exception):
    """The process has died: it took too long, too much memory, or was killed."""


class Helper:
    """One process. It is started by the first file that is wanted of it."""

    def __init__(self, caches: Path) -> None:
        # What only some conversations need must not make the start of the program slower.
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        context = get_context("spawn")
        reading, self._line = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(1, context, worker.begin, (reading, caches))

    async def make(self, function: str, content: str, limit: float) -> bytes:
        """See `worker.make`. Raises `NotMade`, or `Dead` after which another helper is needed."""
        from concurrent.futures.process import BrokenProcessPool

        try:
            # Starting a process takes a moment, in which others are to be answered.
            future = await asyncio.to_thread(self._pool.submit, worker.make, function, content, limit)
            return await asyncio.wrap_future(future)
        except BrokenProcessPool:
            raise Dead from None

    async def end(self) -> None:
        """End the process, whatever it is doing."""
        self._line.close()
        await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)
