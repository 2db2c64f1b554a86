"""The check finds each kind of mistake, the update repairs what a program can, the start refuses holes."""

from __future__ import annotations

from pathlib import Path

import pytest

import locales
from locales.catalogue import path_of
from locales.check import check
from locales.update import update
from tests.locales.house import CODE, build_house, replace

HELLO = 'msgstr "Chào <b>{name}</b>"'


@pytest.fixture
def house(tmp_path: Path) -> Path:
    build_house(tmp_path)
    return tmp_path


def said(house: Path) -> Path:
    return house / "handlers/talk.py"


def test_a_complete_house_has_no_mistakes(house: Path) -> None:
    assert check(house) == []
    locales.load(house / "locales")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (HELLO, 'msgstr ""', "not translated: “Hello <b>{name}</b>”"),
        ('msgstr[0] "{n} đoàn viên"', 'msgstr[0] ""', "not translated: “one member”"),
        ('msgid "Later"', '#, fuzzy\nmsgid "Later"', "fuzzy: “Later”"),
        (
            "Chào <b>{name}",
            "Chào <b>{ten}",
            "placeholders or tags differ from the English: “Hello <b>{name}</b>”",
        ),
        ("Chào <b>{name}</b>", "Chào {name}", "placeholders or tags differ from the English"),
        ("Chào <b>{name}</b>", "Chào <i>{name}</i>", "placeholders or tags differ from the English"),
        ("Chào <b>{name}</b>", "Chào </b>{name}<b>", "tags must be closed in the order"),
        ("Chào <b>{name}</b>", "Chào <b>{name}", "tags must be closed in the order"),
        ("Chào <b>{name}</b>", "Chào <u>{name}</u>", "apart from <b> and <i>, write &lt; &gt; &amp;"),
        ("Để sau", "Để < sau", "apart from <b> and <i>"),
        ("Để sau", "Để & sau", "apart from <b> and <i>"),
        ("Chào <b>{name}", "Chào <b>{name", "braces do not match"),
        ("Chào <b>{name}", "Chào <b>{name.__class__}", "a placeholder must be a plain name"),
        ("Chào <b>{name}", "Chào <b>{}", "a placeholder must be a plain name"),
        ("{n} đoàn viên", "đoàn viên", "the last form lacks a placeholder or tag of the English plural"),
        ('msgid "Later"', 'msgid "Much later"', "unused: “Much later”"),
        ('msgid "Later"', 'msgid "Much later"', "missing (from handlers/talk.py:2): “Later”"),
        ('msgid "Later"', "Later", "cannot be read"),
    ],
)
def test_each_mistake_in_a_catalogue_is_found(house: Path, old: str, new: str, problem: str) -> None:
    replace(house, "vi", old, new)
    problems = check(house)
    assert any(found.startswith(f"locales/vi/tiendo.po: {problem}") for found in problems), problems


def test_entities_may_be_written(house: Path) -> None:
    replace(house, "vi", "Để sau", "Để &lt;b&gt; &amp; sau")
    assert check(house) == []


def test_english_is_checked_as_well(house: Path) -> None:
    replace(house, "en", 'msgstr "Later"', 'msgstr ""')
    assert check(house) == ["locales/en/tiendo.po: not translated: “Later”"]


def test_a_catalogue_that_is_not_there_is_a_mistake(house: Path) -> None:
    path_of("en", house / "locales").unlink()
    assert len(check(house)) == 1


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        ('_(f"Hello {name}")', "a sentence must be one whole text"),
        ("""f"{name} ({_('later')})" """, "a sentence inside an f-string is not found"),
        ('_("Hello " + name)', "a sentence must be one whole text"),
        ('_("a" if x else "b")', "a sentence must be one whole text"),
        ('_("Later", name=1)', "the sentence has no placeholder, the call gives {name}"),
        ('_("Hello <b>{name}</b>")', "the sentence has {name}, the call gives no placeholder"),
        (
            'ngettext("one member", "{n} members", 3, name=1)',
            "the sentence has no placeholder, the call gives {name}",
        ),
    ],
)
def test_calls_that_no_catalogue_can_serve_are_found(house: Path, call: str, problem: str) -> None:
    said(house).write_text(f"{CODE}\n{call}\n", encoding="utf-8")
    assert any(found.startswith(f"handlers/talk.py:9: {problem}") for found in check(house)), check(house)


def test_values_given_as_a_whole_are_left_to_the_run(house: Path) -> None:
    said(house).write_text(f'{CODE}\n_("Hello <b>{{name}}</b>", **values)\n', encoding="utf-8")
    assert check(house) == []


def test_the_update_keeps_adds_and_drops(house: Path) -> None:
    said(house).write_text(CODE.replace("Later", "Now") + '_("Đ&nbsp;")\n', encoding="utf-8")
    update(house)
    vi, en = (path_of(language, house / "locales").read_text(encoding="utf-8") for language in ("vi", "en"))
    assert HELLO in vi
    assert 'msgid "Now"\nmsgstr ""' in vi
    assert 'msgid "Now"\nmsgstr "Now"' in en
    assert "Later" not in vi + en
    assert "talk.py" not in vi + en


def test_an_update_without_news_changes_nothing(house: Path) -> None:
    replace(house, "vi", 'msgid "Later"', '#, fuzzy\nmsgid "Later"')
    before = [path_of(language, house / "locales").read_bytes() for language in locales.LANGUAGES]
    update(house)
    assert [path_of(language, house / "locales").read_bytes() for language in locales.LANGUAGES] == before


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("vi", HELLO, 'msgstr ""'),
        ("vi", 'msgid "Hello', '#, fuzzy\nmsgid "Hello'),
        ("en", 'msgid "Hello', 'msgid "Good day'),
    ],
)
def test_the_program_refuses_to_start_with_holes(house: Path, language: str, old: str, new: str) -> None:
    replace(house, language, old, new)
    with pytest.raises(locales.IncompleteCatalogue) as refusal:
        locales.load(house / "locales")
    assert "Hello <b>{name}</b>" in refusal.value.missing or "Good day <b>{name}</b>" in refusal.value.missing
    assert "tiendo.po lacks 1 sentence" in str(refusal.value)


def test_eight_hundred_sentences_are_all_read(house: Path) -> None:
    lines = [f'_("Sentence number {number} of many")' for number in range(800)]
    said(house).write_text("\n".join(lines), encoding="utf-8")
    update(house)
    with pytest.raises(locales.IncompleteCatalogue) as refusal:
        locales.load(house / "locales")
    assert len(refusal.value.missing) == 800
