"""The conversation: routers, what their handlers may ask for, recipes, and who does the jobs."""

from collections.abc import Mapping
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import BufferedInputFile

from bot.app.accounts import Accounts
from bot.app.given import Given
from bot.app.identity import Identity
from bot.app.use_cases import UseCases
from bot.core import Behaviour, Store
from bot.sender.delivery import Recipe
from bot.settings import Settings
from bot.texts import Texts
from bot.use_cases.ports.jobs import Executor, JobKind
from handlers.captcha import CaptchaDoor
from handlers.consents import ConsentTexts
from handlers.conversation import RegistrationTalk, build_dispatcher
from handlers.events import Events
from handlers.manners import Manners
from handlers.phone_news import PhoneNews
from handlers.registry import RegistryDesk
from handlers.rendering import Renderer
from handlers.screens import Insurer, Screens


def build_behaviour(store: Store, bot: Bot, given: Given, use_cases: UseCases) -> Behaviour:
    """Wire the conversation."""
    identity, accounts = use_cases.identity, use_cases.accounts
    texts, tally = given.texts, use_cases.statistics.tally
    screens, new_phones = Screens(insurer(given.settings), texts.plain), use_cases.new_phones
    registry = RegistryDesk(
        check_registry=identity.check_registry,
        send_pin=identity.send_pin,
        recall=new_phones.recall,
        tally=tally,
        screens=screens,
        hr_contact=new_phones.hr_contact,
    )
    handler = RegistrationTalk(
        bot=bot,
        dispatcher=_dispatcher(given, use_cases, registry),
        renderer=Renderer(texts, screens),
        events=Events(
            accounts.forget_pending,
            use_cases.campaigns.reminding,
            PhoneNews(registry, identity.check_registry.registry),
            new_phones.desk,
        ),
        manners=Manners(given.limits.updates_per_minute, store.clock),
        remember=store.conversations.remember,
        pause=use_cases.administration.pause,
        tally=tally,
        admin_ids=given.settings.admin_ids,
        clock=store.clock,
    )
    recipes = (
        _recipes(identity, accounts, texts)
        | use_cases.statistics.recipes
        | use_cases.campaigns.recipes
        | use_cases.uploads.recipes
    )
    executors = (
        _executors(use_cases) | use_cases.administration.executors | use_cases.uploads.executors
    )
    return Behaviour(handler, recipes, executors, use_cases.uploads.giving_up)


def _dispatcher(given: Given, use_cases: UseCases, registry: RegistryDesk) -> Dispatcher:
    """Hand the handlers what they ask for by name."""
    identity, settings, screens = use_cases.identity, given.settings, registry.screens
    consents = ConsentTexts(given.texts, screens)
    return build_dispatcher(
        texts=given.texts,
        screens=screens,
        consents=consents,
        captcha=CaptchaDoor(settings.captcha, identity.new_captcha, identity.solve_captcha),
        registry=registry,
        resend_pin=identity.resend_pin,
        confirm_pin=identity.confirm_pin,
        admin_ids=settings.admin_ids,
        statistics=use_cases.statistics.desk,
        **_of_accounts(use_cases.accounts),
        **use_cases.own_data.by_name(registry, consents),
        **use_cases.new_phones.by_name(registry),
        **use_cases.companies.by_name(),
        **use_cases.campaigns.desks.by_name(),
        **use_cases.administration.by_name(),
        **use_cases.uploads.by_name(),
    )


def _of_accounts(accounts: Accounts) -> dict[str, Any]:
    return {
        "record_consent": accounts.record_consent,
        "forget_pending": accounts.forget_pending,
        "choose_password": accounts.choose_password,
        "repeat_password": accounts.repeat_password,
        "generate_password": accounts.generate_password,
        "register_account": accounts.register_account,
        "resend_activation": accounts.resend_activation,
        "change_email": accounts.change_email,
        "activate_by_code": accounts.activate_by_code,
    }


def _recipes(identity: Identity, accounts: Accounts, texts: Texts) -> dict[str, Recipe]:
    async def captcha(chat_id: int, params: Mapping[str, Any]) -> dict[str, Any]:
        picture = await identity.paint_captcha(chat_id)
        return {**params, "photo": BufferedInputFile(picture, "captcha.png")}

    async def password(chat_id: int, params: Mapping[str, Any]) -> dict[str, Any]:
        shown = await accounts.show_new_password(chat_id)
        text = texts.html("password-generated", password=shown)
        return {**params, "text": text, "parse_mode": "HTML"}

    return {"captcha": captcha, "password": password}


def _executors(use_cases: UseCases) -> dict[JobKind, Executor]:
    accounts = use_cases.accounts
    executors: dict[JobKind, Executor] = {
        JobKind.SMS: use_cases.identity.sms_jobs,
        JobKind.MAIL: accounts.deliver_mail,
        JobKind.ERASURE: use_cases.own_data.check,
    }
    if accounts.cabinet_jobs is not None:
        executors[JobKind.CABINET] = accounts.cabinet_jobs
    return executors


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
