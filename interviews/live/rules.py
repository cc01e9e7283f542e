"""What a candidate's words are, by plain rules: whether they are ready, ask something, do not know, or answer.

Only short texts are anything but an answer: whoever writes three sentences answers, whatever word they begin with. What asks
the interviewer to do something else than interview is an answer, too, and judged as one.
"""

import re
from dataclasses import dataclass, replace

from interviews.engine.events import Meaning
from interviews.engine.state import Phase
from interviews.live.not_knowing import does_not_know, might_not_know
from interviews.live.wishes import wish_of

# In words. The first may be all of an aside, the second has room for a reason beside it.
ASIDE, SHORT = 12, 25
FILLER = (
    r"(?:(?:h+m+|u+m+|u+h+|er+m*|oh|ah|well|so|sorry|honestly|i(?:'m| am) (?:(?:so|very|really) )?sorry|thanks|thank you|hi|hello|hey|good (?:morning|afternoon|evening)"
    r"|äh+m?|(?:es )?tut mir leid|naja|tja|also|hallo|guten (?:tag|morgen|abend)|entschuldigung|danke|ehrlich gesagt|leider"
    r"|bueno|pues|eh|hola|buenos días|buenas(?: tardes)?|perdón|perdone|gracias|lo siento|lo lamento|disculpe"
    r"|euh|ben|bon|alors|bonjour|bonsoir|pardon|je suis désolée?|désolée?|merci|excusez-moi)\b[\s,.!…:-]*)*"
)
# Whatever follows it: a text that goes on with a sentence of its own is no aside.
END = r"(?=[\s,.!…]*(?:$|noch\b|more\b|encore\b|más\b|please\b|bitte\b|por favor\b|s'il (?:vous|te) plaît\b|thanks\b|danke\b|gracias\b|merci\b|to think\b|zum nachdenken\b|para pensar\b|pour réfléchir\b|[,.!…;:-]))"
YES = (
    r"yes|yep|yeah|yup|sure|ready|i'?m (?:all )?(?:ready|set)|i am (?:all )?(?:ready|set)|ok|okay|of course|absolutely|certainly|definitely|fine|go\b|go ahead|let'?s (?:go|start|begin|do (?:it|this))"
    r"|we can (?:start|begin|go)|shall we (?:start|begin)|all set|no problem,? let'?s|(?:that )?works|sounds good|begin|start\b"
    r"|ja|jawohl|gerne?|klar|natürlich|bereit|ich bin (?:so ?weit|bereit|da)|los(?: geht'?s)?|wir können|von mir aus|auf geht'?s|kann losgehen|es kann losgehen|passt|einverstanden|in ordnung|sicher"
    r"|sí|si|claro|vamos|adelante|list[oa]|estoy list[oa]|(?:ya )?podemos|empecemos|cuando quiera|por supuesto|de acuerdo|vale|empezamos|comencemos|preparad[oa]|estoy preparad[oa]"
    r"|oui|ouais|d'accord|bien sûr|prête?|je suis prête?|allons-y|on (?:peut|y va|commence)|nous pouvons|volontiers|avec plaisir|c'est bon|commençons|c'est parti|quand vous voulez"
)
NO = (
    r"no|nope|not (?:yet|quite|now|really|right now)|nothing|none|no(?: more| further)? questions|that'?s (?:all|it|everything)|that is (?:all|it|everything)|that was (?:all|it|everything)"
    r"|i'?m (?:good|fine|not ready)|i am (?:good|fine|not ready)|i think (?:i'?m good|that'?s (?:all|it)|that was all)|all (?:good|clear)|i (?:don'?t|do not) (?:have|think i have) (?:any|a|more)\b.*questions?|can we do (?:it|this) later"
    r"|everything is clear|i have no(?: more| further| other)? questions?|you(?:'ve| have) answered everything|i'?d rather not"
    r"|nein|nö|noch nicht|nichts(?: mehr| weiter)?|keine(?: weiteren)?(?: fragen)?|das war'?s|das wäre alles|das ist alles|das war alles|alles (?:klar|gut)|ich habe keine|nicht (?:wirklich|jetzt|ganz)|ich bin (?:noch )?nicht|momentan nicht|im moment nicht"
    r"|nada(?: más)?|todavía no|aún no|eso es todo|eso sería todo|ningun[oa]|no,? gracias|no tengo(?: más| ninguna)? preguntas?|está todo claro|todo claro|ahora no"
    r"|non|pas encore|rien(?: d'autre| de plus)?|aucune(?: question)?|c'est (?:tout|bon|clair)|ce sera tout|tout est clair|je n'ai (?:pas|plus|aucune)(?: de| d'autres)? ?questions?|pas (?:vraiment|maintenant|pour l'instant)|je ne suis pas (?:encore )?prête?"
)
MOMENT = (
    r"(?:please )?(?:one|a|just (?:a|one)|give me (?:a|one|two|2|5|five|some)|(?:i )?need (?:a|one)|could i have a|can i have a|may i have a|two|2|5|five) ?(?:short |quick |little )?(?:moment|minutes?|seconds?|secs?|mins?|time)"
    r"|wait(?: a (?:moment|minute|second|sec))?|hold on|hang on|bear with me|brb|be right back|let me (?:think|read|collect my thoughts)|(?:let me|i'?ll|i will) (?:just |quickly )?(?:get|grab|fetch) .{1,40}|i need (?:a moment|to think|some time)|i(?:'ll| will) be right back|just a sec"
    r"|(?:bitte )?(?:einen|nur einen|kurzen|einen kurzen|eine|nur eine|geben sie mir (?:bitte )?(?:einen|eine|kurz|zwei)|ich brauche (?:noch )?(?:einen|eine|kurz)) ?(?:kleinen |kurzen )?(?:moment|augenblick|minuten?|sekunden?)|moment|augenblick|sekunde|warten sie|ich muss (?:kurz )?(?:nachdenken|überlegen)|lassen sie mich (?:kurz )?(?:nachdenken|überlegen)|gleich|bin gleich (?:da|zurück|so ?weit)|kurz"
    r"|(?:un|deme un|dame un|me da un|necesito un) ?(?:momento|momentito|segundo|minuto|minutos|instante)|espere(?: un (?:momento|segundo|minuto))?|déjeme pensar|deje que piense|tengo que pensar|ahora (?:mismo )?vuelvo|enseguida"
    r"|(?:un|une|donnez-moi (?:un|une)|laissez-moi (?:un|une)|il me faut (?:un|une)|juste (?:un|une)|j'ai besoin d'une?) ?(?:petit |petite )?(?:moment|instant|seconde|minute)|attendez(?: (?:un|une) (?:moment|instant|seconde|minute))?|laissez-moi réfléchir|je dois réfléchir|je réfléchis|j'arrive|je reviens"
)
ASKS = (
    r"what (?:do|did) you mean|what exactly|(?:could|can|would) you (?:please )?(?:explain|clarify|rephrase|repeat|say|reword|give (?:me )?(?:an|some) example|be more specific|ask)|i (?:don'?t|do not|didn'?t|did not) (?:really |quite |fully )?(?:understand|get|follow|catch) (?:the question|what you|that|this|it|your question)|i don'?t understand|do you mean|you mean|what was the question|sorry,? what|pardon|come again|repeat|please (?:repeat|explain|rephrase)|not sure (?:what you mean|i understand)|can i (?:ask|answer|use|talk|choose)|is it (?:ok|okay|fine|possible)|should i|may i"
    r"|was (?:meinen sie|heißt das|genau)|wie (?:meinen sie|ist das gemeint|bitte)|ich verstehe (?:die frage |das |sie )?(?:leider )?nicht|(?:können|könnten) sie (?:das |die frage |mir )?(?:bitte )?(?:noch ?mal |noch einmal |näher )?\w*(?:erklären|wiederholen|erläutern|anders|umformulieren|ein beispiel|sagen|formulieren)|meinen sie|was war die frage|(?:bitte )?(?:wiederholen|noch ?mal|noch einmal)|darf ich|soll ich|kann ich (?:auch|hier|ein)"
    r"|¿?(?:a )?qué (?:quiere decir|se refiere|significa)|no (?:entiendo|comprendo|entendí|he entendido)|¿?(?:me )?(?:puede|podría) (?:por favor )?(?:explicar|repetir|aclarar|reformular|explicarme|repetirme|decir|dar|poner)|¿?se refiere|¿?cómo dice|¿?perdón\?|(?:puede )?repita|¿?puedo|¿?debo"
    r"|que voulez-vous dire|qu'entendez-vous|je ne (?:comprends|saisis) pas|je n'ai pas (?:bien )?(?:compris|saisi|entendu)|(?:pouvez|pourriez)-vous (?:s'il vous plaît )?(?:m'|me )?\w*(?:expliquer|préciser|répéter|reformuler|donner|redire)|vous voulez dire|vous parlez de|comment ça|puis-je|est-ce que je (?:peux|dois)|dois-je"
)
ASKS_IN_GENERAL = (
    r"(?:who|what|when|where|why|how|which|is|are|do|does|did|can|could|will|would|may|should|have|has|am)\b"
    r"|(?:wer|was|wann|wo|wohin|warum|wieso|wie|welche[rsnm]?|ist|sind|gibt|kann|könnte|muss|darf|werden?|wird|habe|hat|haben)\b"
    r"|(?:quién(?:es)?|qué|cuándo|dónde|por qué|cómo|cuánt[oa]s?|cuál(?:es)?|hay|puedo|podría)\b"
    r"|(?:qui|que|quand|où|pourquoi|comment|combien|quel(?:le)?s?|est-ce|y a-t-il|puis-je|pourrais-je|qu'est-ce)\b"
)
WANTS_TO_ASK = (
    r"(?:yes,? ?|oh )?(?:i (?:do )?have (?:a|one|some|another|two|a few)(?: more)?(?: \w+)? questions?|one more(?: question| thing)?|a question)|yes|yeah|yep|sure"
    r"|(?:ja,? ?)?(?:ich (?:habe|hätte) (?:da )?(?:noch )?(?:eine|ein paar|einige)(?: \w+)? fragen?|noch eine(?: frage)?|eine frage)|ja|gerne"
    r"|(?:sí,? ?)?(?:tengo (?:una|otra|algunas|unas|dos)(?: \w+)? preguntas?(?: más)?|una (?:pregunta|cosa) más|una pregunta)|sí|claro"
    r"|(?:oui,? ?)?(?:j'(?:ai|aurais) (?:une|une autre|encore une|quelques|des|deux)(?: \w+)? questions?|encore une(?: question)?|une question)|oui|volontiers"
)
NO_PROBLEM = r"no problem|no worries|kein problem|ningún problema|pas de (?:problème|souci)"
ASKS_TO_BEGIN = r"(?:start|begin|go|los|anfangen|beginnen|empezamos|empezar|commence|commencer|y va)\s*\?$"
THANKS = r"\b(?:thanks?|thank you|danke|dankeschön|gracias|merci)\b"
# What is said to a model, and not to an interviewer. No model is asked what that means.
# Without a mark at its end: what asks an interviewer something is not told in these words.
ASKS_BACK = (
    r"(?:which|what|who|how|why|where|when) (?:\w+ ){0,3}(?:do|did|does|would|should|can|are) you\b|(?:do|are|can|could|would|will|should|may) (?:you|i)\b|(?:is|are) (?:this|that|it|there|they|we)\b"
    r"|(?:welche\w*|was|wie|wen|wo) (?:\w+ ){0,2}(?:meinen|wollen|möchten|brauchen|erwarten|denken) sie\b|wird (?:das|dies|es)\b"
    r"|(?:cuál|qué|cómo|quién) (?:\w+ ){0,2}(?:quiere|espera|busca|necesita|prefiere)\b"
    r"|(?:lequel|laquelle|quel\w*|que|qui|comment) (?:\w+ ){0,2}(?:voulez|attendez|cherchez|préférez)-vous\b|est-ce que\b"
)
# What somebody says of themselves, where nothing in it asks.
REMARK = r"(?:i|i'?(?:m|ve|d|ll)|we|my|it|that|this|you|your|ich|wir|mein\w*|es|das|sie|yo|me|mi|he|tengo|soy|estoy|creo|fue|je|j'\w+|nous|mon|ma|c'\w+|vous)\b"
ASKS_TO_KNOW = r"know|wonder|\bask|question|interested|curious|tell|hear|learn|wüsste|wissen|frag|interess|erfahren|hören|saber|pregunt|interesa|conocer|savoir|demand|connaître|intéress|\bif\b|\bob\b|whether"
ORDERS = (
    r"\b(?:ignor\w*|disregard|forget|override|instructions?|rules|prompt|(?:text|words) above|system|assistant|developer|jailbreak|scores?|anweisung\w*|vergiss|vergessen|regeln|punktzahl"
    r"|instrucciones|olvid\w*|reglas|puntuación|oubli\w*|règles)\b"
)
# Where rules find nothing, these hint that a reader might.
HINTS = r"\b(?:question|understand|mean|know|sure|remember|example|frage|versteh\w*|mein\w*|weiß|sicher|beispiel|pregunta|entend\w*|sé|seguro|ejemplo|question|compren\w*|sais|sûre?|exemple|think|later|später|luego|tard)\b"


