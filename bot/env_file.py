"""The file `.env`, read as it stands: nothing is put in place of `${…}`, nothing is dropped."""

from pathlib import Path

from dotenv.parser import Binding, parse_stream

ENV = Path(".env")


class UnreadableLine(Exception):
    """Carries the line for the operator, with a number instead of what stands there."""


def env_values() -> dict[str, str]:
    """Return what `.env` of the working folder sets; a name given twice has its last value.

    Raises:
        UnreadableLine: a line is neither empty, nor a comment, nor NAME=value.
        OSError: it is there and cannot be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    if not ENV.exists():
        return {}
    with ENV.open(encoding="utf-8-sig") as file:
        bindings = [one for one in parse_stream(file) if one.error or one.key is not None]
    return dict(map(_pair, bindings))


def _pair(binding: Binding) -> tuple[str, str]:
    if binding.error or binding.key is None or binding.value is None:
        text = binding.original.string
        blank = text[: len(text) - len(text.lstrip())]
        number = binding.original.line + blank.count("\n")
        raise UnreadableLine(
            f".env: строка {number} не читается, нужно ИМЯ=значение; кавычка — только с парой"
        )
    return binding.key, binding.value
