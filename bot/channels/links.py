"""Handing files out as links, for a channel that carries none itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bot.clock import Clock
from handlers.saying import Attachment
from storage import files, shared_files
from storage.database import Database

PATH = "/tep"
"""Below it the web page serves what was handed out: `/tep/TOKEN/NAME`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Puts files where `bot.web.handed_out` serves them. `public_url` has no slash at the end."""

    database: Database
    clock: Clock
    data_folder: Path
    public_url: str

    async def link_to(self, file: Attachment, channel: str, address: str, *, secret: bool) -> str | None:
        """A fresh link to a file that is said in a chat; None where there is no such chat any more.

        `secret`: it shows a code, so the link works no longer than the code.
        """
        sha256 = await files.keep(self.data_folder, file.content)
        now = self.clock.now()
        token = await self.database.write(
            lambda tx: shared_files.share(
                tx, channel, address, sha256=sha256, name=file.name, picture=file.picture, secret=secret, now=now
            )
        )
        return None if token is None else f"{self.public_url}{PATH}/{token}/{quote(file.name)}"
