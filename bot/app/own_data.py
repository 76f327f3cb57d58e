"""What people do with what is held about them: look at it, have it erased."""

import secrets
from dataclasses import dataclass

from bot.app.repositories import Repositories
from bot.core import Store
from bot.texts import Texts
from bot.use_cases.check_erasure import CheckErasure
from bot.use_cases.forget_person import ForgetPerson
from bot.use_cases.show_my_data import ShowMyData


@dataclass(frozen=True, slots=True)
class OwnData:
    """Both commands, and the look a day later."""

    show: ShowMyData
    forget: ForgetPerson
    check: CheckErasure


def build_own_data(store: Store, kept: Repositories, texts: Texts, *, cabinet: bool) -> OwnData:
    """Wire them; `cabinet`: whether there is one to be told."""
    data, clock = kept.personal_data, store.clock
    forget = ForgetPerson(data, kept.audit, store.jobs, clock, secrets.token_bytes, cabinet)
    return OwnData(ShowMyData(data, texts.plain), forget, CheckErasure(data, clock))
