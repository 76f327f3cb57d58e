"""What handlers and filters ask for by name is there: a wrong name fails here, not in a chat."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from typing import Any

import pytest
from aiogram import Dispatcher, Router
from aiogram.dispatcher.event.handler import CallableObject, HandlerObject
from pydantic import SecretStr

from bot.app import build
from bot.limits import Limits
from handlers.conversation import build_dispatcher
from tests.world import World

PER_UPDATE = {"talk", "raw_state", "bot", "event_update", "event_router"}
"""What `RegistrationTalk.update` hands in beside the shared names, and what aiogram adds."""


@pytest.fixture
async def dispatcher(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Dispatcher:
    """Give the dispatcher as the composition root makes it."""
    made: list[Dispatcher] = []

    def build_and_keep(**shared: Any) -> Dispatcher:
        made.append(build_dispatcher(**shared))
        return made[-1]

    monkeypatch.setattr("bot.app.talking.build_dispatcher", build_and_keep)
    given = {"sms_url": SecretStr("smsc://a:b@"), "smtp_url": SecretStr("smtp://mail.example")}
    settings = World(telegram_url="http://127.0.0.1:1").settings(sqlite_url)
    app = build(settings.model_copy(update=given), Limits(), lambda: None)
    await app.core.bot.session.close()
    await app.core.store.database.close()
    await app.outside.closing.aclose()
    [dispatcher] = made
    return dispatcher


def handlers_of(router: Router) -> Iterator[HandlerObject]:
    for observer in router.observers.values():
        yield from observer.handlers
    for one in router.sub_routers:
        yield from handlers_of(one)


def asked_for(one: CallableObject) -> set[str]:
    """Return the names without defaults that come after the event itself."""
    parameters = list(inspect.signature(one.callback).parameters.values())[1:]
    named = (one for one in parameters if one.kind is not inspect.Parameter.VAR_KEYWORD)
    return {one.name for one in named if one.default is inspect.Parameter.empty}


def injected_by(one: CallableObject) -> set[str]:
    """Return the keys of the dictionaries that a filter's source spells out."""
    return {key for kind in type(one.callback).__mro__ for key in spelt_out(kind)}


def spelt_out(kind: type) -> Iterator[str]:
    try:
        source = textwrap.dedent(inspect.getsource(kind))
    except (OSError, TypeError):  # a filter of aiogram made of attributes, such as F.text
        return
    made = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Dict))
    keys = (key for node in made for key in node.keys)
    yield from (str(key.value) for key in keys if isinstance(key, ast.Constant))


def test_every_update_that_telegram_is_asked_for_has_its_handlers(dispatcher: Dispatcher) -> None:
    assert set(dispatcher.resolve_used_update_types()) >= {
        *("message", "edited_message", "callback_query", "my_chat_member")
    }


def test_handlers_ask_for_known_names(dispatcher: Dispatcher) -> None:
    shared = dispatcher.workflow_data.keys() | PER_UPDATE
    handlers = list(handlers_of(dispatcher))
    assert handlers
    unknown = {
        handler.callback.__qualname__: missing
        for handler in handlers
        if (missing := asked_for(handler) - shared - injections(handler))
    }
    assert unknown == {}


def injections(handler: HandlerObject) -> set[str]:
    return set[str]().union(*(injected_by(one) for one in handler.filters or ()))


def test_filters_ask_for_known_names(dispatcher: Dispatcher) -> None:
    shared = dispatcher.workflow_data.keys() | PER_UPDATE
    lacking = [lack for one in handlers_of(dispatcher) for lack in lacks(one, set(shared))]
    assert lacking == []


def lacks(handler: HandlerObject, known: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Name the filters of a handler that ask for more than is shared or injected before them."""
    for one in handler.filters or ():
        if not type(one.callback).__module__.startswith("handlers."):
            continue
        if missing := asked_for(one) - known:
            yield type(one.callback).__name__, missing
        known |= injected_by(one)


def test_nothing_is_shared_that_nobody_asks_for(dispatcher: Dispatcher) -> None:
    asked = set[str]()
    for handler in handlers_of(dispatcher):
        asked |= asked_for(handler).union(*map(asked_for, handler.filters or ()))
    assert dispatcher.workflow_data.keys() - asked - {"dispatcher"} == set()
