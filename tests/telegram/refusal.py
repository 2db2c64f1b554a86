"""How Telegram says no."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """Telegram's answer to a call that it does not carry out.

    ``defect`` tells a mistake in the program that called (a limit broken, a type wrong) from what happens
    to a correct program too (the person has blocked the bot, the message is gone).
    """

    def __init__(
        self, code: int, description: str, *, defect: bool = False, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.defect = defect
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        answer = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def happens(description: str) -> Refused:
    """A 400 that a correct program meets as well."""
    return Refused(400, f"Bad Request: {description}")


def defect(description: str) -> Refused:
    """A 400 that only a mistaken program meets."""
    return Refused(400, f"Bad Request: {description}", defect=True)


def too_many(seconds: int) -> Refused:
    """Flood control: nothing more is accepted for so many seconds."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds})
