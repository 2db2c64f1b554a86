"""The catalogues: one gettext file per language, read as it is, with nothing to compile."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from locales.language import LANGUAGES

HERE = Path(__file__).parent

# A sentence in its forms: one, or singular and plural. Of a translation: as many as the language has.
Forms = tuple[str, ...]


class IncompleteCatalogue(Exception):
    """A language lacks sentences: `missing` has the English of each, the text names the first few."""

    def __init__(self, language: str, missing: list[str]) -> None:
        self.language = language
        self.missing = missing
        shown = "; ".join(f"“{msgid}”" for msgid in missing[:5])
        super().__init__(f"locales/{language}/tiendo.po lacks {len(missing)} sentences: {shown}")


def path_of(language: str, folder: Path = HERE) -> Path:
    """Return where the catalogue of a language lies in the folder `locales`."""
    return folder / language / "tiendo.po"


def read(language: str, folder: Path = HERE) -> dict[Forms, Message]:
    """Read a catalogue, by the English forms of each entry; raise Babel's `PoFileError` for a broken file."""
    return {forms(message.id): message for message in _parse(language, folder) if message.id}


def forms(text: str | list[str] | tuple[str, ...] | None) -> Forms:
    """Return the forms of a msgid or msgstr: one where it has no plural, none where it has no text at all."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def is_translated(message: Message) -> bool:
    """Say whether every form of the translation is written."""
    translation = forms(message.string)
    return bool(translation) and all(translation)


def load(folder: Path = HERE) -> None:
    """Refuse to start with holes: raise `IncompleteCatalogue` for the first language that lacks a sentence.

    A sentence is lacking when another language has it and this one has not, or has it empty or marked fuzzy.
    """
    catalogues = {language: read(language, folder) for language in LANGUAGES}
    wanted = list(dict.fromkeys(msgid for catalogue in catalogues.values() for msgid in catalogue))
    for language, catalogue in catalogues.items():
        usable = {msgid for msgid, message in catalogue.items() if is_translated(message) and not message.fuzzy}
        if missing := [msgid[0] for msgid in wanted if msgid not in usable]:
            raise IncompleteCatalogue(language, missing)


@cache
def translations(language: str) -> Translations:
    """Return the sentences of a language ready for look-up; the file is read once."""
    compiled = BytesIO()
    write_mo(compiled, _parse(language, HERE))
    compiled.seek(0)
    return Translations(compiled)


def _parse(language: str, folder: Path) -> Catalog:
    with path_of(language, folder).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)
