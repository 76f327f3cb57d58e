"""Which step comes next, which came before, and what a change makes invalid: pure functions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.form.draft import Doubt, Draft
from bot.form.replacement import Approval, Control, Replacement
from bot.form.step import StepId
from bot.form.steps import STEPS, Step, is_asked, is_done, step_row

_ORDER = tuple(row.id for row in STEPS)
_FROM_REVIEW_ON = frozenset(_ORDER[_ORDER.index(StepId.REVIEW) :])
_DOCUMENT = ("document_number", "issue_date", "issuer")
_DEPENDENT_FIELDS = {
    StepId.CITIZENSHIP: ("document_kind", *_DOCUMENT),
    StepId.DOCUMENT_KIND: _DOCUMENT,
}
_DEPENDENT_GATES = {
    StepId.CONSENT: frozenset({StepId.CONSENT}) | _FROM_REVIEW_ON,
    StepId.EMAIL: frozenset({StepId.ACTIVATION}),
}
_PROVED_BY = {StepId.REGISTRY: "replacement", StepId.PIN: "insured_id"}
_SAME_ANSWERS = frozenset(row.id for row in STEPS if row.gate) - {StepId.CONSENT}
"""To go back to them changes neither the number nor whose it is said to be."""


def next_step(draft: Draft) -> StepId | None:
    """The first step that awaits something; None when the registration is complete."""
    return next(
        (row.id for row in STEPS if is_asked(row, draft) and not is_done(row, draft)), None
    )


def previous_step(draft: Draft, step: StepId) -> StepId | None:
    """The step that «Назад» leads to; a name or issue asked in parts is asked whole again.

    None at the first question, and once the account exists.
    """
    if StepId.RULES in draft.passed:
        return None
    row = step_row(step)
    if row.part_of:
        return row.part_of
    earlier = reversed(STEPS[: _ORDER.index(step)])
    previous = next((row for row in earlier if _can_return(row, draft)), None)
    return (previous.part_of or previous.id) if previous else None


def _can_return(row: Step, draft: Draft) -> bool:
    return row.returnable and is_asked(row, draft)


def go_back(draft: Draft, step: StepId) -> Draft:
    """The draft in which the previous step is the next one; during an edit, the edit is undone.

    What a step knows already («Нет отчества», answers to control questions) is taken back first.
    A look at the answers takes nothing back: the phone stays confirmed until one is changed.
    """
    if draft.aside:
        return cancel_edit(draft)
    known = draft.replacement
    if known and step is StepId.QUESTIONS and isinstance(known.stage, Control):
        return replace(draft, replacement=replace(known, stage=known.stage.back()))
    if any(draft.value(field) is not None for field in step_row(step).fields):
        return forget(draft, step)
    previous = previous_step(draft, step)
    if previous is StepId.REVIEW and step is not StepId.PIN and StepId.PIN in draft.passed:
        return replace(draft, passed=draft.passed - {StepId.REVIEW}, doubt=None)
    return forget(draft, previous) if previous else replace(draft, doubt=None)


def forget(draft: Draft, step: StepId) -> Draft:
    """Drop an answer or a gate, and whatever was true only because of it."""
    row = step_row(step)
    fields = (*row.fields, *_DEPENDENT_FIELDS.get(step, ()))
    gates = _gates_after(row)
    unproved = {field for gate, field in _PROVED_BY.items() if gate in gates}
    if step in _SAME_ANSWERS and _answered(draft.replacement):
        unproved -= {"replacement"}
    return replace(
        draft.with_values(dict.fromkeys((*fields, *unproved))),
        passed=draft.passed - gates,
        preset=draft.preset - {step},
        doubt=None,
        ticked=draft.ticked and StepId.RULES not in gates,
    )


def _answered(known: Replacement | None) -> bool:
    """Whether control questions vouch for the number: HR's word is looked up again instead."""
    return known is not None and known.stage is Approval.QUESTIONS


def _gates_after(row: Step) -> frozenset[StepId]:
    """Gates to be passed again: an identity answer or phone needs a new check and a new PIN."""
    if row.id in _DEPENDENT_GATES:
        return _DEPENDENT_GATES[row.id]
    if row.gate:
        return frozenset(_ORDER[_ORDER.index(row.id) :])
    return _FROM_REVIEW_ON


def edit(draft: Draft, step: StepId) -> Draft:
    """Ask one thing again; the draft as it was waits aside until the new answer is accepted."""
    before = draft.aside or replace(draft, doubt=None, desk=None, decision=None)
    return replace(forget(before, step), aside=before)


def cancel_edit(draft: Draft) -> Draft:
    return draft.aside or draft


def answer(draft: Draft, step: StepId, fields: Mapping[str, Any]) -> Draft:
    """Take an accepted answer; an edit that leaves nothing to ask is over.

    An answer that differs from the known one drops what depended on it; an edit that changes
    nothing restores everything as it was.
    """
    changed = any(draft.value(field) != value for field, value in fields.items())
    kept = forget(draft, step) if changed and is_done(step_row(step), draft) else draft
    filled = replace(kept.with_values(fields), doubt=None)
    if draft.aside and _changes_nothing(filled, draft.aside):
        return draft.aside
    return replace(filled, aside=None) if _nothing_to_ask(filled) else filled


def _changes_nothing(filled: Draft, before: Draft) -> bool:
    names = (field for row in STEPS for field in row.fields)
    return all(filled.value(name) in {None, before.value(name)} for name in names)


def _nothing_to_ask(draft: Draft) -> bool:
    due = next_step(draft)
    return due is None or step_row(due).gate


def completed(draft: Draft) -> Draft:
    """The draft of a registered person: nothing is kept but where the activation link goes."""
    gates = frozenset(row.id for row in STEPS if row.gate) - {StepId.ACTIVATION}
    questions = frozenset(row.id for row in STEPS if not row.gate)
    return Draft(email=draft.email, passed=gates, preset=questions, journey=draft.journey)


def doubtful(draft: Draft, doubt: Doubt | None) -> Draft:
    return replace(draft, doubt=doubt)


def pass_gates(draft: Draft, *gates: StepId) -> Draft:
    return replace(draft, passed=draft.passed | set(gates))


def with_preset(draft: Draft, fields: Mapping[str, Any]) -> Draft:
    """Take what an invitation knows: those questions are not asked and not counted."""
    known = {row.id for row in STEPS if row.fields and set(row.fields) <= fields.keys()}
    return replace(draft.with_values(fields), preset=draft.preset | known)


def position(step: StepId, draft: Draft) -> tuple[int, int]:
    """Which of the questions this person is asked a step belongs to: (4, 12)."""
    whole = step_row(step).part_of or step
    asked = [row.id for row in STEPS if row.counted and row.id not in draft.preset]
    until = _ORDER.index(whole)
    return sum(_ORDER.index(question) <= until for question in asked), len(asked)


def questions_left(draft: Draft) -> int:
    """How many of the questions that `position` counts are still without an answer."""
    return sum(
        row.counted and row.id not in draft.preset and not is_done(row, draft) for row in STEPS
    )
