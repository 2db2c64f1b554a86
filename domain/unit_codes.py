"""A code for a new unit: the next number in the style of the codes of the units beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

_NUMBERED = re.compile(r"(.*?)(\d+)$", re.DOTALL)
_FIRST_WIDTH = 2


def next_code(beside: Iterable[str], taken: Collection[str], superior: str) -> str:
    """A code that is not `taken`: beside cdcs-0899 and cdcs-0900 it is cdcs-0901.

    Where no code beside it ends in a number it is the superior's with a number: dak-ha-01.
    """
    styles = Counter(found.group(1) for code in beside if (found := _NUMBERED.match(code)))
    prefix = min(styles, key=lambda style: (-styles[style], style)) if styles else f"{superior}-"
    numbers = [found.group(2) for code in taken if (found := _NUMBERED.match(code)) and found.group(1) == prefix]
    width = max((len(number) for number in numbers), default=_FIRST_WIDTH)
    return f"{prefix}{max(map(int, numbers), default=0) + 1:0{width}}"
