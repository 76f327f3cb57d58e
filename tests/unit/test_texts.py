"""The facade over the locale files refuses everything that would show a wrong text."""

from pathlib import Path

import pytest

from bot.limits import Limits
from bot.texts import TextError, Texts


def texts(folder: Path, *files: str) -> Texts:
    for number, content in enumerate(files):
        (folder / f"topic{number}.ftl").write_text(content, "utf-8")
    return Texts.load(folder)


def test_arguments_are_escaped_in_html_only(tmp_path: Path) -> None:
    loaded = texts(tmp_path, "hello = <b>{ $name }</b>\n")
    assert loaded.html("hello", name="<i>&") == "<b>&lt;i&gt;&amp;</b>"
    assert loaded.plain("hello", name="<i>&") == "<b><i>&</b>"


def test_arguments_are_escaped_once_through_references_and_selectors(tmp_path: Path) -> None:
    content = (
        "outer = <i>{ inner }</i>\n"
        "inner = { $kind ->\n    [good] +{ $name }\n   *[other] -{ $name }\n}\n"
    )
    loaded = texts(tmp_path, content)
    assert loaded.html("outer", kind="good", name="<&") == "<i>+&lt;&amp;</i>"


@pytest.mark.parametrize("typed", ["{ $name }", "{-term}", "%s", "{0}", "\\u0041", "${jndi}"])
def test_an_argument_is_never_a_pattern(tmp_path: Path, typed: str) -> None:
    assert texts(tmp_path, "hello = { $name }\n").plain("hello", name=typed) == typed


def test_no_invisible_signs_are_put_around_arguments(tmp_path: Path) -> None:
    assert texts(tmp_path, "hello = a { $name } b\n").html("hello", name="x") == "a x b"


@pytest.mark.parametrize(
    ("count", "word"), [(1, "цифра"), (3, "цифры"), (11, "цифр"), (21, "цифра")]
)
def test_russian_plurals_are_chosen_by_an_int(tmp_path: Path, count: int, word: str) -> None:
    content = (
        "digits = { $count } { $count ->\n    [one] цифра\n    [few] цифры\n   *[other] цифр\n}\n"
    )
    loaded = texts(tmp_path, content)
    assert loaded.html("digits", count=count) == f"{count} {word}"
    assert loaded.plain("digits", count=count) == f"{count} {word}"


def test_every_file_of_the_folder_is_read(tmp_path: Path) -> None:
    loaded = texts(tmp_path, "one = 1\n", "two = { one } 2\n-term = x\n")
    assert loaded.ids() == {"one", "two"}
    assert loaded.plain("two") == "1 2"


def test_arguments_of_referred_texts_are_needed_too(tmp_path: Path) -> None:
    loaded = texts(tmp_path, "outer = { $a } { inner }\ninner = { $b }\n")
    assert loaded.arguments("outer") == {"a", "b"}
    assert loaded.arguments("inner") == {"b"}


LIFETIME = """
for-activation = { $limit_activation_hours ->
    [0] { $limit_activation_minutes } мин
   *[other] { $limit_activation_hours } ч
}
"""


@pytest.mark.parametrize(
    ("minutes", "told"), [(1440, "24 ч"), (60, "1 ч"), (90, "90 мин"), (30, "30 мин")]
)
def test_a_limit_is_known_to_every_text_and_handed_to_none(
    tmp_path: Path, minutes: int, told: str
) -> None:
    (tmp_path / "topic.ftl").write_text(LIFETIME, "utf-8")
    loaded = Texts.load(tmp_path, Limits(activation_minutes=minutes))
    assert loaded.arguments("for-activation") == frozenset()
    assert loaded.html("for-activation") == loaded.plain("for-activation") == told
    with pytest.raises(TextError, match="superfluous"):
        loaded.html("for-activation", limit_activation_hours=1)


@pytest.mark.parametrize("args", [{}, {"name": "x", "spare": "y"}, {"nmae": "x"}])
def test_missing_and_superfluous_arguments_are_refused(
    tmp_path: Path, args: dict[str, str]
) -> None:
    loaded = texts(tmp_path, "hello = { $name }\n")
    with pytest.raises(TextError, match="text hello: missing or superfluous"):
        loaded.html("hello", **args)


def test_a_refusal_does_not_quote_arguments(tmp_path: Path) -> None:
    loaded = texts(tmp_path, "hello = { $name }\n")
    with pytest.raises(TextError) as refused:
        loaded.html("hello", name="Зимородок", spare="Зимородок")
    assert "Зимородок" not in str(refused.value)


def test_an_unknown_text_is_refused(tmp_path: Path) -> None:
    loaded = texts(tmp_path, "hello = x\n")
    with pytest.raises(TextError, match="no text helo"):
        loaded.plain("helo")
    with pytest.raises(TextError, match="no text helo"):
        loaded.arguments("helo")


@pytest.mark.parametrize(
    ("files", "named"),
    [
        (("hello = { $name\n",), ["topic0.ftl", "hello"]),
        (("hello = { absent }\n",), ["topic0.ftl", "hello", "absent"]),
        (("hello = { -absent }\n",), ["topic0.ftl", "hello", "absent"]),
        (("hello = { hello }\n",), ["topic0.ftl", "hello"]),
        (("hello = a\n", "hello = b\n"), ["topic1.ftl", "topic0.ftl", "hello"]),
        ((), ["ни одного файла .ftl"]),
    ],
)
def test_broken_files_stop_the_loading_and_are_named(
    tmp_path: Path, files: tuple[str, ...], named: list[str]
) -> None:
    with pytest.raises(TextError) as refused:
        texts(tmp_path, *files)
    assert all(name in str(refused.value) for name in named)
