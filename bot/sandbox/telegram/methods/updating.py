"""getUpdates, setWebhook, deleteWebhook, getWebhookInfo."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.telegram.errors import bad_request, conflict
from bot.sandbox.telegram.params import JsonObject, Params
from bot.sandbox.telegram.polling import WEBHOOK_SET
from bot.sandbox.telegram.webhook import Webhook
from bot.sandbox.telegram.world import World

_LIMIT = 100
_LONGEST_POLL = 50
_MAX_CONNECTIONS = 40
_SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]*")
_SECRET_LIMIT = 256
_WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook"
    " first"
)


async def get_updates(world: World, params: Params) -> list[JsonObject]:
    if world.courier.webhook:
        raise conflict(_WEBHOOK_ACTIVE)
    _remember_allowed(world, params)
    offset = params.integer("offset")
    if offset < 0:
        world.updates.keep_last(-offset)
    elif offset > 0:
        world.updates.confirm(offset)
    timeout = min(params.integer("timeout"), _LONGEST_POLL)
    if timeout > 0 and not world.updates:
        world.ledger.changed.fire()
        await world.poll.wait(timeout)
    return world.updates.take(min(max(1, params.integer("limit", _LIMIT)), _LIMIT))


async def set_webhook(world: World, params: Params) -> bool:
    url = params.text("url")
    if not url:
        return await delete_webhook(world, params)
    webhook = Webhook(
        url,
        _secret_token(params),
        min(max(1, params.integer("max_connections", _MAX_CONNECTIONS)), _LIMIT),
    )
    if urlsplit(url).scheme not in {"http", "https"}:
        raise bad_request("invalid webhook URL specified")
    _remember_allowed(world, params)
    _forget_pending(world, params)
    world.poll.end(WEBHOOK_SET)
    await world.courier.start(webhook)
    return True


async def delete_webhook(world: World, params: Params) -> bool:
    await world.courier.stop()
    _forget_pending(world, params)
    return True


def get_webhook_info(world: World, _params: Params) -> JsonObject:
    webhook, error = world.courier.webhook, world.courier.last_error
    info: JsonObject = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if webhook:
        info["max_connections"] = webhook.max_connections
    if webhook and error:
        info |= {"last_error_date": error.date, "last_error_message": error.message}
    if world.allowed_updates:
        info["allowed_updates"] = world.allowed_updates
    return info


def _remember_allowed(world: World, params: Params) -> None:
    allowed: Any = params.json("allowed_updates")
    if isinstance(allowed, list):
        world.allowed_updates = [str(kind) for kind in allowed]


def _forget_pending(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        world.updates.keep_last(0)


def _secret_token(params: Params) -> str:
    token = params.text("secret_token")
    if len(token) > _SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not _SECRET_TOKEN.fullmatch(token):
        raise bad_request("secret token contains unallowed characters")
    return token
