"""The conversation as the intake sees it: one update in, one answer out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import Update

from bot.form.desk import Awaited
from bot.form.draft import Draft
from bot.form.prompts import Prompt
from bot.form.step import StepId
from bot.form.steps import TEXT_LIMIT, awaits_secret
from bot.replies import Answer
from bot.use_cases.administration.current_pause import CurrentPause
from bot.use_cases.ports.events import Event
from bot.use_cases.ports.pauses import Pause
from bot.use_cases.ports.storage import Write
from bot.use_cases.ports.tallies import Tally
from handlers import (
    activation,
    adding,
    captcha,
    commands,
    fallback,
    form,
    own_data,
    password,
    phone,
    pin,
    questions,
    review,
    rules,
    staff,
    start,
    ways,
)
from handlers.counting import count_steps
from handlers.events import Events
from handlers.manners import Manner, Manners
from handlers.rendering import Renderer
from handlers.said import Ask, Erase, Note, Said
from handlers.states import raw_state
from handlers.talk import Talk, Work

DECIDED_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class RegistrationTalk:
    """Implements `bot.intake.cycle.Handler` with the routers of this package.

    Attributes:
        admin_ids: their steps are no registration for the statistics, and what they write may
            be longer than an answer.
    """

    bot: Bot
    dispatcher: Dispatcher
    renderer: Renderer
    events: Events
    manners: Manners
    remember: Callable[[int, int], Write]
    pause: CurrentPause
    tally: Tally
    admin_ids: frozenset[int]
    clock: Callable[[], datetime]

    async def update(self, update: Update, work: Work) -> Answer:
        manner = self.manners.meet(work.chat_id, update)
        if work.chat_id not in self.admin_ids:
            update = _cut_to_an_answer(update)
        talk = self._talk(work, update.update_id)
        pause = await self.pause.of(work.chat_id)
        if pause is not None and not own_data.concerns_own_data(update):
            return self._held_up(talk, update, manner, pause)
        heard = manner is Manner.ANSWERED and (update.message or update.callback_query)
        if heard:
            talk.hear()
        taken_away = _taken_away(talk, update)
        said = await self._said(talk, update, manner)
        return self._answer(talk, work, (*taken_away, *said), _pressed(update))

    def _held_up(self, talk: Talk, update: Update, manner: Manner, pause: Pause) -> Answer:
        """Say so, and leave the conversation where it is."""
        told: Said = (*_taken_away(talk, update),)
        if manner is Manner.ANSWERED and not update.my_chat_member:
            told = (*told, Note(Prompt("pause-told", {"text": pause.text})))
        return self.renderer.answer(talk, told, None)

    async def _said(self, talk: Talk, update: Update, manner: Manner) -> Said:
        if manner is Manner.IGNORED:
            return ()
        if manner is Manner.SLOWED:
            return (Ask(Prompt("too-fast")),)
        state = raw_state(talk.due)
        said = await self.dispatcher.feed_update(self.bot, update, talk=talk, raw_state=state)
        return () if said is UNHANDLED else cast("Said", said)

    async def event(self, event: Event, work: Work) -> Answer:
        talk = self._talk(work, event.id)
        return self._answer(talk, work, await self.events(event, talk), None)

    def apology(self, work: Work) -> Answer:  # noqa: ARG002 - the intake's Handler passes it
        """Read nothing of the conversation: it may be what made the update fail."""
        return Answer((self.renderer.note(Prompt("apology")),))

    def awaits_secret(self, step: str | None) -> bool:
        """Tell whether what is typed now may be a secret; at a step nobody knows it may."""
        if step is None:
            return False
        return step not in set(StepId) or awaits_secret(StepId(step))

    def _talk(self, work: Work, cause: int) -> Talk:
        draft = Draft() if work.draft is None else Draft.from_json(work.draft)
        return Talk(
            chat_id=work.chat_id,
            cause=cause,
            now=self.clock(),
            draft=draft,
            asked=StepId(work.step) if work.step else None,
            prompt_id=work.prompt_id,
            version=work.version,
            record=work,
            remember=self.remember,
            decision=_still_waiting(draft.decision, self.clock()),
            journey=draft.journey,
        )

    def _answer(self, talk: Talk, work: Work, said: Said, pressed: int | None) -> Answer:
        answer = self.renderer.answer(talk, said, pressed)
        talk.draft = _noticed(talk.draft, said, self.renderer.screens.agreed_to(talk.due))
        if work.chat_id not in self.admin_ids:
            count_steps(talk, said, self.tally)
        work.draft = replace(talk.draft, decision=talk.decision).to_json()
        work.step = talk.due.value if talk.due else None
        return answer


def _cut_to_an_answer(update: Update) -> Update:
    """Leave so much of a long text that it is seen to be too long.

    Folding thousands of signs, each of which may stand for a dozen letters, would keep everybody
    else waiting.
    """
    message = update.message
    if message is None or not message.text or len(message.text) <= TEXT_LIMIT:
        return update
    brief = message.model_copy(update={"text": message.text[: TEXT_LIMIT + 1]})
    return update.model_copy(update={"message": brief})


def _still_waiting(decision: Awaited | None, now: datetime) -> Awaited | None:
    """A file that was checked long ago says nothing of the registry as it is now."""
    if decision is None or now - datetime.fromisoformat(decision.data["at"]) > DECIDED_WITHIN:
        return None
    return decision


def _taken_away(talk: Talk, update: Update) -> Said:
    """Whatever a person sends may hold personal data; at a password it may be the password.

    But for dice, which no bot may delete for a day (Bot API, deleteMessage).
    """
    message = update.message or update.edited_message
    if message is None or message.dice is not None:
        return ()
    talk.keep_private(message.message_id)
    return (Erase(message.message_id),) if talk.secret else ()


def _noticed(draft: Draft, said: Said, text: str | None) -> Draft:
    """Remember whether the question stands alone: what it stands with must not be edited away.

    And which text to be agreed to stands in the chat: it is not repeated for every word.
    """
    asked = [part for part in said if isinstance(part, Ask)]
    if not asked:
        return draft
    shown = draft.shown if asked[-1].instead else text
    return replace(draft, noticed=asked[-1].notice is not None, shown=shown)


def _pressed(update: Update) -> int | None:
    query = update.callback_query
    return query.message.message_id if query and query.message else None


def build_dispatcher(**shared: Any) -> Dispatcher:
    """Put the routers in order; `shared` is what handlers may ask for by name."""
    dispatcher = Dispatcher(disable_fsm=True, **shared)
    gates = (review, captcha, questions, pin, password, rules, activation)
    dispatcher.include_routers(adding.router(), own_data.router(), staff.router())
    dispatcher.include_routers(commands.router(), start.router(), commands.unknown())
    dispatcher.include_routers(adding.after_silence(), ways.router())
    for module in (*gates, phone, form, fallback):
        dispatcher.include_router(module.router())
    return dispatcher
