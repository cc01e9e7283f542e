"""Words for what the engine has decided on: by a model, checked by code, or else as they are prepared.

Asks providers: whoever calls holds no transaction and no scope.
"""

import re
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from ai.results import Made
from interviews.engine.commands import Draft, Purpose
from interviews.engine.events import Meaning
from interviews.engine.state import Phase
from interviews.live.answering import known_answer, known_in, next_steps, parting_answer, prepared_answer, then
from interviews.live.asides import BACK_TO, NO_EXAMPLE, NOTED, STANDS_STILL
from interviews.live.bridges import bridge
from interviews.live.finding import question_for, resume_near, was_asked
from interviews.live.fitness import BRIDGE_WORDS, Wording, is_bridge, is_in, is_one_question, numbers_are_from
from interviews.live.lines import FEEDBACK, FURTHER, GO_AHEAD, filled, line
from interviews.live.rules import asks_for_an_example, read_by_rules
from interviews.live.setting import Setting
from interviews.live.speaking import Talk, speak
from interviews.prompts.conversation import ANSWER_CANDIDATE, LANGUAGES, WORD_TURN, AskedInputs, Wanted, WordInputs
from resumes.summaries.inputs import Language as ResumeLanguage
from resumes.summaries.sentences import SENTENCES

QUOTED = re.compile(r"[“„«]\s*([^”“»]+?)\s*[”“»]")
WORDED = {wanted.value for wanted in Wanted}
ABOUT_THEM = (Purpose.RESUME_POINT, Purpose.NEW_QUESTION)


@dataclass(frozen=True, slots=True)
class Worded:
    text: str
    made: Made | None = None
    # The bank's question that it was looked up as.
    found: UUID | None = None
    # How near the nearest question of a bank was, and how near it should have been.
    nearest: float | None = None
    near_enough: float | None = None

    @property
    def by(self) -> dict[str, Any]:
        """For the turn's row."""
        made = {"provider": self.made.provider, "model": self.made.model} if self.made else {}
        if self.found:
            return made | {"question": str(self.found)}
        return made | ({"nearest": self.nearest, "near_enough": self.near_enough} if made and self.nearest is not None else {})


def word(draft: Draft, talk: Talk) -> Worded:
    if draft.purpose is Purpose.ANSWER_CANDIDATE:
        return _answer(talk)
    if draft.purpose is Purpose.QUESTION:
        return _core_question(draft, talk)
    if draft.purpose in (Purpose.NEW_QUESTION, Purpose.RETURN):
        return _new_question(draft, talk)
    if draft.purpose is Purpose.CLARIFY and (said := _aside(draft, talk.setting)):
        return Worded(said)
    prepared = _prepared(draft, talk.setting)
    if draft.purpose not in WORDED:
        return Worded(prepared)
    return _question(draft, _wanted(draft, talk.setting), prepared, talk)


def prepared_words(draft: Draft, setting: Setting) -> Worded:
    """Without a model, and without looking anything up."""
    if draft.purpose is Purpose.ANSWER_CANDIDATE:
        return Worded(prepared_answer(setting))
    if draft.purpose is Purpose.QUESTION:
        return Worded(f"{bridge(draft, setting)} {draft.brief.strip()}".strip())
    return Worded(_prepared(draft, setting))


def _core_question(draft: Draft, talk: Talk) -> Worded:
    """Everybody is asked it in the plan's own words. A model may lead to it, and no more: the question itself is not its to write."""
    setting, core = talk.setting, draft.brief.strip()
    prepared = f"{bridge(draft, setting)} {core}".strip()
    if not setting.asked:
        # There is nothing to pick up.
        return Worded(prepared)

    said = (setting.last_answer, setting.last_question)

    def may_lead(text: str) -> bool:
        before = _before(text, core)
        return "?" not in before and numbers_are_from(before, said)

    def leads(text: str) -> bool:
        return may_lead(text) and is_bridge(_before(text, core), of=said)

    wording = Wording(setting.language, is_fit=leads, may_begin=may_lead, may_be_said=leads)
    leading = replace(talk, show=lambda text: talk.show(_before(text, core)))
    spoken = speak(WORD_TURN, _inputs(draft, core, prepared, setting), wording, leading)
    return Worded(f"{_before(spoken.text, core)} {core}".strip(), spoken.made) if spoken else Worded(prepared)


