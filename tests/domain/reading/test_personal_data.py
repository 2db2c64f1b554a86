from __future__ import annotations

import pytest

from domain.reading import PersonalData, find_personal_data


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("231123456", PersonalData.ID_NUMBER),
        ("số 046203001234 cấp năm 2021", PersonalData.ID_NUMBER),
        ("046 203 001 234", PersonalData.ID_NUMBER),
        ("231.123.456", PersonalData.ID_NUMBER),
        ("231-123-456", PersonalData.ID_NUMBER),
        ("2 3 1 1 2 3 4 5 6", PersonalData.ID_NUMBER),
        ("231\u200b123456", PersonalData.ID_NUMBER),
        ("２３１１２３４５６", PersonalData.ID_NUMBER),
        ("CCCD 04620300 1234", PersonalData.ID_NUMBER),
        ("sổ BHXH 6212345678", PersonalData.ID_NUMBER),
        ("046203001234/QĐ", PersonalData.ID_NUMBER),
        ("0912345678", PersonalData.PHONE_NUMBER),
        ("gọi 0912 345 678 gặp anh A", PersonalData.PHONE_NUMBER),
        ("0912.345.678", PersonalData.PHONE_NUMBER),
        ("09 12 34 56 78", PersonalData.PHONE_NUMBER),
        ("+84 912 345 678", PersonalData.PHONE_NUMBER),
        ("+84912345678", PersonalData.PHONE_NUMBER),
        ("(+84) 912-345-678", PersonalData.PHONE_NUMBER),
        ("0260 3862 345", PersonalData.PHONE_NUMBER),
        ("tặng 5 0912345678", PersonalData.PHONE_NUMBER),
        ("0912345678 đ/c Hoa", PersonalData.PHONE_NUMBER),
        ("ngày 12/03/2026 gọi 0912345678", PersonalData.PHONE_NUMBER),
        ("đoàn viên bị bệnh tim", PersonalData.ILLNESS),
        ("bi benh nang", PersonalData.ILLNESS),
        ("anh A mắc bệnh", PersonalData.ILLNESS),
        ("chị B bị ung thư", PersonalData.ILLNESS),
    ],
)
def test_finds_what_must_not_be_kept(text: str, kind: PersonalData) -> None:
    assert find_personal_data(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123/QĐ-LĐLĐ",
        "1234/QĐ-TLĐ ngày 12/03/2026",
        "Kế hoạch 66/KH-LĐLĐ 2021-2023",
        "ngày 12.03.2026, 5 người",
        "từ 01-02-2026 đến 15-03-2026",
        "2026-03-12 5",
        "các năm 2024 2025 2026",
        "kết nạp 15 đoàn viên, nữ 7",
        "hỗ trợ 150.000.000 đồng",
        "chi 150.000.000",
        "tổng 123456789 đồng",
        "5.000.000",
        "thăm đoàn viên ốm đau",
        "CĐCS Bệnh viện đa khoa tỉnh",
        "tuyên truyền phòng chống ung thư",
        "phòng, chống dịch bệnh",
    ],
)
def test_leaves_ordinary_texts_alone(text: str) -> None:
    assert find_personal_data(text) is None
