"""«Заменить номер»: what may be asked of whoever claims a row of the registry."""

from dataclasses import dataclass

from bot.use_cases.number_change.control_attempts import ControlAttempts
from bot.use_cases.ports.control_questions import ControlQuestions


@dataclass(frozen=True, slots=True)
class AskControlQuestions:
    """Where nothing may be asked, HR decides (instruction, «Возможные ошибки», 1)."""

    questions: ControlQuestions
    attempts: ControlAttempts

    async def __call__(self, insured_id: int) -> tuple[str, ...]:
        """Return the questions, none if the row has none or all attempts are used up."""
        if await self.attempts.used_up(insured_id):
            return ()
        return await self.questions.of(insured_id)
