"""Whether Telegram knows the token, and whether updates come the way the settings say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession

from bot.checks.finding import Finding, fault, fine, warning
from bot.settings import Settings

SUBJECT = "BOT_TOKEN"
WEBHOOK = "WEBHOOK"
WEBHOOK_PATH = "/telegram"
UNKNOWN_TOKEN = (401, 404)


class Refused(Exception):
    """Telegram does not do what was asked; carries the line for the operator."""


@dataclass(frozen=True, slots=True)
class BotApi:
    """The two questions; aiogram would take longer to load than they take to answer."""

    session: ClientSession
    settings: Settings

    async def ask(self, method: str) -> dict[str, Any]:
        token = self.settings.token
        url = f"{self.settings.telegram_api_url.rstrip('/')}/bot{token}/{method}"
        try:
            async with self.session.post(url, allow_redirects=False) as response:
                if response.status in UNKNOWN_TOKEN:
                    raise Refused("Telegram не знает такого токена")
                answer = await response.json()
        except (ClientError, OSError, ValueError) as error:
            raise Refused(f"Telegram не отвечает ({type(error).__name__})") from None
        result: dict[str, Any] = answer["result"]
        return result


async def check_telegram(settings: Settings) -> Sequence[Finding]:
    async with ClientSession() as session:
        api = BotApi(session, settings)
        try:
            me, webhook = await api.ask("getMe"), await api.ask("getWebhookInfo")
        except Refused as refusal:
            return [fault(SUBJECT, str(refusal))]
    return [
        fine(SUBJECT, f"Telegram отвечает, это бот @{me['username']}"),
        _by_webhook(settings, webhook) if settings.webhook else _by_polling(webhook),
    ]


def _by_polling(webhook: dict[str, Any]) -> Finding:
    if webhook["url"]:
        return fault(
            WEBHOOK,
            "выключен, но в Telegram вебхук установлен и забирает сообщения: снимите его методом "
            "deleteWebhook или проверьте, не работает ли с этим токеном другой бот",
        )
    return fine(WEBHOOK, f"выключен, сообщений в очереди: {webhook['pending_update_count']}")


def _by_webhook(settings: Settings, webhook: dict[str, Any]) -> Finding:
    if not webhook["url"]:
        return warning(WEBHOOK, "включён, в Telegram ещё не установлен: это сделает запуск")
    if webhook["url"] != f"{settings.public_url}{WEBHOOK_PATH}":
        return warning(WEBHOOK, "в Telegram указан другой адрес: запуск заменит его нашим")
    waiting = f"сообщений в очереди: {webhook['pending_update_count']}"
    if webhook["pending_update_count"] and "last_error_message" in webhook:
        return warning(WEBHOOK, f"установлен, но Telegram сообщает об ошибках доставки, {waiting}")
    return fine(WEBHOOK, f"установлен, {waiting}")
