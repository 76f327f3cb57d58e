"""Settings: what is accepted, and the one line about what is not."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.limits import Limits
from bot.settings import (
    REQUIRED_IN_PRODUCTION,
    Settings,
    SettingsError,
    load_limits,
    load_settings,
    setting_names,
)
from tests.conftest import KEY
from tests.world import World

SECRET = "zimorodok"
PRODUCTION = World(telegram_url="https://api.telegram.org").environment(
    "sqlite+aiosqlite:///data/bot.db"
) | {"PUBLIC_URL": "https://bot.example.ru"}


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where there is no .env and nothing set."""
    monkeypatch.chdir(tmp_path)
    for name in setting_names():
        monkeypatch.delenv(name, raising=False)


def loaded(monkeypatch: pytest.MonkeyPatch, given: Mapping[str, str]) -> Settings:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def test_nothing_set_is_the_sandbox() -> None:
    settings = load_settings()
    assert settings.sandbox
    assert (settings.trusted_proxies, settings.metrics_public) == (0, False)
    assert load_limits() == Limits()


def test_empty_values_count_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = dict.fromkeys(PRODUCTION, "")
    assert loaded(monkeypatch, empty) == Settings()


def test_production_is_read_from_the_environment_and_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = b64encode(bytes(32)).decode()
    lines = {"ADMIN_IDS": "1, 22", "SECRET_KEYS": f"{PRODUCTION['SECRET_KEYS']}, {other}"}
    (tmp_path / ".env").write_text("\n".join(f"{name}={one}" for name, one in lines.items()))
    settings = loaded(
        monkeypatch, {name: value for name, value in PRODUCTION.items() if name not in lines}
    )
    assert settings.admin_ids == {1, 22}
    assert settings.keys == (KEY, bytes(32))


