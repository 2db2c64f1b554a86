"""How high a union stands."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """A unit's place in the line."""

    PROVINCE = "province"
    DIRECT_SUPERIOR = "direct-superior"
    GRASSROOTS = "grassroots"
