"""Large amounts in words, so that a zero too many is noticed."""

from __future__ import annotations

from babel.numbers import format_compact_decimal

from locales.language import current

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_MOST_DECIMALS = 12
"""So many decimals write every amount of whole đồng exactly: 1.024015 billion."""


def in_words(amount: int) -> str:
    """A whole number above 0 in words, in English in short: một tỷ hai trăm triệu, 1.2 billion.

    Babel does not spell numbers, and num2words leaves out the "không trăm" and "linh" of Vietnamese vouchers and says
    "mười hai nghìn tỷ ba trăm tỷ".
    """
    if current() == "en":
        return format_compact_decimal(amount, format_type="long", locale="en", fraction_digits=_MOST_DECIMALS)
    return " ".join(_vietnamese(amount, leading=True))


def _vietnamese(amount: int, *, leading: bool) -> list[str]:
    """The words of a number below a thousand billions; billions are counted in thousands and millions themselves."""
    billions, rest = divmod(amount, 10**9)
    spoken = [*_vietnamese(billions, leading=leading), "tỷ"] if billions else []
    for power in (2, 1, 0):
        group, rest = divmod(rest, 1000**power)
        if group:
            spoken += [*_group(group, leading=leading and not spoken), *_SCALES[power].split()]
    return spoken


def _group(group: int, *, leading: bool) -> list[str]:
    """Three digits, in full unless they begin the number: "không trăm linh năm"."""
    hundreds, rest = divmod(group, 100)
    spoken = [] if leading and not hundreds else [_DIGITS[hundreds], "trăm"]
    tens, unit = divmod(rest, 10)
    if tens > 1:
        spoken += [_DIGITS[tens], "mươi"]
    elif tens:
        spoken.append("mười")
    elif unit and spoken:
        spoken.append("linh")
    if unit:
        spoken.append(_unit(unit, tens))
    return spoken


def _unit(unit: int, tens: int) -> str:
    """The last digit, which sounds otherwise after tens: mốt, tư, lăm."""
    if unit == 5 and tens:
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(unit, _DIGITS[unit]) if tens > 1 else _DIGITS[unit]