def _before(text: str, core: str) -> str:
    """Some write the question all the same, after what leads to it."""
    return text.strip().removesuffix(core).strip()


def _new_question(draft: Draft, talk: Talk) -> Worded:
    """What a bank has for it, put into this conversation; where no bank has anything, from what the plan wants to find out."""
    setting = talk.setting
    about = draft.brief or setting.name_of(draft.competency)
    looked = question_for(about, setting, talk.patience)
    wanted = looked.question.text if looked.question else about
    if looked.question:
        # Also where the interview goes back for it.
        draft = replace(draft, purpose=Purpose.NEW_QUESTION)
    if draft.purpose is Purpose.RETURN:
        prepared = _prepared(draft, setting)
    else:
        prepared = f"{bridge(draft, setting)} {_unbridged(draft, wanted, setting)}".strip()
    worded = _question(draft, wanted, prepared, talk)
    found = looked.question.pk if looked.question else None
    return replace(worded, found=found, nearest=looked.nearest, near_enough=looked.near_enough)


def _unbridged(draft: Draft, wanted: str, setting: Setting) -> str:
    """As it stands where it is a question; else one that suits any competency, another each time."""
    if _is_asked(wanted) and is_in(setting.language, wanted) and not was_asked(wanted, setting.asked):
        return wanted
    before = setting.asked_about(draft.competency)
    further = FURTHER[setting.language]
    return further[(before - 1) % len(further)] if before else line(Purpose.NEW_QUESTION, setting.language)


def _is_asked(text: str) -> bool:
    """It can be put to a candidate as it stands: "Tell me about …." can, "How they notice that two systems disagree" cannot."""
    return text.rstrip().endswith(("?", "."))


def _question(draft: Draft, wanted: str, prepared: str, talk: Talk) -> Worded:
    setting = talk.setting
    # What is asked of everybody later is not asked of anybody before.
    taken = [text for text in (*setting.asked, *setting.still_to_ask) if text != wanted]
    repeats = draft.purpose in (Purpose.CLARIFY, Purpose.SIMPLER)
    resume = resume_near(wanted, setting, talk.patience) if draft.purpose in ABOUT_THEM else ()
    named = (setting.last_answer, setting.last_question, wanted, *resume)

    def is_fit(text: str) -> bool:
        is_one = is_one_question(text, setting.language) and numbers_are_from(text, named)
        return is_one and (repeats or not was_asked(text, taken))

    def leads(text: str) -> bool:
        """What asks is said once nothing follows it."""
        return "?" not in text and len(text.split()) <= BRIDGE_WORDS and numbers_are_from(text, named)

    wording = Wording(
        setting.language,
        is_fit,
        may_begin=lambda text: text.count("?") <= 1 and numbers_are_from(text, named),
        may_be_said=leads,
    )
    spoken = speak(WORD_TURN, _inputs(draft, wanted, prepared, setting, resume), wording, talk)
    return Worded(spoken.text, spoken.made) if spoken else Worded(prepared)


def _answer(talk: Talk) -> Worded:
    """Only what was written for candidates; each sentence is held against it before anybody sees it."""
    setting = talk.setting
    prepared, known = prepared_answer(setting), known_in(setting)
    inputs = AskedInputs(setting.last_answer, setting.company.contact_email, prepared, known.pairs, LANGUAGES[setting.language])
    wording = Wording(
        setting.language, is_fit=known.holds, by_sentence=True, may_begin=known.holds, may_name=known.texts, may_be_said=known.holds
    )
    spoken = speak(ANSWER_CANDIDATE, inputs, wording, talk)
    return Worded(spoken.text, spoken.made) if spoken else Worded(prepared)


