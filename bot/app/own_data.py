"""What people do with their own account and data: add to it, look at it, have it erased."""

import secrets
from dataclasses import dataclass
from typing import Any

from bot.app.repositories import Repositories
from bot.core import Store
from bot.texts import Texts
from bot.use_cases.family.add_insured import AddInsured
from bot.use_cases.family.begin_adding import BeginAdding
from bot.use_cases.own_data.check_erasure import CheckErasure
from bot.use_cases.own_data.forget_person import ForgetPerson
from bot.use_cases.own_data.show_my_data import ShowMyData
from handlers.adding import AddingDesk
from handlers.consents import ConsentTexts
from handlers.own_data import DataDesk
from handlers.registry import RegistryDesk


@dataclass(frozen=True, slots=True)
class OwnData:
    """The use cases, and the look a day after an erasure.

    Attributes:
        cabinet: whether there is one to be told.
    """

    begin_adding: BeginAdding
    add_insured: AddInsured
    show: ShowMyData
    forget: ForgetPerson
    check: CheckErasure
    cabinet: bool

    def by_name(self, registry: RegistryDesk, consents: ConsentTexts) -> dict[str, Any]:
        """Return the desks that handlers ask for, by these names."""
        return {
            "adding": AddingDesk(self.begin_adding, self.add_insured, registry, consents),
            "own_data": DataDesk(
                self.show, self.forget, registry.screens, told_to_cabinet=self.cabinet
            ),
        }


def build_own_data(store: Store, kept: Repositories, texts: Texts, *, cabinet: bool) -> OwnData:
    """Wire them; `cabinet`: whether there is one to be told."""
    data, audit, jobs, clock = kept.personal_data, kept.audit, store.jobs, store.clock
    requests = kept.phone_requests
    return OwnData(
        begin_adding=BeginAdding(kept.accounts, kept.consents),
        add_insured=AddInsured(kept.accounts, kept.registry, jobs, kept.tallies, clock, cabinet),
        show=ShowMyData(data, texts.plain),
        forget=ForgetPerson(data, requests, audit, jobs, clock, secrets.token_bytes, cabinet),
        check=CheckErasure(data, clock),
        cabinet=cabinet,
    )
