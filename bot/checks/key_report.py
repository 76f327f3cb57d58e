"""What still needs which secret key, in the operator's words."""

from collections.abc import Iterator, Sequence

from bot.checks.finding import Finding, fault, fine, warning
from bot.upkeep.retention import LONGEST_WINDOW
from storage.key_usage import Use, WayOut
from storage.keys import Keyring

SUBJECT = "SECRET_KEYS"
WORDS = {
    "account_claims": "занятые логины",
    "accounts.email_sealed": "адреса учётных записей",
    "accounts.password_sealed": "пароли учётных записей",
    "accounts.phone_sealed": "телефоны учётных записей",
    "captchas.answer_sealed": "картинки с символами",
    "charges.subject_digest": "счётчики попыток",
    "conversations.draft_sealed": "ответы в чатах",
    "conversations.replies_sealed": "неотправленные сообщения",
    "insured.phone_sealed": "телефоны реестра",
    "insured.row_digest": "строки реестра",
    "invitations.policy_sealed": "номера полисов в ссылках HR",
    "invitations.token_sealed": "адреса ссылок HR",
    "jobs.payload_sealed": "задания очереди",
    "pending_passwords.hash_sealed": "пароли незаконченных регистраций",
    "phone_requests.name_sealed": "имена в запросах к HR",
    "phone_requests.phone_sealed": "телефоны в запросах к HR",
    "pins.phone_sealed": "телефоны пин-кодов",
}
"""By the names in `Use.what`."""
WAYS_OUT = {
    WayOut.ROTATION: "до rotate-keys — {rows}",
    WayOut.IMPORT: "до загрузки полного реестра с --replace — {rows}",
    WayOut.TIME: "до {day:%d.%m.%Y} — {rows}",
}


def key_findings(uses: Sequence[Use], keys: Keyring) -> Iterator[Finding]:
    """Judge every key but the newest, and those that the database needs and nobody configured."""
    known = [key.id.hex() for key in keys.keys]
    for place, key_id in enumerate(known[1:], start=2):
        yield _of_configured(place, [use for use in uses if use.key_id == key_id])
    lost = [use for use in uses if use.key_id not in known]
    if lost:
        yield _of_lost(lost)


def _of_configured(place: int, uses: Sequence[Use]) -> Finding:
    key = f"ключ № {place}"
    if not uses:
        return fine(SUBJECT, f"{key} больше не нужен, его можно убрать")
    reasons = (_reason(way, [use for use in uses if use.way_out is way]) for way in WayOut)
    return warning(SUBJECT, f"{key} ещё нужен: {'; '.join(filter(None, reasons))}")


def _of_lost(uses: Sequence[Use]) -> Finding:
    """Counters begin anew without their key; everything else is lost."""
    text = f"убран слишком рано ключ, без которого не прочесть: {_rows(uses)}"
    only_counters = all(use.way_out is WayOut.TIME for use in uses)
    return warning(SUBJECT, text) if only_counters else fault(SUBJECT, text)


def _reason(way: WayOut, uses: Sequence[Use]) -> str:
    if not uses:
        return ""
    moments = [use.newest for use in uses if use.newest is not None]
    day = max(moments) + LONGEST_WINDOW if moments else None
    return WAYS_OUT[way].format(rows=_rows(uses), day=day)


def _rows(uses: Sequence[Use]) -> str:
    return ", ".join(f"{WORDS[use.what]}: {use.rows}" for use in uses)
