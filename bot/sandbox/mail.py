"""An SMTP server on the loopback address that keeps every mail and refuses when told to."""

import asyncio
import logging
import re
from collections import defaultdict, deque
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext
from typing import Any, Literal
from urllib.parse import quote
from weakref import WeakSet

from aiosmtpd.smtp import MISSING, SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.sandbox.ledger import Ledger

HOST = "127.0.0.1"
Stage = Literal["EHLO", "AUTH", "MAIL", "RCPT", "DATA"]
STALL = "stall"
"""Instead of a reply: say nothing until the sink closes."""
DROP = "drop"
"""Instead of a reply: take the mail, if it is all there, and break the connection."""


@dataclass(frozen=True, slots=True)
class ArrivedMail:
    """One mail in a mailbox."""

    to: str
    message: EmailMessage = field(repr=False)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        """The plain form."""
        return self._body("plain")

    @property
    def html(self) -> str:
        """The HTML form."""
        return self._body("html")

    @property
    def links(self) -> list[str]:
        """Addresses in the plain form."""
        return re.findall(r"https?://\S+", self.text)

    @property
    def code(self) -> str | None:
        """The eight digits to type in the chat, if the mail has them."""
        found = re.search(r"^(\d{4}) (\d{4})$", self.text, re.MULTILINE)
        return found[1] + found[2] if found else None

    def as_json(self) -> dict[str, object]:
        """Give what the sandbox page shows."""
        return {
            "to": self.to,
            "subject": self.subject,
            "text": self.text,
            "html": self.html,
            "links": self.links,
            "code": self.code,
            "at": self.at.isoformat(),
        }

    def _body(self, form: str) -> str:
        part = self.message.get_body((form,))
        return part.get_content().replace("\r\n", "\n") if part else ""


class MailSink:
    """The mailboxes of the sandbox and the server before them.

    Args:
        login: user and password that the server demands; None asks for none.
        starttls: offers STARTTLS with this certificate.
        tls: speaks TLS from the first byte, with this certificate.
    """

    def __init__(
        self,
        *,
        login: tuple[str, str] | None = None,
        starttls: SSLContext | None = None,
        tls: SSLContext | None = None,
    ) -> None:
        self._ledger: Ledger[ArrivedMail] = Ledger()
        self._login, self._starttls, self._tls = login, starttls, tls
        self._handler = _Handler(self._ledger, login)
        self._sessions: WeakSet[SMTP] = WeakSet()
        self._server: asyncio.Server | None = None
        self.port = 0

    @property
    def mails(self) -> list[ArrivedMail]:
        """All that came, oldest first."""
        return self._ledger.entries

    @property
    def url(self) -> str:
        """The SMTP_URL that leads here."""
        scheme = "smtps" if self._tls else "smtp+starttls" if self._starttls else "smtp"
        login = ":".join(quote(part, safe="") for part in self._login) + "@" if self._login else ""
        return f"{scheme}://{login}{HOST}:{self.port}"

    async def waits_for(self, to: str, count: int = 1) -> ArrivedMail:
        """Give the `count`-th mail to this address, waiting until it is there."""
        return await self._ledger.wait_for(lambda mail: mail.to == to, count)

    async def subscribe(self) -> AsyncGenerator[dict[str, object], None]:
        """Give all mails so far and then each new one, ready for JSON."""
        async with aclosing(self._ledger.follow()) as arrivals:
            async for mail in arrivals:
                yield mail.as_json()

    def answer(self, stage: Stage, reply: str) -> None:
        """Let the next command of this stage be answered so: an SMTP line, STALL or DROP."""
        self._handler.replies[stage].append(reply)

    async def start(self, port: int = 0) -> None:
        """Listen; port 0 takes a free one."""
        # aiosmtpd logs whole mails at DEBUG and a deprecation of its own at each login.
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, HOST, port, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Stop listening and end what is open."""
        if self._server:
            self._server.close()
        for session in self._sessions:
            if session.transport:
                session.transport.close()
        if self._server:
            await self._server.wait_closed()

    def _session(self) -> SMTP:
        session = SMTP(
            self._handler,
            hostname="localhost",
            enable_SMTPUTF8=True,
            tls_context=self._starttls,
            require_starttls=bool(self._starttls),
            auth_require_tls=False,
            authenticator=self._handler.authenticate,
            loop=asyncio.get_running_loop(),
        )
        self._sessions.add(session)
        return session


class _Handler:
    """What aiosmtpd calls at each command."""

    def __init__(self, ledger: Ledger[ArrivedMail], login: tuple[str, str] | None) -> None:
        self._ledger = ledger
        self._login = login
        self.replies: defaultdict[Stage, deque[str]] = defaultdict(deque)

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any
    ) -> AuthResult:
        right = self._login and LoginPassword(*(part.encode() for part in self._login))
        return AuthResult(success=given == right, handled=False)

    async def handle_EHLO(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        session.host_name = hostname
        reply = await self._told("EHLO", server)
        return [reply] if reply else lines

    async def handle_AUTH(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, _session: Session, _envelope: Envelope, _arguments: list[str]
    ) -> Any:
        return await self._told("AUTH", server) or MISSING

    async def handle_MAIL(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope, sender: str, options: list[str]
    ) -> str:
        if self._login and not session.authenticated:
            return "530 5.7.0 Authentication required"
        if reply := await self._told("MAIL", server):
            return reply
        envelope.mail_from = sender
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, _session: Session, envelope: Envelope, to: str, _options: list[str]
    ) -> str:
        if reply := await self._told("RCPT", server):
            return reply
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        told = self.replies["DATA"]
        if not told or told[0] == DROP:
            self._keep(envelope)
        return await self._told("DATA", server) or "250 OK"

    def _keep(self, envelope: Envelope) -> None:
        content = envelope.original_content or b""
        message = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
        for to in envelope.rcpt_tos:
            self._ledger.add(ArrivedMail(to, message))

    async def _told(self, stage: Stage, server: SMTP) -> str | None:
        if not self.replies[stage]:
            return None
        reply = self.replies[stage].popleft()
        if reply == DROP and server.transport:
            server.transport.close()
        if reply in {DROP, STALL}:
            await asyncio.Event().wait()  # ended by the loss of the connection
        return reply
