"""What every entry of a plan file shares: names in each language, codes, and strictness."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""A stable ASCII slug. At most 40 bytes, so that it fits a button's 64 bytes beside the conversation's id."""


class Entry(BaseModel):
    """An entry of a plan file: immutable, and a key that is not known is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Entry):
    """One name or sentence in every language the bot speaks. May hold `{placeholders}`."""

    vi: str
    en: str

    def say(self, language: str) -> str:
        """The words in `language`; Vietnamese where the plan has no such language."""
        return self.en if language == "en" else self.vi
