"""Writing numbers in Vietnamese words, independently of how they are read."""

from __future__ import annotations

from collections.abc import Callable

UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def _below_thousand(n: int, *, full: bool, style: Callable[[str], str]) -> list[str]:
    hundreds, tens, unit = n // 100, n // 10 % 10, n % 10
    words = [UNITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        if unit:
            words += ([style("linh")] if words else []) + [UNITS[unit]]
        return words
    words += ["mười"] if tens == 1 else [UNITS[tens], "mươi"]
    if unit == 5:
        words.append(style("lăm") if tens > 1 else "lăm")
    elif unit == 1 and tens > 1:
        words.append("mốt")
    elif unit == 4 and tens > 1:
        words.append(style("tư"))
    elif unit:
        words.append(UNITS[unit])
    return words


def spell(n: int, style: Callable[[str], str] = str) -> str:
    """`n` from 0 to 10^9 in full; `style` may swap a word for another form of it (linh, lẻ)."""
    if n == 0:
        return UNITS[0]
    words: list[str] = []
    for scale, name in ((10**9, "tỷ"), (10**6, "triệu"), (1000, "nghìn"), (1, "")):
        part = n // scale % 1000
        if part:
            words += _below_thousand(part, full=bool(words), style=style) + ([style(name)] if name else [])
    return " ".join(words)
