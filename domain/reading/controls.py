"""Words that steer a conversation instead of answering its question."""

from __future__ import annotations

from enum import StrEnum

from domain.reading.lexicon import Lexicon, word_list
from domain.reading.results import LONGEST
from domain.reading.tokens import words


class Control(StrEnum):
    """What the person wants the conversation to do."""

    BACK = "back"
    CANCEL = "cancel"
    LATER = "later"
    HELP = "help"
    MENU = "menu"
    EDIT = "edit"
    SKIP = "skip"


_PHRASES = {
    Control.BACK: "quay lại, trở lại, lùi lại, quay về, trở về, back, câu trước",
    Control.CANCEL: "hủy, hủy bỏ, thôi, thôi không báo cáo, cancel, thoát, dừng lại, stop",
    Control.LATER: "để sau, để lát nữa, lát nữa, để mai, báo cáo sau, báo sau, gửi sau",
    Control.HELP: "giúp, giúp đỡ, trợ giúp, giúp với, help, hướng dẫn, cần hỗ trợ",
    Control.MENU: "menu, mục lục, danh mục",
    Control.EDIT: "sửa, sửa lại, làm lại, nhập lại, chỉnh sửa",
    Control.SKIP: "bỏ qua, skip",
}
_CONTROLS = Lexicon({phrase: control for control, spelled in _PHRASES.items() for phrase in spelled.split(", ")})
_WORDS = word_list(" ".join(_PHRASES.values()).replace(",", ""))
_AROUND = word_list("dạ ạ em anh xin cho nhé đi với")


def read_control(text: str) -> Control | None:
    """The control that `text` is as a whole, politeness aside; None when it is something else."""
    if len(text) > LONGEST:
        return None
    said = words(text)
    while said:
        found = _CONTROLS.meanings(" ".join(_repaired(word) for word in said))
        if found:
            return found[0] if len(found) == 1 else None
        if _AROUND.meanings(said[-1]):
            said.pop()
        elif _AROUND.meanings(said[0]):
            said.pop(0)
        else:
            return None
    return None


def _repaired(word: str) -> str:
    return _WORDS.repaired(word) or word if not _WORDS.meanings(word) else word
