"""The transcripts in docs/transcripts/ show what the program says today."""

from __future__ import annotations

from tests import transcripts


async def test_the_transcripts_are_those_of_today() -> None:
    for name, text in (await transcripts.written()).items():
        assert (transcripts.FOLDER / name).read_text() == text, "run `python -m tests.transcripts`"
