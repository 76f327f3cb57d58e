"""The bot imports aiogram with its types left for later: all of them must still come."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD_ALL = """
from bot.light_aiogram import import_aiogram

import_aiogram()
from aiogram import methods, types
from pydantic import BaseModel

unbuilt = [model for model in vars(types).values()
           if isinstance(model, type) and not getattr(model, "__pydantic_complete__", True)]
print(len(unbuilt))
for module in (types, methods):
    for name in module.__all__:
        model = getattr(module, name)
        if isinstance(model, type) and issubclass(model, BaseModel):
            model.model_rebuild()
"""


def test_types_left_for_later_are_built_when_needed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BUILD_ALL], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 100, "aiogram builds its types at import again: start is slow"
