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
            raise ValueError(f"шлюз {number}: {error}") from None
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
        raise ValueError("пусто")
    try:
        return urlsplit(entry)
    except ValueError:
        raise ValueError("это не адрес") from None


def _kind(scheme: str) -> Kind:
    match scheme:
        case "smsc" | "smsru":
            return scheme
        case _:
            raise ValueError("нужен адрес smsc://… или smsru://…")


def _credentials(parts: SplitResult, kind: Kind) -> tuple[str, str]:
    login, password = unquote(parts.username or ""), unquote(parts.password or "")
    if kind == "smsc" and not (login and password):
        raise ValueError("после smsc:// нужно login:password@ (# / @ , в них — %23 %2F %40 %2C)")
    if kind == "smsru" and not login:
        raise ValueError("после smsru:// нужно API_ID@")
    if kind == "smsru" and password:
        raise ValueError("после smsru:// нужно только API_ID@, без пароля")
    return login, password


def _base_url(parts: SplitResult, kind: Kind, tls: str) -> str:
    if parts.path.strip("/") or parts.fragment:
        raise ValueError(
            "после сервера допустимы только ?sender= и ?tls= (/ и # в пароле — %2F и %23)"
        )
    if tls not in {"on", "off"}:
        raise ValueError("tls бывает on или off")
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
        raise ValueError("порт — число от 1 до 65535")
    return port


def _options(query: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(query, strict_parsing=True) if query else []
    except ValueError:
        raise ValueError("параметры пишутся так: ?sender=ИМЯ&tls=off") from None
    options = dict(pairs)
    if len(options) != len(pairs) or not options.keys() <= OPTIONS:
        raise ValueError("есть только параметры sender и tls, каждый один раз")
    return options