@dataclass(frozen=True, slots=True)
class Reading:
    meaning: Meaning
    # Another reader might see it otherwise.
    is_sure: bool = True


def read_by_rules(text: str, phase: Phase, *, after_moment: bool = False) -> Reading:
    """`after_moment`: they had asked for one, and an "ok" says that they are back."""
    said = " ".join(text.lower().replace("’", "'").replace("´", "'").split()).strip("\"'“”„«»¿¡()-–— ")
    words = len(said.split())
    if not said:
        return Reading(Meaning.NO if phase is Phase.CANDIDATE_QUESTIONS else Meaning.ANSWER)
    if not re.search(ORDERS, said) and (wish := _wish(said, phase, after_moment=after_moment)):
        return Reading(wish)
    of_phase = {Phase.INTRODUCTION: _of_readiness, Phase.CANDIDATE_QUESTIONS: _of_their_turn}.get(phase, _of_an_answer)
    reading = of_phase(said, words)
    if not re.search(ORDERS, said):
        return reading
    is_doubtful = of_phase is _of_an_answer and not reading.is_sure
    return Reading(Meaning.ANSWER) if is_doubtful else replace(reading, is_sure=True)


def asks_for_an_example(text: str) -> bool:
    """Of the interviewer."""
    return re.search(r"\b(?:example|beispiel|ejemplo|exemple)\b", text.lower()) is not None


