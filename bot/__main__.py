"""The command line: `python -m bot COMMAND`. Commands load what they need when they run."""

import sys

import typer

from bot.commands.import_registry import import_registry
from bot.commands.run import run

app = typer.Typer(
    help="Telegram-бот, в котором застрахованные открывают личный кабинет.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("run")(run)
app.command("import-registry")(import_registry)

if __name__ == "__main__":
    sys.exit(app())
