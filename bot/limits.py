"""Limits of the product, each with the default that design and Bot API give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Limits:
    """Numbers an operator can change by the LIMIT_ setting of the same name."""

    sends_per_second: float = 25
    """All chats together; Telegram answers 429 above about 30 (Bot API FAQ)."""
    chat_sends_per_second: float = 1
    """One chat (Bot API FAQ)."""
    chat_burst: int = 4
    """Messages one chat may get at once before the pace applies."""
    updates_per_minute: int = 30
    """Messages and taps of one person that are answered in a minute."""
    draft_hours: int = 24
    """Hours of silence after which everything typed is deleted."""
    registry_misses_per_day: int = 5
    """Failed registry checks of one Telegram user, and likewise of one claimed person, in 24 h."""
    registry_misses_per_month: int = 15
    """The same in 30 days."""
    registry_misses_per_hour: int = 200
    """Checks of all people together that found nobody; beyond it an alarm closes the check."""
    captcha_minutes: int = 3
    """Minutes a picture may be answered, from when it was sent."""
    captcha_holds_minutes: int = 30
    """Minutes a solved picture opens the registry check."""
    captcha_checks: int = 3
    """Registry checks that one solved picture opens."""
    pin_minutes: int = 10
    """Minutes a PIN is good for, from the gateway's acceptance (NIST SP 800-63B: at most 10)."""
    pin_tries: int = 3
    """Guesses at one PIN."""
    pin_resend_seconds: int = 60
    """Seconds before a PIN may be sent for the second time, and between any two to one phone."""
    pin_second_resend_seconds: int = 120
    """Seconds before the third time."""
    pin_later_resend_seconds: int = 300
    """Seconds before any later time."""
    pins_per_day: int = 5
    """PIN messages to one phone, and likewise for one insured person, in 24 h."""
    pin_misses_per_day: int = 10
    """Wrong guesses at PINs of one phone, and likewise of one insured person, in 24 h."""
    pin_misses_per_month: int = 30
    """The same in 30 days; beyond it only HR can help."""
    sms_per_day: int = 2000
    """PIN messages to all people together in 24 h: the budget."""
    sms_per_prefix_hour: int = 20
    """PIN messages in an hour to phones that differ only in their last four digits."""
    sms_conversion_percent: int = 40
    """An alarm is raised when fewer of the last 50 PIN messages led to a confirmed phone."""
    password_minutes: int = 1440
    """Minutes a chosen password waits for the account it is meant for."""
    activation_minutes: int = 1440
    """Minutes a mailed link and its code are good for."""
    mail_code_tries: int = 5
    """Guesses at one mailed code."""
    mail_pause_seconds: int = 60
    """Seconds between two mails to one address, whoever asks for them."""
    mails_per_day: int = 3
    """Mails to one address in 24 h, whoever asks for them."""
    email_changes_per_day: int = 3
    """Corrected addresses of one insured person's account in 24 h."""
    question_attempts_per_month: int = 3
    """Times one insured person's control questions may be answered wrongly in 30 days."""
    phone_request_days: int = 14
    """Days HR may take to confirm a number; a confirmation counts as long, the draft is kept."""
    phone_requests_per_day: int = 3
    """Times HR is asked by one chat, and likewise for one insured person, in 24 h."""
    phone_digit_tries: int = 3
    """Guesses of HR at the last four digits of one number; then the request is refused."""
    phone_lists_per_day: int = 10
    """Lists of corrected phones that HR of one policyholder load in 24 h."""
    phone_list_misses_per_day: int = 200
    """Unknown people that lists of one policyholder name in 24 h; the same one counts once."""
    phone_changes_per_month: int = 3
    """Times lists change the phone of one insured person in 30 days."""
    phone_warnings_per_day: int = 3
    """Messages to one old number in 24 h that lists have replaced it."""
    hr_link_hours: int = 24
    """Hours the one-time link is good for that gives somebody the role of HR."""
    reminder_days: int = 3
    """Days in which one person is reminded once, whoever of HR asks for it."""
    reminder_from_hour: int = 9
    """Hour of Moscow's day from which people are reminded."""
    reminder_until_hour: int = 21
    """Hour from which they are left alone."""


def told_limits(limits: Limits) -> Mapping[str, int]:
    """Return the whole numbers among the limits as texts name them, such as `limit_draft_hours`.

    What is counted in minutes is also told in hours: 0 where it does not come to whole ones.
    """
    return dict(_told(limits))


def _told(limits: Limits) -> Iterator[tuple[str, int]]:
    for limit in fields(limits):
        if limit.type is not int:
            continue
        number = getattr(limits, limit.name)
        yield f"limit_{limit.name}", number
        if limit.name.endswith("_minutes"):
            hours, minutes = divmod(number, 60)
            yield f"limit_{limit.name.removesuffix('minutes')}hours", 0 if minutes else hours


MOST = {
    "seconds": 86_400,
    "minutes": 365 * 24 * 60,
    "hours": 365 * 24,
    "days": 365,
    "percent": 100,
    "hour": 24,
}
"""The most that a limit in this unit may be: a day of seconds, a year of the others."""
MOST_OF_ALL = 1_000_000
"""The most of what has no unit, or is counted per a time."""
LEAST_RATE = 0.01
"""The least of what may be a fraction: one send in 100 s."""


def most(name: str) -> int:
    """Return the greatest value of the limit of this name."""
    return MOST.get(_unit(name), MOST_OF_ALL)


def is_hour(name: str) -> bool:
    """Tell whether the limit of this name is an hour of the day, of which midnight is one."""
    return _unit(name) == "hour"


def _unit(name: str) -> str:
    return "" if "_per_" in name else name.rpartition("_")[2]
