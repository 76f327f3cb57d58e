"""The outside world as the settings name it: gateways, mail, cabinet, and what burns processor."""

from contextlib import AsyncExitStack
from dataclasses import dataclass

from aiohttp import ClientSession

from bot.core import Clock
from bot.gateways.cabinet import HttpCabinet
from bot.gateways.captcha import PillowCaptcha
from bot.gateways.configured import sms_accounts, smtp_mail
from bot.gateways.letters import JinjaLetters
from bot.gateways.mail import SmtpMail
from bot.gateways.passwords import Argon2Passwords
from bot.gateways.pictures.process import MatplotlibPictures
from bot.gateways.sms.counted import CountedSms
from bot.gateways.sms.failover import FailoverSms, open_gateways
from bot.meters import Meters
from bot.settings import Settings
from bot.texts import Texts
from bot.use_cases.pin.sms_alarms import report_refusal


@dataclass(frozen=True, slots=True)
class Outside:
    """Implementations of the ports; `closing` ends what they hold open."""

    sms: FailoverSms
    mail: SmtpMail
    letters: JinjaLetters
    cabinet: HttpCabinet | None
    captcha: PillowCaptcha
    passwords: Argon2Passwords
    pictures: MatplotlibPictures
    closing: AsyncExitStack


def open_outside(settings: Settings, texts: Texts, clock: Clock, meters: Meters) -> Outside:
    """Prepare everything; connections are made when first needed.

    Raises:
        SettingsError: an address is wrong.
    """
    accounts, mail = sms_accounts(settings), smtp_mail(settings)
    closing = AsyncExitStack()
    session = ClientSession()
    closing.push_async_callback(session.close)
    gateways = open_gateways(accounts, session)
    counted = tuple(CountedSms(gateway, meters.count_sms) for gateway in gateways)
    passwords = Argon2Passwords()
    closing.callback(passwords.close)
    return Outside(
        sms=FailoverSms(counted, report_refusal),
        mail=mail,
        letters=_letters(settings, texts),
        cabinet=_cabinet(settings, session, clock),
        captcha=PillowCaptcha(),
        passwords=passwords,
        pictures=MatplotlibPictures(),
        closing=closing,
    )


def _letters(settings: Settings, texts: Texts) -> JinjaLetters:
    return JinjaLetters(
        texts.plain,
        insurer=settings.insurer_name or "",
        phone=settings.insurer_phone or "",
        cabinet_url=settings.cabinet_url,
    )


def _cabinet(settings: Settings, session: ClientSession, clock: Clock) -> HttpCabinet | None:
    if settings.cabinet_api_url is None or settings.cabinet_api_secret is None:
        return None
    secret = settings.cabinet_api_secret.get_secret_value()
    return HttpCabinet(session, settings.cabinet_api_url, secret, clock)
