"""The limits of the Bot API, each with what Telegram answers when it is broken."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from PIL import Image

from tests.telegram.markup import Entity, read_html, utf16_len
from tests.telegram.refusal import defect

TEXT = 4096
CAPTION = 1024
ENTITIES = 100
CALLBACK_DATA_BYTES = 64
BUTTONS = 100
BUTTONS_PER_ROW = 8
TOAST = 200
TAP_SECONDS = 15
PHOTO_BYTES = 10 * 2**20
UPLOAD_BYTES = 50 * 2**20
DOWNLOAD_BYTES = 20 * 2**20
DELETE_SECONDS = 48 * 3600
POLL_UPDATES = 100
DESCRIPTION = 512
SHORT_DESCRIPTION = 120

CHAT_ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
    *("upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"),
}
UPDATE_KINDS = {
    *("message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "inline_query"),
    *("chosen_inline_result", "my_chat_member", "chat_member", "chat_join_request", "poll", "poll_answer"),
    *("shipping_query", "pre_checkout_query", "message_reaction", "message_reaction_count", "chat_boost"),
    *("removed_chat_boost", "business_connection", "business_message", "edited_business_message"),
    *("deleted_business_messages", "purchased_paid_media", "guest_message", "managed_bot"),
}
BUTTON_ACTIONS = {"callback_data", "url", "web_app", "copy_text"}
BUTTON_STYLES = {"danger", "success", "primary"}


def read_text(params: Mapping[str, Any]) -> tuple[str, list[Entity]]:
    """The text of a message, 1 to 4096 units once its entities are parsed."""
    text, entities = _formatted(params["text"], params.get("parse_mode"))
    if not text:
        raise defect("message text is empty")
    if not text.strip():
        raise defect("text must be non-empty")
    if utf16_len(text) > TEXT:
        raise defect("message is too long")
    return text, entities


def read_caption(params: Mapping[str, Any]) -> tuple[str, list[Entity]]:
    """The words under a photo or document, up to 1024 units; none is allowed."""
    caption, entities = _formatted(params.get("caption", ""), params.get("parse_mode"))
    if utf16_len(caption) > CAPTION:
        raise defect("message caption is too long")
    return caption, entities


def _formatted(source: str, parse_mode: str | None) -> tuple[str, list[Entity]]:
    if parse_mode is None:
        return source, []
    if parse_mode.lower() != "html":
        raise defect("unsupported parse_mode")
    text, entities = read_html(source)
    if len(entities) > ENTITIES:
        raise defect("too many entities")
    return text, entities


def check_markup(markup: Mapping[str, Any] | None, *, inline_only: bool = False) -> None:
    """Inline keyboards in full; of reply keyboards only that their buttons say something."""
    if markup is None:
        return
    if not isinstance(markup, dict):
        raise defect("object expected as reply markup")
    kinds = markup.keys() & {"inline_keyboard", "keyboard", "remove_keyboard", "force_reply"}
    if len(kinds) != 1 or (inline_only and kinds != {"inline_keyboard"}):
        raise defect("inline keyboard expected" if inline_only else "unknown kind of reply markup")
    if "inline_keyboard" in markup:
        _check_inline(markup["inline_keyboard"])
    for row in markup.get("keyboard", ()):
        for button in row:
            if not (button if isinstance(button, str) else button.get("text")):
                raise defect("keyboard button text must be non-empty")


def _check_inline(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise defect('field "inline_keyboard" must be of type Array')
    if sum(map(len, rows)) > BUTTONS or any(len(row) > BUTTONS_PER_ROW for row in rows):
        raise defect("REPLY_MARKUP_TOO_LONG")
    for button in (button for row in rows for button in row):
        if not isinstance(button, dict):
            raise defect("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
        _check_button(button)


def _check_button(button: Mapping[str, Any]) -> None:
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise defect("inline keyboard button text must be non-empty")
    actions = button.keys() & BUTTON_ACTIONS
    if not actions:
        raise defect("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise defect("BUTTON_TYPE_INVALID")
    if button.get("style", "primary") not in BUTTON_STYLES:
        raise defect("can't parse inline keyboard button: unknown style")
    data = button.get("callback_data")
    if "callback_data" in actions and (not isinstance(data, str) or not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES):
        raise defect("BUTTON_DATA_INVALID")
    if "url" in actions and not re.match(r"(https?|tg)://[^\s/]+|(mailto|tel):.+", str(button["url"])):
        raise defect("BUTTON_URL_INVALID")


def check_photo(content: bytes) -> tuple[int, int]:
    """Width and height of an uploaded photo that Telegram would take."""
    if len(content) > PHOTO_BYTES:
        raise defect("file is too big")
    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
    except OSError as error:
        raise defect("IMAGE_PROCESS_FAILED") from error
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise defect("PHOTO_INVALID_DIMENSIONS")
    return width, height


def check_document(content: bytes) -> None:
    if not content:
        raise defect("file must be non-empty")
    if len(content) > UPLOAD_BYTES:
        raise defect("file is too big")


def check_commands(commands: Any) -> None:
    """At most 100; names of up to 32 small letters, digits and underscores; descriptions of 1 to 256."""
    if not isinstance(commands, list) or len(commands) > 100:
        raise defect("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command.get("command", "")):
            raise defect("BOT_COMMAND_INVALID")
        if not 1 <= utf16_len(command.get("description", "")) <= 256:
            raise defect("BOT_COMMAND_DESCRIPTION_INVALID")
