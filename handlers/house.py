"""What every turn shares: the plan in force and how the running program is set up."""

from __future__ import annotations

from dataclasses import dataclass

from domain.plan import Plan

CODE = "{code}"
"""Stands in an entrance's link for the code of an invitation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """The link that opens the chat with the bot in an app. Without `CODE` in it, codes are typed there."""

    app: str
    link: str

    @property
    def takes_code(self) -> bool:
        """Whether the link can carry a code."""
        return CODE in self.link

    def with_code(self, code: str) -> str:
        """The link that carries a code, where it can."""
        return self.link.replace(CODE, code)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The running program as the handlers see it.

    `sample`: the data are samples, and every screen says so. `entrances` lead to the bot in the apps in which it is
    known. `web` is the address of the web page, without a slash at the end; None where officers cannot reach it.
    `contact`: whom officers ask about their data.
    """

    plan: Plan
    sample: bool
    entrances: tuple[Entrance, ...] = ()
    web: str | None = None
    contact: str
