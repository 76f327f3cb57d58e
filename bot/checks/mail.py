"""Whether the mail server lets us in."""

from collections.abc import Sequence

from bot.checks.finding import Finding, fault, fine
from bot.gateways.configured import smtp_mail
from bot.settings import Settings
from bot.use_cases.ports.mail import MailRefused

SUBJECT = "SMTP_URL"
WORDS = {
    "time-out": "сервер не отвечает",
    "connection": "нет соединения с сервером",
    "certificate": "сертификат сервера не проходит проверку",
    "tls": "на этом порту сервер не говорит TLS сразу; возможно, нужен адрес smtp+starttls://…",
    "protocol": "сервер не умеет STARTTLS или вход по паролю",
    "535": "сервер не принял имя или пароль (535)",
}


async def check_mail(settings: Settings) -> Sequence[Finding]:
    try:
        await smtp_mail(settings).check()
    except MailRefused as refusal:
        text = WORDS.get(refusal.code, f"сервер отказал ({refusal.code})")
        return [fault(SUBJECT, text)]
    return [fine(SUBJECT, "почтовый сервер пускает")]
