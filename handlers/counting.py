"""Counts which steps a registration reaches, and how long each takes."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.durations import class_of
from bot.form.journey import Journey, Progress, go_on
from bot.form.step import StepId
from bot.use_cases.ports.tallies import Count, Source, Tally, answered, reached
from handlers.said import Ask, Said
from handlers.talk import Talk


def count_steps(talk: Talk, said: Said, tally: Tally) -> None:
    """Follow the draft to where an update has led it; a new draft begins a new journey.

    What is added to an account is no registration.
    """
    if talk.draft.adding is not None or not _asks(talk, said):
        return
    known = None if talk.draft.journey is None else talk.journey
    journey, progress = go_on(known or Journey(), talk.due, talk.now)
    talk.draft = replace(talk.draft, journey=journey)
    if progress is not None:
        talk.record.record(tally.add(Source(talk.chat_id), *_counts(progress)))


def _asks(talk: Talk, said: Said) -> bool:
    """Whoever is told something else instead of the consent has not begun."""
    asks = [part for part in said if isinstance(part, Ask)]
    if talk.due is StepId.CONSENT:
        return any(not ask.instead for ask in asks)
    return bool(asks)


def _counts(progress: Progress) -> Iterable[Count]:
    if progress.answered is not None:
        yield Count(answered(progress.answered), class_of(progress.after))
    if progress.reached is not None:
        yield Count(reached(progress.reached))
