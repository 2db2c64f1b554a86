from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import Markup

import locales
from locales import N_, _, catalogue, ngettext
from tests.locales.house import build_house

LAZY = N_("Later")


@pytest.fixture(autouse=True)
def small_catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look sentences up in the small house instead of the real catalogues."""
    build_house(tmp_path)
    monkeypatch.setattr(catalogue, "HERE", tmp_path / "locales")
    catalogue.translations.cache_clear()
    yield
    catalogue.translations.cache_clear()


def test_vietnamese_is_spoken_unless_told_otherwise() -> None:
    assert locales.current() == locales.DEFAULT == "vi"
    assert _("Hello <b>{name}</b>", name="An") == "Chào <b>An</b>"


def test_the_language_holds_for_the_block_only() -> None:
    with locales.use("en"):
        assert _("Hello <b>{name}</b>", name="An") == "Hello <b>An</b>"
        with locales.use("vi"):
            assert locales.current() == "vi"
        assert locales.current() == "en"
    assert locales.current() == "vi"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language 'fr'"), locales.use("fr"):
        pass


async def test_tasks_at_the_same_time_speak_their_own_language() -> None:
    async def speak(language: str) -> str:
        with locales.use(language):
            await asyncio.sleep(0)
            return str(_(LAZY))

    said = await asyncio.gather(speak("vi"), speak("en"), speak("vi"))
    assert list(said) == ["Để sau", "Later", "Để sau"]


def test_what_people_write_cannot_become_markup() -> None:
    said = _("Hello <b>{name}</b>", name="<b>&{name}</b>\"'")
    assert said == "Chào <b>&lt;b&gt;&amp;{name}&lt;/b&gt;&#34;&#39;</b>"
    assert locales.plain(said) == "Chào <b>&{name}</b>\"'"


def test_a_sentence_inside_a_sentence_keeps_its_tags() -> None:
    assert _("Hello <b>{name}</b>", name=Markup("<i>An</i>")) == "Chào <b><i>An</i></b>"


def test_a_placeholder_without_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="name"):
        _("Hello <b>{name}</b>")


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 1, "one member"),
        ("en", 1200, "1,200 members"),
        ("vi", 1, "1 đoàn viên"),
        ("vi", 1200, "1.200 đoàn viên"),
    ],
)
def test_the_number_chooses_the_form(language: str, n: int, said: str) -> None:
    with locales.use(language):
        assert ngettext("one member", "{n} members", n) == said


def test_plain_text_keeps_its_lines() -> None:
    assert locales.plain(Markup("<b>a</b> &lt; b\n\n  &amp;amp;")) == "a < b\n\n  &amp;"
