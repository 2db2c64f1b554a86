"""What is dangerous in an .xlsx, told before anything reads it: it is an archive of XML from a stranger."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

OLD = b"\xd0\xcf\x11\xe0"
"""So begin an .xls and a workbook that is protected by a password."""
ARCHIVE = b"PK"

MOST_PARTS = 1000
_PIECE = 1 << 20
_MACROS = ("vbaproject", "/macrosheets/")
_DEFINING = (b"<!DOCTYPE", b"<!ENTITY")
"""With these a few bytes of XML grow to gigabytes; no spreadsheet program writes them."""
_LONGEST_SIGN = 16
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Other packings, which no spreadsheet program uses, unpack without a bound."""
_ENCRYPTED = 1


class Danger(StrEnum):
    """Why an archive is not to be read."""

    DAMAGED = "damaged"
    NOT_A_WORKBOOK = "not a workbook"
    MACROS = "macros"
    PASSWORD = "password"  # noqa: S105  a kind of trouble
    TOO_LARGE = "too large"


class Dangerous(Exception):
    """An archive is not to be read."""

    def __init__(self, danger: Danger) -> None:
        super().__init__(danger)
        self.danger = danger


def judge(content: bytes, most_unpacked: int) -> None:
    """Raise `Dangerous` where an archive is no workbook, holds macros, or unpacks to more bytes than that.

    Nothing is believed of what the archive says of itself: every part is unpacked once, a piece at a time.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _judge_parts(archive.infolist(), most_unpacked)
            left = most_unpacked
            for part in archive.infolist():
                left = _judge_content(archive, part, left)
    except Dangerous:
        raise
    except Exception as problem:
        # A damaged archive can break the reader anywhere.
        raise Dangerous(Danger.DAMAGED) from problem


def _judge_parts(parts: list[zipfile.ZipInfo], most_unpacked: int) -> None:
    names = [part.filename.casefold() for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most_unpacked:
        raise Dangerous(Danger.TOO_LARGE)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Dangerous(Danger.PASSWORD)
    if len(set(names)) < len(names) or any(part.compress_type not in _PACKED for part in parts):
        raise Dangerous(Danger.DAMAGED)
    if any(sign in name for name in names for sign in _MACROS):
        raise Dangerous(Danger.MACROS)
    if "xl/workbook.xml" not in names:
        raise Dangerous(Danger.NOT_A_WORKBOOK)


def _judge_content(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Look through one part; how many bytes the others may still have."""
    is_list = part.filename.casefold() == "[content_types].xml"
    is_xml = part.filename.casefold().endswith((".xml", ".rels"))
    before = b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise Dangerous(Danger.TOO_LARGE)
            seen = before + piece
            if is_list and b"macroenabled" in seen.lower():
                raise Dangerous(Danger.MACROS)
            # In an encoding of several bytes a sign, what defines would not be found.
            if any(sign in seen for sign in _DEFINING) or (is_xml and b"\0" in piece):
                raise Dangerous(Danger.DAMAGED)
            before = seen[-_LONGEST_SIGN:]
    return left
