"""A policy or a child added to an account: the same form without what the account holds."""

from dataclasses import replace

from bot.domain.person import Role
from bot.form.desk import Desk, DeskButton
from bot.form.draft import Adding, Draft
from bot.form.keyboards import Action, Button, Keyboard, Link
from bot.form.order import completed, pass_gates
from bot.form.step import StepId

OF_THE_ACCOUNT = frozenset(
    {
        *(StepId.PHONE, StepId.EMAIL, StepId.PASSWORD, StepId.PASSWORD_REPEAT),
        *(StepId.RULES, StepId.ACTIVATION),
    }
)
"""Answered once, when the account was opened."""


ADD = Keyboard(
    tuple((DeskButton(f"button-add_{one}", Desk.OWN, "add", one.value),) for one in Adding)
)
"""Under whatever is said to somebody with an account."""


def begin_adding(adding: Adding, phone: str, email: str, *, consented: bool) -> Draft:
    """The draft with which the adding begins; a child is never the policyholder.

    Args:
        phone: of the account: the PIN goes there.
        consented: this version of the consent was given before.
    """
    child = adding is Adding.CHILD
    return Draft(
        adding=adding,
        phone=phone,
        email=email,
        role=Role.INSURED if child else None,
        passed=frozenset({StepId.CONSENT} if consented else ()),
        preset=OF_THE_ACCOUNT | ({StepId.ROLE} if child else set()),
    )


def begun_anew(draft: Draft) -> Draft:
    """The same adding without an answer."""
    if draft.adding is None:
        return Draft()
    consented = StepId.CONSENT in draft.passed
    return begin_adding(draft.adding, draft.phone or "", draft.email or "", consented=consented)


def left(draft: Draft) -> Draft:
    """What stays when a draft is dropped: whoever was adding has the account still."""
    return Draft() if draft.adding is None else registered()


def registered() -> Draft:
    """The draft of somebody with an account: nothing is asked, nothing is kept."""
    return pass_gates(replace(completed(Draft()), email=None), StepId.ACTIVATION)


def offered(keyboard: Keyboard, draft: Draft) -> Keyboard:
    """Leave out what this person cannot do: an account has one phone, no other is asked for."""
    if draft.adding is None:
        return keyboard
    rows = (tuple(one for one in row if not _changes_phone(one)) for row in keyboard.rows)
    return Keyboard(tuple(row for row in rows if row), keyboard.reply)


def _changes_phone(button: Button | Link | DeskButton) -> bool:
    return isinstance(button, Button) and button.action is Action.OTHER_PHONE
