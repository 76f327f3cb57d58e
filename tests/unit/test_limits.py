"""LIMIT_ settings: what is accepted, and the one line about what is not."""

from dataclasses import fields
from pathlib import Path

import pytest

from bot.limits import Limits
from bot.settings import SettingsError, load_limits, setting_names


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where there is no .env and nothing set."""
    monkeypatch.chdir(tmp_path)
    for name in setting_names():
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("0", "нужно число больше 0"),
        ("-1", "нужно число больше 0"),
        ("many", "нужно целое число"),
        ("2.5", "нужно целое число"),
    ],
)
def test_a_wrong_limit_is_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, value: str, complaint: str
) -> None:
    monkeypatch.setenv("LIMIT_PIN_TRIES", value)
    with pytest.raises(SettingsError, match=f"^LIMIT_PIN_TRIES: {complaint}$"):
        load_limits()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("LIMIT_PIN_TRIS", ", возможно, это LIMIT_PIN_TRIES"),
        ("limit_draft_hour", ", возможно, это LIMIT_DRAFT_HOURS"),
        ("LIMIT_ЧАЙКИ", ""),
    ],
)
@pytest.mark.parametrize("place", ["environment", "file"])
def test_a_misspelt_limit_is_not_ignored(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str, name: str, meant: str
) -> None:
    if place == "environment":
        monkeypatch.setenv(name, "5")
    else:
        (tmp_path / ".env").write_text(f"{name}=5\n", "utf-8")
    with pytest.raises(SettingsError) as refused:
        load_limits()
    assert str(refused.value) == f"{name.upper()}: такого предела нет{meant}"


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("SENDS_PER_SECOND", "1e-300", "нужно число от 0.01"),
        ("SENDS_PER_SECOND", "1e300", "нужно число до 1000000"),
        ("SMS_PER_PREFIX_HOUR", "1000001", "нужно число до 1000000"),
        ("PIN_TRIES", "1000001", "нужно число до 1000000"),
        ("MAIL_PAUSE_SECONDS", "86401", "нужно число до 86400"),
        ("ACTIVATION_MINUTES", "525601", "нужно число до 525600"),
        ("DRAFT_HOURS", "999999999999", "нужно число до 8760"),
        ("REMINDER_DAYS", "366", "нужно число до 365"),
        ("SMS_CONVERSION_PERCENT", "101", "нужно число до 100"),
        ("REMINDER_UNTIL_HOUR", "25", "нужно число до 24"),
        ("REMINDER_FROM_HOUR", "-1", "нужно число от 0"),
        ("REGISTRY_MISSES_PER_HOUR", "0", "нужно число больше 0"),
    ],
)
def test_a_limit_has_bounds_of_its_unit(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, complaint: str
) -> None:
    monkeypatch.setenv(f"LIMIT_{name}", value)
    with pytest.raises(SettingsError, match=f"^LIMIT_{name}: {complaint}$"):
        load_limits()


def test_no_limit_is_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIMIT_SENDS_PER_SECOND", "inf")
    with pytest.raises(SettingsError, match=r"^LIMIT_SENDS_PER_SECOND: нужно конечное число$"):
        load_limits()


@pytest.mark.parametrize("limit", [limit.name for limit in fields(Limits)])
def test_every_limit_can_be_set(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setenv(f"LIMIT_{limit.upper()}", "17")
    assert getattr(load_limits(), limit) == 17


@pytest.mark.parametrize(("begins", "ends"), [("21", "9"), ("9", "9"), ("9", "25")])
def test_reminders_need_an_hour_at_which_they_end(
    monkeypatch: pytest.MonkeyPatch, begins: str, ends: str
) -> None:
    monkeypatch.setenv("LIMIT_REMINDER_FROM_HOUR", begins)
    monkeypatch.setenv("LIMIT_REMINDER_UNTIL_HOUR", ends)
    with pytest.raises(SettingsError, match=r"^LIMIT_REMINDER_UNTIL_HOUR: "):
        load_limits()


def test_midnight_is_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIMIT_REMINDER_FROM_HOUR", "0")
    assert load_limits().reminder_from_hour == 0
