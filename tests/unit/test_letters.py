"""The mails as people read them."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from bot.gateways.letters import JinjaLetters

LINK = "https://bot.example.ru/activate#t0ken-_"
UNTIL = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)


def echo(message_id: str, /, **arguments: str) -> str:
    """Stand in for the locale: the id and what it was given."""
    return " ".join([message_id, *arguments.values()])


@pytest.fixture
def letters() -> JinjaLetters:
    return JinjaLetters(
        echo, insurer="«Пример & Ко»", phone="8 800 000-00-00", cabinet_url="https://lk.example.ru"
    )


class Reader(HTMLParser):
    """Collects links, and everything a mail client would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.foreign: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(given["href"] or "")
        if tag in {"img", "script", "link", "iframe", "style", "form"} or "src" in given:
            self.foreign.append(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_the_activation_mail_has_one_link_one_code_and_the_time_in_moscow(
    letters: JinjaLetters,
) -> None:
    letter = letters.activation(LINK, "48120573", UNTIL)
    assert read(letter.html).links == [LINK]
    for form in (letter.text, letter.html):
        assert form.count("4812 0573") == 1
        assert "00:30 24.11.2026" in form
        assert "8 800 000-00-00" in form
    assert letter.text.count(LINK) == 1


def test_nothing_is_fetched_run_or_counted(letters: JinjaLetters) -> None:
    for letter in (letters.activation(LINK, "48120573", UNTIL), letters.account_exists()):
        assert read(letter.html).foreign == []
        assert "url(" not in letter.html


def test_html_is_escaped_and_text_is_not(letters: JinjaLetters) -> None:
    letter = letters.account_exists()
    assert "«Пример &amp; Ко»" in letter.html
    assert "«Пример & Ко»" in letter.text


def test_markup_in_a_setting_stays_text() -> None:
    letter = JinjaLetters(echo, insurer="<script>x</script>", phone="1").account_exists()
    assert read(letter.html).foreign == []
    assert "&lt;script&gt;" in letter.html


def test_without_a_cabinet_address_the_mail_has_no_button() -> None:
    letter = JinjaLetters(echo, insurer="Пример", phone="1").account_exists()
    assert read(letter.html).links == []
    assert "mail-exists-button" not in letter.text + letter.html


def test_the_owner_of_an_account_is_led_to_the_cabinet(letters: JinjaLetters) -> None:
    letter = letters.account_exists()
    assert read(letter.html).links == ["https://lk.example.ru"]
    assert not re.search(r"\d{4} \d{4}", letter.text)


def test_the_plain_form_has_no_gaps_and_ends_with_a_signature(letters: JinjaLetters) -> None:
    text = letters.activation(LINK, "48120573", UNTIL).text
    assert "\n\n\n" not in text
    assert "\n-- \n«Пример & Ко»\n" in text
