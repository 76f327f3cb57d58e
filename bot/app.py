"""The composition root: the only place that knows everybody."""

from pathlib import Path

from bot.core import Behaviour, Core, Store, build_bot, build_core
from bot.limits import Limits
from bot.settings import Settings
from bot.texts import Texts
from handlers.conversation import RegistrationTalk, build_dispatcher
from handlers.rendering import Renderer
from handlers.screens import Insurer, Screens
from storage.engine import open_database
from storage.keys import Keyring

LOCALES = Path(__file__).parent.parent / "locales" / "ru"


def build(settings: Settings, limits: Limits) -> Core:
    """Wire everything for one process; connects to nothing yet."""
    assert settings.bot_token is not None  # noqa: S101 - settings and sandbox see to it
    store = Store.over(open_database(settings.database_url), Keyring.of(settings.keys))
    bot = build_bot(settings.bot_token.get_secret_value(), settings.telegram_api_url)
    texts = Texts.load(LOCALES)
    screens = Screens(insurer(settings), texts.plain)
    handler = RegistrationTalk(
        bot=bot,
        dispatcher=build_dispatcher(texts=texts, screens=screens),
        renderer=Renderer(texts, screens),
        remember=store.conversations.remember,
        clock=store.clock,
    )
    return build_core(store, bot, Behaviour(handler, {}, {}), limits)


def insurer(settings: Settings) -> Insurer:
    """Return the insurer as the settings name it."""
    return Insurer(
        name=settings.insurer_name or "",
        legal_name=settings.insurer_legal_name or "",
        address=settings.insurer_address or "",
        licence=settings.insurer_licence or "",
        phone=settings.insurer_phone or "",
        site=settings.insurer_site or "",
        privacy_url=settings.privacy_url or "",
        cabinet_url=settings.cabinet_url,
        cabinet_reset_url=settings.cabinet_reset_url,
    )
