"""The repositories of one process, all over the same store."""

from dataclasses import dataclass

from bot.core import Store
from storage.accounts import StoredAccounts
from storage.activations import StoredActivations
from storage.cabinet_accounts import StoredCabinetAccounts
from storage.captchas import StoredCaptchas
from storage.charges import StoredCharges
from storage.consents import StoredConsents
from storage.pending_passwords import StoredPendingPasswords
from storage.pins import StoredPins
from storage.registry import StoredRegistry
from storage.sms import StoredSms


@dataclass(frozen=True, slots=True)
class Repositories:
    """Implementations of the ports of storage."""

    accounts: StoredAccounts
    activations: StoredActivations
    cabinet_accounts: StoredCabinetAccounts
    captchas: StoredCaptchas
    charges: StoredCharges
    consents: StoredConsents
    passwords: StoredPendingPasswords
    pins: StoredPins
    registry: StoredRegistry
    sms: StoredSms

    @classmethod
    def over(cls, store: Store) -> "Repositories":
        database, keys, clock = store.database, store.keys, store.clock
        return cls(
            accounts=StoredAccounts(database, keys, clock),
            activations=StoredActivations(database, clock),
            cabinet_accounts=StoredCabinetAccounts(database, keys),
            captchas=StoredCaptchas(database, keys, clock),
            charges=StoredCharges(database, keys, clock),
            consents=StoredConsents(database),
            passwords=StoredPendingPasswords(database, keys, clock),
            pins=StoredPins(database, keys, clock),
            registry=StoredRegistry(database, keys),
            sms=StoredSms(database, keys, clock),
        )
