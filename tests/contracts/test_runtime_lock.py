"""`make run` installs the runtime lock alone: the bot must need nothing else."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", re.MULTILINE)
WITHOUT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in absent:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

absent = set(sys.argv[1:])
sys.meta_path.insert(0, Absent())
import bot.__main__, bot.main, bot.app.app, bot.sandbox.world, storage.migrate
import bot.gateways.pictures.drawing, bot.commands.registry_child
import alembic.command, dotenv, matplotlib, python_calamine, uvloop, xlsxwriter
"""


def test_the_bot_starts_with_the_runtime_lock_alone() -> None:
    lock = (ROOT / "requirements/runtime.txt").read_text("utf-8")
    locked = {_normal(name) for name in PINNED.findall(lock)}
    absent = [
        module
        for module, parts in packages_distributions().items()
        if locked.isdisjoint(map(_normal, parts))
    ]
    assert "pytest" in absent
    command = [sys.executable, "-c", WITHOUT, *absent]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
