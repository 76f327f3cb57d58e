"""Small JSON files of the sandbox, and what happens to one that cannot be read."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


def restored(path: Path, read: Callable[[Any], T]) -> T | None:
    """Read what an earlier run left; an unreadable file is set aside and counts as none."""
    try:
        return read(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, LookupError, TypeError, AttributeError):
        set_aside(path)
        return None


def save(path: Path, content: Any) -> None:
    """Write the file whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)


def set_aside(path: Path) -> None:
    """Rename a file that is of no use and say so in one line."""
    kept = path.with_name(f"{path.name}.unreadable")
    path.replace(kept)
    say(f"Песочница: {path} не читается, начинаю его заново; прежний файл — {kept.name}")


def say(line: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
