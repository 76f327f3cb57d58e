"""Every setting of the product, read from the environment and `.env`."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import Field as DataclassField
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    create_model,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.env_file import UnreadableLine, env_values
from bot.limits import LEAST_RATE, Limits, is_hour, most
from bot.setting_types import (
    BaseAddress,
    BotToken,
    DatabaseUrl,
    Keys,
    LogLevel,
    SecureAddress,
    Site,
    TelegramIds,
    WebAddress,
    decoded,
)

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
COMPLAINTS = {
    "bool_parsing": "нужно on или off",
    "int_parsing": "нужно целое число",
    "int_from_float": "нужно целое число",
    "float_parsing": "нужно число",
    "finite_number": "нужно конечное число",
    "greater_than": "нужно число больше {gt}",
    "greater_than_equal": "нужно число от {ge}",
    "less_than_equal": "нужно число до {le:.16g}",
    "literal_error": "допустимо только {expected}",
}
"""What pydantic finds wrong, by its error types; the validators below speak for themselves."""
EXAMPLES = {"ADMIN_IDS": "12345678,87654321"}
"""For settings whose form those complaints leave open."""


class SettingsError(Exception):
    """One line for the operator that names the setting and never shows its value."""


class _Environment(BaseSettings):
    """What is given in code goes before the environment, and that before `.env`."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - drops what it cannot read
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - none are given
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        of_file = EnvSettingsSource(settings_cls)
        of_file.env_vars = {name.lower(): value for name, value in env_values().items() if value}
        return init_settings, env_settings, of_file


class Settings(_Environment):
    """The settings under the names of `.env.example`, in lower case."""

    bot_token: BotToken | None = None
    telegram_api_url: WebAddress = "https://api.telegram.org"
    webhook: bool = False
    database_url: DatabaseUrl = "sqlite+aiosqlite:///data/bot.db"
    secret_keys: Keys = ()
    public_url: BaseAddress = Field(default="", validate_default=False)
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    trusted_proxies: int = Field(default=0, ge=0)
    metrics_public: bool = False
    sms_url: SecretStr | None = None
    smtp_url: SecretStr | None = None
    mail_from: str | None = None
    admin_ids: TelegramIds = frozenset()
    chat_url: WebAddress | None = None
    cabinet_url: WebAddress | None = None
    cabinet_reset_url: WebAddress | None = None
    cabinet_api_url: SecureAddress | None = None
    cabinet_api_secret: SecretStr | None = None
    insurer_name: str | None = None
    insurer_legal_name: str | None = None
    insurer_address: str | None = None
    insurer_licence: str | None = None
    insurer_phone: str | None = None
    insurer_site: Site | None = None
    privacy_url: WebAddress | None = None
    captcha: bool = True
    log_level: LogLevel = "INFO"
    log_format: Literal["text", "json"] = "text"

    @model_validator(mode="after")
    def _signed_hand_over(self) -> Self:
        if self.cabinet_api_url and not self.cabinet_api_secret:
            raise ValueError("CABINET_API_SECRET: не задан, а с CABINET_API_URL обязателен")
        return self

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
            raise ValueError(
                f"BOT_TOKEN: не задан, а {present[0]} задан. Задайте BOT_TOKEN, "
                f"а для песочницы уберите {present[0]}"
            )

    def _refuse_gaps(self) -> None:
        missing = [name for name in REQUIRED_IN_PRODUCTION if not self._is_given(name)]
        if missing:
            raise ValueError(f"{missing[0]}: не задан, а с BOT_TOKEN обязателен")

    def _is_given(self, name: str) -> bool:
        return name.lower() in self.model_fields_set and bool(getattr(self, name.lower()))

    @property
    def sandbox(self) -> bool:
        """Without a Telegram token the bot talks to its own emulators only."""
        return self.bot_token is None

    @property
    def token(self) -> str:
        """The Telegram token, "" in the sandbox."""
        return self.bot_token.get_secret_value() if self.bot_token else ""

    @property
    def keys(self) -> tuple[bytes, ...]:
        """The secret keys as bytes, newest first."""
        return tuple(decoded(key) for key in self.secret_keys)


