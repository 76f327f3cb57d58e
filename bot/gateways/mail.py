"""Mail by SMTP: one connection, one mail, one recipient."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from ssl import SSLCertVerificationError, SSLContext, SSLError

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from bot.gateways.smtp_url import Security, SmtpServer
from bot.use_cases.ports.mail import Mail, MailFault, MailRefused

TIMEOUT_SECONDS = 20
# Replies that are about the mailbox (RFC 5321 4.2.3, RFC 7504); other 5xx are about us.
ADDRESS_CODES_AT_RCPT = {501, 550, 551, 552, 553, 556}
ADDRESS_CODES_AT_DATA = {550, 551, 552, 553}
POLICY = re.compile(r"5\.7\.\d+\b")  # RFC 3463: security or policy, such as relaying denied

# The first that fits; SMTPException last, for many errors are of several kinds.
WITHOUT_REPLY: tuple[tuple[type[Exception], MailFault, str], ...] = (
    (TimeoutError, MailFault.TRY_LATER, "time-out"),
    (SMTPNotSupported, MailFault.ADDRESS, "not-ascii"),  # the server takes no such mailbox
    (ValueError, MailFault.ADDRESS, "address"),
    (OSError, MailFault.TRY_LATER, "connection"),
    (SMTPException, MailFault.OPERATOR_FAULT, "protocol"),  # STARTTLS or AUTH missing
)


class SmtpMail:
    """Sends through the server of SMTP_URL in the name of MAIL_FROM.

    Args:
        server: where to and how.
        mail_from: an address, or a name with an address in angle brackets.
        tls: how to check the certificate; None trusts the system's authorities.
        timeout: seconds for each step of the dialogue.
    """

    def __init__(
        self,
        server: SmtpServer,
        mail_from: str,
        *,
        tls: SSLContext | None = None,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._server = server
        self._from = sender_address(mail_from)
        self._tls = tls
        self._timeout = timeout

    async def send(self, mail: Mail) -> None:
        """See `MailSender.send`."""
        message = compose(mail, self._from)
        with _as_refusals():
            [recipient] = message["To"].addresses
            async with self._connection() as smtp:
                await smtp.send_message(message, recipients=[recipient.addr_spec])

    async def check(self) -> None:
        """Connect and log in without sending; raises `MailRefused` like `send`."""
        with _as_refusals():
            async with self._connection() as smtp:
                await smtp.noop()

    def _connection(self) -> SMTP:
        server = self._server
        return SMTP(
            hostname=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            # getfqdn(), the default, can hang on a slow resolver.
            local_hostname=self._from.domain,
            timeout=self._timeout,
            use_tls=server.security is Security.TLS,
            # True refuses a server without STARTTLS, False never tries: nothing opportunistic.
            start_tls=server.security is Security.STARTTLS,
            tls_context=self._tls,
        )


def compose(mail: Mail, sender: Address) -> EmailMessage:
    """Make the message; at a repeated attempt it has the same Message-ID.

    Raises:
        MailRefused: the address is none, or the subject has a line break.
    """
    message = EmailMessage()
    message["From"] = sender
    try:
        message["To"] = _address(mail.to)
    except (ValueError, IndexError, MessageError):
        raise MailRefused(MailFault.ADDRESS, "address") from None
    try:
        message["Subject"] = mail.letter.subject
    except ValueError:
        raise MailRefused(MailFault.OPERATOR_FAULT, "subject") from None
    message["Message-ID"] = message_id(mail.key, sender.domain)
    message["Date"] = datetime.now(UTC)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message.set_content(mail.letter.text)
    message.add_alternative(mail.letter.html, subtype="html")
    return message


def message_id(key: str, domain: str) -> str:
    """The same for the same key, so that mailboxes drop a repeated copy."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def sender_address(mail_from: str) -> Address:
    """Read MAIL_FROM.

    Raises:
        ValueError: one line that does not repeat the value.
    """
    name, bracket, rest = mail_from.partition("<")
    plain = rest.removesuffix(">") if bracket else name
    try:
        return _address(plain.strip(), display_name=name.strip(' "') if bracket else "")
    except (ValueError, IndexError, MessageError):
        raise ValueError(
            "нужен адрес почты или имя с адресом: Кабинет <cabinet@example.ru>"
        ) from None


def _address(plain: str, display_name: str = "") -> Address:
    """An international domain goes out in its ASCII form, which every server takes."""
    local, _, domain = plain.rpartition("@")
    ascii_domain = domain.encode("idna").decode()
    if not local or "." not in ascii_domain:
        raise ValueError("not an address")
    # The parser refuses the mailboxes of RFC 6531, so their shape is judged in ASCII.
    shape = "".join(sign if sign.isascii() else "x" for sign in local)
    judged = Address(display_name, addr_spec=f"{shape}@{ascii_domain}")
    return judged if local.isascii() else Address(display_name, local, ascii_domain)


@contextmanager
def _as_refusals() -> Iterator[None]:
    try:
        yield
    except (SMTPException, OSError, ValueError) as error:
        raise _refusal(error) from None


def _refusal(error: Exception) -> MailRefused:
    """Sort what went wrong; nothing of the server's wording is kept, it may repeat the address."""
    match error:
        case SMTPRecipientsRefused(recipients=[refused]):
            return _by_reply(refused, ADDRESS_CODES_AT_RCPT)
        case SMTPDataError():
            return _by_reply(error, ADDRESS_CODES_AT_DATA)
        case SMTPResponseException():
            return _by_reply(error, set())
    for one in (error, error.__cause__):
        if isinstance(one, SSLError):
            code = "certificate" if isinstance(one, SSLCertVerificationError) else "tls"
            return MailRefused(MailFault.OPERATOR_FAULT, code)
    return next(
        MailRefused(fault, code) for kind, fault, code in WITHOUT_REPLY if isinstance(error, kind)
    )


def _by_reply(reply: SMTPResponseException, about_address: set[int]) -> MailRefused:
    if reply.code < 500:
        return MailRefused(MailFault.TRY_LATER, str(reply.code))
    if reply.code in about_address and not POLICY.search(reply.message):
        return MailRefused(MailFault.ADDRESS, str(reply.code))
    return MailRefused(MailFault.OPERATOR_FAULT, str(reply.code))
