"""HTML as Telegram reads it: a short list of tags, everything else refused."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from tests.telegram.refusal import Refused, defect

Entity = dict[str, Any]

ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}
_TOKEN = re.compile(
    r"""(?P<plain>[^<]+)
    | </(?P<end>[^\s>]*)\s*>
    | <(?P<start>[^\s>/]+)(?P<attributes>(?:\s+[^\s=>/"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[\w.-]+))?)*)\s*>""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([^\s=>/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+))""")
# Of the named references Telegram knows these four; any other stays as it was typed.
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")


def utf16_len(text: str) -> int:
    """Length in the units in which Telegram counts offsets and which we hold against its limits."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def read_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text of a message and its entities; raises what Telegram answers to anything malformed."""
    if "<" not in source and "&" not in source:
        return source, []
    parts: list[str] = []
    length = 0
    entities: list[Entity] = []
    open_tags: list[tuple[str, str, int]] = []
    position = 0
    while position < len(source):
        token = _TOKEN.match(source, position)
        if token is None:
            raise _not_a_tag(source, position)
        if token["plain"]:
            parts.append(_decode(token["plain"]))
            length += utf16_len(parts[-1])
        elif token["start"]:
            name = token["start"].lower()
            if name not in ENTITY_OF_TAG:
                raise _not_a_tag(source, position)
            open_tags.append((name, token["attributes"], length))
        else:
            name, attributes, begin = _opened_by(token, open_tags)
            entities.extend(_entity(name, attributes, begin, length - begin))
        position = token.end()
    if open_tags:
        raise defect(f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1][0]}\"")
    # Tags close from the inside out; of two around the same words Telegram lists the outer first.
    entities.reverse()
    return "".join(parts), sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _opened_by(end: re.Match[str], open_tags: list[tuple[str, str, int]]) -> tuple[str, str, int]:
    """The innermost open tag, which must be the one that ends here; ``</>`` ends any."""
    if not open_tags:
        raise _unreadable("Unexpected end tag", end.string, end.start())
    opened = open_tags.pop()
    if end["end"] and end["end"].lower() != opened[0]:
        found = f', expected "</{opened[0]}>", found "</{end["end"]}>"'
        raise _unreadable("Unmatched end tag", end.string, end.start(), found)
    return opened


def _not_a_tag(source: str, position: int) -> Refused:
    if ">" not in source[position:]:
        return _unreadable("Unclosed tag", source, position)
    name = re.split(r"[\s>]", source[position + 1 :])[0].lower()
    return _unreadable(f'Unsupported start tag "{name}"', source, position)


def _decode(text: str) -> str:
    return _REFERENCE.sub(lambda match: unescape(match[0]), text)


def _entity(name: str, attributes: str, offset: int, length: int) -> list[Entity]:
    """None for a tag around nothing, or for a link without an address: Telegram forgets these."""
    if not length:
        return []
    entity: Entity = {"type": ENTITY_OF_TAG[name], "offset": offset, "length": length}
    if name == "blockquote" and "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    if name == "a":
        values = {match[1]: match[2] or match[3] or match[4] for match in _ATTRIBUTE.finditer(attributes)}
        if not values.get("href"):
            return []
        entity["url"] = _decode(values["href"])
    return [entity]


def _unreadable(what: str, source: str, position: int, more: str = "") -> Refused:
    offset = len(source[:position].encode())
    return defect(f"can't parse entities: {what} at byte offset {offset}{more}")
