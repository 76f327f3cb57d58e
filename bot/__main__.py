"""The command line: `python -m bot COMMAND`. Commands load what they need when they run."""

import os
import sys

import typer

from bot.commands.doctor import doctor
from bot.commands.export_accounts import export_accounts
from bot.commands.import_registry import import_registry
from bot.commands.new_key import new_key
from bot.commands.rotate_keys import rotate_keys
from bot.commands.run import run

OWNER_ALONE = 0o077

app = typer.Typer(
    help="Telegram-бот, в котором застрахованные открывают личный кабинет.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("run")(run)
app.command("import-registry")(import_registry)
app.command("doctor")(doctor)
app.command("rotate-keys")(rotate_keys)
app.command("export-accounts")(export_accounts)
app.command("new-key")(new_key)

if __name__ == "__main__":
    os.umask(OWNER_ALONE)  # whatever a command writes is personal data or a secret
    sys.exit(app())
