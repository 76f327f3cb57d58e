"""The texts of the locale files, strict: a wrong id or argument is an error, never a blank."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from fluent_compiler.bundle import FluentBundle
from fluent_compiler.resource import FtlResource

from bot.limits import Limits, told_limits

if TYPE_CHECKING:
    from collections.abc import Mapping

LOCALES = Path(__file__).parents[1] / "locales" / "ru"


class TextError(Exception):
    """A locale file, or a use of one, is wrong. Arguments are named, never quoted."""


@dataclass(frozen=True, slots=True, repr=False)
class Texts:
    """Two renderings of the same texts: for Telegram and HTML mail, and for SMS and plain mail.

    They differ in the arguments alone, which HTML escapes: the markup is in the files.
    Arguments are strings; an int only where the text chooses a plural form by it, for Fluent
    writes 1234 as «1 234». `$limit_…` of a text is the limit of that name and is never handed in.
    """

    _bundle: FluentBundle
    _arguments: Mapping[str, frozenset[str]]
    _limits: Mapping[str, int]

    @classmethod
    def load(cls, folder: Path, limits: Limits | None = None, locale: str = "ru") -> Texts:
        """Read every .ftl file of a folder.

        Args:
            limits: what the texts say of limits; None for the defaults.

        Raises:
            TextError: no files, junk, an unknown reference or a duplicate id; names file and id.
        """
        files = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.ftl"))}
        if not files:
            raise TextError(f"в {folder} нет ни одного файла .ftl")
        entries = _entries(files)
        resources = [FtlResource(text, filename=name) for name, text in files.items()]
        bundle = FluentBundle(locale, resources, use_isolating=False)
        _refuse_broken(bundle, entries)
        arguments = {
            text_id: _arguments_of(entry.node, entries)
            for text_id, entry in entries.items()
            if isinstance(entry.node, ast.Message)
        }
        return cls(bundle, arguments, told_limits(limits or Limits()))

    def html(self, text_id: str, /, **args: str | int) -> str:
        """The text with its own markup and with escaped arguments."""
        return self._render(text_id, {name: _escaped(arg) for name, arg in args.items()})

    def plain(self, text_id: str, /, **args: str | int) -> str:
        return self._render(text_id, args)

    def ids(self) -> frozenset[str]:
        return frozenset(self._arguments)

    def arguments(self, text_id: str) -> frozenset[str]:
        """The argument names that a text needs, those of the texts it refers to included."""
        return self._named_in(text_id).difference(self._limits)

    def _named_in(self, text_id: str) -> frozenset[str]:
        try:
            return self._arguments[text_id]
        except KeyError:
            raise TextError(f"no text {text_id}") from None

    def _render(self, text_id: str, args: Mapping[str, str | int]) -> str:
        due = self.arguments(text_id)
        if due != args.keys():
            wrong = ", ".join(sorted(due ^ args.keys()))
            raise TextError(f"text {text_id}: missing or superfluous arguments: {wrong}")
        text, errors = self._bundle.format(text_id, {**self._limits, **args})
        if errors:
            raise TextError(f"text {text_id} cannot be rendered: {type(errors[0]).__name__}")
        return str(text)


def _escaped(arg: str | int) -> str | int:
    """For HTML; what only claims to be escaped is escaped like anything else."""
    return html.escape(str(arg)) if isinstance(arg, str) else arg


@dataclass(frozen=True, slots=True)
class _Entry:
    file: str
    node: ast.Message | ast.Term


def _entries(files: Mapping[str, str]) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for name, text in files.items():
        for node in FluentParser().parse(text).body:
            if isinstance(node, ast.Junk):
                raise TextError(
                    f"{name}: не разобрать {(node.content or '').strip().splitlines()[0]!r}"
                )
            if isinstance(node, ast.Message | ast.Term):
                _add(entries, _Entry(name, node))
    return entries


def _add(entries: dict[str, _Entry], entry: _Entry) -> None:
    text_id = _id_of(entry.node)
    if text_id in entries:
        raise TextError(f"{entry.file}: {text_id} уже есть в {entries[text_id].file}")
    entries[text_id] = entry


def _id_of(node: ast.Message | ast.Term | ast.MessageReference | ast.TermReference) -> str:
    is_term = isinstance(node, ast.Term | ast.TermReference)
    return f"-{node.id.name}" if is_term else node.id.name


def _refuse_broken(bundle: FluentBundle, entries: Mapping[str, _Entry]) -> None:
    for text_id, error in bundle.check_messages():
        file = entries[text_id].file if text_id in entries else "?"
        raise TextError(f"{file}: {text_id}: {error}")


def _arguments_of(node: ast.Message | ast.Term, entries: Mapping[str, _Entry]) -> frozenset[str]:
    found = _References()
    found.visit(node)
    referred = (_arguments_of(entries[text_id].node, entries) for text_id in found.ids)
    return frozenset(found.arguments).union(*referred)


class _References(Visitor):
    """Collects what a pattern names; a term's variables are filled where it is referred to."""

    def __init__(self) -> None:
        self.arguments: set[str] = set()
        self.ids: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  theirs
        self.arguments.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802  theirs
        self.ids.add(_id_of(node))
