"""What is said to a person, the same whatever channel carries it."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from markupsafe import Markup

from locales import _, number


@dataclass(frozen=True, slots=True)
class Button:
    """Something to tap. `action` is at most 64 bytes: an answer (`a:…`) or a command (`c:…`).

    A numbered button can also be chosen by typing its number.
    """

    label: str
    action: str
    number: int | None = None

    @property
    def caption(self) -> str:
        """The words on the button: with its number, so that typing it is an equal way."""
        return self.label if self.number is None else f"{self.number}. {self.label}"


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes out with a message: a picture, or a document with its name."""

    name: str
    content: bytes
    picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A file that is made when its message leaves, outside of any transaction, from nothing but what it shows.

    `kind` says who makes it: "chart" a picture, "table" and "quota-sheet" a spreadsheet. `content` is fit for JSON;
    the same content gives the same file.
    """

    name: str
    kind: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One message to a person.

    `edits` is the id of the message that it replaces, where the channel can; else it is sent as a new one.
    `question` marks it as asking the question that is open (`conversation:nonce`). `once`: it holds a secret, such as
    the code of an invitation, and is not kept by us once it was shown.
    """

    text: Markup
    rows: Rows = ()
    attachment: Attachment | None = None
    recipe: Recipe | None = None
    edits: str | None = None
    question: str | None = None
    once: bool = False

    def payload(self) -> dict[str, Any]:
        """As it is kept in the outbox until it is sent."""
        kept: dict[str, Any] = {"text": str(self.text)}
        if self.rows:
            kept["rows"] = [[[button.label, button.action, button.number] for button in row] for row in self.rows]
        if self.recipe is not None:
            kept["recipe"] = asdict(self.recipe)
        if self.attachment is not None:
            kept["attachment"] = {
                "name": self.attachment.name,
                "content": base64.b64encode(self.attachment.content).decode("ascii"),
                "picture": self.attachment.picture,
            }
        if self.edits is not None:
            kept["edits"] = self.edits
        if self.once:
            kept["once"] = True
        return kept

    @staticmethod
    def of(payload: dict[str, Any], question: str | None = None) -> Saying:
        """What `payload` kept."""
        attachment, recipe = payload.get("attachment"), payload.get("recipe")
        return Saying(
            text=Markup(payload["text"]),  # noqa: S704  it was Markup when it was kept
            rows=tuple(tuple(Button(*button) for button in row) for row in payload.get("rows", ())),
            attachment=None
            if attachment is None
            else Attachment(
                name=attachment["name"],
                content=base64.b64decode(attachment["content"]),
                picture=attachment["picture"],
            ),
            recipe=None if recipe is None else Recipe(**recipe),
            edits=payload.get("edits"),
            question=question,
            once=payload.get("once", False),
        )


def joined(said: Sequence[Saying]) -> list[Saying]:
    """The same with each message that has neither choices nor a file joined to the one after it.

    A screen is not joined to a question: a newer question takes the place of one that did not leave yet.
    """
    result: list[Saying] = []
    before: list[Saying] = []
    for saying in said:
        bare = not (saying.rows or saying.attachment or saying.recipe or saying.edits)
        if bare and saying is not said[-1]:
            before.append(saying)
            continue
        text = Markup("\n\n").join([*(one.text for one in before), saying.text])
        result.append(replace(saying, text=text, once=saying.once or any(one.once for one in before)))
        before = []
    return result


def lines(parts: Iterable[Markup | str]) -> Markup:
    """The parts below each other; plain strings are escaped."""
    return Markup("\n").join(parts)


NAMED = 8
"""Of more things than this only so many are named."""


def shortened(named: Sequence[str]) -> Markup:
    """The names, of the first ones where they are many: nobody reads a hundred on a phone."""
    if len(named) > NAMED + 1:
        return _("{names} and {n} more", names="; ".join(named[:NAMED]), n=number(len(named) - NAMED))
    return Markup("{}").format("; ".join(named))


ROOM = 16
"""Buttons whose captions are at most this long stand two in a row."""


def numbered(buttons: Sequence[tuple[str, str]], first: int = 1) -> list[Button]:
    """Buttons (label, action) with running numbers."""
    return [Button(label, action, number) for number, (label, action) in enumerate(buttons, first)]


def arranged(buttons: Sequence[Button]) -> Rows:
    """Buttons in rows that fit a phone: long ones alone, short ones two by two."""
    rows: list[tuple[Button, ...]] = []
    waiting: list[Button] = []
    for button in buttons:
        if len(button.caption) > ROOM:
            if waiting:
                rows.append(tuple(waiting))
                waiting = []
            rows.append((button,))
        else:
            waiting.append(button)
            if len(waiting) == 2:
                rows.append(tuple(waiting))
                waiting = []
    if waiting:
        rows.append(tuple(waiting))
    return tuple(rows)
