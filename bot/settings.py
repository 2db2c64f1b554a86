"""The settings: variables `TIENDO_…` of the environment or of the file `.env`, checked all at once."""

from __future__ import annotations

import re
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from locales import ZONE

PREFIX = "TIENDO_"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class SettingsError(Exception):
    """The settings cannot be used; `sentences` has one for each mistake, none of which shows a secret."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Settings(BaseSettings):
    """How this program is set up. The table in the docs says what each setting is for."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: str = "sqlite:///tiendo.db"
    data_dir: Path | None = None
    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org"
    telegram_proxy: str | None = None
    telegram_webhook_secret: SecretStr | None = None
    zalo_token: SecretStr | None = None
    zalo_base_url: str = "https://bot-api.zaloplatforms.com"
    zalo_webhook_secret: SecretStr | None = None
    zalo_messages: int = Field(default=3000, ge=1)
    zalo_people: int = Field(default=50, ge=1)
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    trusted_proxies: str = "127.0.0.1,::1"
    public_url: str | None = None
    demo_serve: bool = True
    secret_key: SecretStr | None = None
    clock: datetime | None = None
    rehearsal: bool = False
    failpoint: str | None = None
    plan: str = "kontum-66"
    contact: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    operator_chat: str | None = None

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, given: str) -> str:
        from storage.database import database_url

        try:
            database_url(given)
        except ValueError as problem:
            # What is no URL may hold a password wherever it likes.
            raise ValueError(str(problem).replace(f"'{given}'", "it")) from None
        return given

    @field_validator("telegram_token")
    @classmethod
    def _is_a_token(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None and not TOKEN.fullmatch(given.get_secret_value()):
            raise ValueError("it is not a token as @BotFather gives it, such as 123456789:AbC…")
        return given

    @field_validator("zalo_token")
    @classmethod
    def _is_a_zalo_token(cls, given: SecretStr | None) -> SecretStr | None:
        """Zalo does not say what its tokens look like, but for the colon; what is no part of an address is none."""
        if given is not None and not re.fullmatch(r"[^\s:/?#]+:[^\s/?#]+", given.get_secret_value()):
            raise ValueError("it is not a token as Zalo Bot Creator sends it, such as 12345689:abc-xyz")
        return given

    @field_validator("telegram_webhook_secret", "zalo_webhook_secret")
    @classmethod
    def _is_a_secret(cls, given: SecretStr | None) -> SecretStr | None:
        """What both Telegram and Zalo take."""
        if given is not None and not re.fullmatch(r"[A-Za-z0-9_-]{8,256}", given.get_secret_value()):
            raise ValueError("a secret has 8 to 256 letters, digits, - and _; `openssl rand -hex 32` makes one")
        return given

    @model_validator(mode="after")
    def _webhooks_have_an_address(self) -> Settings:
        hooked = self.telegram_webhook_secret is not None or self.zalo_webhook_secret is not None
        if hooked and not (self.public_url or "").startswith("https://"):
            raise ValueError("PUBLIC_URL cannot be used: webhooks need it to begin with https://")
        return self

    @field_validator("telegram_base_url", "zalo_base_url", "telegram_proxy")
    @classmethod
    def _is_an_address(cls, given: str | None) -> str | None:
        if given is not None and not re.fullmatch(r"https?://[^/\s]+(/\S*)?", given):
            raise ValueError(f"'{given}' is not an address, such as http://localhost:8081")
        return given

    @field_validator("trusted_proxies")
    @classmethod
    def _are_addresses(cls, given: str) -> str:
        for one in given.split(","):
            try:
                ip_network(one.strip())
            except ValueError:
                raise ValueError(
                    f"'{one.strip()}' is neither the address of a proxy, such as 10.0.0.5, nor a network, such as "
                    "10.0.0.0/24; several are separated by commas"
                ) from None
        return given

    @field_validator("public_url")
    @classmethod
    def _is_an_origin(cls, given: str | None) -> str | None:
        """The page keeps its cookie for the whole host, so it does not live below a path."""
        if given is None:
            return None
        if not re.fullmatch(r"https?://[^/\s?#@]+/?", given):
            raise ValueError(f"'{given}' is not an address such as https://tiendo.example.vn, without a path")
        return given.rstrip("/")

    @field_validator("clock")
    @classmethod
    def _has_a_zone(cls, given: datetime | None) -> datetime | None:
        """A time without its zone is meant as in Viet Nam."""
        if given is not None and given.tzinfo is None:
            return given.replace(tzinfo=ZONE)
        return given

    @field_validator("plan")
    @classmethod
    def _is_there(cls, given: str) -> str:
        from domain.plan import plan_path

        if not plan_path(given).is_file():
            plans = ", ".join(_plans())
            raise ValueError(f"there is no plan '{given}'; the plans are {plans}, or the path of a .toml file")
        return given

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, given: str) -> str:
        return given.upper()

    @field_validator("operator_chat")
    @classmethod
    def _is_a_chat(cls, given: str | None) -> str | None:
        if given is not None and not re.fullmatch(r"-?\d+", given):
            raise ValueError("it is not the number of a Telegram chat, such as 123456789")
        return given

    @property
    def data_folder(self) -> Path:
        """Where files are kept: `TIENDO_DATA_DIR`, else `data` beside the SQLite file or in the current folder."""
        if self.data_dir is not None:
            return self.data_dir
        file = self.sqlite_file
        return (file.parent if file is not None else Path()) / "data"

    @property
    def sqlite_file(self) -> Path | None:
        """The file of the SQLite database; None for PostgreSQL."""
        from storage.database import database_url

        url = database_url(self.database_url)
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    @property
    def proxies(self) -> list[str]:
        """The addresses and networks of the proxies whose forwarded headers are believed."""
        return [one.strip() for one in self.trusted_proxies.split(",")]

    @property
    def telegram_addresses(self) -> tuple[str, str]:
        """The addresses of calls and of files as python-telegram-bot wants them, to be followed by the token."""
        server = self.telegram_base_url.rstrip("/").removesuffix("/bot").rstrip("/")
        return f"{server}/bot", f"{server}/file/bot"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never show in a log."""
        kept = (
            self.telegram_token,
            self.telegram_webhook_secret,
            self.zalo_token,
            self.zalo_webhook_secret,
            self.secret_key,
        )
        return tuple(one.get_secret_value() for one in kept if one is not None)

    def token_of(self, channel: str) -> str | None:
        """The token of the bot on a channel, such as "zalo"; None where it is not used."""
        return _shown(getattr(self, f"{channel}_token"))

    def secret_of(self, channel: str) -> str | None:
        """The secret of a channel's webhook; None where its messages are polled."""
        return _shown(getattr(self, f"{channel}_webhook_secret"))


def _shown(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


def load() -> Settings:
    """Read the settings. Raises `SettingsError` with a sentence for every mistake."""
    try:
        return Settings()
    except ValidationError as problem:
        raise SettingsError(*(_sentence(error["loc"], error["msg"]) for error in problem.errors())) from None


def _sentence(place: tuple[int | str, ...], what: str) -> str:
    what = what.removeprefix("Value error, ").rstrip(".")
    if not place:
        # What several settings say together names the one to change.
        return f"{PREFIX}{what}."
    return f"{PREFIX}{str(place[0]).upper()} cannot be used: {what}."


def _plans() -> list[str]:
    from domain.plan import plan_path

    return sorted(file.stem for file in plan_path("any").parent.glob("*.toml"))
