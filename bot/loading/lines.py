"""The lines of a file as JSON objects, one at a time, however the file is broken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn

LONGEST = 65_536
"""So many bytes a line has at the most."""

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class FileProblem(Exception):
    """The file cannot be read at all; the message is a sentence."""


class Line(NamedTuple):
    """A line: what it holds, or (`problem`) why it holds nothing. `end` is where it ends in the file, in bytes."""

    number: int
    end: int
    content: dict[str, Any]
    problem: str | None = None


def read_lines(path: Path) -> Iterator[Line]:
    """The lines that are not empty. Raises `FileProblem`."""
    try:
        with path.open("rb") as file:
            yield from _lines(file, path)
    except OSError as problem:
        raise FileProblem(f"{path} cannot be read: {problem.strerror}.") from problem


def _lines(file: BinaryIO, path: Path) -> Iterator[Line]:
    number = end = 0
    while raw := file.readline(LONGEST + 1):
        number += 1
        end += len(raw)
        if number == 1:
            if raw.startswith(_UTF_16):
                raise FileProblem(f"{path} is in UTF-16: save it as UTF-8.")
            raw = raw.removeprefix(_BOM)
        if len(raw) > LONGEST and not raw.endswith(b"\n"):
            while (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
                end += len(rest)
            end += len(rest)
            yield Line(number, end, {}, f"the line is longer than {LONGEST} bytes")
        elif raw.strip():
            yield _line(number, end, raw)


def _line(number: int, end: int, raw: bytes) -> Line:
    try:
        content = _DECODER.decode(raw.decode())
    except UnicodeDecodeError as problem:
        return Line(number, end, {}, f"byte {problem.start + 1} is not UTF-8")
    except json.JSONDecodeError as problem:
        return Line(number, end, {}, f"not JSON: {problem.msg} at character {problem.pos + 1}")
    except ValueError as problem:
        long = "limit" in str(problem)
        return Line(number, end, {}, "not JSON: a number has too many digits" if long else f"not JSON: {problem}")
    except RecursionError:
        return Line(number, end, {}, "not JSON: nested too deeply")
    if not isinstance(content, dict):
        return Line(number, end, {}, "expected a JSON object, {…}")
    return Line(number, end, content)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        raise ValueError(f"the key {json.dumps(next(key for key in keys if keys.count(key) > 1))} stands in it twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number)
