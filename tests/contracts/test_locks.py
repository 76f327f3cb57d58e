"""What the locks must hold: all that the bot needs, pinned as pip asks for it."""

import re
import subprocess
import sys
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(\[[^]]*\])?==", re.MULTILINE)
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
    locked = {_normal(name) for name, _ in _pins("runtime")}
    absent = [
        module
        for module, parts in packages_distributions().items()
        if locked.isdisjoint(map(_normal, parts))
    ]
    assert "pytest" in absent
    command = [sys.executable, "-c", WITHOUT, *absent]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_is_needed_with_extras_is_pinned_with_them() -> None:
    """Else an older pip asks for the newest version of it, and then refuses that by its hash."""
    pins = {_normal(name): Requirement(name + extras).extras for name, extras in _pins("dev")}
    needed = [
        requirement
        for one in distributions()
        if _normal(one.name) in pins
        for requirement in map(Requirement, one.requires or ())
        if requirement.extras
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    ]
    assert needed
    assert [str(one) for one in needed if not one.extras <= pins[_normal(one.name)]] == []


def _pins(lock: str) -> list[tuple[str, str]]:
    return PINNED.findall((ROOT / f"requirements/{lock}.txt").read_text("utf-8"))


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
