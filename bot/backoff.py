"""How long to wait before trying again: longer every time, and never in step with others."""

from __future__ import annotations

import random

FIRST, LONGEST = 0.5, 60.0
"""Seconds."""


class Backoff:
    """The waiting times after failures in a row."""

    def __init__(self) -> None:
        self.failures = 0

    def next(self) -> float:
        """Count a failure; the seconds to wait after it."""
        longest = min(LONGEST, FIRST * 2.0 ** min(self.failures, 20))
        self.failures += 1
        return longest * random.uniform(0.5, 1)

    def reset(self) -> None:
        """It went well."""
        self.failures = 0