def _wish(said: str, phase: Phase, *, after_moment: bool) -> Meaning | None:
    wish = wish_of(said, is_asked=phase is not Phase.INTRODUCTION, after_moment=after_moment)
    # Before it begins there is nothing to skip: whoever would rather not is waited for.
    return None if wish is Meaning.SKIP and phase is Phase.INTRODUCTION else wish


def _of_an_answer(said: str, words: int) -> Reading:
    if words > SHORT:
        return Reading(Meaning.ANSWER)
    if words <= ASIDE and _is_all(MOMENT, said):
        return Reading(Meaning.A_MOMENT)
    if asks := _asked_back(said, words):
        return asks
    if does_not_know(said):
        return Reading(Meaning.DOES_NOT_KNOW)
    might_ask = _has(ASKS, said) and words <= ASIDE
    is_sure = (words > ASIDE or not (might_ask or re.search(HINTS, said))) and not might_not_know(said)
    return Reading(Meaning.QUESTION if might_ask else Meaning.ANSWER, is_sure=is_sure)


def _asked_back(said: str, words: int) -> Reading | None:
    asks_alone = said.endswith("?") and (words <= 15 or not re.search(r"[.!]", said))
    if _begins(ASKS, said) or asks_alone:
        return Reading(Meaning.QUESTION, is_sure=words <= ASIDE or said.endswith("?"))
    asks_unmarked = words <= ASIDE and not re.search(r"[.!,;:]", said) and _begins(ASKS_BACK, said)
    return Reading(Meaning.QUESTION, is_sure=False) if asks_unmarked else None


