"""Telex and VNI keystrokes that the keyboard left as they were typed ("mootj", "mo65t" for "một")."""

from __future__ import annotations

import unicodedata

_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = dict(zip("12345", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_MARKS = {"6": _CIRCUMFLEX, "7": _HORN, "8": _BREVE}
_TAKES = {_CIRCUMFLEX: "aeo", _BREVE: "a", _HORN: "ou"}
_VOWELS = "aeiouy"
_LONGEST_SYLLABLE = 12


def unslip(word: str) -> str | None:
    """The Vietnamese word that the keystrokes `word` stand for; None when they are no slip.

    The tone mark may stand on another vowel than in print: compare by letters and tone.
    """
    if not word.isascii() or not word.isalnum() or len(word) > _LONGEST_SYLLABLE:
        return None
    keys = _Keys()
    press = keys.vni if any(key.isdigit() for key in word) else keys.telex
    for key in word:
        press(key)
    result = keys.word()
    return None if result == word else result


class _Keys:
    """The letters so far, each with its mark, and the tone."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.marks: list[str] = []
        self.tone = ""

    def telex(self, key: str) -> None:
        if key in _TELEX_TONES and any(letter in _VOWELS for letter in self.letters):
            self.tone = _TELEX_TONES[key]
        elif key == "w" and (self.mark(_BREVE) or self.mark(_HORN)):
            pass
        elif key == "w":
            self.add("u", _HORN)
        elif (key in "aeo" and self.mark(_CIRCUMFLEX, key)) or (key == "d" and self.stroke()):
            pass
        else:
            self.add(key)

    def vni(self, key: str) -> None:
        if key in _VNI_TONES and any(letter in _VOWELS for letter in self.letters):
            self.tone = _VNI_TONES[key]
        elif not (key in _VNI_MARKS and self.mark(_VNI_MARKS[key])) and not (key == "9" and self.stroke()):
            self.add(key)

    def add(self, letter: str, mark: str = "") -> None:
        self.letters.append(letter)
        self.marks.append(mark)

    def mark(self, mark: str, only: str = "") -> bool:
        """Put `mark` on the last letter that takes it and has none; a horn on "uo" goes on both."""
        for place in reversed(range(len(self.letters))):
            if self.letters[place] in (only or _TAKES[mark]) and not self.marks[place]:
                self.marks[place] = mark
                if mark == _HORN and self.letters[max(place - 1, 0) : place + 1] == ["u", "o"]:
                    self.marks[place - 1] = mark
                return True
        return False

    def stroke(self) -> bool:
        if not self.letters or self.letters[0] != "d":
            return False
        self.letters[0] = "đ"
        return True

    def word(self) -> str:
        written = [letter + mark for letter, mark in zip(self.letters, self.marks, strict=True)]
        vowels = [place for place, letter in enumerate(self.letters) if letter in _VOWELS]
        if self.tone and vowels:
            written[vowels[-1]] += self.tone
        return unicodedata.normalize("NFC", "".join(written))
