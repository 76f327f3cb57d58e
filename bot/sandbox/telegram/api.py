"""One call of a method: perform it, book it, word the answer as Telegram does."""

import inspect
from dataclasses import dataclass, field

from bot.sandbox.telegram.errors import ApiError
from bot.sandbox.telegram.methods import METHODS
from bot.sandbox.telegram.params import JsonObject, Params
from bot.sandbox.telegram.world import World

_BY_LOWER_NAME = {name.lower(): name for name in METHODS}


@dataclass(frozen=True, slots=True)
class Answer:
    """HTTP status and JSON envelope."""

    status: int
    body: JsonObject = field(repr=False)


def refusal(error: ApiError) -> Answer:
    body: JsonObject = {
        "ok": False,
        "error_code": error.code,
        "description": error.description,
    }
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    return Answer(error.code, body)


async def call(world: World, name: str, params: Params) -> Answer:
    """Perform a method, named in any case."""
    known = _BY_LOWER_NAME.get(name.lower())
    if known is None:
        return book_refusal(world, name, params, ApiError(404, "Not Found: method not found"))
    try:
        result = METHODS[known](world, params)
        if inspect.isawaitable(result):
            result = await result
    except ApiError as error:
        return book_refusal(world, known, params, error)
    world.ledger.record(known, params.values, result, None)
    return Answer(200, {"ok": True, "result": result})


def book_refusal(world: World, name: str, params: Params, error: ApiError) -> Answer:
    known = _BY_LOWER_NAME.get(name.lower(), name)
    world.ledger.record(known, params.values, None, error.description)
    return refusal(error)
