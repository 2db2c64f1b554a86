"""What each method of the Bot API does."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from tests.telegram import limits
from tests.telegram.chats import Chat, Json, Message
from tests.telegram.cloud import Cloud
from tests.telegram.markup import utf16_len
from tests.telegram.parameters import Upload
from tests.telegram.refusal import Refused, defect, happens

Params = dict[str, Any]

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


def get_me(cloud: Cloud, params: Params) -> Json:
    return cloud.bot | {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


async def get_updates(cloud: Cloud, params: Params) -> str:
    """Already JSON: updates are written once, however often they are asked for."""
    limit, timeout = params.get("limit", limits.POLL_UPDATES), params.get("timeout", 0)
    if not 1 <= limit <= limits.POLL_UPDATES or timeout < 0:
        raise defect("limit or timeout out of range")
    if "allowed_updates" in params:
        if unknown := set(params["allowed_updates"]) - limits.UPDATE_KINDS:
            raise defect(f"unknown kinds of updates {sorted(unknown)}")
        cloud.updates.allowed = params["allowed_updates"]
    if cloud.webhook is not None:
        raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
    return await cloud.updates.poll(params.get("offset", 0), limit, min(timeout, 50))


def send_message(cloud: Cloud, params: Params) -> Json:
    text, entities = limits.read_text(params)
    return _send(cloud, params, text=text, html=params["text"], entities=entities)


def send_photo(cloud: Cloud, params: Params) -> Json:
    caption, entities = limits.read_caption(params)
    content = _content(cloud, params["photo"])
    limits.check_photo(content)
    return _send(
        cloud,
        params,
        text=caption,
        html=params.get("caption", ""),
        entities=entities,
        photo=content,
        media=lambda: {"photo": cloud.files.photo(content)},
    )


def send_document(cloud: Cloud, params: Params) -> Json:
    caption, entities = limits.read_caption(params)
    document = params["document"]
    content = _content(cloud, document)
    limits.check_document(content)
    name, mime = (
        (document.name, document.mime) if isinstance(document, Upload) else ("file", "application/octet-stream")
    )
    return _send(
        cloud,
        params,
        text=caption,
        html=params.get("caption", ""),
        entities=entities,
        document=content,
        file_name=name,
        media=lambda: {"document": cloud.files.document(content, name, mime)},
    )


def _content(cloud: Cloud, file: Upload | str) -> bytes:
    return file.content if isinstance(file, Upload) else cloud.files.by_id(file).content


def _send(cloud: Cloud, params: Params, *, media: Callable[[], Json] | None = None, **content: Any) -> Json:
    markup = params.get("reply_markup")
    limits.check_markup(markup)
    chat = cloud.chat_to_write_to(params["chat_id"])
    cloud.count_message(chat)
    message = chat.add(
        cloud.bot,
        cloud.now(),
        keyboards=_keyboards(markup),
        reply_keyboard=None if markup is None or "inline_keyboard" in markup else markup,
        reply_to=_replied_to(chat, params.get("reply_parameters")),
        media=media() if media else {},
        **content,
    )
    return cloud.shown(chat, message)


def _keyboards(markup: Json | None) -> list[list[list[Json]]]:
    rows = [row for row in (markup or {}).get("inline_keyboard", ()) if row]
    return [rows] if rows else []


def _replied_to(chat: Chat, reply: Json | None) -> Message | None:
    if reply is None:
        return None
    message = chat.messages.get(reply.get("message_id", 0))
    if message is None and not reply.get("allow_sending_without_reply"):
        raise happens("message to be replied not found")
    return message


def edit_message_text(cloud: Cloud, params: Params) -> Json:
    """Without a keyboard in the call the message loses the one it had."""
    text, entities = limits.read_text(params)
    message = _to_edit(cloud, params)
    if message.media:
        raise happens("there is no text in the message to edit")
    rows = _rows(params)
    if (text, entities, rows) == (message.text, message.entities, message.rows):
        raise happens(_NOT_MODIFIED)
    noticed = text != message.text or bool(rows)
    message.text, message.html, message.entities = text, params["text"], entities
    return _edited(cloud, message, rows, noticed=noticed)


def edit_message_reply_markup(cloud: Cloud, params: Params) -> Json:
    message = _to_edit(cloud, params)
    rows = _rows(params)
    if rows == message.rows:
        raise happens(_NOT_MODIFIED)
    return _edited(cloud, message, rows, noticed=bool(rows))


def _to_edit(cloud: Cloud, params: Params) -> Message:
    limits.check_markup(params.get("reply_markup"), inline_only=True)
    chat = cloud.chat_to_write_to(params["chat_id"])
    cloud.count_message(chat)
    return cloud.message_to_change(chat, params["message_id"], "edit")


def _rows(params: Params) -> list[list[Json]]:
    return next(iter(_keyboards(params.get("reply_markup"))), [])


def _edited(cloud: Cloud, message: Message, rows: list[list[Json]], *, noticed: bool) -> Json:
    if rows != message.rows:
        message.keyboards.append(rows)
    message.edited_at = cloud.now()
    if noticed:
        return cloud.shown(message.chat, message)
    message.chat.bell.ring()
    return message.as_json()


def delete_message(cloud: Cloud, params: Params) -> bool:
    chat = cloud.chat_to_write_to(params["chat_id"])
    message = cloud.message_to_change(chat, params["message_id"], "delete")
    if cloud.now() - message.sent_at > limits.DELETE_SECONDS:
        raise happens("message can't be deleted for everyone")
    del chat.messages[message.id]
    chat.bell.ring()
    return True


def answer_callback_query(cloud: Cloud, params: Params) -> bool:
    text = params.get("text", "")
    if utf16_len(text) > limits.TOAST:
        raise defect("MESSAGE_TOO_LONG")
    cloud.answer_tap(params["callback_query_id"], text)
    return True


def send_chat_action(cloud: Cloud, params: Params) -> bool:
    if params["action"] not in limits.CHAT_ACTIONS:
        raise defect("wrong parameter action in request")
    chat = cloud.chat_to_write_to(params["chat_id"])
    chat.actions.append(params["action"])
    chat.bell.ring()
    return True


def get_file(cloud: Cloud, params: Params) -> Json:
    return cloud.files.described(params["file_id"])


def set_my_commands(cloud: Cloud, params: Params) -> bool:
    limits.check_commands(params["commands"])
    cloud.commands[_commands_for(params)] = params["commands"]
    return True


def get_my_commands(cloud: Cloud, params: Params) -> list[Json]:
    return cloud.commands.get(_commands_for(params), [])


def _commands_for(params: Params) -> tuple[str, str]:
    scope = params.get("scope", {"type": "default"})
    return json.dumps(scope, sort_keys=True), _language(params)


def set_my_description(cloud: Cloud, params: Params) -> bool:
    return _describe(cloud, "description", params, limits.DESCRIPTION)


def set_my_short_description(cloud: Cloud, params: Params) -> bool:
    return _describe(cloud, "short_description", params, limits.SHORT_DESCRIPTION)


def _describe(cloud: Cloud, name: str, params: Params, limit: int) -> bool:
    text = params.get(name, "")
    if utf16_len(text) > limit:
        raise defect(f"{name} is too long")
    cloud.settings[f"{name}/{_language(params)}"] = text
    return True


def _language(params: Params) -> str:
    code: str = params.get("language_code", "")
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise defect("LANG_CODE_INVALID")
    return code


def set_chat_menu_button(cloud: Cloud, params: Params) -> bool:
    cloud.settings[f"menu_button/{params.get('chat_id', '')}"] = params.get("menu_button")
    return True


def set_webhook(cloud: Cloud, params: Params) -> bool:
    if not params["url"].startswith("https://"):
        raise happens("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", params.get("secret_token", "-")):
        raise defect("the secret token holds what it may not")
    if unknown := set(params.get("allowed_updates", ())) - limits.UPDATE_KINDS:
        raise defect(f"unknown kinds of updates {sorted(unknown)}")
    cloud.updates.allowed = params.get("allowed_updates", cloud.updates.allowed)
    cloud.webhook = (params["url"], params.get("secret_token", ""))
    return True


def get_webhook_info(cloud: Cloud, params: Params) -> Json:
    url = "" if cloud.webhook is None else cloud.webhook[0]
    return {"url": url, "has_custom_certificate": False, "pending_update_count": cloud.updates.waiting}


def delete_webhook(cloud: Cloud, params: Params) -> bool:
    cloud.webhook = None
    if params.get("drop_pending_updates"):
        cloud.updates.drop()
    return True


Method = Callable[[Cloud, Params], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    method.__name__.replace("_", ""): method
    for method in (
        *(get_me, send_message, send_photo, send_document, edit_message_text, edit_message_reply_markup),
        *(delete_message, answer_callback_query, send_chat_action, get_file, set_my_commands),
        *(get_my_commands, set_my_description, set_my_short_description, set_chat_menu_button),
        *(set_webhook, get_webhook_info, delete_webhook),
    )
}
