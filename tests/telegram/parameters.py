"""The methods that this server knows, their parameters, and how a parameter arrives over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.telegram.refusal import defect


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a multipart form."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Signature:
    """One method: its name as Telegram writes it, what it must be given, and what it may be given."""

    name: str
    required: Mapping[str, Callable[[Any], Any]]
    optional: Mapping[str, Callable[[Any], Any]]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("a string was expected")


def _whole(value: Any) -> int:
    if isinstance(value, str) and value.lstrip("-").isdigit():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError("a whole number was expected")


def _chat(value: Any) -> int | str:
    """A chat's number, or the @name of a channel."""
    return value if isinstance(value, str) and value.startswith("@") else _whole(value)


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    raise ValueError("a boolean was expected")


def _nested(value: Any) -> Any:
    """An object or array; a JSON string in a form, and in a JSON body either that or the thing itself."""
    decoded = json.loads(value) if isinstance(value, str) else value
    if isinstance(decoded, dict | list):
        return decoded
    raise ValueError("an object or an array was expected")


def _file(value: Any) -> Upload | str:
    if isinstance(value, Upload | str):
        return value
    raise ValueError("a file or its id was expected")


_MARKUP = {"reply_markup": _nested}
_CAPTION = {"caption": _text, "parse_mode": _text}
_SENDING = _MARKUP | {"reply_parameters": _nested, "disable_notification": _flag, "protect_content": _flag}
_FORMATTING = {"parse_mode": _text, "link_preview_options": _nested}
_MESSAGE = {"chat_id": _chat, "message_id": _whole}
_LANGUAGE = {"language_code": _text}

SIGNATURES = {
    signature.name.lower(): signature
    for signature in (
        Signature("getMe", {}, {}),
        Signature(
            "getUpdates",
            {},
            {"offset": _whole, "limit": _whole, "timeout": _whole, "allowed_updates": _nested},
        ),
        Signature("sendMessage", {"chat_id": _chat, "text": _text}, _SENDING | _FORMATTING),
        Signature(
            "sendPhoto",
            {"chat_id": _chat, "photo": _file},
            _SENDING | _CAPTION | {"has_spoiler": _flag, "show_caption_above_media": _flag},
        ),
        Signature(
            "sendDocument",
            {"chat_id": _chat, "document": _file},
            _SENDING | _CAPTION | {"thumbnail": _file, "disable_content_type_detection": _flag},
        ),
        Signature("editMessageText", _MESSAGE | {"text": _text}, _MARKUP | _FORMATTING),
        Signature("editMessageReplyMarkup", _MESSAGE, _MARKUP),
        Signature("deleteMessage", _MESSAGE, {}),
        Signature(
            "answerCallbackQuery",
            {"callback_query_id": _text},
            {"text": _text, "show_alert": _flag, "cache_time": _whole},
        ),
        Signature("sendChatAction", {"chat_id": _chat, "action": _text}, {}),
        Signature("getFile", {"file_id": _text}, {}),
        Signature("setMyCommands", {"commands": _nested}, {"scope": _nested} | _LANGUAGE),
        Signature("getMyCommands", {}, {"scope": _nested} | _LANGUAGE),
        Signature("setMyDescription", {}, {"description": _text} | _LANGUAGE),
        Signature("setMyShortDescription", {}, {"short_description": _text} | _LANGUAGE),
        Signature("setChatMenuButton", {}, {"chat_id": _chat, "menu_button": _nested}),
        Signature("getWebhookInfo", {}, {}),
        Signature("setWebhook", {"url": _text}, {"secret_token": _text, "allowed_updates": _nested}),
        Signature("deleteWebhook", {}, {"drop_pending_updates": _flag}),
    )
}


def decode(signature: Signature, raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The parameters as Python values, and the names that this method does not have.

    Telegram itself passes over unknown names in silence. Raises its refusal of a value of the wrong type
    and of a missing one.
    """
    params: dict[str, Any] = {}
    unknown: list[str] = []
    for name, value in raw.items():
        reader = signature.required.get(name) or signature.optional.get(name)
        if value is None or (isinstance(value, Upload) and f"attach://{name}" in raw.values()):
            continue
        if reader is None:
            unknown.append(name)
            continue
        attached = raw.get(value.removeprefix("attach://")) if isinstance(value, str) else None
        try:
            params[name] = reader(attached if isinstance(attached, Upload) else value)
        except ValueError as error:
            raise defect(f"can't parse parameter {name}: {error}") from error
    for name in signature.required:
        if name not in params:
            raise defect("message text is empty" if name == "text" else f"parameter {name} is empty")
    return params, unknown
