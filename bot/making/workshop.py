"""Where the files of recipes come from: made once, kept, and made beside the program so that nobody waits for it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from bot.logging import log, where
from bot.making.helper import Dead, Helper
from bot.making.makers import MAKERS, Maker, digest
from bot.making.worker import NotMade
from handlers.saying import Recipe
from storage import made

TRIES = 2
LIMIT = 30.0
"""Seconds that one file may take."""


class Workshop:
    """Files of recipes. `close` it at the end. `limit` is how many seconds one file may take."""

    def __init__(self, data_folder: Path, *, limit: float = LIMIT) -> None:
        self._data_folder = data_folder
        self._limit = limit
        self._making: dict[str, asyncio.Task[bytes]] = {}
        self._one_by_one = asyncio.Lock()
        self._helper: Helper | None = None

    async def made(self, recipe: Recipe) -> bytes:
        """The file, as it was kept or made anew; who wants the same at once shares it. Raises `NotMade`."""
        maker = MAKERS.get(recipe.kind)
        if maker is None:
            raise NotMade(f"nobody makes files of the kind {recipe.kind}")
        content = json.dumps(recipe.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        name = digest(recipe.kind, content)
        making = self._making.get(name)
        if making is None:
            making = self._making[name] = asyncio.create_task(self._kept_or_made(name, maker, content))
            making.add_done_callback(lambda _done: self._making.pop(name))
        return await asyncio.shield(making)

    async def close(self) -> None:
        """Make nothing more, and end the process beside."""
        making = list(self._making.values())
        for task in making:
            task.cancel()
        await asyncio.gather(*making, return_exceptions=True)
        if self._helper is not None:
            await self._helper.end()

    async def _kept_or_made(self, name: str, maker: Maker, content: str) -> bytes:
        kept = await asyncio.to_thread(made.kept, self._data_folder, name)
        if kept is not None:
            return kept
        # One by one: when the process dies, it is clear whose file it was.
        async with self._one_by_one:
            file = await self._made_anew(maker, content)
        try:
            await asyncio.to_thread(made.keep, self._data_folder, name, file)
        except OSError as problem:
            log.warning("a file that was made is not kept", where=where(problem))
        return file

    async def _made_anew(self, maker: Maker, content: str) -> bytes:
        for _try in range(TRIES):
            if self._helper is None:
                self._helper = Helper(self._data_folder / "caches")
            try:
                return await self._helper.make(maker.function, content, self._limit)
            except Dead:
                log.warning("the process that makes files has died", function=maker.function)
                await self._helper.end()
                self._helper = None
        raise NotMade(f"{maker.function} ended the process that makes files, each of {TRIES} times")
