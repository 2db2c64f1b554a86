from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import StartedClock, SystemClock, clock_of
from bot.settings import SettingsError, load

TOKEN = "123456789:AbCdEf"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings but those of the test."""
    import os

    for name in os.environ:
        if name.startswith("TIENDO_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def given(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"TIENDO_{name}", value)


def test_without_any_setting_there_are_good_ones() -> None:
    settings = load()
    assert (settings.sqlite_file, settings.data_folder) == (Path("tiendo.db"), Path("data"))
    assert settings.telegram_addresses == ("https://api.telegram.org/bot", "https://api.telegram.org/file/bot")
    assert (settings.token_of("telegram"), settings.secret_of("zalo")) == (None, None)


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(f"TIENDO_TELEGRAM_TOKEN={TOKEN}\nTIENDO_CONTACT=from the file\n")
    given(monkeypatch, CONTACT="from the environment")
    settings = load()
    assert (settings.token_of("telegram"), settings.contact) == (TOKEN, "from the environment")


@pytest.mark.parametrize("address", ["http://host:8081", "http://host:8081/", "http://host:8081/bot"])
def test_the_address_of_telegram_is_taken_in_both_forms(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    given(monkeypatch, TELEGRAM_BASE_URL=address)
    assert load().telegram_addresses == ("http://host:8081/bot", "http://host:8081/file/bot")


def test_data_lie_beside_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, DATABASE_URL="sqlite:////srv/tiendo/t.db")
    assert load().data_folder == Path("/srv/tiendo/data")
    given(monkeypatch, DATABASE_URL="postgresql://u@host/t")
    assert (load().sqlite_file, load().data_folder) == (None, Path("data"))
    given(monkeypatch, DATA_DIR="/srv/files")
    assert load().data_folder == Path("/srv/files")


def test_every_mistake_is_one_sentence_and_none_shows_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    given(
        monkeypatch,
        DATABASE_URL="mysql://me:hunter2@host/t",
        TELEGRAM_TOKEN="hunter2",
        TELEGRAM_BASE_URL="nowhere",
        CLOCK="noon",
        REHEARSAL="perhaps",
        PLAN="plan-9",
        LOG_LEVEL="loud",
        OPERATOR_CHAT="@me",
    )
    with pytest.raises(SettingsError) as refused:
        load()
    named = [sentence.partition(" ")[0] for sentence in refused.value.sentences]
    assert sorted(named) == sorted(
        f"TIENDO_{name}"
        for name in (
            *("DATABASE_URL", "TELEGRAM_TOKEN", "TELEGRAM_BASE_URL", "CLOCK", "REHEARSAL", "PLAN"),
            *("LOG_LEVEL", "OPERATOR_CHAT"),
        )
    )
    assert "hunter2" not in str(refused.value)
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in refused.value.sentences)


def test_a_database_that_is_no_url_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, DATABASE_URL="hunter2")
    with pytest.raises(SettingsError) as refused:
        load()
    assert "hunter2" not in str(refused.value)


def test_a_set_clock_runs_on_and_is_for_samples_and_rehearsals(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(clock_of(load(), sample=False), SystemClock)
    given(monkeypatch, CLOCK="2026-03-15T08:00:00+07:00")
    with pytest.raises(SettingsError, match="TIENDO_CLOCK is refused"):
        clock_of(load(), sample=False)
    clock = clock_of(load(), sample=True)
    assert isinstance(clock, StartedClock)
    start = datetime(2026, 3, 15, 1, tzinfo=UTC)
    first, second = clock.now(), clock.now()
    assert start < first < second < start + timedelta(minutes=5)
    assert first.utcoffset() == timedelta()
    given(monkeypatch, REHEARSAL="true")
    assert isinstance(clock_of(load(), sample=False), StartedClock)


def test_proxies_are_addresses_and_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().proxies == ["127.0.0.1", "::1"]
    given(monkeypatch, TRUSTED_PROXIES="10.0.0.5, 10.1.0.0/16,::1")
    assert load().proxies == ["10.0.0.5", "10.1.0.0/16", "::1"]
    for wrong in ("proxy.example.vn", "*", "10.0.0.5;10.0.0.6", "10.0.0.300", "10.0.0.5,"):
        given(monkeypatch, TRUSTED_PROXIES=wrong)
        with pytest.raises(SettingsError, match="TIENDO_TRUSTED_PROXIES cannot be used"):
            load()


def test_a_webhook_needs_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, ZALO_WEBHOOK_SECRET="a-good-secret")
    with pytest.raises(SettingsError) as problem:
        load()
    assert problem.value.sentences == ("TIENDO_PUBLIC_URL cannot be used: webhooks need it to begin with https://.",)
    given(monkeypatch, PUBLIC_URL="https://tiendo.example.vn")
    assert "a-good-secret" in load().secrets


@pytest.mark.parametrize("secret", ["short", "with space in it", "x" * 257, "ữ" * 20])
def test_a_secret_that_nobody_takes_is_named(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    given(monkeypatch, TELEGRAM_WEBHOOK_SECRET=secret, PUBLIC_URL="https://tiendo.example.vn")
    with pytest.raises(SettingsError, match="TIENDO_TELEGRAM_WEBHOOK_SECRET cannot be used") as problem:
        load()
    assert secret not in str(problem.value)


@pytest.mark.parametrize("token", ["none", "a:b/c", "a b:c", ":x"])
def test_what_is_no_token_of_zalo_is_named(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    given(monkeypatch, ZALO_TOKEN=token)
    with pytest.raises(SettingsError, match="TIENDO_ZALO_TOKEN cannot be used"):
        load()
    given(monkeypatch, ZALO_TOKEN="12345689:abc-xyz")
    assert load().zalo_token is not None
