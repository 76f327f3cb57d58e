"""The exact texts people agree to, as they are shown and proved."""

from dataclasses import dataclass

from bot.domain.person import Role
from bot.form.prompts import Prompt
from bot.texts import Texts
from bot.use_cases.ports.consents import Agreement, ConsentKind, ConsentText
from handlers.screens import Screens


@dataclass(frozen=True, slots=True)
class ConsentTexts:
    """Renders a text and its published version, which stand together in the locale file."""

    texts: Texts
    screens: Screens

    def personal_data(self) -> Agreement:
        text = self._text(self.screens.consent(), "consent-version")
        return Agreement(ConsentKind.PERSONAL_DATA, text)

    def rules(self, role: Role) -> ConsentText:
        return self._text(self.screens.rules(role), "rules-version")

    def _text(self, prompt: Prompt, version: str) -> ConsentText:
        shown = self.texts.html(prompt.text_id, **prompt.args)
        return ConsentText(self.texts.plain(version), shown)
