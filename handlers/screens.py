"""What is shown at each step: text, buttons, and whether the screen carries personal data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from bot.domain.person import Role
from bot.form.adding import ADD
from bot.form.desk import DeskButton
from bot.form.draft import Draft, Unsent
from bot.form.keyboards import Action, Button, Keyboard, Link, keyboard_for
from bot.form.prompts import Prompt, progress, question, replacement
from bot.form.review import ReviewLine, hints, masked, review, review_of_account
from bot.form.step import StepId
from bot.form.steps import step_row
from bot.use_cases.ports.invitations import Invitation
from handlers.moments import again_at
from handlers.talk import Talk

MASKS = {StepId.PIN: "phone", StepId.ACTIVATION: "email"}
"""Which answer a gate names, masked."""
WORDINGS = {StepId.CONSENT: "consent-version", StepId.RULES: "rules-version"}
"""Gates where people agree to a text, and the version of its wording."""


@dataclass(frozen=True, slots=True)
class Insurer:
    """Who runs the bot, as the texts name them; an address that is None hides its button."""

    name: str
    legal_name: str
    address: str
    licence: str
    phone: str
    site: str
    privacy_url: str
    cabinet_url: str | None = None
    cabinet_reset_url: str | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """A question ready to be put into words; `recipe` names the picture it comes with."""

    lines: tuple[Prompt, ...]
    keyboard: Keyboard = field(default_factory=Keyboard)
    recipe: str | None = None
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Screens:
    """Finds the screen of the step that is due."""

    insurer: Insurer
    text: Callable[..., str]

    def current(self, talk: Talk) -> Screen:
        due, draft = talk.due, talk.draft
        if due is None:
            rows = (*self.links("button-open_cabinet").rows, *ADD.rows)
            return Screen((Prompt("registered"),), Keyboard(rows))
        keyboard = keyboard_for(due, draft, talk.today)
        if not step_row(due).gate:
            doubtful = draft.doubt is not None
            return Screen((question(due, draft),), keyboard, personal=doubtful)
        return self._gate(talk, due, keyboard)

    def welcome(self, inviting: Invitation | None, staff: str) -> tuple[Prompt, Keyboard]:
        """What the cabinet gives and what is needed, above the consent."""
        told = {"insurer": self.insurer.name, "staff": staff}
        if inviting is None:
            prompt = Prompt("welcome", told)
        else:
            policy = "known" if inviting.policy_number else "asked"
            company = inviting.policyholder
            prompt = Prompt("welcome-invited", {"company": company, "policy": policy, **told})
        return prompt, self.links("button-log_in", "button-forgot_password")

    def help(self, staff: str) -> Prompt:
        insurer = self.insurer
        return Prompt(
            "help",
            {
                "phone": insurer.phone,
                "site": insurer.site,
                "privacy": insurer.privacy_url,
                "staff": staff,
            },
        )

    def after_phone(self, draft: Draft) -> Prompt:
        """The line that takes the keyboard of the phone step away."""
        if draft.lapsed is not None:
            return Prompt("keyboard-gone-lapsed")
        if draft.phone is None:
            return Prompt("keyboard-gone")
        return Prompt("phone-noted", {"phone": masked(draft)["phone"]})

    def wording(self, due: StepId | None) -> str | None:
        """Return the version of the text that people agree to at this step."""
        return self.text(WORDINGS[due]) if due in WORDINGS else None

    def agreed_to(self, due: StepId | None) -> str | None:
        """Name the text that people agree to at this step, with its version."""
        return f"{due}:{self.wording(due)}" if due in WORDINGS else None

    def stands_above(self, talk: Talk) -> bool:
        """Tell whether the text to be agreed to is in the chat already, worded as now."""
        text = self.agreed_to(talk.due)
        return text is not None and text == talk.draft.shown

    def _gate(self, talk: Talk, due: StepId, keyboard: Keyboard) -> Screen:
        recipe = "captcha" if due is StepId.CAPTCHA else None
        if version := self.wording(due):
            keyboard = _agreeing(keyboard, version)
        return Screen(self._lines(talk, due), keyboard, recipe, personal=due is StepId.REVIEW)

    def _lines(self, talk: Talk, due: StepId) -> tuple[Prompt, ...]:
        return self._review(talk) if due is StepId.REVIEW else (self._line(talk, due),)

    def _line(self, talk: Talk, due: StepId) -> Prompt:
        draft = talk.draft
        match due:
            case StepId.CONSENT:
                return self.consent()
            case StepId.RULES:
                return self.rules(draft.role or Role.INSURED)
            case StepId.QUESTIONS:
                return replacement(draft, talk.today)
            case StepId.PASSWORD:
                return Prompt("ask-password", progress(due, draft))
            case StepId.ACTIVATION if draft.unsent is not None:
                return _unsent(talk, draft.unsent)
            case _:
                mask = MASKS.get(due)
                return Prompt(f"ask-{due}", {mask: masked(draft)[mask]} if mask else {})

    def _review(self, talk: Talk) -> tuple[Prompt, ...]:
        lines = (*review(talk.draft), *review_of_account(talk.draft))
        answers = (self._answer(line) for line in lines)
        doubts = (Prompt(hint) for hint in hints(talk.draft, talk.today))
        phone = "confirmed" if StepId.PIN in talk.draft.passed else "open"
        return (Prompt("ask-review"), *answers, Prompt("review-then", {"phone": phone}), *doubts)

    def _answer(self, line: ReviewLine) -> Prompt:
        value = self.text(line.value_id) if line.value_id else line.value
        text_id = "review-hidden-line" if line.hidden else "review-line"
        return Prompt(text_id, {"label": self.text(line.label_id), "value": value})

    def rules(self, role: Role) -> Prompt:
        insurer = self.insurer
        return Prompt("ask-rules", {"role": role.value, "insurer": insurer.legal_name})

    def consent(self) -> Prompt:
        insurer = self.insurer
        return Prompt(
            "ask-consent",
            {
                "operator": insurer.legal_name,
                "address": insurer.address,
                "licence": insurer.licence,
                "privacy": insurer.privacy_url,
            },
        )

    def links(self, *captions: str) -> Keyboard:
        urls = {
            "button-log_in": self.insurer.cabinet_url,
            "button-open_cabinet": self.insurer.cabinet_url,
            "button-forgot_password": self.insurer.cabinet_reset_url,
        }
        links: Iterable[tuple[Button | Link, ...]] = (
            (Link(caption, url),) for caption in captions if (url := urls[caption])
        )
        return Keyboard(tuple(links))


def _unsent(talk: Talk, unsent: Unsent) -> Prompt:
    if unsent.until is None:
        return Prompt("mail-refused", {"email": masked(talk.draft)["email"]})
    return again_at("mail-held-back", unsent.until, talk)


def _agreeing(keyboard: Keyboard, version: str) -> Keyboard:
    """Bind what agrees to the wording above it, so that nobody agrees to another one."""
    return Keyboard(tuple(tuple(_bound(one, version) for one in row) for row in keyboard.rows))


def _bound(button: Button | Link | DeskButton, version: str) -> Button | Link | DeskButton:
    if isinstance(button, Button) and button.action in {Action.AGREE, Action.REGISTER}:
        return replace(button, value=version)
    return button
