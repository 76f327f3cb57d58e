"""aiogram without the hundreds of Bot API types that a registration never meets."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Literal, Optional, Union

from pydantic import BaseModel


def import_aiogram() -> None:
    """Import aiogram so that pydantic builds each of its types when it is first used.

    aiogram declares its types with `defer_build`, yet builds them all at the end of its import,
    each with everything it refers to: two thirds of a start and more than half of the memory.
    To be called before anything else imports aiogram; whoever forgets it waits, no more
    (docs/decisions/0014).
    """
    if "aiogram" in sys.modules:
        return
    with _types_left_for_later():
        import aiogram.types  # noqa: PLC0415 - the point of this module
    _let_types_be_named(aiogram.types)


@contextmanager
def _types_left_for_later() -> Iterator[None]:
    build = BaseModel.__dict__["model_rebuild"]
    later = classmethod(lambda _model, **_how: None)
    setattr(BaseModel, "model_rebuild", later)  # noqa: B010 - mypy forbids it in the short form
    try:
        yield
    finally:
        setattr(BaseModel, "model_rebuild", build)  # noqa: B010 - likewise


def _let_types_be_named(types: ModuleType) -> None:
    """Give every module of aiogram the names that its annotations use.

    It imports them for type checkers alone, and its own building hands them over.
    """
    from aiogram.client.default import Default  # noqa: PLC0415 - not before the types

    names: dict[str, Any] = {name: getattr(types, name) for name in types.__all__}
    names |= {"Default": Default, "List": list, "Literal": Literal}
    names |= {"Optional": Optional, "Union": Union}
    for name, module in list(sys.modules.items()):
        if name.startswith(("aiogram.types.", "aiogram.methods.")):
            vars(module).update(names | vars(module))
