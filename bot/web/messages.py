"""Talking through the page: sending words, choices and files, and fetching what was said."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot import documents
from bot.channels.arrivals import NotStored
from bot.channels.web import Posted, PostedDocument
from bot.web.allowance import Limit
from bot.web.asking import Refused, bad_request, body_as, desk_of, limited, not_ready, root_of, signed_in, whole_number
from bot.web.remembering import remember
from locales import _, current, plain
from storage import files, meta, web_messages
from storage.files import NotAPicture, PictureTooLarge
from storage.forgetting import forget_log
from storage.web_messages import WebMessage
from storage.web_sessions import Session

LONGEST_WAIT = 25
"""Seconds that a browser may wait for something to be said: less than what cuts idle connections on the way."""
FIELD_LIMIT = 8 * 1024
"""Bytes of a field beside a file."""
PAGE = 200
"""So many messages go at once."""
UNREADABLE = ("audio/", "video/")
LONGEST_NAME = 200
PNG = b"\x89PNG\r\n\x1a\n"
PICTURE, DOCUMENT = "image/png", "application/octet-stream"
SENDING = Limit("sending", times=120, seconds=60)
FETCHING = Limit("fetching", times=600, seconds=60)

MessageId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Seen = Annotated[int | None, Field(ge=0, lt=2**53)]


class Words(BaseModel):
    """A message without a file: words, or a choice as it was offered."""

    model_config = ConfigDict(extra="forbid")

    id: MessageId
    text: Annotated[str | None, Field(min_length=1, max_length=4000)] = None
    choice: Annotated[str | None, Field(pattern=r"^\d{1,18}:[ac]:.{1,64}$")] = None
    seen: Seen = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Words:
        if (self.text is None) == (self.choice is None):
            raise ValueError("either words or a choice")
        return self


class Caption(BaseModel):
    """What comes beside a file."""

    id: MessageId
    text: Annotated[str, Field(max_length=1000)] = ""
    seen: Seen = None


async def send(request: Request) -> Response:
    """Take a message; it is stored when this answers."""
    session = await signed_in(request)
    limited(request, SENDING, str(session.id))
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        message_id, posted = await _file(request)
    else:
        words = await body_as(request, Words)
        message_id = words.id
        posted = Posted(text=words.text or "", choice=words.choice, seen=words.seen)
    try:
        await desk_of(request).web.receive(session, message_id, posted)
    except NotStored:
        raise not_ready() from None
    return JSONResponse({"id": message_id}, 202)


async def _file(request: Request) -> tuple[str, Posted]:
    """A picture is kept without place, time or camera, a document as it is, before anything else; no sound or film."""
    # A caller that names its own charset could choose one that takes minutes to read.
    if "charset" in request.headers["content-type"].lower():
        raise bad_request()
    async with request.form(max_files=1, max_fields=5, max_part_size=FIELD_LIMIT) as form:
        upload = form.get("file")
        if not isinstance(upload, UploadFile):
            raise bad_request()
        fields = {name: value for name, value in form.items() if name != "file"}
        try:
            caption = Caption.model_validate(fields)
        except ValidationError:
            raise bad_request() from None
        content = await upload.read()
    folder, picture, document = desk_of(request).data_folder, None, None
    try:
        picture = await files.save(folder, content)
    except NotAPicture:
        if not (upload.content_type or "").startswith(UNREADABLE):
            kept = await files.keep(folder, content) if len(content) <= documents.LARGEST else None
            document = PostedDocument(name=(upload.filename or "")[-LONGEST_NAME:], kept=kept)
    except PictureTooLarge:
        raise too_large() from None
    posted = Posted(text=caption.text, is_file=True, picture=picture, document=document, seen=caption.seen)
    return caption.id, posted


def too_large() -> Refused:
    """A file with more bytes or pixels than we take."""
    return Refused(413, "too_large", _("This file is larger than 10 MB. Please send a smaller one."))


async def fetch(request: Request) -> Response:
    """What was said after a message, waiting for it where there is nothing yet."""
    session = await signed_in(request)
    limited(request, FETCHING, str(session.id))
    desk = desk_of(request)
    after = whole_number(request.query_params.get("after"), 0, 2**53)
    wait = whole_number(request.query_params.get("wait"), 0, LONGEST_WAIT)
    typing = False
    with desk.web.listening(session) as bell:
        found, epoch = await _said_after(request, session.chat_id, after)
        if not found and wait:
            typing = await bell.wait(wait)
            # The session may have been ended meanwhile, by what was just said.
            session = await signed_in(request)
            found, epoch = await _said_after(request, session.chat_id, after)
    messages = [_as_json(message, root_of(request)) for message in found]
    language = current() if session.officer_id is None else session.language
    said = {"messages": messages, "language": language, "typing": typing and not messages}
    answer = JSONResponse(said | {"chat": _name_of(session), "epoch": epoch})
    await remember(request, answer, session)
    return answer


def _name_of(session: Session) -> str:
    """What tells one chat from another: what was written in one is never sent in another."""
    return hashlib.sha256(session.address.encode()).hexdigest()[:16]


async def _said_after(request: Request, chat_id: int, after: int) -> tuple[list[WebMessage], str]:
    """What was said, and the epoch in which that is numbered."""
    database, now = desk_of(request).database, desk_of(request).clock.now()
    async with database.read() as tx:
        found = await web_messages.after(tx, chat_id, after, PAGE)
        secrets = await web_messages.holds_secrets(tx, chat_id, after, now)
        epoch = await meta.get(tx, meta.EPOCH)
    if secrets and not database.hindered.is_set():
        await database.write(lambda tx: web_messages.forget_secrets(tx, chat_id, after, now))
        await forget_log(database)
    return list(found), epoch or ""


async def attachment(request: Request) -> Response:
    """The picture or document that a message brought."""
    session = await signed_in(request)
    limited(request, FETCHING, str(session.id))
    number = whole_number(request.path_params["n"], 0, 2**53)
    async with desk_of(request).database.read() as tx:
        content = await web_messages.attachment(tx, session.chat_id, number)
    if content is None:
        raise Refused(404, "not_there", _("This file is no longer kept. Please ask for it again."))
    kind = PICTURE if content.startswith(PNG) else DOCUMENT
    headers = {"Content-Disposition": "inline" if kind == PICTURE else "attachment"}
    return Response(content, media_type=kind, headers=headers)


def _as_json(message: WebMessage, root: str) -> dict[str, Any]:
    """A message as the page shows it. Choices name the message in whose place they stand."""
    payload = message.payload
    text = Markup(payload["text"])  # noqa: S704  it was Markup when it was kept
    place = message.edits or message.n
    file = payload.get("attachment")
    link = None if file is None else f"{root}/api/files/{message.n}/{file['name']}"
    return {
        "n": message.n,
        "text": plain(text),
        "html": str(text),
        "choices": [
            {"id": f"{place}:{action}", "label": label if number is None else f"{number}. {label}", "row": row}
            for row, buttons in enumerate(payload.get("rows", ()))
            for label, action, number in buttons
        ],
        "image": link if file is not None and file["picture"] else None,
        "document": link if file is not None and not file["picture"] else None,
        "name": None if file is None else file["name"],
        "edits": message.edits,
        "once": message.once,
    }
