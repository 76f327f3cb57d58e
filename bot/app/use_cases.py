"""All use cases of one process, and what they are made of."""

from dataclasses import dataclass

from aiogram import Bot

from bot.app.accounts import Accounts, build_accounts
from bot.app.administration import Administration, Surroundings, build_administration
from bot.app.campaigns import Campaigns, build_campaigns
from bot.app.companies import Companies, build_companies
from bot.app.given import Given
from bot.app.identity import Identity, build_identity
from bot.app.outside import Outside
from bot.app.own_data import OwnData, build_own_data
from bot.app.replacement import NewPhones, build_new_phones
from bot.app.repositories import Repositories
from bot.app.statistics import Statistics, build_statistics
from bot.app.uploads import Uploads, build_uploads
from bot.core import Store
from handlers.links import BotLink


@dataclass(frozen=True, slots=True)
class Ground:
    """What stands before the first use case."""

    store: Store
    kept: Repositories
    given: Given
    outside: Outside
    bot: Bot
    bot_link: BotLink
    around: Surroundings


@dataclass(frozen=True, slots=True)
class UseCases:
    """Everything a conversation can lead to."""

    identity: Identity
    new_phones: NewPhones
    accounts: Accounts
    companies: Companies
    campaigns: Campaigns
    statistics: Statistics
    administration: Administration
    own_data: OwnData
    uploads: Uploads


def build_use_cases(ground: Ground) -> UseCases:
    """Wire them."""
    store, kept, given, outside = ground.store, ground.kept, ground.given, ground.outside
    settings, limits, texts, link = given.settings, given.limits, given.texts, ground.bot_link
    identity = build_identity(store, kept, outside, given)
    accounts = build_accounts(store, kept, outside, settings, limits)
    new_phones = build_new_phones(store, kept, limits)
    administration = build_administration(
        store,
        kept,
        given,
        ground.around,
        identity=identity,
        accounts=accounts,
        phones=new_phones,
    )
    return UseCases(
        identity=identity,
        new_phones=new_phones,
        accounts=accounts,
        companies=build_companies(store, kept, settings, limits, link),
        campaigns=build_campaigns(store, kept, given, outside.pictures, link),
        statistics=build_statistics(kept, outside.pictures, texts),
        administration=administration,
        own_data=build_own_data(store, kept, texts, cabinet=outside.cabinet is not None),
        uploads=build_uploads(store, kept, given, ground.bot),
    )
