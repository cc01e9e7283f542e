"""What a candidate's words are, by plain rules: whether they are ready, ask something, do not know, or answer.

Only short texts are anything but an answer: whoever writes three sentences answers, whatever word they begin with.
"""

import re

from interviews.engine.events import Meaning
from interviews.engine.state import Phase

SHORT, VERY_SHORT = 25, 8
YES = r"yes|yep|yeah|sure|ready|ok|okay|of course|let'?s (go|start|begin)|go ahead|ja|gerne|klar|bereit|los|sí|si|claro|vamos|adelante|list[oa]|oui|d'accord|bien sûr|prête?|allons-y|on peut"
NO = r"no|nope|not yet|nothing|none|no questions|that'?s all|that is all|i'?m good|nein|noch nicht|nichts|keine( fragen| weiteren)?|das war('?s| alles)|nada|todavía no|eso es todo|ninguna|non|pas encore|rien|aucune|c'est tout"
MOMENT = r"(one |a |just a |give me a )?(moment|minute|second|sec)\b|wait|hold on|let me think|(einen |kurzen )?(moment|augenblick)|warten|(un |deme un )?(momento|segundo|minuto)|espere|(un |une )?(moment|instant|seconde|minute)\b|attendez"
DOES_NOT_KNOW = (
    r"i (do not|don'?t|dont) (really )?know|no idea|not sure what to say|i have no (idea|example|answer)|can'?t (think of|answer)|cannot (think of|answer)|never had|pass\b"
    r"|(ich )?weiß (ich |es |das )?(leider )?nicht|keine ahnung|fällt mir nichts ein|kein beispiel"
    r"|no (lo )?sé|ni idea|no se me ocurre|no tengo (ningún )?ejemplo"
    r"|je ne sais pas|aucune idée|pas d'exemple|je n'ai pas d'exemple"
)
ASKS = r"what do you mean|could you (explain|clarify|rephrase)|can you (explain|clarify|rephrase)|i don'?t understand|was meinen sie|wie meinen sie|ich verstehe (die frage )?nicht|können sie .*erklären|qué quiere decir|no entiendo|puede explicar|que voulez-vous dire|je ne comprends pas|pouvez-vous (expliquer|préciser)"


def meaning_of(text: str, phase: Phase) -> Meaning:
    said = " ".join(text.lower().replace("’", "'").split())
    words = len(said.split())
    if phase is Phase.INTRODUCTION:
        return _of_readiness(said, words)
    if phase is Phase.CANDIDATE_QUESTIONS:
        return _of_their_question(said, words)
    if words <= VERY_SHORT and _begins(MOMENT, said):
        return Meaning.A_MOMENT
    if words <= SHORT and _has(DOES_NOT_KNOW, said):
        return Meaning.DOES_NOT_KNOW
    if words <= SHORT and (_has(ASKS, said) or (said.endswith("?") and words <= 15)):
        return Meaning.QUESTION
    return Meaning.ANSWER


def _of_readiness(said: str, words: int) -> Meaning:
    if _begins(MOMENT, said):
        return Meaning.A_MOMENT
    if words <= SHORT and _begins(NO, said):
        return Meaning.NO
    return Meaning.QUESTION if said.endswith("?") and not _begins(YES, said) else Meaning.YES


def _of_their_question(said: str, words: int) -> Meaning:
    if said.endswith("?"):
        return Meaning.QUESTION
    if words <= VERY_SHORT and _begins(MOMENT, said):
        return Meaning.A_MOMENT
    if not said or _begins(NO, said) or (words <= VERY_SHORT and re.search(r"\b(thank|thanks|danke|gracias|merci)\b", said)):
        return Meaning.NO
    return Meaning.QUESTION


def _begins(pattern: str, said: str) -> bool:
    return re.match(rf"(?:{pattern})(?!\w)", said) is not None


def _has(pattern: str, said: str) -> bool:
    return re.search(rf"(?<!\w)(?:{pattern})", said) is not None
