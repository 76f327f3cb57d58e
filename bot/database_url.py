"""What DATABASE_URL may be: a file of SQLite, or a PostgreSQL with options its driver takes."""

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

DATABASES = ("sqlite+aiosqlite:///", "postgresql+asyncpg://")
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
SESSIONS = ("any", "primary", "read-write")
OPTIONS: Mapping[str, str] = {
    "ssl": "|".join(SSL_MODES),
    "target_session_attrs": "|".join(SESSIONS),
    "prepared_statement_cache_size": r"\d{1,6}",
    "host": r".+",
    "passfile": r".+",
}
"""Options of asyncpg that an address can carry, with what they may be; others it chokes on."""
HINTS: Mapping[str, str] = {
    "ssl": f"ssl: допустимо только {', '.join(SSL_MODES)}",
    "target_session_attrs": f"target_session_attrs: допустимо только {', '.join(SESSIONS)}",
    "prepared_statement_cache_size": "prepared_statement_cache_size: нужно целое число",
}
PORT = "порт — число от 1 до 65535"


def database_url(value: str) -> str:
    """Return an address that the engine will understand.

    Raises:
        ValueError: it will not; the value is not repeated.
    """
    if not value.startswith(DATABASES):
        raise ValueError(f"нужен адрес {DATABASES[0]}… или {DATABASES[1]}…")
    url = _parsed(value)
    if url.get_backend_name() == "sqlite":
        _judge_file(url)
    else:
        _judge_server(url)
    return value


def _parsed(value: str) -> URL:
    try:
        return make_url(value)
    except ArgumentError:
        raise ValueError(f"нужен адрес {DATABASES[0]}… или {DATABASES[1]}…") from None
    except ValueError:  # of all its parts only the port is made a number
        raise ValueError(PORT) from None


def _judge_file(url: URL) -> None:
    path = url.database or ""
    if path in {"", ":memory:"} or path.endswith("/"):
        raise ValueError("нужен путь к файлу, например sqlite+aiosqlite:///data/bot.db")
    if url.query:
        raise ValueError("у sqlite нет параметров после «?»")


def _judge_server(url: URL) -> None:
    if url.port is not None and not 0 < url.port <= 65535:
        raise ValueError(PORT)
    for name, given in url.query.items():
        _judge_option(name, [given] if isinstance(given, str) else given)


def _judge_option(name: str, given: Iterable[str]) -> None:
    if name == "sslmode":
        raise ValueError("вместо sslmode=require нужно ssl=require")
    if name not in OPTIONS:
        raise ValueError(f"параметр после «?» не подходит, есть {', '.join(OPTIONS)}")
    if not all(re.fullmatch(OPTIONS[name], one) for one in given):
        raise ValueError(HINTS.get(name, f"{name}: пустое значение"))
