"""Every setting and limit stands in `.env.example` and in README, in the same words."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from bot.limits import Limits
from bot.settings import (
    REQUIRED_IN_PRODUCTION,
    Settings,
    load_limits,
    load_settings,
    setting_names,
)

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
EXAMPLE = ROOT / ".env.example"
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+?) \| (.+) \|$", re.MULTILINE)
ENTRY = re.compile(r"^# (.+)\n#?([A-Z_]+)=(.*)$", re.MULTILINE)
NO_DEFAULT = "—"


@dataclass(frozen=True)
class Documented:
    default: str
    meaning: str


Documents = Callable[[], dict[str, Documented]]


def in_readme() -> dict[str, Documented]:
    return {
        name: Documented("" if default == NO_DEFAULT else default.strip("`"), meaning)
        for name, default, meaning in ROW.findall(README)
    }


def in_example() -> dict[str, Documented]:
    found = ENTRY.findall(EXAMPLE.read_text("utf-8"))
    return {name: Documented(default, meaning) for meaning, name, default in found}


def defaults() -> dict[str, str]:
    of_settings = {name: one.default for name, one in Settings.model_fields.items()}
    of_limits = {f"limit_{one.name}": one.default for one in fields(Limits)}
    every = of_settings | of_limits
    return {name.upper(): _written(default) for name, default in every.items()}


def _written(default: object) -> str:
    if isinstance(default, bool):
        return "on" if default else "off"
    return "" if default in (None, (), frozenset()) else str(default)


@pytest.mark.parametrize("documented", [in_readme, in_example])
def test_every_setting_is_documented_and_no_other(documented: Documents) -> None:
    assert documented().keys() == setting_names()


@pytest.mark.parametrize("documented", [in_readme, in_example])
def test_the_documented_defaults_are_those_of_the_code(documented: Documents) -> None:
    assert {name: one.default for name, one in documented().items()} == defaults()


def test_readme_and_example_say_the_same() -> None:
    assert in_readme() == in_example()


def test_every_line_of_the_example_is_explained() -> None:
    names = re.findall(r"^#?([A-Z_]+)=", EXAMPLE.read_text("utf-8"), re.MULTILINE)
    assert len(names) == len(set(names)) == len(in_example())


def test_what_production_needs_is_named_in_readme() -> None:
    said = README.partition("с ним обязательны")[2].partition(".\n")[0]
    named = set(re.findall(r"`([A-Z_…]+)`", said))
    for name in REQUIRED_IN_PRODUCTION:
        assert name in named or (name.startswith("INSURER_") and "INSURER_…" in named)


def test_the_example_answers_nothing_that_production_needs() -> None:
    filled = {name for name, one in in_example().items() if one.default}
    assert filled.isdisjoint(REQUIRED_IN_PRODUCTION)


def test_the_example_itself_is_a_sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in setting_names():
        monkeypatch.delenv(name, raising=False)
    bare = load_settings()
    (tmp_path / ".env").write_text(EXAMPLE.read_text("utf-8"), "utf-8")
    assert load_settings() == bare
    assert load_limits() == Limits()
