"""How people write a period: patterns over words without their diacritics, whose named groups `periods` reads."""

from __future__ import annotations

from domain.reading.lexicon import word_list
from domain.reading.phrases import phrase

SPELLED = word_list(
    "tháng thg quý năm nay này trước ngoái kia vừa rồi qua đầu cuối nửa chín học giai đoạn nhiệm kỳ kì "
    "tính từ đến tới hết ngày hôm giờ bây hiện tại so với cùng cả trong của vào trọn lũy luỹ kế "
    "một hai ba tư bốn bảy tám mười việt miền số trường công ty nghiệp đội tổ nhánh máy khối khu lớp "
    "chuyển người đồng chí đoàn viên đv đc lao động nlđ triệu suất lượt"
)
"""Words of the patterns. "Sáu" is not among them: "thang sau" without diacritics is the next month as well."""

MONTHS = {"mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sáu": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
MONTHS |= {"muoi mot": 11, "muoi hai": 12}
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4}
YEARS_BACK = {"nay": 0, "ngoai": 1, "truoc": 1, "vua roi": 1, "vua qua": 1, "roi": 1, "qua": 1, "kia": 2}

_YEAR = r"20(?:1[5-9]|[23]\d|4[0-5])"
_SHORT = r"(?:1[5-9]|[23]\d|4[0-5])"
_AWAY = "|".join(YEARS_BACK)
_BESIDE = rf"(?:[ /.-](?P<year>{_YEAR})|[/-](?P<short>{_SHORT}))?"
_OF_YEAR = rf"(?: nam(?! (?:{_YEAR}|{_SHORT}|{_AWAY})(?!\S)))?{_BESIDE}"
_NEAR = "nay|truoc|vua roi|vua qua|roi|qua"
_SPOKEN_MONTH = "|".join(f"nam(?! (?:{_AWAY}))" if word == "nam" else word for word in sorted(MONTHS, reverse=True))
_MONTH = rf"(?:thang|thg|t) ?(?P<month>\d{{1,2}}|{_SPOKEN_MONTH}){_BESIDE}"
_QUARTER = rf"(?:quy|q) ?(?P<quarter>[1-4]|{'|'.join(sorted(QUARTERS, reverse=True))}){_BESIDE}"
_ENDING_PARTS = (_QUARTER, _MONTH, rf"quy (?P<near_quarter>{_NEAR})", rf"thang (?P<near_month>{_NEAR})")
_IN = "(?:(?:trong|cua|vao|ca) )*"
_UP_TO = "(?:(?:tinh|tu dau nam|tu thang 1|tu thang mot) )*(?<!chuyen )(?:den|toi) (?:(?:het|cuoi|ngay) )*"
_NOT_IN_A_DATE = r"(?<!ngay \d )(?<!ngay \d\d )"
_NO_NAME = "(?<!viet )(?<!mien )"
_WANTS_A_NUMBER = ("so", "truong", "ty", "nghiep", "doi", "to", "nhanh", "may", "khoi", "khu", "lop")
_NO_NUMBER_OF_A_NAME = "".join(f"(?<!{word} )" for word in _WANTS_A_NUMBER)
_NO_COUNT = "(?! (?:nguoi|dong chi|doan vien|dv|dc|lao dong|nld|trieu|suat|luot))"
_STRETCH = "(?P<stretch>giai doan|nhiem ky|nhiem ki|nk)"

COMPARED = phrase(rf"(?:so )?(?:voi )?cung (?:ky|ki)(?: nam (?:{_YEAR}|{_AWAY}))?")
"""What figures are wanted beside: they stand there always."""

FROM_WITHIN = phrase(r"tu (?:thang|quy) (?!1 |mot |i )\S+ (?:den|toi) .*")
"""Months from the middle of the year on, which are no period that figures are reckoned for."""

UP_TO_DAY = (
    phrase(rf"{_UP_TO}(?P<day>\d{{1,2}})[/.-](?P<of_month>\d{{1,2}})(?:[/.-](?P<year>{_YEAR}))?"),
    phrase(rf"{_UP_TO}(?P<day>\d{{1,2}}) thang (?P<of_month>\d{{1,2}}){_BESIDE}"),
)

UP_TO_PART = tuple(phrase(_UP_TO + part) for part in _ENDING_PARTS)

FIRST_MONTHS = (
    phrase(rf"{_IN}(?P<months>\d{{1,2}}|chin|ba) ?(?:thang|t) dau{_OF_YEAR}"),
    phrase(rf"{_IN}(?P<months>\d{{1,2}}|chin|ba) thang(?= nam (?:{_YEAR}|nay|ngoai|truoc)(?!\S))"),
)

PARTS = (
    phrase(rf"{_IN}(?P<first_half>(?:sau|sáu) thang dau|nua (?:nam dau|dau)){_OF_YEAR}"),
    phrase(rf"{_IN}(?P<second_half>(?:6|sau|sáu) thang cuoi|6t cuoi|nua (?:nam cuoi|cuoi)){_OF_YEAR}"),
    *(phrase(f"{_NOT_IN_A_DATE}{_IN}{part}") for part in _ENDING_PARTS),
    phrase(rf"(?P<month>\d{{1,2}})[/-](?P<year>{_YEAR})"),
    phrase(rf"(?P<year>{_YEAR})-(?P<month>0?[1-9]|1[0-2])"),
)

STRETCHES = (
    phrase(
        rf"{_IN}{_STRETCH} (?:tu )?(?:nam )?(?P<first>{_YEAR})(?:[-/ ]| (?:den|toi) (?:nam )?)"
        rf"(?P<last>{_YEAR}|{_SHORT})"
    ),
    phrase(rf"{_IN}(?P<first>{_YEAR})[-/](?P<last>{_YEAR}|{_SHORT})"),
    phrase(rf"tu (?:nam )?(?P<first>{_YEAR}) (?:den|toi) (?:het )?(?:nam )?(?P<last>{_YEAR})"),
    phrase(rf"{_IN}{_STRETCH} (?:(?:den|toi|nam) )*(?P<last>{_YEAR})"),
    phrase(rf"{_IN}(?:tu )?(?:dau )?(?!nk){_STRETCH}(?: hien)?(?: nay| tai)?(?: den nay)?"),
)

SCHOOL_YEAR = phrase(rf"{_IN}nam hoc (?P<year>{_YEAR})(?:[-/ ](?:{_YEAR}|{_SHORT}))?")

YEARS = (
    phrase(rf"{_IN}(?:(?:tinh|den|toi|het|dau|cuoi) )*{_NO_NAME}nam (?P<year>{_YEAR})"),
    phrase(rf"{_IN}(?:(?:het|dau|cuoi) )*{_NO_NAME}nam (?P<away>{_AWAY})"),
    phrase(rf"{_IN}{_NO_NAME}nam (?P<short>{_SHORT}){_NO_COUNT}"),
    phrase(rf"{_IN}{_NO_NUMBER_OF_A_NAME}(?P<year>{_YEAR}){_NO_COUNT}"),
)

SINCE_NEW_YEAR = phrase(
    r"(?:(?:luy ke|tinh|tu) )*(?:(?:dau|ca|tron) nam|(?:den|toi) (?:hom |bay )?(?:nay|gio)|luy ke)"
    r"(?: (?:den|toi) (?:hom |bay )?(?:nay|gio))?"
)
