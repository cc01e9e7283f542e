"""Words for what the engine has decided on: by a model, checked by code, or else as they are prepared.

Asks providers: whoever calls holds no transaction meanwhile.
"""

from dataclasses import dataclass
from operator import mul
from typing import Any
from uuid import UUID

from accounts.gateway import models_of
from accounts.models import Company
from ai.errors import AIError
from ai.lexical import embed
from ai.pace import LIVE
from ai.results import Made
from ai.task import Task
from ai.waiting import wait
from interviews.checks import asks_about_work, gives_somebody_away
from interviews.engine.commands import Draft, Purpose
from interviews.live.lines import CONTACTS, MORE, STAYING, line
from interviews.plans.content import PlanContent
from interviews.prompts import Language
from interviews.prompts.conversation import ANSWER_CANDIDATE, WORD_TURN, AskedInputs, Wanted, WordInputs

LANGUAGES = {"en": Language.ENGLISH, "de": Language.GERMAN, "fr": Language.FRENCH, "es": Language.SPANISH}
# As long as can be spoken and kept in mind.
LONGEST = 700
# A question and an answer of the company are about one thing from here on, by our own vectors.
SAME_MATTER = 0.3


@dataclass(frozen=True, slots=True)
class Setting:
    """What an interview is about, read once before anything is worded."""

    company: Company
    interview: UUID
    job: str
    language: str
    content: PlanContent
    minutes: int
    # question, answer
    faq: tuple[tuple[str, str], ...] = ()
    # How many questions of the competency were worded here before.
    worded_before: int = 0
    last_question: str = ""
    last_answer: str = ""


@dataclass(frozen=True, slots=True)
class Worded:
    text: str
    made: Made | None = None

    @property
    def by(self) -> dict[str, Any]:
        return {"provider": self.made.provider, "model": self.made.model} if self.made and not self.made.is_builtin else {}


def word(draft: Draft, setting: Setting) -> Worded:
    prepared = _prepared(draft, setting)
    if draft.purpose is Purpose.ANSWER_CANDIDATE:
        known = _known(setting)
        inputs = AskedInputs(
            setting.last_answer, setting.company.contact_email, known or prepared, setting.faq, LANGUAGES[setting.language]
        )
        return _said(ANSWER_CANDIDATE, inputs, known or prepared, setting)
    if draft.purpose not in {wanted.value for wanted in Wanted}:
        return Worded(prepared)
    about = draft.brief or _name_of(draft.competency, setting)
    said = WordInputs(about, setting.last_question, setting.last_answer, prepared, Wanted(draft.purpose), LANGUAGES[setting.language])
    return _said(WORD_TURN, said, prepared, setting)


def _said(task: Task[Any, str], inputs: object, prepared: str, setting: Setting) -> Worded:
    try:
        answer = wait(models_of(setting.company, interview=setting.interview).run(task, inputs, pace=LIVE))
    except AIError:
        return Worded(prepared)
    text = answer.output.strip().strip('"“”„«»')
    # A model that says too much, asks about somebody's life or hands out addresses is not listened to.
    is_fit = text and len(text) <= LONGEST and asks_about_work(text, setting.language).is_fine
    is_ours = task is ANSWER_CANDIDATE or not gives_somebody_away(text)
    return Worded(text, answer.made) if is_fit and is_ours else Worded(prepared)


def _prepared(draft: Draft, setting: Setting) -> str:
    if draft.purpose is Purpose.NEW_QUESTION and setting.worded_before % 2:
        return STAYING[setting.language].format(competency=_name_of(draft.competency, setting))
    contact = CONTACTS[setting.language].format(address=setting.company.contact_email) if setting.company.contact_email else ""
    return line(
        draft.purpose,
        setting.language,
        company=setting.company.name,
        job=setting.job,
        minutes=setting.minutes,
        competency=_name_of(draft.competency, setting),
        question=draft.brief,
        contact=contact,
    )


def _known(setting: Setting) -> str:
    """The company's own answer to what is asked most like this; empty where nothing is like it."""
    asked = embed(setting.last_answer)
    near = [(max(_nearness(asked, text) for text in (question, answer)), answer) for question, answer in setting.faq]
    best = max(near, default=(0.0, ""))
    return f"{best[1]} {MORE[setting.language]}" if best[0] >= SAME_MATTER else ""


def _nearness(asked: tuple[float, ...], text: str) -> float:
    return float(sum(map(mul, asked, embed(text))))


def _name_of(competency: str, setting: Setting) -> str:
    return next((each.name for each in setting.content.competencies if each.key == competency), competency)
