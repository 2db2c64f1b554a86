"""What every turn shares: the plan in force and how the running program is set up."""

from __future__ import annotations

from dataclasses import dataclass

from domain.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The running program as the handlers see it.

    `sample`: the data are samples, and every screen says so. `bot_name` is the bot's name on Telegram, for invitation
    links, `zalo_bot` its number on Zalo; None where it is not known. `web` is the address of the web page, without a
    slash at the end; None where officers cannot reach it. `contact`: whom officers ask about their data.
    """

    plan: Plan
    sample: bool
    bot_name: str | None
    zalo_bot: str | None = None
    web: str | None = None
    contact: str