def _aside(draft: Draft, setting: Setting) -> str:
    """What they asked in between is answered, and what everybody is told alike is said alike: no model words it."""
    said = known_answer(setting)
    if not said and not asks_for_an_example(setting.last_answer):
        return ""
    question = filled(BACK_TO[setting.language], question=_wanted(draft, setting))
    return f"{said or NO_EXAMPLE[setting.language]} {question}"


def _stands_still(draft: Draft, setting: Setting) -> str:
    """Before it begins, and where they ask, no question of ours waits for them."""
    asks = setting.phase not in (Phase.INTRODUCTION, Phase.CANDIDATE_QUESTIONS)
    question = _wanted(draft, setting) if asks else then(setting)
    return filled(STANDS_STILL[setting.language], company=setting.company.name, question=question)


def _inputs(draft: Draft, wanted: str, prepared: str, setting: Setting, resume: tuple[str, ...] = ()) -> WordInputs:
    return WordInputs(
        wanted=wanted,
        last_question=setting.last_question,
        last_answer=setting.last_answer,
        prepared=prepared,
        asked=setting.asked,
        resume=resume,
        purpose=Wanted(draft.purpose),
        language=LANGUAGES[setting.language],
    )


def _wanted(draft: Draft, setting: Setting) -> str:
    """What a question asks. One that was worded here is explained as it was asked, and not as the plan notes it."""
    if draft.purpose in (Purpose.CLARIFY, Purpose.SIMPLER, Purpose.WAIT_FOR_READY) and not _is_asked(draft.brief):
        beside = (Purpose.CLARIFY, Purpose.WAIT_FOR_READY)
        asked = [turn.text for turn in setting.turns if turn.question == draft.question and turn.purpose not in beside]
        return asked[-1] if asked else draft.brief
    return draft.brief or setting.name_of(draft.competency)


def _prepared(draft: Draft, setting: Setting) -> str:
    heard = read_by_rules(setting.last_answer, setting.phase).meaning if setting.turns else None
    if draft.purpose is Purpose.INVITE_QUESTIONS and setting.how_often(Purpose.INVITE_QUESTIONS):
        return (GO_AHEAD if heard is Meaning.A_MOMENT else NOTED)[setting.language]
    if draft.purpose is Purpose.WAIT_FOR_READY and heard in (Meaning.STOP, Meaning.HELP):
        return _stands_still(draft, setting)
    said = line(
        draft.purpose,
        setting.language,
        setting.how_often(draft.purpose),
        company=setting.company.name,
        job=setting.job,
        minutes=setting.minutes,
        competency=setting.name_of(draft.competency),
        question=_in_their_language(_wanted(draft, setting), draft, setting),
        next_steps=next_steps(setting),
        feedback=FEEDBACK[setting.language][setting.content.gives_feedback],
    )
    if draft.purpose is Purpose.GOODBYE and _has_just_asked(setting):
        said = f"{parting_answer(setting)} {said}"
    return f"{bridge(draft, setting)} {said}".strip()


def _has_just_asked(setting: Setting) -> bool:
    """They were invited to, and there is no time for more than the answer."""
    invited = setting.turns and setting.turns[-1].purpose in (Purpose.INVITE_QUESTIONS, Purpose.ANSWER_CANDIDATE)
    return bool(invited) and setting.last_meaning == Meaning.QUESTION


def _in_their_language(point: str, draft: Draft, setting: Setting) -> str:
    """A résumé in another language is quoted as it is, and asked about in this one."""
    quoted = QUOTED.search(point)
    if draft.purpose is not Purpose.RESUME_POINT or is_in(setting.language, QUOTED.sub("", point)):
        return point
    sentences = SENTENCES[ResumeLanguage(LANGUAGES[setting.language])]
    return sentences.ask_part.format(quoted[1].strip()) if quoted else sentences.ask_recent