@pytest.mark.parametrize("name", REQUIRED_IN_PRODUCTION)
def test_what_production_needs_is_named_when_missing(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    given = {one: value for one, value in PRODUCTION.items() if one != name}
    with pytest.raises(SettingsError, match=f"^{name}: не задан, а с BOT_TOKEN обязателен$"):
        loaded(monkeypatch, given)


@pytest.mark.parametrize("name", ["SECRET_KEYS", "SMS_URL", "SMTP_URL", "WEBHOOK"])
def test_a_lost_token_opens_no_sandbox(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(SettingsError, match=f"^BOT_TOKEN: не задан, а {name} задан"):
        loaded(monkeypatch, {name: PRODUCTION[name].replace("off", "on")})


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("BOT_TOKEN", SECRET, "это не токен Telegram"),
        ("TELEGRAM_API_URL", SECRET, "нужен адрес вида"),
        ("WEBHOOK", SECRET, "нужно on или off"),
        ("DATABASE_URL", f"mysql://{SECRET}", "нужен адрес sqlite+aiosqlite:///… или postgresql"),
        ("DATABASE_URL", f"postgresql+asyncpg://h:{SECRET}/bot", "порт — число от 1 до 65535"),
        ("DATABASE_URL", f"postgresql+asyncpg://{SECRET}:0/bot", "порт — число от 1 до 65535"),
        ("DATABASE_URL", f"postgresql+asyncpg://{SECRET}:65536/bot", "порт — число от 1"),
        (
            "DATABASE_URL",
            f"postgresql+asyncpg://{SECRET}/bot?sslmode=require",
            "нужно ssl=require",
        ),
        ("DATABASE_URL", f"postgresql+asyncpg://h/bot?ssl={SECRET}", "ssl: допустимо только"),
        ("DATABASE_URL", f"postgresql+asyncpg://h/bot?{SECRET}=5", "есть ssl, "),
        ("DATABASE_URL", f"sqlite+aiosqlite:///{SECRET}?mode=ro", "у sqlite нет параметров после"),
        ("DATABASE_URL", "sqlite+aiosqlite:///", "нужен путь к файлу"),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:", "нужен путь к файлу"),
        ("DATABASE_URL", f"sqlite+aiosqlite:///{SECRET}/", "нужен путь к файлу"),
        ("SECRET_KEYS", SECRET, "32 байта в base64; новый даёт `python -m bot new-key`"),
        ("SECRET_KEYS", f"{PRODUCTION['SECRET_KEYS']},{SECRET}", "каждый ключ"),
        ("PUBLIC_URL", f"http://{SECRET}.ru", "нужен адрес https://"),
        ("PUBLIC_URL", f"ftp://{SECRET}.ru", "нужен адрес вида"),
        ("PUBLIC_URL", f"https://[{SECRET}", "нужен адрес вида"),
        ("PUBLIC_URL", f"https://{SECRET}:port", "нужен адрес вида"),
        ("PUBLIC_URL", f"https://bot.example.ru/?a={SECRET}", "без «?», «#» и пароля"),
        ("PUBLIC_URL", f"https://bot.example.ru/#{SECRET}", "без «?», «#» и пароля"),
        ("PUBLIC_URL", f"https://bot:{SECRET}@bot.example.ru", "без «?», «#» и пароля"),
        ("PUBLIC_URL", f"https://bot.example.ru/a {SECRET}", "нужен адрес вида"),
        ("PUBLIC_URL", f"https://{SECRET} bot.example.ru", "нужен адрес вида"),
        ("INSURER_SITE", f"not a {SECRET}", "нужен сайт"),
        ("INSURER_NAME", " ", "INSURER_NAME: не задан"),
        ("INSURER_LEGAL_NAME", "\t", "INSURER_LEGAL_NAME: не задан"),
        ("SMS_URL", " ", "SMS_URL: не задан"),
        ("ADMIN_IDS", "1,-1", "нужно число больше 0, например 12345678,87654321"),
        ("ADMIN_IDS", "0", "нужно число больше 0"),
        ("SECRET_KEYS", f"{PRODUCTION['SECRET_KEYS']},{PRODUCTION['SECRET_KEYS']}", "дважды"),
        ("SECRET_KEYS", "ключ", "32 байта в base64"),
        ("HTTP_PORT", SECRET, "нужно целое число"),
        ("HTTP_PORT", "65536", "нужно число до 65535"),
        ("TRUSTED_PROXIES", "-1", "нужно число от 0"),
        ("METRICS_PUBLIC", SECRET, "нужно on или off"),
        ("ADMIN_IDS", f"1,{SECRET}", "нужно целое число, например 12345678,87654321"),
        ("CABINET_URL", SECRET, "нужен адрес вида"),
        ("CABINET_API_URL", f"http://{SECRET}.ru/accounts", "нужен адрес https://"),
        ("CABINET_API_URL", "https://cabinet.example.ru", "CABINET_API_SECRET: не задан"),
        ("PRIVACY_URL", SECRET, "нужен адрес вида"),
        ("CAPTCHA", SECRET, "нужно on или off"),
        ("LOG_LEVEL", SECRET, "допустимо только 'DEBUG', 'INFO', 'WARNING' или 'ERROR'"),
        ("LOG_FORMAT", SECRET, "допустимо только 'text' или 'json'"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it_and_hides_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, complaint: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(monkeypatch, PRODUCTION | {name: value})
    line = str(caught.value)
    assert line.startswith((f"{name}: ", complaint))
    assert complaint in line
    assert SECRET not in line
    assert "\n" not in line


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+aiosqlite:////var/lib/bot/bot.db",
        "postgresql+asyncpg://bot:p%40s@db.example.ru:5433/bot?ssl=verify-full",
        "postgresql+asyncpg://bot@/bot?host=/run/postgresql",
        "postgresql+asyncpg://bot@/bot?host=one:5432&host=two:5432&target_session_attrs=primary",
        "postgresql+asyncpg://bot@[::1]/bot?prepared_statement_cache_size=0",
    ],
)
def test_what_the_driver_knows_passes(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert loaded(monkeypatch, {"DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize(
    "url", ["https://bot.example.ru", "http://127.0.0.1:8080", "http://localhost", "http://[::1]"]
)
def test_links_and_accounts_leave_this_machine_encrypted_only(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    cabinet = {"CABINET_API_URL": f"{url}/accounts/", "CABINET_API_SECRET": SECRET}
    settings = loaded(monkeypatch, PRODUCTION | {"PUBLIC_URL": f"{url}/"} | cabinet)
    assert (settings.public_url, settings.cabinet_api_url) == (url, f"{url}/accounts/")


def test_secrets_are_not_in_the_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"SMTP_URL": f"smtp://a:{SECRET}@host", "CABINET_API_SECRET": SECRET}
    shown = repr(loaded(monkeypatch, PRODUCTION | given))
    assert SECRET not in shown
    assert PRODUCTION["BOT_TOKEN"] not in shown
    assert PRODUCTION["SECRET_KEYS"] not in shown


def test_an_env_file_of_another_encoding_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_bytes("INSURER_NAME=Маяк".encode("cp1251"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=r"^\.env: файл не в UTF-8"):
        load_settings()


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("# people\n\n\nADMIN_IDS 9001\nCAPTCHA=off\n", 4),
        ('CAPTCHA=off\nINSURER_NAME="Маяк\nLOG_LEVEL=INFO\n', 2),
        ("CAPTCHA=off\nCABINET_API_SECRET\n", 2),
    ],
)
@pytest.mark.parametrize("load", [load_settings, load_limits])
def test_a_line_that_cannot_be_read_is_not_dropped(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    load: Callable[[], object],
    lines: str,
    number: int,
) -> None:
    (tmp_path / ".env").write_text(lines, "utf-8")
    with pytest.raises(SettingsError, match=rf"^\.env: строка {number} не читается, [^\n]+$"):
        load()
    assert not caplog.records


def test_a_value_of_the_file_stands_for_itself(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("\ufeffCABINET_API_SECRET='a${HOME}$b'\n", "utf-8")
    secret = load_settings().cabinet_api_secret
    assert secret
    assert secret.get_secret_value() == "a${HOME}$b"


def test_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("log_level=DEBUG\nLIMIT_PIN_TRIES=5\nCAPTCHA=off\n", "utf-8")
    monkeypatch.setenv("LIMIT_PIN_TRIES", "7")
    settings = loaded(monkeypatch, {"LOG_LEVEL": "ERROR"})
    assert (settings.log_level, settings.captcha) == ("ERROR", False)
    assert load_limits().pin_tries == 7


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ADMIN_ID", ", возможно, это ADMIN_IDS"),
        ("cabinet_ulr", ", возможно, это CABINET_URL"),
        ("BOT_TOKN", ", возможно, это BOT_TOKEN"),
        ("LIMT_PIN_TRIES", ", возможно, это LIMIT_PIN_TRIES"),
        ("ЧАЙКИ", ""),
    ],
)
def test_a_misspelt_setting_of_the_file_is_not_ignored(
    tmp_path: Path, name: str, meant: str
) -> None:
    (tmp_path / ".env").write_text(f"SMTP_URL=smtp://127.0.0.1\n{name}=5\n", "utf-8")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert str(refused.value) == f"{name.upper()}: такой настройки нет{meant}"


def test_the_environment_is_full_of_other_names(monkeypatch: pytest.MonkeyPatch) -> None:
    assert loaded(monkeypatch, {"ADMIN_ID": "5"}).sandbox


def test_a_level_may_be_written_small(monkeypatch: pytest.MonkeyPatch) -> None:
    assert loaded(monkeypatch, {"LOG_LEVEL": "info"}).log_level == "INFO"
