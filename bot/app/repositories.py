"""The repositories of one process, all over the same store."""

from dataclasses import dataclass

from bot.core import Store
from storage.accounts import StoredAccounts
from storage.activations import StoredActivations
from storage.audit import StoredAudit
from storage.cabinet_accounts import StoredCabinetAccounts
from storage.captchas import StoredCaptchas
from storage.charges import StoredCharges
from storage.company_phones import StoredCompanyPhones
from storage.company_progress import StoredHeadcounts, StoredHrContacts
from storage.consents import StoredConsents
from storage.control_questions import StoredControlQuestions
from storage.hr import StoredHrLinks, StoredHrPeople, StoredPolicyholders
from storage.invitations import StoredAttributions, StoredInvitations, StoredPolicies
from storage.pauses import StoredPauses
from storage.pending_passwords import StoredPendingPasswords
from storage.personal_data import StoredPersonalData
from storage.phone_requests import StoredPhoneRequests
from storage.pins import StoredPins
from storage.registry import StoredRegistry
from storage.reminders import StoredReminders
from storage.sms import StoredSms
from storage.tallies import StoredTallies


@dataclass(frozen=True, slots=True)
class Repositories:
    """Implementations of the ports of storage."""

    accounts: StoredAccounts
    activations: StoredActivations
    attributions: StoredAttributions
    audit: StoredAudit
    cabinet_accounts: StoredCabinetAccounts
    captchas: StoredCaptchas
    charges: StoredCharges
    company_phones: StoredCompanyPhones
    consents: StoredConsents
    control_questions: StoredControlQuestions
    headcounts: StoredHeadcounts
    hr_contacts: StoredHrContacts
    hr_links: StoredHrLinks
    hr_people: StoredHrPeople
    invitations: StoredInvitations
    passwords: StoredPendingPasswords
    pauses: StoredPauses
    phone_requests: StoredPhoneRequests
    personal_data: StoredPersonalData
    pins: StoredPins
    policies: StoredPolicies
    policyholders: StoredPolicyholders
    registry: StoredRegistry
    reminders: StoredReminders
    sms: StoredSms
    tallies: StoredTallies

    @classmethod
    def over(cls, store: Store) -> "Repositories":
        database, keys, clock = store.database, store.keys, store.clock
        return cls(
            accounts=StoredAccounts(database, keys, clock),
            activations=StoredActivations(database, clock),
            attributions=StoredAttributions(database, clock),
            audit=StoredAudit(database, keys, clock),
            cabinet_accounts=StoredCabinetAccounts(database, keys),
            captchas=StoredCaptchas(database, keys, clock),
            charges=StoredCharges(database, keys, clock),
            company_phones=StoredCompanyPhones(database, keys),
            consents=StoredConsents(database),
            control_questions=StoredControlQuestions(database, keys),
            headcounts=StoredHeadcounts(database),
            hr_contacts=StoredHrContacts(database),
            hr_links=StoredHrLinks(database, clock),
            hr_people=StoredHrPeople(database, clock),
            invitations=StoredInvitations(database, keys, clock),
            passwords=StoredPendingPasswords(database, keys, clock),
            pauses=StoredPauses(database, clock),
            phone_requests=StoredPhoneRequests(database, keys, clock),
            personal_data=StoredPersonalData(database, keys),
            pins=StoredPins(database, keys, clock),
            policies=StoredPolicies(database, keys),
            policyholders=StoredPolicyholders(database),
            registry=StoredRegistry(database, keys),
            reminders=StoredReminders(database),
            sms=StoredSms(database, keys, clock),
            tallies=StoredTallies(database, clock),
        )
