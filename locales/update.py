"""`python -m locales.update`: bring the catalogues in step with the code, keeping every translation in use.

A new sentence enters the English catalogue as it stands in the code, the Vietnamese one empty, so that the
check asks for it.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from locales.catalogue import HERE, Forms, path_of, read
from locales.language import LANGUAGES
from locales.source import sentences

# Written by hand: Babel's header carries dates and addresses that change without a reason.
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def update(root: Path) -> None:
    """Rewrite the catalogues below `root`: sorted, one line a form, no places, no unused sentences."""
    said = sentences(root)
    for language in LANGUAGES:
        path = path_of(language, root / "locales")
        known = read(language, root / "locales") if path.exists() else {}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_written(language, said, known))


def _written(language: str, said: dict[Forms, str], known: dict[Forms, Message]) -> bytes:
    catalogue = Catalog(locale=language)
    for msgid in said:
        old, english = known.get(msgid), msgid if len(msgid) > 1 else msgid[0]
        if old:
            catalogue.add(english, old.string, flags=["fuzzy"] if old.fuzzy else [])
        else:
            catalogue.add(english, english if language == "en" else None)
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    header = HEADER.format(language=language, plurals=catalogue.plural_forms)
    return header.encode() + body.getvalue()


if __name__ == "__main__":
    update(HERE.parent)
