"""Make a password at the moment it is shown: what is sent again shows another one."""

from dataclasses import dataclass
from random import Random

from bot.domain.password import generate_password
from bot.use_cases.ports.passwords import PasswordHasher
from bot.use_cases.ports.pending_passwords import PendingPasswords


@dataclass(frozen=True, slots=True)
class ShowNewPassword:
    """Called by the sender, outside any unit of work.

    Its hash counts only while the chat still expects one: a message that leaves late changes
    neither a password chosen meanwhile nor an account already registered.

    Attributes:
        random: a `random.SystemRandom`.
    """

    passwords: PendingPasswords
    hasher: PasswordHasher
    random: Random

    async def __call__(self, chat_id: int) -> str:
        """Return the password to show; its hash has been committed."""
        password = generate_password(self.random)
        await self.passwords.fill_generated(chat_id, await self.hasher.hash(password))
        return password
