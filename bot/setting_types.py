"""Kinds of values that settings have; a wrong one is told in the operator's words, unquoted."""

import base64
import re
from ipaddress import ip_address
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from bot.database_url import database_url

KEY_BYTES = 32
LAST_TELEGRAM_ID = (1 << 52) - 1
"""An id of a person has at most 52 significant bits (Bot API, User)."""
BLANK = re.compile(r"\s")
SITE_FORM = re.compile(r"(https?://)?[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?")
BOT_TOKEN_FORM = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")


def _listed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _key(key: SecretStr) -> SecretStr:
    decoded(key)
    return key


def _token(token: SecretStr) -> SecretStr:
    if not BOT_TOKEN_FORM.fullmatch(token.get_secret_value()):
        raise ValueError("это не токен Telegram: нужен вид 123456:ABC-DEF")
    return token


def _web_address(value: str) -> str:
    _split_address(value)
    return value


def _secure_address(value: str) -> str:
    """Nothing that opens or hands over an account travels in clear, but on the machine itself."""
    url = _split_address(value)
    if url.scheme != "https" and not is_loopback(url.hostname):
        raise ValueError("нужен адрес https:// (http:// — только для этой же машины, 127.0.0.1)")
    return value


def decoded(key: SecretStr) -> bytes:
    try:
        raw = base64.b64decode(key.get_secret_value(), validate=True)
    except ValueError:  # also for signs beyond ASCII
        raw = b""
    if len(raw) != KEY_BYTES:
        raise ValueError("каждый ключ — 32 байта в base64; новый даёт `python -m bot new-key`")
    return raw


def _different(keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    """The same key twice is a rotation that changed nothing."""
    if len({decoded(key) for key in keys}) < len(keys):
        raise ValueError("один и тот же ключ указан дважды")
    return keys


def _base_address(value: str) -> str:
    url = urlsplit(value)
    if "@" in url.netloc or "?" in value or "#" in value:
        raise ValueError("нужен адрес вида https://example.ru, без «?», «#» и пароля")
    return value.rstrip("/")


def _site(value: str) -> str:
    if value and not SITE_FORM.fullmatch(value):
        raise ValueError("нужен сайт, например https://example.ru или example.ru")
    return value


def _split_address(value: str) -> SplitResult:
    try:
        url = urlsplit(value)
        usable = url.scheme in {"http", "https"} and url.hostname and url.port != 0
        usable = usable and not BLANK.search(value)
    except ValueError:
        usable = None
    if not usable:
        raise ValueError("нужен адрес вида https://example.ru")
    return url


def is_loopback(host: str | None) -> bool:
    """Whether only this very machine finds itself under this name or address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


LISTED = (NoDecode, BeforeValidator(_listed))
"""For values separated by commas."""
Key = Annotated[SecretStr, AfterValidator(_key)]
Keys = Annotated[tuple[Key, ...], *LISTED, AfterValidator(_different)]
TelegramIds = Annotated[frozenset[Annotated[int, Field(gt=0, le=LAST_TELEGRAM_ID)]], *LISTED]
BotToken = Annotated[SecretStr, AfterValidator(_token)]
DatabaseUrl = Annotated[str, AfterValidator(database_url)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
SecureAddress = Annotated[str, AfterValidator(_secure_address)]
BaseAddress = Annotated[SecureAddress, AfterValidator(_base_address)]
"""To which paths are added."""
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)]
Site = Annotated[str, AfterValidator(_site)]
