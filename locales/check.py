"""`python -m locales.check`: are the catalogues complete, and does every translation fit its sentence?"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError

from locales.catalogue import HERE, Forms, forms, is_translated, path_of, read
from locales.language import LANGUAGES
from locales.source import faulty_calls, placeholders, sentences

TAG = re.compile(r"</?[bi]>")
ENTITY = re.compile(r"&(?:amp|lt|gt|#\d+);")


def check(root: Path) -> list[str]:
    """Return a sentence for every mistake in the code and the catalogues below `root`."""
    said = sentences(root)
    problems = faulty_calls(root)
    for language in LANGUAGES:
        place = path_of(language, root / "locales").relative_to(root)
        problems += [f"{place}: {problem}" for problem in _check_catalogue(root, language, said)]
    return problems


def _check_catalogue(root: Path, language: str, said: dict[Forms, str]) -> list[str]:
    try:
        catalogue = read(language, root / "locales")
    except (OSError, PoFileError) as error:
        return [f"cannot be read: {error}"]
    missing = [f"missing (from {said[msgid]}): “{msgid[0]}”" for msgid in said if msgid not in catalogue]
    unused = [f"unused: “{msgid[0]}”" for msgid in catalogue if msgid not in said]
    unfit = [
        f"{fault}: “{msgid[0]}”"
        for msgid, message in catalogue.items()
        if msgid in said
        for fault in _faults(msgid, message)
    ]
    return missing + unused + unfit


def _faults(msgid: Forms, message: Message) -> list[str]:
    if message.fuzzy:
        return ["fuzzy"]
    if not is_translated(message):
        return ["not translated"]
    translation = forms(message.string)
    faults = [fault for text in (*msgid, *translation) if (fault := _malformed(text))]
    if faults:
        return faults
    # A singular may leave out the number ("one report"); the general form, the last one, may not.
    if any(_shape(text) not in map(_shape, msgid) for text in translation):
        faults.append("placeholders or tags differ from the English")
    elif _shape(translation[-1]) != _shape(msgid[-1]):
        faults.append("the last form lacks a placeholder or tag of the English plural")
    return faults


def _shape(text: str) -> tuple[set[str], list[str]]:
    return placeholders(text), sorted(TAG.findall(text))


def _malformed(text: str) -> str | None:
    try:
        names = placeholders(text)
    except ValueError as error:
        return f"braces do not match ({error})"
    if not all(name.isidentifier() for name in names):
        return "a placeholder must be a plain name in braces"
    if not _nested(TAG.findall(text)):
        return "tags must be closed in the order in which they were opened"
    if re.search(r"[<>&]", ENTITY.sub("", TAG.sub("", text))):
        return "apart from <b> and <i>, write &lt; &gt; &amp;"
    return None


def _nested(tags: list[str]) -> bool:
    opened: list[str] = []
    for tag in tags:
        if not tag.startswith("</"):
            opened.append(tag)
        elif not opened or opened.pop() != tag.replace("/", ""):
            return False
    return not opened


def main() -> int:
    """Print the mistakes and return how the process ends: 0 without, 1 with."""
    problems = check(HERE.parent)
    for problem in problems:
        print(problem)  # noqa: T201 - the report of a command
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
