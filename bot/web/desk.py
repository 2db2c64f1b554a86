"""What the web page works with while the program leads; before and after that it answers that it is not ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.web import Web
from bot.channels.webhook import Hook
from bot.clock import Clock
from bot.web.allowance import Allowance
from handlers.house import House
from storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The running program as the web page sees it. Pictures that come in are kept in `data_folder`.

    `hooks` are the webhooks of channels, by their names.
    """

    database: Database
    web: Web
    house: House
    clock: Clock
    data_folder: Path
    hooks: Mapping[str, Hook] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Site:
    """The web page over the whole life of the program.

    `public_url` is the address under which officers reach it, without a slash at the end, if it is known. `sample` says
    that its data are samples. `desk` is None while another process leads.
    """

    public_url: str | None
    sample: bool
    desk: Desk | None = None
    allowance: Allowance = field(default_factory=Allowance)

    @property
    def secure(self) -> bool:
        """Whether officers reach it by https only."""
        return self.public_url is not None and self.public_url.startswith("https://")
