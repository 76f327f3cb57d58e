"""Readers of names, whole and part by part."""

import re
from datetime import date

from bot.domain.dates import FoundDate, check_birth_date, find_date, long_date
from bot.domain.full_name import (
    NameParts,
    given_name_and_patronymic,
    name_on_other_layout,
    says_none,
    split_full_name,
    whole_name,
)
from bot.domain.person import Citizenship, name_part
from bot.domain.policy import PolicyKind
from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import is_latin, is_one_of, phrases, skeleton, tidy
from bot.form.draft import Doubt, DoubtKind, Draft
from bot.form.parsed import Answer, Parsed, Parser
from bot.form.step import StepId

NAME = ("surname", "given_name", "patronymic")
_YES = phrases("да; ага; угу; есть; имеется; верно; правильно; всё верно; yes")
"""«Отчество, как в полисе?» sounds like a plain question."""
_BIRTH_WORDS = re.compile(r"(?:дата рождения|родил[а-я]+|д\.?\s?р\.?)\W*$", re.IGNORECASE)


def parse_full_name(text: str, draft: Draft, today: date) -> Parsed:
    """A birth date in the same message is picked up."""
    found = _birth_date_in(text, today)
    if found is None:
        return _full_name(text, draft)
    name = f"{_BIRTH_WORDS.sub('', found.before)} {found.after}"
    answer = _full_name(name, draft)
    if isinstance(answer, Doubt):
        return answer
    if not found.typed.certain:
        proposal = f"{tidy(name)} {long_date(found.typed.value)}"
        return Doubt(DoubtKind.YEAR, StepId.FULL_NAME, proposal, tidy(text))
    if draft.birth_date:
        return answer
    return Answer({**answer.fields, "birth_date": found.typed.value})


def _birth_date_in(text: str, today: date) -> FoundDate | None:
    try:
        found = find_date(text, today)
        if found:
            check_birth_date(found.typed.value, today)
    except InvalidAnswer:
        return None
    return found


def _full_name(text: str, draft: Draft) -> Answer | Doubt:
    if _is_yes(text, draft):
        raise InvalidAnswer("only-yes")
    if doubt := _layout_doubt(text, draft, StepId.FULL_NAME):
        return doubt
    return _named(split_full_name(text), draft)


def _named(parts: NameParts, draft: Draft) -> Answer:
    told = {
        "surname": parts.surname,
        "given_name": parts.given_name,
        "patronymic": parts.patronymic,
    }
    known = {field: part for field, part in told.items() if part is not None}
    _refuse_latin(" ".join(known.values()), draft)
    return Answer(known)


def part_parser(step: StepId, field: str, *, may_be_none: bool = False) -> Parser:
    """The reader of one part of a name; with `may_be_none` «нет» is an answer.

    Who types the whole name all the same is understood, or the patronymic with the given name.
    """

    def parse(text: str, draft: Draft, today: date) -> Parsed:  # noqa: ARG001  a Parser
        if may_be_none and says_none(text):
            return Answer({field: ""})
        if step is StepId.PATRONYMIC and _is_yes(text, draft):
            raise InvalidAnswer("only-yes")
        if doubt := _layout_doubt(text, draft, step):
            return doubt
        if told := whole_name(text) or _with_patronymic(text, step, draft):
            return _named(told, draft)
        part = _without_others(name_part(text), field, draft)
        _refuse_latin(part, draft)
        return Answer({field: part})

    return parse


def _with_patronymic(text: str, step: StepId, draft: Draft) -> NameParts | None:
    """Whoever is known to have no patronymic may have such a given name.

    At «Отчество» two words may be a patronymic, unless the first is the known given name.
    """
    if step is StepId.SURNAME or draft.patronymic == "":
        return None
    told = given_name_and_patronymic(text)
    if told is None or step is StepId.GIVEN_NAME:
        return told
    same = skeleton(told.given_name or "") == skeleton(draft.given_name or "")
    return told if same else None


def _without_others(part: str, field: str, draft: Draft) -> str:
    """Leave the given name out of «Петрова Анна» at «Фамилия»; a foreigner may be called so."""
    if draft.citizenship is Citizenship.FOREIGN or field == "patronymic":
        return part
    others = (draft.value(name) or "" for name in NAME if name != field)
    known = {skeleton(word) for other in others for word in other.split()}
    own = [word for word in part.split() if skeleton(word) not in known]
    return " ".join(own) or part


def _layout_doubt(text: str, draft: Draft, step: StepId) -> Doubt | None:
    typed = tidy(text)
    if draft.citizenship is Citizenship.FOREIGN:
        return None
    meant = name_on_other_layout(typed)
    return Doubt(DoubtKind.LAYOUT, step, meant, typed) if meant else None


def _is_yes(text: str, draft: Draft) -> bool:
    """A foreigner may be called «Да» or «Ага»."""
    return draft.citizenship is not Citizenship.FOREIGN and is_one_of(text, _YES)


def _refuse_latin(name: str, draft: Draft) -> None:
    """Only a foreigner's policy, or one for travelling, is written in Latin letters."""
    russian = draft.citizenship is Citizenship.RUSSIAN
    if russian and draft.policy_kind is not PolicyKind.TRAVEL and any(map(is_latin, name)):
        raise InvalidAnswer("latin")
