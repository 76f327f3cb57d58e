"""Puts what is to be said into words, buttons and parameters of the Bot API."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.form.adding import offered
from bot.form.desk import DeskButton
from bot.form.keyboards import Action, Button, Keyboard, Link
from bot.form.prompts import Prompt
from bot.form.step import StepId
from bot.replies import Answer, Kind, Reply, Toast
from bot.texts import Texts
from handlers.said import Ask, Attachment, Erase, Hint, Note, Part, Secret, Spoken, Wipe
from handlers.screens import Screens
from handlers.talk import Talk

NO_PREVIEW = {"is_disabled": True}
"""Links in a text are no invitation to fetch them."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """Knows the texts and the screens."""

    texts: Texts
    screens: Screens

    def answer(self, talk: Talk, said: Iterable[Part], pressed: int | None) -> Answer:
        """Render what a handler returned.

        Args:
            pressed: message whose button was pressed; a question then takes its place.
        """
        replies: list[Reply] = []
        toast = Toast()
        if _leaves_reply_keyboard(talk):
            replies.append(self._keyboard_removal(talk))
        for part in said:
            if isinstance(part, Hint):
                toast = self._toast(part)
            else:
                replies.extend(self._replies(talk, part, pressed))
        return Answer(tuple(replies), toast)

    def note(self, prompt: Prompt) -> Reply:
        """Render a text that needs neither draft nor screen."""
        return Reply(Kind.NOTE, self._message(self._text(prompt), Keyboard()))

    def _toast(self, hint: Hint) -> Toast:
        return Toast(self.texts.plain(hint.prompt.text_id, **hint.prompt.args), hint.alert)

    def _replies(self, talk: Talk, part: Spoken, pressed: int | None) -> tuple[Reply, ...]:
        match part:
            case Ask():
                return self._question(talk, part, _replaced(talk, part, pressed))
            case Note():
                params = self._message(self._text(part.prompt), part.keyboard)
                return (Reply(Kind.NOTE, params, personal=part.personal),)
            case Attachment():
                params = {"caption": self._text(part.caption), "parse_mode": "HTML"}
                made_of = {"made_of": dict(part.made_of)}
                return (Reply(Kind.NOTE, params | made_of, part.recipe),)
            case Secret():
                return (Reply(Kind.NOTE, recipe=part.recipe, personal=True),)
            case Erase():
                return (_erased(part.message_id),)
            case Wipe():
                return (Reply(Kind.WIPE),)

    def _question(self, talk: Talk, ask: Ask, pressed: int | None) -> tuple[Reply, ...]:
        screen = self.screens.current(talk)
        keyboard = offered(ask.keyboard or screen.keyboard, talk.draft)
        reply = Reply(
            Kind.PROMPT,
            replaces=pressed,
            personal=(screen.personal and not ask.instead) or ask.personal,
            passing=_passes(talk, keyboard),
        )
        if screen.recipe is not None and not ask.instead:
            params = {"caption": self._joined(ask, screen.lines), "parse_mode": "HTML"}
            content = params | self._markup(keyboard)
            return (replace(reply, params=content, recipe=screen.recipe),)
        heard = ask.notice is not None and pressed is None and self.screens.stands_above(talk)
        shown = () if ask.instead or heard else screen.lines
        params = self._message(self._joined(ask, shown), keyboard)
        if keyboard.reply and pressed is not None:
            return _erased(pressed), replace(reply, params=params, replaces=None)
        return (replace(reply, params=params),)

    def _joined(self, ask: Ask, lines: Iterable[Prompt]) -> str:
        question = "\n".join(self._text(line) for line in lines)
        notice, after = (self._text(one) if one else "" for one in (ask.notice, ask.after))
        return "\n\n".join(filter(None, (notice, question, after)))

    def _text(self, prompt: Prompt) -> str:
        return self.texts.html(prompt.text_id, **prompt.args)

    def _message(self, text: str, keyboard: Keyboard) -> dict[str, Any]:
        params = {"text": text, "parse_mode": "HTML", "link_preview_options": NO_PREVIEW}
        return params | self._markup(keyboard)

    def _markup(self, keyboard: Keyboard) -> dict[str, Any]:
        if not keyboard.rows:
            return {}
        button = self._reply_button if keyboard.reply else self._inline_button
        rows = [[button(one) for one in row] for row in keyboard.rows]
        if not keyboard.reply:
            return {"reply_markup": {"inline_keyboard": rows}}
        markup = {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}
        return {"reply_markup": markup}

    def _inline_button(self, button: Button | Link | DeskButton) -> Mapping[str, Any]:
        args = button.args if isinstance(button, DeskButton) else {}
        caption = {"text": self.texts.plain(button.text_id, **args)}
        if isinstance(button, Link):
            return caption | {"url": button.url}
        return caption | {"callback_data": button.data}

    def _reply_button(self, button: Button | Link | DeskButton) -> Mapping[str, Any]:
        caption = {"text": self.texts.plain(button.text_id)}
        shares = isinstance(button, Button) and button.action is Action.SHARE_PHONE
        return caption | ({"request_contact": True} if shares else {})

    def _keyboard_removal(self, talk: Talk) -> Reply:
        text = self._text(self.screens.after_phone(talk.draft))
        return Reply(Kind.NOTE, {"text": text, "reply_markup": {"remove_keyboard": True}})


def _erased(message_id: int) -> Reply:
    """Used also where an edit cannot bring the keyboard (Bot API, editMessageText)."""
    return Reply(Kind.ERASE, {"message_id": message_id})


def _replaced(talk: Talk, ask: Ask, pressed: int | None) -> int | None:
    if ask.below:
        return None
    return talk.prompt_id if ask.in_place else pressed


def _passes(talk: Talk, keyboard: Keyboard) -> bool:
    """Tell whether what is asked goes with the draft.

    The buttons of the form answer nothing afterwards, those of a menu do.
    """
    of_a_menu = any(isinstance(one, DeskButton) for row in keyboard.rows for one in row)
    return talk.due not in {None, StepId.CONSENT} and not of_a_menu


def _leaves_reply_keyboard(talk: Talk) -> bool:
    """Only the phone step has a keyboard below the chat, the only one."""
    return talk.asked is StepId.PHONE and talk.due is not StepId.PHONE
