"""Logging: ids, states and outcomes as structured lines, never what a person wrote.

Everything passes one pipeline, the libraries' records included; of those only the message
template is kept when it comes from a library that puts contents of updates into its arguments.
"""

import asyncio
import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
TOO_TALKATIVE = {
    "aiogram.dispatcher": logging.CRITICAL,  # writes whole updates at WARNING and ERROR
    "aiogram.event": logging.WARNING,  # a line for every update
    "aiohttp.access": logging.CRITICAL,  # paths hold activation tokens
    "alembic": logging.WARNING,
    "aiosqlite": logging.INFO,  # at DEBUG it writes every statement with its parameters
    "sqlalchemy": logging.WARNING,  # likewise
    "asyncio": logging.INFO,
    "aiosmtpd": logging.CRITICAL,  # writes envelopes
    "mail": logging.CRITICAL,  # aiosmtpd's logger, likewise
    "PIL": logging.INFO,
}


def configure_logs(level: str, style: str, *further: Processor) -> None:
    """Send every record to standard error as text or JSON lines.

    Args:
        further: processors that see every record before it is written.
    """
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _hide_bot_token,
        _without_exception_texts,
        *further,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _renderer(style),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name, least in TOO_TALKATIVE.items():
        logging.getLogger(name).setLevel(least)


def tell_of_lost_fault(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log a fault that nobody awaits; asyncio itself would write its text and its frames.

    To be set as the exception handler of the loop.
    """
    fault = type(context.get("exception")).__name__
    structlog.get_logger("bot").error("fault that nobody awaits", error=fault)


def _renderer(style: str) -> Any:
    if style == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=lambda *_: None
    )


def _hide_bot_token(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    event["event"] = TOKEN.sub("<token>", str(event["event"]))
    return event


def _without_exception_texts(
    _: Any, __: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Keep the class of an exception: its text and its frames may repeat personal data."""
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
    return event
