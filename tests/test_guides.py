"""The guides show pictures that are there, and every picture is shown somewhere."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_pictures_of_the_guides() -> None:
    papers = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {name for paper in papers for name in re.findall(r'src="(?:docs/)?screens/([^"]+)"', paper.read_text())}
    assert shown == {picture.name for picture in (ROOT / "docs" / "screens").iterdir()}


def test_links_between_papers() -> None:
    for paper in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", paper.read_text()):
            assert (paper.parent / target).exists(), f"{paper.name} leads to {target}"
