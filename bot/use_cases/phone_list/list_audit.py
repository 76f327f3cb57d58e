"""What stays on record of a list that was looked at or carried out: counts, and which rows."""

from collections.abc import Sequence

from bot.use_cases.administration.subjects_of_audit import about_rows
from bot.use_cases.phone_list.judge_list import Judged
from bot.use_cases.phone_list.limit_list import AskedTooOften
from bot.use_cases.phone_list.list_order import ListOrder
from bot.use_cases.ports.audit import Act, AuditEntry
from bot.use_cases.ports.company_phones import Correction


def looked(judged: Judged | AskedTooOften, order: ListOrder) -> AuditEntry:
    """A look tells no more than the chat hears of it; one that was refused tells nothing."""
    details = "limit"
    if isinstance(judged, Judged):
        details = f"~{len(judged.fitting)} ={len(judged.twice)} !{judged.refused_rows}"
    return AuditEntry(order.hr_id, Act.PHONES_LOOKED, order.policyholder, details=details)


def loaded(judged: Judged, order: ListOrder) -> AuditEntry:
    unchanged = len(judged.same) + len(judged.twice)
    details = f"~{len(judged.changes)} ={unchanged} !{judged.refused_rows}"
    return AuditEntry(order.hr_id, Act.PHONES_UPLOADED, order.policyholder, details=details)


def corrected(corrections: Sequence[Correction], order: ListOrder) -> tuple[AuditEntry, ...]:
    """One entry for each row, so that the answer «who changed my number» is on record."""
    entry = AuditEntry(order.hr_id, Act.PHONE_CORRECTED, order.policyholder)
    return about_rows(entry, [one.known.insured_id for one in corrections])
