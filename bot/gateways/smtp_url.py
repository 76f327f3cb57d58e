"""SMTP_URL: which server, how secured, with whose login."""

from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import SplitResult, unquote, urlsplit


class Security(Enum):
    """How the connection is protected; the value is the scheme of SMTP_URL."""

    NONE = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"


DEFAULT_PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed over."""

    host: str
    port: int
    security: Security
    username: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)


def parse_smtp_url(value: str) -> SmtpServer:
    """Read `smtp://`, `smtp+starttls://` or `smtps://` with `[user:password@]host[:port]`.

    Raises:
        ValueError: one line that tells what is wrong and holds nothing of the value.
    """
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        raise ValueError("is not a URL") from None
    security = _security(parts.scheme)
    if not parts.hostname:
        raise ValueError("needs a host")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("has something after the host and port")
    username, password = _credentials(parts)
    port = _port(parts) or DEFAULT_PORTS[security]
    return SmtpServer(parts.hostname, port, security, username, password)


def _security(scheme: str) -> Security:
    try:
        return Security(scheme)
    except ValueError:
        raise ValueError("must begin with smtp://, smtp+starttls:// or smtps://") from None


def _credentials(parts: SplitResult) -> tuple[str | None, str | None]:
    username, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(username) != bool(password):
        raise ValueError("needs both user and password before the @, or neither")
    return username or None, password or None


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError("port must be a number from 1 to 65535")
    return port
