"""What an answer leaves open, and the follow-up that asks for it: by a model or, where none can be had, by plain rules.

Asks providers: whoever calls holds no transaction and no scope.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.gateway import can_ask_a_model, models_of
from accounts.tenancy import company_scope
from ai.errors import AIError
from ai.waiting import wait
from interviews.engine.state import State
from interviews.live.answering import nearness
from interviews.live.asides import TELL_MORE
from interviews.live.finding import follow_ups_for, was_asked
from interviews.live.fitness import Unfit, check, is_in, is_one_question, numbers_are_from, sentences, stems
from interviews.live.patience import READING, Patience
from interviews.live.setting import Setting
from interviews.models import FollowUp, Interview, Question
from interviews.models.library import State as Standing
from interviews.prompts.conversation import CHOOSE_FOLLOW_UP, LANGUAGES, FollowUpInputs
from interviews.services import conducting

# In words. What is shorter leaves something to ask for; what is longer may have said it all.
SHORT, LONG = 40, 80
# Of what a good answer shows, so much is found on the average in answers that say it. docs/decisions says how it was measured.
COVERED = 0.2
# Of two occasions that suit about as well, the one that the question's author put first.
PUT_FIRST = 0.03
OFFERED = 6
# With fewer words somebody has told nothing yet.
FEWEST = 8
POINTED_AT = re.compile(
    r"\b(?:that|this|those|these|dies(?:e[rsnm]?)?|jene[rsnm]?|ese|esa|esos|esas|este|esta|estos|estas|ce|cet|cette|ces) ([^\W\d_]{4,})\b"
)
# What an answer need not name to be spoken of, and words that follow "that" where it points at nothing.
_OF_ANYTHING = (
    "moment time times point case situation decision way kind size work moments point question none there they them your their none some people"
    " somebody someone something other others turned would could should were have moment fall punkt zeit situation entscheidung weise stelle arbeit"
    " caso punto momento situación decisión tiempo manera trabajo cas point moment situation décision temps manière façon travail"
)
OF_ANYTHING = frozenset(_OF_ANYTHING.split())
PARTS = re.compile(r"[,;.:]| and | or | und | oder | y | o | et | ou ")


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer, and the question as the plan names it and as it was asked."""

    answer: str
    question: str
    asked: str


@dataclass(frozen=True, slots=True)
class Open:
    """What a good answer shows, what can be asked for the rest of it, and which of these the rules would ask."""

    heard: Heard
    shows: str
    offered: tuple[FollowUp, ...]
    chosen: str


def wanted_follow_up(interview: Interview, state: State, heard: Heard, setting: Setting, patience: Patience) -> str:
    """Looked for where the engine might ask one. Whether it does is the engine's to say."""
    if state.follow_ups_used >= conducting.engine_plan(interview).follow_ups_to(heard.question):
        return ""
    return follow_up_to(heard, setting, patience)


def follow_up_to(heard: Heard, setting: Setting, patience: Patience) -> str:
    """Its words, empty where the answer leaves nothing open or nothing suits."""
    planned = setting.bank_question(heard.question)
    with company_scope(setting.company):
        question = Question.objects.filter(pk=planned).first() if planned else None
        own = list(FollowUp.objects.filter(question=question, state=Standing.ACTIVE)) if question else []
    # What is asked of everybody later is not asked of anybody before.
    taken = (*setting.asked, *setting.still_to_ask)
    own = [each for each in own if not was_asked(each.text, taken) and not takes_for_said(each.text, heard)]
    shows = question.shows if question else ""
    chosen = by_rules(heard.answer, shows, [(each.when, each.text) for each in own]) if says_something(heard.answer) else ""
    if not chosen and len(heard.answer.split()) < SHORT:
        chosen = _more(setting)
    if not can_ask_a_model(setting.company):
        return chosen
    near = follow_ups_for(question.pk if question else None, heard.answer, setting, patience)
    known = (*taken, *(mine.text for mine in own))
    others = [each for each in near if not was_asked(each.text, known) and not takes_for_said(each.text, heard)]
    return _by_a_model(Open(heard, shows, tuple([*own, *others][:OFFERED]), chosen), setting, patience)


def by_rules(answer: str, shows: str, offered: Sequence[tuple[str, str]]) -> str:
    """Occasion and text. The one whose occasion is most like this answer; none where the answer says what a good one shows."""
    words = len(answer.split())
    if not offered or (words >= LONG and _covers(answer, shows)):
        return ""
    if words >= SHORT and not shows:
        return ""
    best = max(range(len(offered)), key=lambda at: nearness(answer, offered[at][0]) + PUT_FIRST * (at == 0))
    return offered[best][1]


def says_something(answer: str) -> bool:
    """Enough to follow up on what somebody thought of when they wrote a follow-up."""
    return len(answer.split()) >= FEWEST and not answer.rstrip().endswith("?")


def takes_for_said(follow_up: str, heard: Heard) -> bool:
    """It speaks of "that link" to somebody who named no link."""
    said = stems(f"{heard.answer} {heard.question} {heard.asked}")
    return any(noun not in OF_ANYTHING and not stems(noun) <= said for noun in POINTED_AT.findall(follow_up.lower()))


def _more(setting: Setting) -> str:
    """What presupposes nothing, another each time."""
    left = [each for each in TELL_MORE[setting.language] if not any(each in asked for asked in setting.asked)]
    return left[0] if left else ""


def is_of_a_bank(text: str) -> bool:
    """Inside the company's scope."""
    return FollowUp.objects.filter(text=text).exists()


def _covers(answer: str, shows: str) -> bool:
    wanted = [part.strip() for part in PARTS.split(shows) if len(part.split()) > 1]
    said = [each for each in sentences(answer) if each.strip()]
    if not wanted or not said:
        return True
    return sum(max(nearness(part, each) for each in said) for part in wanted) / len(wanted) >= COVERED


def _by_a_model(left: Open, setting: Setting, patience: Patience) -> str:
    chosen, offered = left.chosen, left.offered
    inputs = FollowUpInputs(
        question=left.heard.asked,
        answer=left.heard.answer,
        good_answer_shows=left.shows,
        offered=tuple(f"{number}. {each.text} (suits where: {each.when})" for number, each in enumerate(offered, 1)),
        by_rules=chosen,
        language=LANGUAGES[setting.language],
    )
    try:
        answer = wait(models_of(setting.company, interview=setting.interview).run(CHOOSE_FOLLOW_UP, inputs, pace=patience.pace(READING)))
    except AIError:
        return chosen
    found = answer.output
    if answer.made.is_builtin:
        return chosen
    if found.leaves_nothing_open:
        return ""
    if 1 <= found.number <= len(offered):
        return offered[found.number - 1].text
    return found.own_words if _is_fit(found.own_words, left.heard, setting) else chosen


def _is_fit(text: str, heard: Heard, setting: Setting) -> bool:
    try:
        check(text, setting.language)
    except Unfit:
        return False
    is_fair = is_in(setting.language, text) and numbers_are_from(text, (heard.answer, heard.asked))
    return is_fair and is_one_question(text, setting.language) and not was_asked(text, (*setting.asked, *setting.still_to_ask))
