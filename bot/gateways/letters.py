"""The mails of the product, in two forms from one content: templates lay out, locales speak."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.domain.moscow import MOSCOW
from bot.use_cases.ports.mail import Letter
from bot.use_cases.ports.texts import PlainText

TEMPLATES = Path(__file__).parent / "mail_templates"
# Moscow has kept one offset since 2014; a slim machine may have no time zone database.


@dataclass(frozen=True, slots=True)
class Content:
    """What one mail says, in the order in which it is read."""

    heading: str
    intro: str
    why: str
    link: str | None = None
    button: str = ""
    code_intro: str = ""
    code: str = ""
    note: str = ""


class JinjaLetters:
    """Writes letters in the name of the insurer; all names come from the operator's settings."""

    def __init__(
        self, text: PlainText, *, insurer: str, phone: str, cabinet_url: str | None = None
    ) -> None:
        self._text = text
        self._insurer = insurer
        self._phone = phone
        self._cabinet_url = cabinet_url
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def activation(self, link: str, code: str, valid_until: datetime) -> Letter:
        """See `LetterWriter.activation`; the time may be of any zone and is told as Moscow's."""
        text = self._text
        until = valid_until.astimezone(MOSCOW).strftime("%H:%M %d.%m.%Y")
        content = Content(
            heading=text("mail-activation-heading"),
            intro=text("mail-activation-intro", insurer=self._insurer),
            link=link,
            button=text("mail-activation-button"),
            code_intro=text("mail-activation-code-intro"),
            code=grouped(code),
            note=text("mail-activation-valid", until=until),
            why=text("mail-activation-why"),
        )
        return self._letter(text("mail-activation-subject"), content)

    def account_exists(self) -> Letter:
        """See `LetterWriter.account_exists`; without CABINET_URL there is no button."""
        text = self._text
        content = Content(
            heading=text("mail-exists-heading"),
            intro=text("mail-exists-intro", insurer=self._insurer),
            link=self._cabinet_url,
            button=text("mail-exists-button"),
            note=text("mail-exists-sign-in"),
            why=text("mail-exists-why"),
        )
        return self._letter(text("mail-exists-subject"), content)

    def _letter(self, subject: str, content: Content) -> Letter:
        shared = {
            "content": content,
            "subject": subject,
            "insurer": self._insurer,
            "link_plain": self._text("mail-link-plain"),
            "questions": self._text("mail-questions", phone=self._phone),
            "no_reply": self._text("mail-no-reply"),
        }
        text = self._templates.get_template("letter.txt").render(shared)
        html = self._templates.get_template("letter.html").render(shared)
        return Letter(subject, text, html)


def grouped(code: str) -> str:
    """Put a space in the middle: 1234 5678 is read and retyped with fewer slips."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"
