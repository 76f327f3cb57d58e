"""Every setting of the product, read from the environment and `.env`."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import fields
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    create_model,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.limits import Limits

KEY_BYTES = 32
SANDBOX_FOLDER = Path("data/sandbox")
SECRET_OF_PRODUCTION = ("SECRET_KEYS", "SMS_URL", "SMTP_URL", "WEBHOOK")
REQUIRED_IN_PRODUCTION = (
    "SECRET_KEYS",
    "PUBLIC_URL",
    "SMS_URL",
    "SMTP_URL",
    "MAIL_FROM",
    "INSURER_NAME",
    "INSURER_LEGAL_NAME",
    "INSURER_ADDRESS",
    "INSURER_LICENCE",
    "INSURER_PHONE",
    "INSURER_SITE",
    "PRIVACY_URL",
)


class SettingsError(Exception):
    """One line for the operator that names the setting and never shows its value."""


class Settings(BaseSettings):
    """The settings under the names of `.env.example`, in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    webhook: bool = False
    database_url: str = "sqlite+aiosqlite:///data/bot.db"
    secret_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    public_url: str = "http://127.0.0.1:8080"
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    sms_url: SecretStr | None = None
    smtp_url: SecretStr | None = None
    mail_from: str | None = None
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    cabinet_url: str | None = None
    cabinet_reset_url: str | None = None
    cabinet_api_url: str | None = None
    cabinet_api_secret: SecretStr | None = None
    insurer_name: str | None = None
    insurer_legal_name: str | None = None
    insurer_address: str | None = None
    insurer_licence: str | None = None
    insurer_phone: str | None = None
    insurer_site: str | None = None
    privacy_url: str | None = None
    captcha: bool = True
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    log_format: str = Field(default="text", pattern="^(text|json)$")

    @field_validator("secret_keys", mode="before")
    @classmethod
    def _split_keys(cls, value: Any) -> Any:
        return _split(value) if isinstance(value, str) else value

    @field_validator("secret_keys")
    @classmethod
    def _keys_are_32_bytes(cls, keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        for key in keys:
            _decode_key(key)
        return keys

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: Any) -> Any:
        return _split(value) if isinstance(value, str) else value

    @field_validator("public_url")
    @classmethod
    def _links_are_https(cls, value: str) -> str:
        url = urlsplit(value)
        if url.scheme != "https" and not (url.scheme == "http" and _is_loopback(url.hostname)):
            msg = "must begin with https:// (http:// only for a loopback host)"
            raise ValueError(msg)
        return value.rstrip("/")

    @model_validator(mode="after")
    def _sandbox_or_production(self) -> Self:
        if self.bot_token is None:
            self._refuse_half_a_production()
        else:
            self._refuse_gaps()
        return self

    def _refuse_half_a_production(self) -> None:
        """A lost token must not open a sandbox in production."""
        present = [name for name in SECRET_OF_PRODUCTION if getattr(self, name.lower())]
        if present:
            msg = f"BOT_TOKEN is empty but {present[0]} is set: set BOT_TOKEN, or unset both"
            raise ValueError(msg)

    def _refuse_gaps(self) -> None:
        missing = [name for name in REQUIRED_IN_PRODUCTION if not self._is_given(name)]
        if missing:
            msg = f"{missing[0]} is required when BOT_TOKEN is set"
            raise ValueError(msg)

    def _is_given(self, name: str) -> bool:
        return name.lower() in self.model_fields_set and bool(getattr(self, name.lower()))

    @property
    def sandbox(self) -> bool:
        """Without a Telegram token the bot talks to its own emulators only."""
        return self.bot_token is None

    @property
    def keys(self) -> tuple[bytes, ...]:
        """The secret keys as bytes, newest first."""
        return tuple(_decode_key(key) for key in self.secret_keys)


def load_settings(**overrides: Any) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: the first missing or wrong setting, in one line.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise _one_line(error, prefix="") from None


def load_limits(**overrides: Any) -> Limits:
    """Read the LIMIT_ settings: one for each field of `Limits`, above zero.

    Raises:
        SettingsError: likewise.
    """
    numbers: dict[str, Any] = {
        limit.name: (limit.type, Field(default=limit.default, gt=0)) for limit in fields(Limits)
    }
    source = create_model("LimitSettings", __base__=_LimitSettings, **numbers)
    try:
        return Limits(**source(**overrides).model_dump())
    except ValidationError as error:
        raise _one_line(error, prefix="LIMIT_") from None


class _LimitSettings(BaseSettings):
    model_config = Settings.model_config | SettingsConfigDict(env_prefix="LIMIT_")


def _one_line(error: ValidationError, prefix: str) -> SettingsError:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]).upper().removeprefix(prefix) if first["loc"] else ""
    reason = first["msg"].removeprefix("Value error, ")
    return SettingsError(f"{prefix}{name}: {reason}" if name else reason)


def _split(value: str) -> Iterable[str]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _decode_key(key: SecretStr) -> bytes:
    try:
        raw = base64.b64decode(key.get_secret_value(), validate=True)
    except binascii.Error:
        raw = b""
    if len(raw) != KEY_BYTES:
        msg = "each key must be base64 of 32 bytes"
        raise ValueError(msg)
    return raw


def _is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
