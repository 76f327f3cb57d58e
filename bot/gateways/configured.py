"""Gateways as the settings name them."""

from bot.gateways.mail import SmtpMail
from bot.gateways.sms.url import SmsAccount, parse_sms_url
from bot.gateways.smtp_url import parse_smtp_url
from bot.settings import Settings, SettingsError


def sms_accounts(settings: Settings) -> tuple[SmsAccount, ...]:
    """Read SMS_URL.

    Raises:
        SettingsError: it is wrong.
    """
    try:
        return parse_sms_url(settings.sms_url.get_secret_value() if settings.sms_url else "")
    except ValueError as error:
        msg = f"SMS_URL: {error}"
        raise SettingsError(msg) from None


def smtp_mail(settings: Settings) -> SmtpMail:
    """Read SMTP_URL and MAIL_FROM.

    Raises:
        SettingsError: one of them is wrong.
    """
    try:
        server = parse_smtp_url(settings.smtp_url.get_secret_value() if settings.smtp_url else "")
    except ValueError as error:
        msg = f"SMTP_URL: {error}"
        raise SettingsError(msg) from None
    try:
        return SmtpMail(server, settings.mail_from or "")
    except ValueError as error:
        msg = f"MAIL_FROM: {error}"
        raise SettingsError(msg) from None
