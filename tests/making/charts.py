"""Pictures to be drawn in tests, as a province could ask for them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from handlers.progress.chart import Bar, Bars, Curve, Mood


def unit(label: str, said: str, value: float | None, goal: float | None, mood: Mood = Mood.BEHIND) -> Bar:
    """Nine tenths of its goal are expected of it by now."""
    expected = None if goal is None else goal * 0.9
    return Bar(label=label, said=said, value=value, goal=goal, expected=expected, mood=mood)


BARS = Bars(
    title="Đoàn viên tăng thêm năm 2026",
    subtitle="LĐLĐ tỉnh Kon Tum, đến ngày 26/11/2026",
    sentence="Cả tỉnh tăng thêm 87/150 (58,0%), cần đạt 135 đến hôm nay: còn thiếu 63. Hai đơn vị chiếm 70,2% phần còn "
    "thiếu.",
    bars=(
        unit("LĐLĐ thành phố Kon Tum", "29/30 (96,6%)", 29, 30, Mood.GOOD),
        unit("Công đoàn ngành Giáo dục và Đào tạo tỉnh Kon Tum", "60/80 (75,0%)", 60, 80),
        unit("LĐLĐ huyện Ngọc Hồi", "41/35 (117,1%)", 41, 35, Mood.GOOD),
        unit("LĐLĐ huyện Tu Mơ Rông", "−3/15 (−20,0%)", -3, 15, Mood.FAR_BEHIND),
        unit("LĐLĐ huyện Kon Rẫy", "chưa báo cáo", None, 25, Mood.UNKNOWN),
        unit("LĐLĐ huyện Ia H’Drai", "5 (chưa được giao chỉ tiêu)", 5, None, Mood.UNKNOWN),
        unit("LĐLĐ huyện Đăk Glei", "0/20 (0,0%)", 0, 20, Mood.FAR_BEHIND),
    ),
    legend=("Chỉ tiêu", "Cần đạt đến 26/11"),
    note="và 10 đơn vị khác · DỮ LIỆU MẪU",
)

CURVE = Curve(
    title="Đoàn viên tăng thêm năm 2026",
    subtitle="LĐLĐ tỉnh Kon Tum, đến ngày 26/11/2026",
    sentence="262/570 (45,9%), cần đạt 513 đến hôm nay: còn thiếu 308, mỗi tháng cần thêm 257.",
    points=((0, 0), (0.25, 30), (0.5, 120), (0.75, 214), (0.9, 262)),
    path=((0, 0), (0.5, 300), (1, 570)),
    before=((0, 0), (0.5, 180), (1, 433)),
    goal=570,
    goal_said="Chỉ tiêu: 570",
    said="262 (45,9%)",
    ticks=tuple((month / 12, f"T{month + 1}") for month in range(12)),
    legend=("Đã đạt", "Cần đạt theo mùa vụ", "Cùng kỳ năm 2025"),
    note="DỮ LIỆU MẪU",
)

TWELVE = replace(
    BARS,
    bars=tuple(
        unit(f"CĐCS Trường Phổ thông Dân tộc bán trú Trung học cơ sở Đăk Mẫu {n:02}", "1.234/12.345 (9,9%)", n, 12)
        for n in range(12)
    ),
)


_LETTERS = st.sampled_from(
    "aăâbcđeêghiklmnoôơpqrstuưvxy ẨẪỖỮỵợ  0123456789.,/%()−-–&<>\"'$_^{}\\#~\n\t\u0301\u200b😀漢"
)
_WORDS = st.one_of(
    st.text(_LETTERS, max_size=60),
    st.sampled_from(["", "$x_1$", r"$\frac{", "_", "W" * 60, "ẪẬ" * 30, "CĐCS Trường Tiểu học " * 3]),
)
_AMOUNTS = st.one_of(
    st.integers(-3, 200).map(float),
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda x: 0.0 if abs(x) < 1e-9 else x),
)
_MAYBE = st.none() | _AMOUNTS

bars = st.builds(
    Bars,
    title=_WORDS,
    subtitle=_WORDS,
    sentence=st.text(_LETTERS, max_size=400),
    bars=st.lists(
        st.builds(
            Bar, label=_WORDS, said=_WORDS, value=_MAYBE, goal=_MAYBE, expected=_MAYBE, mood=st.sampled_from(Mood)
        ),
        max_size=12,
    ).map(tuple),
    legend=st.tuples(_WORDS, _WORDS),
    note=_WORDS,
)

_LINES = st.lists(st.tuples(st.floats(0, 1), _AMOUNTS), max_size=30).map(lambda points: tuple(sorted(points)))

curves = st.builds(
    Curve,
    title=_WORDS,
    subtitle=_WORDS,
    sentence=_WORDS,
    points=_LINES,
    path=_LINES,
    before=_LINES,
    goal=_MAYBE,
    goal_said=_WORDS,
    said=_WORDS,
    ticks=st.integers(0, 13).map(lambda n: tuple((month / max(n, 1), f"T{month + 1}") for month in range(n))),
    legend=st.tuples(_WORDS, _WORDS, _WORDS),
    note=_WORDS,
)
