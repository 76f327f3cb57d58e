"""What the operator must see about messages: never a number, never a text."""

from datetime import timedelta

import structlog

from bot.domain.allowance import Allowance
from bot.use_cases.ports.charges import Charge, Charges, LimitReached, Rule
from bot.use_cases.ports.sms import RefusalKind, SmsRefused

HOURLY = Rule("alarm", (Allowance(1, timedelta(hours=1)),))
log = structlog.get_logger("bot.sms")


async def raise_alarm(charges: Charges, alarm: str, cause: int, **facts: object) -> None:
    """Write a critical line, each alarm at most once an hour over all processes."""
    try:
        await charges.charge([Charge(HOURLY, alarm)], cause)
    except LimitReached:
        return
    log.critical(alarm, **facts)


def report_refusal(refusal: SmsRefused) -> None:
    """Hear of every refusal on the way, also when the next gateway took the message."""
    facts = {"gateway": refusal.gateway, "code": refusal.code, "refusal": refusal.kind.value}
    if refusal.kind is RefusalKind.OPERATOR_FAULT:
        log.critical("sms gateway needs the operator", **facts)
    else:
        log.warning("sms refused", **facts)
