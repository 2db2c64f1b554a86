from __future__ import annotations

import pytest

from domain.reading import Control, read_control


@pytest.mark.parametrize(
    ("typed", "control"),
    [
        ("huy", Control.CANCEL),
        ("Hủy", Control.CANCEL),
        ("huỷ", Control.CANCEL),
        ("/huy", Control.CANCEL),
        ("huyr", Control.CANCEL),
        ("thoi", Control.CANCEL),
        ("thôi ạ", Control.CANCEL),
        ("bo qua", Control.SKIP),
        ("để sau", Control.LATER),
        ("de sau", Control.LATER),
        ("bao cao sau", Control.LATER),
        ("quay lai", Control.BACK),
        ("sửa", Control.EDIT),
        ("sua", Control.EDIT),
        ("lam lai", Control.EDIT),
        ("menu", Control.MENU),
        ("giup", Control.HELP),
        ("giúp em với", Control.HELP),
        ("help", Control.HELP),
    ],
)
def test_hears_a_control(typed: str, control: Control) -> None:
    assert read_control(typed) is control


@pytest.mark.parametrize(
    "typed", ["", "5", "sữa", "thổi", "hủy thỏa ước cũ", "sau", "tôi cần sửa quy chế", "dạ", "huy " * 200]
)
def test_leaves_everything_else_to_the_question(typed: str) -> None:
    assert read_control(typed) is None
