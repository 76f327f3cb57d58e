"""HTML, entities and lengths as the emulator reads them: with Telegram's offsets and words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.telegram.entities import with_found
from bot.sandbox.telegram.errors import ApiError
from bot.sandbox.telegram.formatting import caption, message_text
from bot.sandbox.telegram.html_text import parse_html
from bot.sandbox.telegram.params import JsonObject, Params
from bot.sandbox.telegram.units import utf16_slice


def entity(kind: str, offset: int, length: int, **more: Any) -> JsonObject:
    return {"type": kind, "offset": offset, "length": length, **more}


def read(source: str) -> tuple[str, list[JsonObject], str]:
    """Parse and return text and entities, or nothing and the refusal."""
    try:
        return *parse_html(source), ""
    except ApiError as refused:
        return "", [], refused.description


def html(source: str) -> Params:
    return Params({"text": source, "caption": source, "parse_mode": "HTML"})


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>да</b>", "да", [entity("bold", 0, 2)]),
        ("<strong>да</strong>", "да", [entity("bold", 0, 2)]),
        ("<i>и</i><em>и</em>", "ии", [entity("italic", 0, 1), entity("italic", 1, 1)]),
        ("<u>u</u><ins>u</ins>", "uu", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        ("<s>a</s>", "a", [entity("strikethrough", 0, 1)]),
        ("<strike>a</strike>", "a", [entity("strikethrough", 0, 1)]),
        ("<del>a</del>", "a", [entity("strikethrough", 0, 1)]),
        ("😀<tg-spoiler>4510</tg-spoiler>", "😀4510", [entity("spoiler", 2, 4)]),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        ("<code>123/14</code>", "123/14", [entity("code", 0, 6)]),
        ("<pre>x = 1</pre>", "x = 1", [entity("pre", 0, 5)]),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [entity("pre", 0, 1, language="python")],
        ),
        ("<blockquote>тихо</blockquote>", "тихо", [entity("blockquote", 0, 4)]),
        (
            "<blockquote expandable>тихо</blockquote>",
            "тихо",
            [entity("expandable_blockquote", 0, 4)],
        ),
        (
            '<a href="https://example.org/?a=1&amp;b=2">там</a>',
            "там",
            [entity("text_link", 0, 3, url="https://example.org/?a=1&b=2")],
        ),
        (
            "<a href='tg://user?id=7'>Анна</a>",
            "Анна",
            [entity("text_mention", 0, 4, user={"id": 7, "is_bot": False, "first_name": ""})],
        ),
        ('<a href="nowhere">там</a>', "там", []),
        (
            '<tg-emoji emoji-id="53">👍</tg-emoji>',
            "👍",
            [entity("custom_emoji", 0, 2, custom_emoji_id="53")],
        ),
        ("<b></b>a", "a", []),
        ("<B>a</>", "a", [entity("bold", 0, 1)]),
        ("1 &lt; 2 &amp;&amp; &#51; &gt; &#x32; &quot;", '1 < 2 && 3 > 2 "', []),
        ("&nbsp; &copy &", "&nbsp; &copy &", []),
    ],
)
def test_html_becomes_visible_text_with_entities(
    source: str, text: str, entities: list[JsonObject]
) -> None:
    assert parse_html(source) == (text, entities)


def test_nested_tags_give_the_outer_entity_first() -> None:
    formatted = message_text(html("a <b>б <i>в</i></b>"))

    assert formatted.text == "a б в"
    assert formatted.entities == [entity("bold", 2, 3), entity("italic", 4, 1)]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("я <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x">y', 'Can\'t find end tag corresponding to start tag "a"'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x&>y</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<b>да", 'Can\'t find end tag corresponding to start tag "b"'),
        ("да</b>", "Unexpected end tag at byte offset 4"),
        ("<b>да</b", "Unclosed end tag at byte offset 7"),
        (
            "<b>да</i>",
            'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"',
        ),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "&#xD800;",
            (
                "Text contains invalid Unicode characters after decoding HTML entities, check for"
                " unmatched surrogate code units"
            ),
        ),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        message_text(html(source))

    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_escaped_text_comes_out_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert parse_html(f"<b>{escaped}</b>")[0] == text


@given(st.text(alphabet="<>/ab&;\"'= é"))
def test_any_garbage_is_read_or_refused_as_unparsable(source: str) -> None:
    text, entities, refusal = read(source)

    assert all(utf16_slice(text, entity["offset"], entity["length"]) for entity in entities)
    assert not refusal or refusal.startswith("Bad Request: can't parse entities: ")


def test_blanks_at_the_ends_are_cut_and_entities_moved() -> None:
    formatted = message_text(html("\n  а <b>б \n</b>  "))

    assert formatted.text == "а б"
    assert formatted.entities == [entity("bold", 2, 1)]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("<b> </b>", "text must be non-empty"),
        ("а" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("а" * 20000, "text is too long"),
    ],
)
def test_a_text_is_1_to_4096_units_long(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        message_text(html(source))

    assert refused.value.description == f"Bad Request: {reason}"


def test_markup_does_not_count_for_the_length() -> None:
    assert len(message_text(html(f"<b>{'а' * 4096}</b>")).text) == 4096
    assert len(caption(html(f"<b>{'а' * 1024}</b>")).text) == 1024


def test_a_caption_has_at_most_1024_units() -> None:
    with pytest.raises(ApiError, match="message caption is too long"):
        caption(html("а" * 1025))


def test_other_parse_modes_are_refused_and_given_entities_are_taken() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        message_text(Params({"text": "x", "parse_mode": "reST"}))
    bold = entity("bold", 0, 2)

    assert message_text(Params({"text": "да", "entities": [bold]})).entities == [bold]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start hr_1", [entity("bot_command", 0, 6)]),
        ("😀 /help@sandbox_bot", [entity("bot_command", 3, 17)]),
        ("12/14 a/b", []),
        ("см. https://example.org/a?b=1.", [entity("url", 4, 25)]),
        ("пишите i.ivanov@example.org", [entity("email", 7, 20)]),
        ("+7 912 345-67-89", [entity("phone_number", 0, 16)]),
        ("@anna_1 #дмс", [entity("mention", 0, 7), entity("hashtag", 8, 4)]),
    ],
)
def test_telegram_finds_commands_and_addresses_by_itself(
    text: str, found: list[JsonObject]
) -> None:
    assert with_found(text, []) == found


def test_nothing_is_found_inside_code() -> None:
    code = entity("code", 0, 5)

    assert with_found("/help", [code]) == [code]
