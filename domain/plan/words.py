"""What every entry of a plan file shares: names in each language, codes, and strictness."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""A stable ASCII slug. At most 40 bytes, so that it fits a button's 64 bytes beside the conversation's id."""


class Entry(BaseModel):
    """An entry of a plan file: immutable, and a key that is not known is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Entry):
    """One name or sentence in every language the bot speaks. May hold `{placeholders}`.

    A plan that is written in one language gives the words alone: they are said so in every language.
    """

    vi: str
    en: str

    @model_validator(mode="before")
    @classmethod
    def _of_one_language(cls, given: Any) -> Any:
        return {"vi": given, "en": given} if isinstance(given, str) else given

    def say(self, language: str) -> str:
        """The words in `language`; Vietnamese where the plan has no such language."""
        return self.en if language == "en" else self.vi
