"""Kinds of values that settings have; a wrong one is told in the operator's words, unquoted."""

import base64
import binascii
import re
from ipaddress import ip_address
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

KEY_BYTES = 32
BOT_TOKEN_FORM = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
DATABASES = ("sqlite+aiosqlite:///", "postgresql+asyncpg://")


def _listed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


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


def _database(value: str) -> str:
    if not value.startswith(DATABASES):
        raise ValueError(f"нужен адрес {DATABASES[0]}… или {DATABASES[1]}…")
    return value


def decoded(key: SecretStr) -> bytes:
    try:
        raw = base64.b64decode(key.get_secret_value(), validate=True)
    except binascii.Error:
        raw = b""
    if len(raw) != KEY_BYTES:
        raise ValueError("каждый ключ — 32 байта в base64; новый даёт `python -m bot new-key`")
    return raw


def _split_address(value: str) -> SplitResult:
    try:
        url = urlsplit(value)
        usable = url.scheme in {"http", "https"} and url.hostname and url.port != 0
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
BotToken = Annotated[SecretStr, AfterValidator(_token)]
DatabaseUrl = Annotated[str, AfterValidator(_database)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
SecureAddress = Annotated[str, AfterValidator(_secure_address)]
BaseAddress = Annotated[SecureAddress, AfterValidator(lambda value: value.rstrip("/"))]
"""To which paths are added."""
