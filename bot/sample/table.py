"""The sample's direct-superior unions: real names of 2021, round figures, an invented distribution."""

from __future__ import annotations

from dataclasses import dataclass

PRESETS = {"kontum-2021": 26_339}
"""Presets by name, each with the members of the whole province."""

SEED = 66
PROVINCE = ("ldld-tinh-kon-tum", "LĐLĐ tỉnh Kon Tum (mẫu)")
NOTE = "Tổ chức theo mô hình năm 2021"
KINDS = ("hcsn", "dnnn", "nnn", "snncl", "nd")


@dataclass(frozen=True, slots=True)
class Superior:
    """A direct-superior union. `unions` counts the grassroots unions of each of KINDS, `quota` is people a year.

    `short` stands in the names of the unions below it; `trade` says what its public units are, where they are not
    schools, communes and offices of a district.
    """

    code: str
    name: str
    short: str
    unions: tuple[int, int, int, int, int]
    members: int
    quota: int
    trade: str = "district"


SUPERIORS = (
    Superior("ldld-tp-kon-tum", "LĐLĐ thành phố Kon Tum", "TP Kon Tum", (101, 2, 38, 9, 2), 4350, 140),
    Superior("ldld-dak-ha", "LĐLĐ huyện Đăk Hà", "Đăk Hà", (76, 2, 6, 1, 1), 2050, 30),
    Superior("ldld-dak-to", "LĐLĐ huyện Đăk Tô", "Đăk Tô", (59, 1, 5, 1, 0), 1560, 20),
    Superior("ldld-ngoc-hoi", "LĐLĐ huyện Ngọc Hồi", "Ngọc Hồi", (66, 1, 5, 1, 1), 1720, 30),
    Superior("ldld-dak-glei", "LĐLĐ huyện Đăk Glei", "Đăk Glei", (70, 0, 2, 0, 0), 1520, 10),
    Superior("ldld-sa-thay", "LĐLĐ huyện Sa Thầy", "Sa Thầy", (67, 1, 4, 0, 0), 1480, 15),
    Superior("ldld-kon-ray", "LĐLĐ huyện Kon Rẫy", "Kon Rẫy", (46, 0, 2, 0, 0), 960, 8),
    Superior("ldld-kon-plong", "LĐLĐ huyện Kon Plông", "Kon Plông", (45, 1, 4, 0, 0), 930, 12),
    Superior("ldld-tu-mo-rong", "LĐLĐ huyện Tu Mơ Rông", "Tu Mơ Rông", (41, 0, 1, 0, 0), 799, 5),
    Superior("ldld-ia-hdrai", "LĐLĐ huyện Ia H'Drai", "Ia H'Drai", (13, 1, 0, 0, 0), 320, 5),
    Superior("cd-vien-chuc", "Công đoàn Viên chức tỉnh", "Viên chức", (68, 2, 0, 0, 0), 2980, 25, "office"),
    Superior("cd-giao-duc", "Công đoàn ngành Giáo dục", "Giáo dục", (35, 0, 0, 1, 0), 1900, 25, "school"),
    Superior("cd-y-te", "Công đoàn ngành Y tế", "Y tế", (22, 0, 0, 2, 0), 1950, 25, "health"),
    Superior("cd-cong-thuong", "Công đoàn ngành Công Thương", "Công Thương", (3, 4, 13, 0, 0), 950, 45, "office"),
    Superior("cd-nong-nghiep", "Công đoàn ngành NN và PTNT", "Nông nghiệp", (18, 6, 2, 0, 0), 1000, 15, "office"),
    Superior("cd-xay-dung", "Công đoàn ngành Xây dựng", "Xây dựng", (4, 3, 11, 0, 0), 620, 30, "office"),
    Superior("cd-kcn-kkt", "Công đoàn KCN-KKT tỉnh", "KCN-KKT", (1, 1, 28, 0, 0), 1250, 130, "office"),
)
