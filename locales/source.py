"""What the code says: the sentences that the catalogues must have, and the calls that none could serve."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.extract import extract_from_dir

from locales.catalogue import Forms, forms

ROOMS = ("bot", "handlers", "schedules")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}
ENGLISH_ARGUMENTS = {"_": 1, "N_": 1, "ngettext": 2}
LOOKED_UP_LATER = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)


def sentences(root: Path) -> dict[Forms, str]:
    """Return every sentence in the code below `root` with the place where it first stands, as "file:line"."""
    found: dict[Forms, str] = {}
    for room in ROOMS:
        for name, line, msgid, *_rest in extract_from_dir(root / room, [("**.py", "python")], keywords=KEYWORDS):
            found.setdefault(forms(msgid), f"{room}/{name}:{line}")
    return found


def placeholders(text: str) -> set[str]:
    """Return the names in braces of a sentence; raise `ValueError` when its braces do not match."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def faulty_calls(root: Path) -> list[str]:
    """Return a sentence for each look-up bound to fail: put together from parts, hidden, or with other values."""
    return [
        f"{path.relative_to(root)}:{call.lineno}: {fault}"
        for room in ROOMS
        for path in sorted((root / room).rglob("*.py"))
        for call, fault in _faults(ast.parse(path.read_text(encoding="utf-8")))
    ]


def _faults(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    hidden = {call for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for call in _lookups(node)}
    for call in _lookups(tree):
        fault = "a sentence inside an f-string is not found for the catalogues" if call in hidden else _fault(call)
        if fault is not None:
            yield call, fault


def _lookups(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ENGLISH_ARGUMENTS:
            yield node


def _fault(call: ast.Call) -> str | None:
    assert isinstance(call.func, ast.Name)
    english = call.args[: ENGLISH_ARGUMENTS[call.func.id]]
    if all(isinstance(argument, LOOKED_UP_LATER) for argument in english):
        return None
    texts = [argument.value for argument in english if isinstance(argument, ast.Constant)]
    if len(texts) < len(english):
        return "a sentence must be one whole text, not put together from parts"
    given = {keyword.arg for keyword in call.keywords}
    if call.func.id == "N_" or None in given:
        return None
    wanted = set[str]().union(*(placeholders(str(text)) for text in texts))
    if call.func.id == "ngettext":
        wanted.discard("n")
    if given != wanted:
        return f"the sentence has {_names(wanted)}, the call gives {_names(given)}"
    return None


def _names(names: set[str] | set[str | None]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(map(str, names))) or "no placeholder"
