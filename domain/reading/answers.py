"""Reading yes, no, and "nothing to report"."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise
from typing import Any

from domain.reading.lexicon import Lexicon, word_list
from domain.reading.results import LONGEST, Problem, Reading, Unclear, Understood
from domain.reading.tokens import Kind, tokens


class _Word(Enum):
    YES = "yes"
    NO = "no"
    POLITE = "polite"  # changes nothing; alone it is a yes
    RESULT = "result"  # what is affirmed or denied: "đồng ý", "gửi", "tổ chức"
    FILLER = "filler"


_SPELLINGS = {
    _Word.YES: "có đúng ok oke okay okie okê ừ u uh uk ờ đã rồi chuẩn phải yes y được đc dc vâng vang",
    _Word.NO: "không ko k kg kh kô hong hok hông hem hổng khum chưa đừng chẳng chả no n sai khỏi",
    _Word.POLITE: "dạ ạ",
    _Word.RESULT: "đồng ý gửi gởi tổ chức nhất trí xác nhận chính làm xong phát sinh luôn công khai thành lập",
    _Word.FILLER: "à em thưa anh chị nhé nha nhá đi ấy vậy thế đấy hết cả gì ai nào chí đâu chứ đơn vị bên này năm nay",
}

_ANSWERS: Lexicon[_Word] = Lexicon({w: kind for kind, spelled in _SPELLINGS.items() for w in spelled.split()})

_NONE = Lexicon(
    {
        f"{no}{rest}": True
        for no in ("không", "ko", "k", "kg", "hong", "hok", "hông", "chưa", "chẳng", "0")
        for rest in (
            "",
            " có",
            " có gì",
            " có ai",
            " ai",
            " gì",
            " phát sinh",
            " có phát sinh",
            " người nào",
            " có người nào",
        )
    }
    | {"kps": True, "không có gì phát sinh": True, "none": True}
)
_UNKNOWN = Lexicon(
    {
        f"{no} {known}": True
        for no in ("chưa", "không", "ko", "k", "kg", "hong", "hok", "hông")
        for known in ("rõ", "biết", "nắm", "nắm rõ", "nắm được", "xác định", "xác định được", "có số liệu")
    }
    | {"not known": True}
)
_UNKNOWN_WORDS = word_list("chưa không rõ biết nắm được xác định có số liệu")
_AROUND_NONE = word_list("dạ ạ vâng em thưa báo cáo nhé đồng chí bc")


def read_yes_no(text: str) -> Reading[bool]:
    """Yes or no. "Dạ không", "da chua", "chua a" are no; "da", "vang a" are yes.

    "dung gui" without marks is asked about (đúng, gửi; đừng gửi), and so is a question in return.
    """
    if len(text) > LONGEST:
        return Unclear(Problem.TOO_LONG)
    pieces = tokens(text, _ANSWERS)
    if not pieces:
        return Unclear(Problem.EMPTY)
    said = [_ANSWERS.meanings(piece.text) for piece in pieces if piece.kind is not Kind.SIGN]
    if not said or not all(said) or any(piece.text == "?" for piece in pieces):
        return Unclear(Problem.NOT_YES_OR_NO)
    if _is_right_or_do_not(said):
        return Unclear(Problem.AMBIGUOUS, (True, False))
    return _verdict([_settled(kinds) for kinds in said])


def says_none(text: str) -> bool:
    """Whether `text` is "none" where a number is asked: "không", "ko co gi", "k", "kps", "chưa có"."""
    return "?" not in text and bool(_NONE.meanings(_without_politeness(text)))


def says_unknown(text: str) -> bool:
    """Whether `text` is "not known": "chua ro", "khong ro", "chua biet", "khong biet", "?"."""
    return set(text.strip()) == {"?"} or bool(_UNKNOWN.meanings(_without_politeness(text.rstrip(" ?"), _UNKNOWN_WORDS)))


def _without_politeness(text: str, *known: Lexicon[Any]) -> str:
    """The words of `text` without signs and politeness, slips repaired where `known`; "" where it is too long."""
    if len(text) > LONGEST:
        return ""
    pieces = [piece.text for piece in tokens(text, _AROUND_NONE, *known) if piece.kind is not Kind.SIGN]
    while pieces and _AROUND_NONE.meanings(pieces[0]):
        pieces.pop(0)
    while pieces and _AROUND_NONE.meanings(pieces[-1]):
        pieces.pop()
    return " ".join(pieces)


def _settled(kinds: tuple[_Word, ...]) -> _Word:
    """The one kind of a word that can be several: "da" (dạ, đã), "co" (có), "dung" (đúng, đừng)."""
    for kind in (_Word.POLITE, _Word.YES, _Word.NO):
        if kind in kinds:
            return kind
    return kinds[0]


def _is_right_or_do_not(said: list[tuple[_Word, ...]]) -> bool:
    """Whether there is a "dung" that may be "đúng" or "đừng", before something that one may also be told not to do."""
    return any({_Word.YES, _Word.NO} <= set(kinds) and _Word.RESULT in after for kinds, after in pairwise(said))


def _verdict(said: list[_Word]) -> Reading[bool]:
    plain = [word for word in said if word is not _Word.FILLER]
    noes = [i for i, word in enumerate(plain) if word is _Word.NO]
    if len(noes) == 1 and set(plain[: noes[0]]) <= {_Word.POLITE}:
        return Understood(False)
    if plain and not noes:
        return Understood(True)
    return Unclear(Problem.NOT_YES_OR_NO)
