"""A small house with every sort of sentence, and complete catalogues."""

from __future__ import annotations

from pathlib import Path

from locales.source import ROOMS
from locales.update import update

CODE = """
LATER = N_("Later")
talk.say(_("Hello <b>{name}</b>", name=talk.name))
talk.say(ngettext("one member", "{n} members", count))
talk.say(_(LATER))
for _ in range(3):
    pass
"""
VIETNAMESE = {
    'msgid "Later"\nmsgstr ""': 'msgid "Later"\nmsgstr "Để sau"',
    'msgid "Hello <b>{name}</b>"\nmsgstr ""': 'msgid "Hello <b>{name}</b>"\nmsgstr "Chào <b>{name}</b>"',
    'msgstr[0] ""': 'msgstr[0] "{n} đoàn viên"',
}


def build_house(root: Path) -> None:
    """Write the code and both catalogues below `root`."""
    for room in ROOMS:
        (root / room).mkdir()
    (root / "handlers/talk.py").write_text(CODE, encoding="utf-8")
    update(root)
    for empty, translated in VIETNAMESE.items():
        replace(root, "vi", empty, translated)


def replace(root: Path, language: str, old: str, new: str) -> None:
    """Edit a catalogue; the old text must be there."""
    path = root / "locales" / language / "tiendo.po"
    text = path.read_text(encoding="utf-8")
    assert old in text, text
    path.write_text(text.replace(old, new), encoding="utf-8")
