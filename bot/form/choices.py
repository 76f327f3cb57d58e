"""Choices that can be tapped, and the words people type instead."""

import re
from collections.abc import Container, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.domain.document import DocumentKind
from bot.domain.person import Citizenship, Role
from bot.domain.policy import PolicyKind
from bot.domain.refusal import InvalidAnswer
from bot.domain.spelling import is_one_of, meant, phrases, tidy
from bot.form.draft import Doubt, DoubtKind, Draft
from bot.form.parsed import Answer, Parsed

Choice = TypeVar("Choice", bound=StrEnum)


class Verdict(StrEnum):
    """What may be said to a doubt."""

    YES = "да"
    NO = "нет"


_POLICY_KINDS = {
    PolicyKind.HEALTH: phrases("здоровье; дмс; здоровье дмс; медицинский; медицина; полис дмс"),
    PolicyKind.KASKO: phrases("каско; авто каско"),
    PolicyKind.OSAGO: phrases("осаго; автогражданка"),
    PolicyKind.PROPERTY: phrases("имущество; квартира; дом; дача"),
    PolicyKind.ACCIDENT: phrases("несчастный случай; нс; несчастный; от несчастного случая"),
    PolicyKind.TRAVEL: phrases(
        "поездки; поездка; путешествие; путешествия; вздр; туризм; выезд за рубеж"
    ),
}
_ROLES = {
    Role.INSURED: phrases(
        "застрахованный; застрахованная; застрахованным; застрахованной; застрахован; "
        "застрахована; сотрудник; сотрудница; работник; ребенок; застрахован ребенок; за ребенка; "
        "мой ребенок; для ребенка; на ребенка; сын; дочь; дочка; мама; папа; "
        "опекун; родитель; законный представитель"
    ),
    Role.POLICYHOLDER: phrases("страхователь; страхователем; компания; работодатель"),
}
_CITIZENSHIPS = {
    Citizenship.RUSSIAN: phrases(
        "рф; гр рф; из рф; из россии; гражданин рф; гражданка рф; россия; российская федерация; "
        "россиянин; россиянка; российское; гражданин россии; гражданин российской федерации; "
        "гражданка российской федерации; гражданка россии; русский; русская; "
        "российское гражданство; гражданство рф"
    ),
    Citizenship.FOREIGN: phrases(
        "иностранное гражданство; иностранное; иностранец; иностранка; другое; "
        "иностранный гражданин; иностранная гражданка; не рф; другая страна; "
        "лицо без гражданства; без гражданства; нет гражданства; апатрид"
    ),
}
_COUNTRY = re.compile(
    r"(?:(?:гражданин|гражданка|гражданство|гр\.?|из)[ :—–-]*)?(?:республик[аи] )?(?:южная )?"
    r"(?:узбе[кч]|таджи[кч]|киргиз|кыргыз|каза[хш]|белору|белар|армян|армен|азербайдж|грузи|"
    r"молдав|молдов|украин|туркмен|кита|инди(?!в)|вьетнам|турц|турец|тур[кч]|серб|монгол|абхаз|латви|"
    r"латыш|литв|литов|эстон|герман|немец|немк|франц|итал|испан|гре[кцч]|польш|польк|поля[кч]|"
    r"англи|великобрита|брита|сша|кнр|америк|израил|иран|япон|коре[яйи]|куб[аеуы](?!н)|кубин|сири|егип|финл|"
    r"финск|болгар|венгр|чех(?!ов)|чешк|слова[кцч])"
    r"[а-яё]*(?: республик[аи])?",
    re.IGNORECASE,
)
"""Where people come from who are insured in Russia, in any of its forms."""
_DOCUMENTS = {
    DocumentKind.RUSSIAN_PASSPORT: phrases(
        "паспорт гражданина рф; паспорт рф; российский паспорт; "
        "внутренний паспорт; паспорт гражданина россии; паспорт россии"
    ),
    DocumentKind.RUSSIAN_BIRTH_CERTIFICATE: phrases(
        "свидетельство о рождении рф; свидетельство рф; "
        "российское свидетельство; российское свидетельство о рождении"
    ),
    DocumentKind.FOREIGN_PASSPORT: phrases(
        "иностранный паспорт; паспорт иностранного гражданина; паспорт другой страны"
    ),
    DocumentKind.FOREIGN_BIRTH_CERTIFICATE: phrases(
        "иностранное свидетельство о рождении; иностранное свидетельство"
    ),
}
_VERDICTS = {
    Verdict.YES: phrases(
        "да; ага; угу; верно; правильно; всё верно; да верно; да всё верно; да правильно; "
        "точно; конечно; давай; давайте; ок; yes; ok; lf"
    ),
    Verdict.NO: phrases(
        "нет; не верно; неверно; неправильно; нет неверно; не то; no; ytn; нет напишу заново; "
        "нет напишу год полностью"
    ),
}
"""«lf» and «ytn» are typed on the layout that is doubted."""
_GOING_ON = {
    Verdict.YES: phrases(
        "продолжить; продолжим; продолжаем; да продолжим; давай продолжим; дальше; далее"
    ),
    Verdict.NO: phrases("начать заново; заново; сначала; начать сначала; не надо; не хочу"),
}
_ADDRESS_VERDICTS = {
    Verdict.YES: phrases("да; ага; угу; ок; yes; ok; исправить; исправь; да исправить"),
    Verdict.NO: phrases("нет; no; оставить; оставь; нет оставить"),
}
"""«Верно» would leave open whether the typed address is meant or the proposed one."""
_YES_SIGN = "+"
_OF_ONESELF = re.compile(r"^(?:я|у меня)\b[\s,:—–-]*", re.IGNORECASE)
_HR_VERDICTS = {
    Verdict.YES: phrases(
        "да; ага; угу; конечно; ок; хорошо; пусть; пусть hr; пусть подтвердит; "
        "пусть подтвердит hr; да пусть; да пусть hr; да пусть подтвердит hr; да хорошо; "
        "да пожалуйста; да конечно; согласен; согласна; да согласен; да согласна; "
        "я согласен; я согласна; yes; ok; lf"
    ),
    Verdict.NO: phrases(
        "нет; не надо; не нужно; нет не надо; нет не нужно; нет спасибо; отвечу; отвечу сам; "
        "отвечу сама; отвечу на вопросы; нет отвечу; нет отвечу на вопросы; вспомнил; вспомнила; "
        "нет вспомнил; нет вспомнила; no; ytn"
    ),
}
"""Nothing less clear: once HR is asked, there is no way back to the questions."""
_ABOUT_HR = re.compile(
    r"\W*(?:(?:ну|я|сама?|хочу|могу) ){0,3}(?:да|нет|не|ага|угу|ок|окей|хорошо|ладно|давай|"
    r"давайте|пусть|пускай|конечно|можно|верно|точно|спасибо|отвечу|ответить|вспомнила?|"
    r"подтвердите|спросите|отправьте|отправляйте|соглас[а-я]+|эйчар|отдел кадров)\b|.*\bhr\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_PASSPORT = phrases("паспорт; пасспорт")
_ANY_CERTIFICATE = phrases("свидетельство; свидетельство о рождении; св-во")


def parse_policy_kind(text: str, draft: Draft, today: date) -> Parsed:  # noqa: ARG001  a Parser
    return Answer({"policy_kind": _chosen(text, _POLICY_KINDS)})


def parse_role(text: str, draft: Draft, today: date) -> Parsed:  # noqa: ARG001  a Parser
    return Answer({"role": _chosen(text, _ROLES)})


def parse_citizenship(text: str, draft: Draft, today: date) -> Parsed:  # noqa: ARG001  a Parser
    """A country's name, or its people's, means a foreign one."""
    if _COUNTRY.fullmatch(_claimed(text).rstrip(".!")):
        return Answer({"citizenship": Citizenship.FOREIGN})
    return Answer({"citizenship": _chosen(text, _CITIZENSHIPS)})


def parse_document_kind(text: str, draft: Draft, today: date) -> Parsed:  # noqa: ARG001  a Parser
    """A bare «паспорт» or «свидетельство о рождении» is that of the person's citizenship."""
    foreign = draft.citizenship is Citizenship.FOREIGN
    said = _claimed(text)
    if is_one_of(said, _ANY_PASSPORT):
        kind = DocumentKind.FOREIGN_PASSPORT if foreign else DocumentKind.RUSSIAN_PASSPORT
    elif is_one_of(said, _ANY_CERTIFICATE):
        kind = (
            DocumentKind.FOREIGN_BIRTH_CERTIFICATE
            if foreign
            else DocumentKind.RUSSIAN_BIRTH_CERTIFICATE
        )
    else:
        kind = _chosen(text, _DOCUMENTS)
    return Answer({"document_kind": kind})


def read_yes_or_no(text: str) -> Verdict | None:
    """What a text says to a plain question; None for anything else."""
    return _said(text, _VERDICTS)


def read_whether_hr_decides(text: str) -> Verdict | None:
    """What a text says to «Пусть номер подтвердит HR?»; None for anything that is not clear."""
    return None if text.rstrip().endswith("?") else _said(text, _HR_VERDICTS)


def is_about_hr(text: str) -> bool:
    """Whether a text speaks to «Пусть номер подтвердит HR?», be it no clear yes or no."""
    return _ABOUT_HR.match(text) is not None


def read_whether_to_go_on(text: str) -> Verdict | None:
    """What a text says to «Продолжим?»; to begin anew is a no."""
    return meant(text, _GOING_ON) or read_yes_or_no(text)


def read_verdict(text: str, doubt: Doubt) -> Verdict | None:
    """What a text says to a doubt; None for anything that is a new answer."""
    if doubt.kind in {DoubtKind.EMAIL_TYPO, DoubtKind.EMAIL_FAULT}:
        return _said(text, _ADDRESS_VERDICTS)
    return read_yes_or_no(text)


def _said(text: str, known: Mapping[Verdict, Container[str]]) -> Verdict | None:
    return Verdict.YES if text.strip() == _YES_SIGN else meant(text, known)


def _chosen(text: str, known: Mapping[Choice, Container[str]]) -> Choice:
    choice = meant(_claimed(text), known)
    if choice is None:
        raise InvalidAnswer("unknown-choice")
    return choice


def _claimed(text: str) -> str:
    """Return what people say of themselves: «я сотрудник» is no other answer than «сотрудник»."""
    return _OF_ONESELF.sub("", tidy(text))
