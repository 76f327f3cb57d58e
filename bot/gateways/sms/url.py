"""SMS_URL: which gateways, with whose credentials, in which order."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

Kind = Literal["smsc", "smsru"]
DEFAULT_HOSTS: dict[Kind, str] = {"smsc": "smsc.ru", "smsru": "sms.ru"}
OPTIONS = {"sender", "tls"}


@dataclass(frozen=True, slots=True)
class SmsAccount:
    """One entry of SMS_URL; for SMS.ru the login is the api_id and there is no password."""

    kind: Kind
    name: str
    base_url: str
    login: str = field(repr=False)
    password: str = field(default="", repr=False)
    sender: str | None = None


def parse_sms_url(value: str) -> tuple[SmsAccount, ...]:
    """Read the comma-separated list; a comma inside a value is written %2C.

    Raises:
        ValueError: one line that tells what is wrong and holds nothing of the value.
    """
    accounts: list[SmsAccount] = []
    for number, entry in enumerate(value.split(","), start=1):
        try:
            account = _account(entry.strip())
        except ValueError as error:
            raise ValueError(f"entry {number}: {error}") from None
        accounts.append(_named(account, accounts))
    return tuple(accounts)


def _named(account: SmsAccount, earlier: list[SmsAccount]) -> SmsAccount:
    """A second account at the same gateway becomes smsc-2."""
    same = sum(other.kind == account.kind for other in earlier)
    name = account.kind if not same else f"{account.kind}-{same + 1}"
    return SmsAccount(
        account.kind, name, account.base_url, account.login, account.password, account.sender
    )


def _account(entry: str) -> SmsAccount:
    parts = _split(entry)
    kind = _kind(parts.scheme)
    options = _options(parts.query)
    login, password = _credentials(parts, kind)
    return SmsAccount(
        kind=kind,
        name=kind,
        base_url=_base_url(parts, kind, options.get("tls", "on")),
        login=login,
        password=password,
        sender=options.get("sender"),
    )


def _split(entry: str) -> SplitResult:
    if not entry:
        raise ValueError("is empty")
    try:
        return urlsplit(entry)
    except ValueError:
        raise ValueError("is not a URL") from None


def _kind(scheme: str) -> Kind:
    match scheme:
        case "smsc" | "smsru":
            return scheme
        case _:
            raise ValueError("must begin with smsc:// or smsru://")


def _credentials(parts: SplitResult, kind: Kind) -> tuple[str, str]:
    login, password = unquote(parts.username or ""), unquote(parts.password or "")
    if kind == "smsc" and not (login and password):
        raise ValueError("needs login:password@ after smsc://")
    if kind == "smsru" and not login:
        raise ValueError("needs API_ID@ after smsru://")
    if kind == "smsru" and password:
        raise ValueError("takes API_ID@ alone, without a password")
    return login, password


def _base_url(parts: SplitResult, kind: Kind, tls: str) -> str:
    if parts.path.strip("/") or parts.fragment:
        raise ValueError("has something after the host; only ?sender= and ?tls= may follow")
    if tls not in {"on", "off"}:
        raise ValueError("tls must be on or off")
    host = parts.hostname or DEFAULT_HOSTS[kind]
    bracketed = f"[{host}]" if ":" in host else host
    port = _port(parts)
    return f"http{'s' if tls == 'on' else ''}://{bracketed}{f':{port}' if port else ''}"


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError("port must be a number from 1 to 65535")
    return port


def _options(query: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(query, strict_parsing=True) if query else []
    except ValueError:
        raise ValueError("options must look like ?sender=NAME&tls=off") from None
    options = dict(pairs)
    if len(options) != len(pairs) or not options.keys() <= OPTIONS:
        raise ValueError("knows the options sender and tls, each once")
    return options
