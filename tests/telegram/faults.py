"""What can go wrong between the bot and Telegram, for ``TelegramServer.fail_next``."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

from tests.telegram.refusal import Refused, happens, too_many


@dataclass(frozen=True, slots=True)
class Fault:
    """Either an answer that says no, or a connection that is lost.

    ``lost`` says when: ``before`` the call is carried out, or ``after`` it, so that the person sees the
    message and the bot does not know. With ``hang`` the connection stays open and silent until the caller
    gives up; otherwise it is closed at once.
    """

    answer: Refused | None = None
    lost: Literal["before", "after"] | None = None
    hang: bool = False


def retry_after(seconds: int) -> Fault:
    return Fault(too_many(seconds))


def server_error(status: int = 502) -> Fault:
    return Fault(Refused(status, HTTPStatus(status).phrase))


def timeout_before(*, hang: bool = False) -> Fault:
    return Fault(lost="before", hang=hang)


def timeout_after(*, hang: bool = False) -> Fault:
    return Fault(lost="after", hang=hang)


def bad_request(description: str) -> Fault:
    return Fault(happens(description))


def forbidden(description: str = "user is deactivated") -> Fault:
    return Fault(Refused(403, f"Forbidden: {description}"))


def migrated(new_chat_id: int) -> Fault:
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    return Fault(Refused(400, description, parameters={"migrate_to_chat_id": new_chat_id}))
