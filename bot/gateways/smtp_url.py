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
        raise ValueError("это не адрес") from None
    security = _security(parts.scheme)
    if not parts.hostname:
        raise ValueError("не указан сервер")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("после порта ничего не нужно (/ ? # в пароле пишутся %2F %3F %23)")
    username, password = _credentials(parts)
    port = _port(parts) or DEFAULT_PORTS[security]
    return SmtpServer(parts.hostname, port, security, username, password)


def _security(scheme: str) -> Security:
    try:
        return Security(scheme)
    except ValueError:
        raise ValueError("нужен адрес smtp://…, smtp+starttls://… или smtps://…") from None


def _credentials(parts: SplitResult) -> tuple[str | None, str | None]:
    username, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(username) != bool(password):
        raise ValueError("перед @ нужны и имя, и пароль — или ни того, ни другого")
    return username or None, password or None


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError("порт — число от 1 до 65535")
    return port