def _of_readiness(said: str, words: int) -> Reading:
    if words <= SHORT and _is_all(MOMENT, said):
        return Reading(Meaning.A_MOMENT)
    if "?" in said and not re.search(ASKS_TO_BEGIN, said):
        return Reading(Meaning.QUESTION)
    if _begins(NO, said) and not _begins(NO_PROBLEM, said):
        return Reading(Meaning.NO, is_sure=words <= ASIDE)
    if not _begins(YES, said) and _begins(ASKS_IN_GENERAL, said) and words <= SHORT:
        return Reading(Meaning.QUESTION, is_sure=False)
    return Reading(Meaning.YES, is_sure=_begins(f"{YES}|{NO_PROBLEM}", said) or words > SHORT)


def _of_their_turn(said: str, words: int) -> Reading:
    if said.endswith("?"):
        return Reading(Meaning.QUESTION)
    if words <= ASIDE and _is_all(MOMENT, said):
        return Reading(Meaning.A_MOMENT)
    has_thanked = words <= 8 and re.search(THANKS, said) and not _begins(ASKS_IN_GENERAL, said)
    if has_thanked or (words <= ASIDE and _begins(NO, said) and "?" not in said):
        return Reading(Meaning.NO)
    if words <= 8 and _is_all(WANTS_TO_ASK, said):
        # Asked to go on, they do.
        return Reading(Meaning.A_MOMENT)
    return _question_or_remark(said, words)


def _question_or_remark(said: str, words: int) -> Reading:
    is_short = words <= SHORT and "?" not in said
    if is_short and does_not_know(said):
        return Reading(Meaning.NO)
    if is_short and _begins(REMARK, said) and not re.search(ASKS_TO_KNOW, said):
        return Reading(Meaning.ANSWER, is_sure=False)
    return Reading(Meaning.QUESTION, is_sure=words > ASIDE or _begins(ASKS_IN_GENERAL, said))


def _begins(pattern: str, said: str) -> bool:
    return re.match(rf"{FILLER}(?:{pattern})(?!\w)", said) is not None


def _is_all(pattern: str, said: str) -> bool:
    """It begins so, and what follows is no sentence of its own."""
    return re.match(rf"{FILLER}(?:{pattern})(?!\w){END}", said) is not None


def _has(pattern: str, said: str) -> bool:
    return re.search(rf"(?<!\w)(?:{pattern})", said) is not None
