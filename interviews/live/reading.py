"""What a candidate's words are: by rules and, where these are not sure, by a model that reads them, too.

Asks a provider: whoever calls holds no transaction and no scope.
"""

from accounts.gateway import models_of
from ai.errors import AIError
from ai.waiting import wait
from interviews.engine.events import Meaning
from interviews.engine.state import Phase
from interviews.live.patience import READING, Patience
from interviews.live.rules import read_by_rules
from interviews.live.setting import Setting
from interviews.prompts.conversation import READ_ANSWER, Moment, ReadInputs

MOMENTS = {Phase.INTRODUCTION: Moment.BEGINNING, Phase.CANDIDATE_QUESTIONS: Moment.THEIR_TURN}
# What words can be where they are said. A question of the interview is answered with yes or no, too. That somebody wants to
# skip, to stop or a person is for plain lists alone to find: no model makes the interview leave a question out.
POSSIBLE = {
    Phase.INTRODUCTION: (Meaning.YES, Meaning.NO, Meaning.A_MOMENT, Meaning.QUESTION),
    Phase.CANDIDATE_QUESTIONS: (Meaning.NO, Meaning.A_MOMENT, Meaning.QUESTION, Meaning.ANSWER),
}
OF_AN_ANSWER = (Meaning.ANSWER, Meaning.A_MOMENT, Meaning.QUESTION, Meaning.DOES_NOT_KNOW)


def meaning_of(answer: str, question: str, setting: Setting, patience: Patience) -> Meaning:
    by_rules = read_by_rules(answer, setting.phase, after_moment=setting.had_moment)
    if by_rules.is_sure:
        return by_rules.meaning
    inputs = ReadInputs(question, answer, MOMENTS.get(setting.phase, Moment.INTERVIEW), by_rules.meaning)
    try:
        read = wait(models_of(setting.company, interview=setting.interview).run(READ_ANSWER, inputs, pace=patience.pace(READING)))
    except AIError:
        return by_rules.meaning
    found = read.output.meaning
    return found if found in POSSIBLE.get(setting.phase, OF_AN_ANSWER) else by_rules.meaning


def says_more_than(meaning: Meaning, answer: str, setting: Setting) -> bool:
    """Whether it may be the beginning of an answer, too: plain lists alone know words that can be nothing else."""
    by_rules = read_by_rules(answer, setting.phase, after_moment=setting.had_moment)
    return not (by_rules.is_sure and by_rules.meaning is meaning)
