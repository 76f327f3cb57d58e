"""The work of `doctor`: all checks, a line for each finding."""

import asyncio

import typer
from rich.console import Console

from bot.checks.database import check_database
from bot.checks.files import check_environment, check_sqlite_folder
from bot.checks.finding import Verdict
from bot.checks.mail import check_mail
from bot.checks.pages import check_cabinet, check_links, check_pages
from bot.checks.running import Check, carry_out
from bot.checks.sms import check_sms
from bot.checks.telegram import check_telegram
from bot.checks.texts import check_texts
from bot.settings import load_limits, load_settings

CHECKS: dict[str, Check] = {
    ".env": check_environment,
    "locales/ru": check_texts,
    "DATABASE_URL": check_database,
    "data": check_sqlite_folder,
    "BOT_TOKEN": check_telegram,
    "SMTP_URL": check_mail,
    "SMS_URL": check_sms,
    "PUBLIC_URL": check_pages,
    "ссылки": check_links,
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