def load_settings(**overrides: Any) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: the first missing or wrong setting, in one line.
    """
    with _telling(prefix=""):
        _refuse_misspelt((name for name in env_values() if not _is_limit(name)), "такой настройки")
        return Settings(**overrides)


def load_limits(**overrides: Any) -> Limits:
    """Read the LIMIT_ settings: one for each field of `Limits`, within its bounds.

    Raises:
        SettingsError: likewise.
    """
    numbers: dict[str, Any] = {
        limit.name: (limit.type, _bounded(limit)) for limit in fields(Limits)
    }
    source = create_model("LimitSettings", __base__=_LimitSettings, **numbers)
    with _telling(prefix="LIMIT_"):
        _refuse_misspelt(filter(_is_limit, (*os.environ, *env_values())), "такого предела")
        limits = Limits(**source(**overrides).model_dump())
    if limits.reminder_from_hour >= limits.reminder_until_hour:
        raise SettingsError(
            "LIMIT_REMINDER_UNTIL_HOUR: нужен час от 1 до 24, "
            "больше, чем в LIMIT_REMINDER_FROM_HOUR"
        )
    return limits


def _bounded(limit: DataclassField[Any]) -> Any:
    above, least = (None, 0) if is_hour(limit.name) else (0, None)
    return Field(
        default=limit.default,
        gt=above,
        ge=LEAST_RATE if limit.type is float else least,
        le=most(limit.name),
        allow_inf_nan=False,
    )


def setting_names() -> frozenset[str]:
    """Return the names of all settings and limits, as the environment spells them."""
    limits = (f"LIMIT_{limit.name.upper()}" for limit in fields(Limits))
    return frozenset(limits) | {name.upper() for name in Settings.model_fields}


def _is_limit(name: str) -> bool:
    return name.upper().startswith("LIMIT_")


def _refuse_misspelt(given: Iterable[str], kind: str) -> None:
    """What is set under a name that nobody reads would silently stay as it is."""
    known = setting_names()
    unknown = sorted({name.upper() for name in given} - known)
    if unknown:
        near = get_close_matches(unknown[0], known, n=1)
        meant = f", возможно, это {near[0]}" if near else ""
        raise SettingsError(f"{unknown[0]}: {kind} нет{meant}")


class _LimitSettings(_Environment):
    model_config = SettingsConfigDict(env_prefix="LIMIT_")


@contextmanager
def _telling(prefix: str) -> Iterator[None]:
    """Say in one line what is wrong with a setting, or with the file they are in."""
    try:
        yield
    except ValidationError as error:
        raise _one_line(error, prefix) from None
    except UnreadableLine as error:
        raise SettingsError(str(error)) from None
    except UnicodeDecodeError:
        raise SettingsError(".env: файл не в UTF-8, сохраните его в этой кодировке") from None
    except OSError as error:
        raise SettingsError(f".env: прочесть не получилось: {error.strerror}") from None


def _one_line(error: ValidationError, prefix: str) -> SettingsError:
    first = error.errors(include_input=False, include_url=False)[0]
    complaint = _complaint(first["type"], first["msg"], first.get("ctx", {}))
    if not first["loc"]:
        return SettingsError(complaint)
    name = str(first["loc"][0]).upper().removeprefix(prefix)
    example = f", например {EXAMPLES[name]}" if name in EXAMPLES else ""
    return SettingsError(f"{prefix}{name}: {complaint}{example}")


def _complaint(kind: str, said: str, details: Mapping[str, Any]) -> str:
    if kind == "value_error":
        return said.removeprefix("Value error, ")
    wanted = COMPLAINTS.get(kind, "недопустимое значение").format_map(details)
    return wanted.replace(" or ", " или ")
