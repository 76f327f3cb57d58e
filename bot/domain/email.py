"""The e-mail address, which becomes the login: its rule, its likely typos, its mask."""

import re

from email_validator import EmailNotValidError, ValidatedEmail, validate_email

from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import is_cyrillic, is_latin, tidy, with_latin_look_alikes

LONGEST_EMAIL = 254  # RFC 5321 section 4.5.3.1.3

_COMMON_DOMAINS = (
    *("mail.ru", "bk.ru", "inbox.ru", "list.ru", "internet.ru", "yandex.ru", "ya.ru"),
    *("gmail.com", "rambler.ru", "icloud.com", "outlook.com", "hotmail.com", "yahoo.com"),
)
_GOOD_NEIGHBOURS = frozenset({"mail.com", "email.com", "ymail.com", "yandex.com", "yandex.by"})
_KNOWN_TYPOS = {
    "gmail.ru": "gmail.com",
    "gmail.co": "gmail.com",
    "icloud.ru": "icloud.com",
    "ya.com": "ya.ru",
    "bk.com": "bk.ru",
    "inbox.com": "inbox.ru",
    "rambler.com": "rambler.ru",
}
_RUSSIAN_ENDINGS = {".ру": ".ru", ".ком": ".com", ".сом": ".com"}
_WORD = re.compile(r"[^\W\d_]+")
_MIN_LENGTH_FOR_TYPO = len("mail.ru")


def email_address(text: str) -> str:
    """The address as it is stored: local part as typed, domain small and in punycode.

    Raises:
        InvalidAnswer: no-at, many-at, spaces, commas, russian-letters, no-name, bad-domain,
            bad-address.
    """
    typed = _without_wrapping(text)
    _refuse_visible_faults(typed)
    validated = _validated(typed)
    return f"{validated.ascii_local_part}@{(validated.ascii_domain or '').lower()}"


def _without_wrapping(text: str) -> str:
    typed = tidy(text).strip("<>()[]\"'«»;.,:")
    return typed[len("mailto:") :] if typed.lower().startswith("mailto:") else typed


def _refuse_visible_faults(typed: str) -> None:
    local, at, domain = typed.partition("@")
    faults = {
        "no-at": not at,
        "many-at": "@" in domain,
        "spaces": " " in typed,
        "commas": "," in typed,
        "russian-letters": not local.isascii(),
        "no-name": not local,
        "bad-domain": "." not in domain,
    }
    for reason, present in faults.items():
        if present:
            raise InvalidAnswer(reason)


def _validated(typed: str) -> ValidatedEmail:
    if len(typed) > LONGEST_EMAIL:
        raise InvalidAnswer("bad-address")
    try:
        return validate_email(typed, allow_smtputf8=False, strict=True, check_deliverability=False)
    except EmailNotValidError:
        raise InvalidAnswer("bad-address") from None


def email_suggestion(text: str) -> str | None:
    """A stored form of the address that was probably meant, or None if nothing looks odd."""
    meant = _stored_or_none(_repaired(_without_wrapping(text)))
    typed = _stored_or_none(text)
    return meant if meant and email_key(meant) != email_key(typed or "") else None


def _stored_or_none(text: str) -> str | None:
    try:
        return email_address(text)
    except InvalidAnswer:
        return None


def _repaired(typed: str) -> str:
    joined = typed.replace(",", ".").replace(" ", "")
    local, _, domain = joined.rpartition("@")
    local = _in_one_alphabet(local).strip(".")
    domain = domain.lower()
    for russian, latin in _RUSSIAN_ENDINGS.items():
        if domain.endswith(russian):
            domain = domain.removesuffix(russian) + latin
    folded = _in_one_alphabet(domain)
    return f"{local}@{_usual_domain(folded) if folded.isascii() else domain}"


def _in_one_alphabet(text: str) -> str:
    """A word typed in Russian throughout is no slip: «анна» is not "ahha", who is a stranger."""
    return _WORD.sub(lambda word: _latin_if_mixed(word[0]), text)


def _latin_if_mixed(word: str) -> str:
    mixed = any(map(is_latin, word)) and any(map(is_cyrillic, word))
    return with_latin_look_alikes(word) if mixed else word


def _usual_domain(domain: str) -> str:
    if domain in _KNOWN_TYPOS:
        return _KNOWN_TYPOS[domain]
    if domain in _COMMON_DOMAINS or domain in _GOOD_NEIGHBOURS:
        return domain
    return next((usual for usual in _COMMON_DOMAINS if _is_meant(domain, usual)), domain)


def _is_meant(typed: str, usual: str) -> bool:
    without_ending = typed == usual.partition(".")[0]
    return without_ending or (len(usual) >= _MIN_LENGTH_FOR_TYPO and _one_slip_apart(typed, usual))


def _one_slip_apart(typed: str, meant: str) -> bool:
    """Whether one sign was left out, added, replaced, or two neighbours swapped."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b),
        min(len(typed), len(meant)),
    )
    rest, due = typed[start:], meant[start:]
    swapped = rest[:2] == due[1::-1] and rest[2:] == due[2:]
    return rest[1:] == due[1:] or rest[1:] == due or rest == due[1:] or swapped


def email_key(address: str) -> str:
    """The form in which stored addresses are compared.

    RFC 5321 lets only the domain ignore case; mailboxes that differ in case alone do not exist
    in practice, and two accounts on one mailbox would be worse.
    """
    return address.lower()


def shown_email(address: str) -> str:
    """The stored address with its domain in letters people know: почта.рф."""
    return validate_email(address, check_deliverability=False).normalized


def masked_email(address: str) -> str:
    """«i•••v@mail.ru»: first and last sign of the local part, fewer of a short one."""
    local, _, domain = shown_email(address).rpartition("@")
    last = local[-1] if len(local) > 3 else ""
    return f"{local[0]}•••{last}@{domain}"
