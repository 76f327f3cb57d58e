"""The states of a conversation, one for each step of the registration."""

from aiogram.fsm.state import State, StatesGroup, StatesGroupMeta

from bot.form.step import StepId

Registration: type[StatesGroup] = StatesGroupMeta(
    "Registration", (StatesGroup,), {step.value: State() for step in StepId}
)


def state_of(step: StepId) -> State:
    state: State = getattr(Registration, step.value)
    return state


def raw_state(step: StepId | None) -> str | None:
    """Return the name under which aiogram's filters know a step."""
    return None if step is None else state_of(step).state
