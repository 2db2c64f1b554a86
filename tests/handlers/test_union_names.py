"""What a new union is called: a hospital's name may speak of illness, and a number is no name."""

from __future__ import annotations

from datetime import date

import pytest
from markupsafe import Markup

from domain.reading import Problem, Unclear, Understood
from handlers.incoming import Came, Incoming
from handlers.reports.union_names import UnionName

QUESTION = UnionName(text=Markup("Which name?"))


def read(text: str) -> object:
    said = Incoming(inbox_id=1, channel="", address="", came=Came.TEXT, text=text)
    return QUESTION.read(said, date(2026, 3, 15))


@pytest.mark.parametrize("name", ["CĐCS Bệnh viện điều trị bệnh phong", "CĐCS xã Mẫu 03", "Nghiệp đoàn xe ôm"])
def test_a_name_is_taken_as_it_is(name: str) -> None:
    assert read(name) == Understood(name)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("5", Problem.OTHER_WORDS),
        ("…", Problem.OTHER_WORDS),
        ("CĐCS Mẫu 0912345678", Problem.PERSONAL_DATA),
        ("CĐCS " + "M" * 200, Problem.TOO_LONG),
    ],
)
def test_what_is_no_name_is_asked_again(typed: str, problem: Problem) -> None:
    said = read(typed)
    assert isinstance(said, Unclear)
    assert said.problem is problem
