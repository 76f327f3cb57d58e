"""Use cases that prove who a person is: captcha, registry, PIN."""

import secrets
from dataclasses import dataclass
from random import SystemRandom

from bot.app.given import Given
from bot.app.outside import Outside
from bot.app.repositories import Repositories
from bot.core import Store
from bot.domain.pin import PinCode
from bot.use_cases.captcha.new_captcha import NewCaptcha
from bot.use_cases.captcha.paint_captcha import PaintCaptcha
from bot.use_cases.captcha.solve_captcha import SolveCaptcha
from bot.use_cases.number_change.tell_old_phone import TellOldPhone
from bot.use_cases.pin.confirm_pin import ConfirmPin
from bot.use_cases.pin.counters import PinCounters
from bot.use_cases.pin.deliver_pin import DeliverPin
from bot.use_cases.pin.end_pin import EndPin
from bot.use_cases.pin.follow_sms import FollowSms
from bot.use_cases.pin.resend_pin import ResendPin
from bot.use_cases.pin.send_pin import SendPin
from bot.use_cases.pin.sms_jobs import Act, SmsJobs
from bot.use_cases.ports.jobs import Executor
from bot.use_cases.registry.check_registry import CheckRegistry


@dataclass(frozen=True, slots=True)
class Identity:
    """Everything between the check screen and the confirmed phone."""

    new_captcha: NewCaptcha
    solve_captcha: SolveCaptcha
    paint_captcha: PaintCaptcha
    check_registry: CheckRegistry
    send_pin: SendPin
    resend_pin: ResendPin
    confirm_pin: ConfirmPin
    sms_jobs: SmsJobs


def build_identity(store: Store, kept: Repositories, outside: Outside, given: Given) -> Identity:
    """Wire them."""
    clock, jobs, pins, random = store.clock, store.jobs, kept.pins, SystemRandom()
    limits, text = given.limits, given.texts.plain
    counters = PinCounters(kept.charges, limits)
    code = PinCode(store.keys.secrets("pin"))
    new_captcha = NewCaptcha(kept.captchas, random)
    send_pin = SendPin(pins, counters, jobs, limits, clock, lambda: secrets.token_bytes(16))
    deliver = DeliverPin(
        pins=pins,
        counters=counters,
        jobs=jobs,
        log=kept.sms,
        tally=kept.tallies,
        sender=outside.sms,
        text=text,
        limits=limits,
        clock=clock,
        code=code,
    )
    acts: dict[Act, Executor] = {
        Act.PIN: deliver,
        Act.FOLLOW: FollowSms(pins, jobs, kept.sms, kept.tallies, outside.sms, clock),
        Act.END: EndPin(pins, kept.charges, kept.sms, limits, clock),
        Act.PHONE_CHANGED: TellOldPhone(
            kept.sms, kept.tallies, outside.sms, text, given.settings.insurer_phone or "", clock
        ),
    }
    return Identity(
        new_captcha=new_captcha,
        solve_captcha=SolveCaptcha(kept.captchas, new_captcha, limits, clock),
        paint_captcha=PaintCaptcha(kept.captchas, outside.captcha, limits, random, clock),
        check_registry=CheckRegistry(
            kept.registry, kept.accounts, kept.charges, limits, kept.attributions
        ),
        send_pin=send_pin,
        resend_pin=ResendPin(pins, counters, clock, send_pin, kept.registry),
        confirm_pin=ConfirmPin(pins, counters, kept.sms, clock, code.fits),
        sms_jobs=SmsJobs(acts),
    )
