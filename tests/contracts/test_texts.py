"""Locale files against the code: no text without a use, no use without a text or an argument."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.texts import Texts

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "locales" / "ru"
FOLDERS = ("bot", "handlers")
RENDERERS = {"Prompt", "text", "_text", "plain", "html"}
"""Functions whose first argument is the id of a text."""
TEXT_ID = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9_]+)+")
FAMILY_PREFIX = re.compile(r"[a-z][a-z0-9_-]*-")


@dataclass
class Uses:
    """What the code says of texts."""

    literals: set[str] = field(default_factory=set)
    families: list[re.Pattern[str]] = field(default_factory=list)
    calls: list[tuple[str, str, frozenset[str] | None]] = field(default_factory=list)
    """Place, id and argument names of each rendering; None where they are not spelt out."""


@cache
def uses() -> Uses:
    found = Uses()
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "sandbox" not in path.parts:
                collect(path, found)
    for template in (ROOT / "bot").rglob("*templates/*"):
        found.literals |= set(TEXT_ID.findall(template.read_text("utf-8")))
    return found


def collect(path: Path, found: Uses) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Constant(value=str(value)):
                found.literals.add(value)
            case ast.JoinedStr():
                found.families.extend(family(node))
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                if name in RENDERERS and node.args:
                    place = f"{path.relative_to(ROOT)}:{node.lineno}"
                    names = argument_names(node)
                    found.calls.extend((place, one, names) for one in literal(node.args[0]))


def family(node: ast.JoinedStr) -> Iterator[re.Pattern[str]]:
    """Turn f"ask-{step}" into a pattern; what does not begin like an id names no text."""
    first = node.values[0]
    if isinstance(first, ast.Constant) and FAMILY_PREFIX.match(str(first.value)):
        parts = (
            re.escape(str(one.value)) if isinstance(one, ast.Constant) else "[a-z0-9_-]+"
            for one in node.values
        )
        yield re.compile("".join(parts))


def literal(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return literal(node.body) + literal(node.orelse)
    known = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return [node.value] if known else []  # type: ignore[attr-defined] # known to be one


def argument_names(call: ast.Call) -> frozenset[str] | None:
    """Read the dictionary of a Prompt, or the keywords of a rendering."""
    keywords = [one.arg for one in call.keywords]
    if None in keywords:
        return None
    given = call.args[1:]
    if not given:
        return frozenset(str(one) for one in keywords)
    if isinstance(given[0], ast.Dict):
        keys = given[0].keys
        if all(isinstance(key, ast.Constant) for key in keys):
            return frozenset(str(key.value) for key in keys)  # type: ignore[union-attr] # constants
    return None


class References(Visitor):
    """Collects the messages that other messages refer to."""

    def __init__(self) -> None:
        self.ids: set[str] = set()

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802 - theirs
        self.ids.add(node.id.name)


@pytest.fixture(scope="module")
def referred() -> set[str]:
    found = References()
    for path in LOCALE.glob("*.ftl"):
        found.visit(FluentParser().parse(path.read_text("utf-8")))
    return found.ids


def test_every_text_is_used(texts: Texts, referred: set[str]) -> None:
    known = uses()
    unused = {
        text_id
        for text_id in texts.ids() - referred - known.literals
        if not any(one.fullmatch(text_id) for one in known.families)
    }
    assert unused == set()


def test_every_family_of_texts_has_members(texts: Texts) -> None:
    prefixes = {text_id.partition("-")[0] for text_id in texts.ids()}
    families = [one for one in uses().families if one.pattern.partition("\\-")[0] in prefixes]
    assert families
    empty = {one.pattern for one in families if not any(map(one.fullmatch, texts.ids()))}
    assert empty == set()


def test_every_text_that_is_rendered_exists(texts: Texts) -> None:
    missing = {(place, text_id) for place, text_id, _ in uses().calls if "-" in text_id}
    assert {(place, one) for place, one in missing if one not in texts.ids()} == set()


def test_every_text_gets_the_arguments_it_needs(texts: Texts) -> None:
    wrong = {
        (place, text_id): names ^ texts.arguments(text_id)
        for place, text_id, names in uses().calls
        if names is not None and text_id in texts.ids() and names != texts.arguments(text_id)
    }
    assert wrong == {}


def test_readme_says_what_is_in_each_file() -> None:
    table = (ROOT / "README.md").read_text("utf-8").partition("## Где что менять")[2]
    files = {path.name for path in LOCALE.glob("*.ftl")}
    assert {name for name in files if f"`{name}`" not in table.partition("\n## ")[0]} == set()


def test_the_scan_sees_renderings_with_and_without_arguments() -> None:
    calls = uses().calls
    assert len(calls) > 50
    assert any(names for _, _, names in calls)
    assert any(names == frozenset() for _, _, names in calls)
