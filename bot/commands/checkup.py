"""The work of `doctor`: all checks side by side, each with its time-out."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import chain

import typer
from rich.console import Console

from bot.commands.checks.database import check_database
from bot.commands.checks.files import check_environment, check_sqlite_folder
from bot.commands.checks.mail import check_mail
from bot.commands.checks.pages import check_cabinet, check_pages
from bot.commands.checks.sms import check_sms
from bot.commands.checks.telegram import check_telegram
from bot.commands.checks.texts import check_texts
from bot.commands.finding import Finding, Verdict, fault
from bot.settings import Settings, SettingsError, load_limits, load_settings

SECONDS = 10.0
Check = Callable[[Settings], Awaitable[Sequence[Finding]]]
CHECKS: dict[str, Check] = {
    ".env": check_environment,
    "locales/ru": check_texts,
    "DATABASE_URL": check_database,
    "data": check_sqlite_folder,
    "BOT_TOKEN": check_telegram,
    "SMTP_URL": check_mail,
    "SMS_URL": check_sms,
    "PUBLIC_URL": check_pages,
    "CABINET_API_URL": check_cabinet,
}
"""By what a check that breaks off is about."""
COLOURS = {Verdict.FINE: "green", Verdict.WARNING: "yellow", Verdict.FAULT: "red"}


def examine() -> bool:
    """Print a line for each finding; False if there is a fault among them.

    Raises:
        SettingsError: a setting is missing or wrong, so that nothing else can be told.
    """
    settings = load_settings()
    load_limits()
    if settings.sandbox:
        typer.echo("BOT_TOKEN не задан: это песочница, проверять в ней нечего.")
        return True
    with Console(stderr=True).status("Проверяю…"):
        findings = asyncio.run(carry_out(CHECKS, settings))
    for finding in findings:
        typer.secho(str(finding), fg=COLOURS[finding.verdict])
    return not any(finding.verdict is Verdict.FAULT for finding in findings)


async def carry_out(
    checks: dict[str, Check], settings: Settings, seconds: float = SECONDS
) -> list[Finding]:
    """Run the checks at the same time and give their findings in the order of the checks."""
    running = (_in_time(name, check(settings), seconds) for name, check in checks.items())
    return list(chain.from_iterable(await asyncio.gather(*running)))


async def _in_time(
    name: str, check: Awaitable[Sequence[Finding]], seconds: float
) -> Sequence[Finding]:
    try:
        async with asyncio.timeout(seconds):
            return await check
    except TimeoutError:
        return [fault(name, f"нет ответа за {seconds:g} с")]
    except SettingsError as error:
        name, _, text = str(error).partition(": ")
        return [fault(name, text)]
    except Exception as error:  # noqa: BLE001 - one check's fault must not hide the others
        return [fault(name, f"проверка не удалась ({type(error).__name__})")]
