"""Use cases that make an account: consents, password, registration, activation, hand-over."""

import secrets
from dataclasses import dataclass
from random import SystemRandom

from bot.app.outside import Outside
from bot.app.repositories import Repositories
from bot.core import Store
from bot.limits import Limits
from bot.settings import Settings
from bot.use_cases.account.choose_password import ChoosePassword
from bot.use_cases.account.forget_pending import ForgetPending
from bot.use_cases.account.generate_password import GeneratePassword
from bot.use_cases.account.record_consent import RecordConsent
from bot.use_cases.account.register_account import RegisterAccount
from bot.use_cases.account.repeat_password import RepeatPassword
from bot.use_cases.account.show_new_password import ShowNewPassword
from bot.use_cases.activation.activate_account import ActivateAccount
from bot.use_cases.activation.activate_by_code import ActivateByCode
from bot.use_cases.activation.activate_by_token import ActivateByToken
from bot.use_cases.activation.change_email import ChangeEmail
from bot.use_cases.activation.deliver_mail import DeliverMail
from bot.use_cases.activation.judge_activation import JudgeActivation
from bot.use_cases.activation.mail_secrets import MailCodes
from bot.use_cases.activation.resend_activation import ResendActivation
from bot.use_cases.activation.start_activation import StartActivation
from bot.use_cases.cabinet.erase_in_cabinet import EraseInCabinet
from bot.use_cases.cabinet.hand_over import HandOver
from bot.use_cases.cabinet.jobs import CabinetAct, CabinetJobs
from bot.use_cases.ports.jobs import Executor


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everything from the consent to the activated account."""

    record_consent: RecordConsent
    forget_pending: ForgetPending
    choose_password: ChoosePassword
    repeat_password: RepeatPassword
    generate_password: GeneratePassword
    show_new_password: ShowNewPassword
    register_account: RegisterAccount
    resend_activation: ResendActivation
    change_email: ChangeEmail
    activate_by_code: ActivateByCode
    activate_by_token: ActivateByToken
    deliver_mail: DeliverMail
    cabinet_jobs: CabinetJobs | None


def build_accounts(
    store: Store, kept: Repositories, outside: Outside, settings: Settings, limits: Limits
) -> Accounts:
    """Wire them."""
    clock, jobs, token_bytes = store.clock, store.jobs, secrets.token_bytes
    accounts, activations, passwords = kept.accounts, kept.activations, kept.passwords
    hasher, charges = outside.passwords, kept.charges
    codes = MailCodes(store.keys.secrets("mail code"))
    start = StartActivation(activations, jobs, charges, clock, token_bytes, limits)
    consent = RecordConsent(kept.consents, clock, token_bytes)
    judge = JudgeActivation(accounts, clock)
    activate = ActivateAccount(
        accounts, activations, jobs, kept.tallies, clock, cabinet=outside.cabinet is not None
    )
    return Accounts(
        record_consent=consent,
        forget_pending=ForgetPending(accounts, activations, passwords, kept.phone_requests),
        choose_password=ChoosePassword(passwords, hasher),
        repeat_password=RepeatPassword(passwords, hasher, clock, limits),
        generate_password=GeneratePassword(passwords),
        show_new_password=ShowNewPassword(passwords, hasher, SystemRandom()),
        register_account=_register_account(store, kept, consent, start, limits),
        resend_activation=ResendActivation(accounts, start),
        change_email=ChangeEmail(accounts, start, limits),
        activate_by_code=ActivateByCode(
            accounts, activations, charges, judge, activate, codes, limits
        ),
        activate_by_token=ActivateByToken(activations, judge, activate, jobs),
        deliver_mail=_deliver_mail(store, kept, outside, codes, settings.public_url),
        cabinet_jobs=_cabinet_jobs(kept, outside, store),
    )


def _register_account(
    store: Store,
    kept: Repositories,
    consent: RecordConsent,
    start: StartActivation,
    limits: Limits,
) -> RegisterAccount:
    return RegisterAccount(
        accounts=kept.accounts,
        activations=kept.activations,
        consents=kept.consents,
        passwords=kept.passwords,
        validities=kept.registry,
        record_consent=consent,
        start=start,
        tally=kept.tallies,
        clock=store.clock,
        random=secrets.token_bytes,
        limits=limits,
    )


def _deliver_mail(
    store: Store, kept: Repositories, outside: Outside, codes: MailCodes, link_base: str
) -> DeliverMail:
    return DeliverMail(
        accounts=kept.accounts,
        activations=kept.activations,
        jobs=store.jobs,
        letters=outside.letters,
        sender=outside.mail,
        tally=kept.tallies,
        codes=codes,
        clock=store.clock,
        link_base=link_base,
    )


def _cabinet_jobs(kept: Repositories, outside: Outside, store: Store) -> CabinetJobs | None:
    if outside.cabinet is None:
        return None
    acts: dict[CabinetAct, Executor] = {
        CabinetAct.SAVE: HandOver(kept.cabinet_accounts, outside.cabinet, store.clock),
        CabinetAct.ERASE: EraseInCabinet(outside.cabinet, store.clock),
    }
    return CabinetJobs(acts)
