"""Words that say nothing of somebody's work: politeness, that they do not know, and why they would rather not. In four languages.

What consists of these alone is no answer. One word beside them may be one, and whoever answers is never taken for somebody
who does not know: what stands here is a whole clause, and never the mere beginning of one ("I never…", "weiter…").
"""

import re

# In words. Who says more than this tells something, too.
LONGEST = 25
SEPARATORS = r"[\s,.!?…;:()\"“”„«»¿¡–—-]"
WORDS = re.compile(SEPARATORS.replace("[", "[^") + "+")
SMALL = (
    r"please|thanks?|thank you(?: (?:so|very) much)?|sorry|(?:i'?m|i am) (?:(?:so|very|really) )?(?:sorry|afraid)|excuse me|then|now|right now|for now|just|well|so|ok(?:ay)?|all ?right|oh|ah|er+m?|no|yes|yeah|hm+|uh+m?|um+|but|and|maybe|perhaps|actually|honestly|unfortunately|to be honest"
    r"|if (?:that'?s|that is|it'?s|it is) (?:ok|okay|possible|fine|all right)|if (?:i may|possible|you don'?t mind)"
    r"|bitte|danke(?: schön)?|dankeschön|dann|jetzt|mal|also|nein|nee|ja|entschuldigung|(?:es )?tut mir (?:sehr |wirklich )?leid|leider|aber|vielleicht|lieber|und|äh+m?|öhm?|tja|naja|na ja|ehrlich gesagt|wenn (?:das|es) (?:geht|möglich ist|in ordnung ist)|wenn möglich"
    r"|por favor|(?:muchas )?gracias|entonces|ahora|perdón|perdone|disculpe|pero|sí|si|bueno|pues|mejor|lo (?:siento|lamento)(?: mucho)?|y|eh|la verdad|sinceramente|si (?:es posible|no le importa|puede ser)"
    r"|s'il (?:vous|te) plaît|merci(?: beaucoup)?|alors|maintenant|pardon|non|oui|mais|bon|ben|euh|eh bien|plutôt|(?:je suis )?(?:vraiment )?désolée?|excusez-moi|malheureusement|honnêtement|et|si possible|si c'est possible|si ça ne vous dérange pas"
)
# What stands beside "I do not know" and tells nothing.
EMPTY = (
    r"that|this|it|these|those|such|an?|any|one|the|things?|something|anything|like|of|on|about|for|with|to|from|at|in|my|me|mind|head|moment|right now|here|today|before|yet|ever|myself|question|answer|examples?|ideas?|experience|situations?|case|kind|sort|really|actually|all|either|off the top"
    r"|das|dazu|dafür|davon|damit|darüber|darauf|daran|da|so ?etwas|so ?was|so|etwas|im|zu|auf|von|mit|die|der|dem|diese[rnms]?|frage|antwort|thema|gerade|moment|momentan|spontan|auch|hier|selbst|bisher|mir|ein|noch|passendes|gutes|wirklich|überhaupt"
    r"|eso|esto|ello|algo|así|de|nada|mismo|en|este|esta|esa|momento|la|el|pregunta|a|al respecto|sobre|realmente|cabeza|mente|qué|ningun[oa]|ningún|ejemplo|mucho|muy bien"
    r"|ça|cela|rien|à|l'esprit|ce|cette|tout de suite|pour|sur|comme|du tout|encore|moi-même|là-dessus|d'exemples?|d'idées?|précis|tête|là|vraiment|y|pas|une? telle? situation"
)
ADVERB = (
    r"(?:really|just|honestly|unfortunately|actually|simply|sadly"
    r"|leider|auch|gerade|jetzt|wirklich|spontan|im moment|momentan|so|da|dazu|dafür|darüber|darauf|daran|damit|ehrlich gesagt|selbst|bisher|hierzu|es|das|mir|ich|gar|noch|so ?etwas|so ?was|überhaupt|aber)"
)
UNKNOWN = (
    rf"(?:i )?(?:{ADVERB} )*(?:do not|don'?t|wouldn'?t|would not) (?:{ADVERB} )*know(?: (?:what|how) to (?:say|answer|respond)|(?: the| an| any)? answer| what that is)?|i (?:{ADVERB} )*(?:do not|don'?t) (?:{ADVERB} )*have (?:an?|any|much|a good) (?:good )?(?:examples?|answer|ideas?|experience)"
    r"|(?:i have |i'?ve |i'?ve got |i have got )?(?:absolutely )?no (?:such |good |real )?(?:idea|clue|examples?|answer|experience)|i(?:'m| am) clueless|(?:i'?m |i am )?not (?:really |quite |entirely )?sure(?: (?:what|how) to (?:say|answer|respond))?|i (?:haven'?t|have not) (?:got )?(?:a|any|the slightest) (?:idea|clue|example)"
    rf"|i (?:{ADVERB} )*(?:can'?t|cannot|can not) (?:{ADVERB} )*(?:think of|answer|say|recall|remember|come up with)|i (?:couldn'?t|could not) say|(?:i )?(?:do not|don'?t) (?:{ADVERB} )*(?:remember|recall)|nothing (?:really )?comes to mind|i can think of nothing|dunno|idk"
    r"|i(?:'ve| have)? never (?:(?:really|actually) )?(?:done|experienced|tried|heard of|been in|(?:did|worked with|used|seen) (?:that|this|it|such|anything)|had (?:to do )?(?:that|this|such|a (?:situation|case) like))|(?:never|haven'?t|have not|i haven'?t|i have not) (?:ever )?(?:done|tried|experienced) (?:that|this|it|such|anything)|(?:that|this|it)(?: has|'s)? never happened(?: to me)?"
    rf"|(?:{ADVERB} )*wei(?:ß|ss)(?: {ADVERB})* (?:nicht|nichts)(?: genau)?(?:,? was ich (?:da(?:zu)? )?(?:sagen|antworten) soll)?|(?:ich habe? |hab )?(?:{ADVERB} )*(?:keine ahnung|keinen? (?:blassen )?schimmer|keine (?:idee|erfahrung(?:en)?|antwort|vorstellung)|kein (?:passendes |gutes )?beispiel)"
    rf"|(?:{ADVERB} )*fällt(?: {ADVERB})* (?:nichts|kein (?:gutes |passendes )?beispiel|keins)(?: {ADVERB})* ein|(?:{ADVERB} )*habe? ich(?: {ADVERB})* (?:keine (?:ahnung|idee|erfahrung(?:en)?|antwort|vorstellung)|kein beispiel)"
    rf"|(?:die frage )?(?:{ADVERB} )*kann(?: {ADVERB})* (?:die frage )?(?:nicht|nichts) (?:genau )?(?:sagen|beantworten)|ich kann mich(?: {ADVERB})* nicht (?:{ADVERB} )*erinnern|(?:{ADVERB} )*kann ich mich(?: {ADVERB})* nicht erinnern|da muss ich (?:leider )?passen|(?:{ADVERB} )*kenne ich(?: {ADVERB})* nicht"
    rf"|(?:(?:das|so ?etwas|so ?was) )?habe? ich(?: {ADVERB})* nie (?:gemacht|erlebt|gehabt)|ich habe? (?:(?:das|so ?etwas|so ?was|damit) )(?:{ADVERB} )*nie (?:gemacht|erlebt|gehabt|gearbeitet)|(?:(?:das|so ?etwas|so ?was) )?hatte ich (?:bisher )?noch nie|noch nie (?:gemacht|erlebt|gehabt)|(?:das|so ?etwas|so ?was) ist mir(?: {ADVERB})* nie passiert"
    r"|(?:pues )?no (?:lo )?s[ée](?: (?:muy bien|la respuesta))?(?: (?:qué|que|cómo) (?:decir(?:le)?|contestar(?:le)?|responder(?:le)?))?|(?:no tengo )?(?:ni (?:la menor |la más remota )?|la menor |ninguna |mucha )idea|no tengo idea|no tengo (?:(?:ningún|ninguna|un|una|la|mucha|ni) )?(?:ejemplos?|experiencia|respuesta)"
    r"|(?:ahora )?no se me ocurre|(?:ahora )?no (?:lo |me )?(?:recuerdo|acuerdo)|no sabría(?: (?:qué |que |cómo )?(?:decir(?:le|lo)?|contestar(?:le)?|responder(?:le)?))?|no puedo (?:contestar|responder)|no me viene nada|no lo conozco"
    r"|(?:eso |esto )?(?:nunca|jamás) (?:lo )?he hecho|(?:yo )?(?:nunca|jamás) he hecho (?:eso|esto|algo así)|no (?:lo )?he hecho(?: (?:eso|esto|algo así))? nunca|(?:eso |esto )?(?:nunca|jamás) me ha (?:pasado|ocurrido|sucedido)|(?:eso |esto )?no me ha (?:pasado|ocurrido) nunca"
    r"|(?:ça )?je (?:ne )?(?:le )?sais (?:vraiment |absolument |trop )?pas(?: (?:quoi|comment) (?:dire|répondre)| vraiment)?|(?:ça )?j(?:'|e )?sais (?:vraiment |trop )?pas(?: trop)?(?: quoi (?:dire|répondre))?|ch?ais pas|je n'en sais rien|(?:je n'ai )?(?:absolument )?aucune (?:idée|expérience|réponse)|pas d'(?:idée|exemple|expérience)|aucun exemple|je n'ai (?:vraiment )?(?:pas|aucun) (?:d')?(?:une? )?(?:bon )?(?:exemple|idée|expérience|réponse)|je n'ai pas de réponse|j'ai (?:pas d'(?:idée|exemple|expérience)|aucune idée)"
    r"|je (?:ne )?vois pas|je (?:ne )?(?:me|m'en) (?:souviens|rappelle) (?:pas|plus)|je (?:ne )?peux pas (?:vous )?(?:répondre|dire)|je ne saurais (?:pas )?(?:dire|répondre)|rien ne me vient|je (?:ne )?connais pas"
    r"|je n'ai jamais (?:fait|vécu|eu) (?:ça|cela|ce genre de chose|(?:une )?telle (?:chose|situation))|j'ai jamais (?:fait|vécu) (?:ça|cela)|je (?:ne )?l'ai jamais (?:fait|vécu)|jamais (?:fait|vécu)|(?:ça|cela) (?:ne )?m'est jamais arrivé"
)
# Why somebody wants to skip or to stop. Alone it may be what they were asked.
REASONS = (
    r"because|since|as|weil|denn|da|porque|ya que|parce que|car|i (?:{0} )*(?:don'?t|do not|didn'?t|did not) (?:{0} )*(?:understand|get)(?: (?:the|this|that|your|it|question))*"
    r"|(?:ich verstehe|das verstehe ich)(?: (?:die|diese|das|frage|sie|leider))* nicht|no (?:lo )?entiendo(?: (?:la|esta|pregunta))*|je (?:ne )?comprends pas(?: (?:la|cette|question))*"
    r"|ich (?:das|es|dazu)? ?(?:leider )?(?:nicht weiß|keine ahnung habe)|i(?:'?m| am| feel| am feeling|'?m feeling) (?:(?:really|very|so|a bit|quite) )*(?:nervous|anxious|overwhelmed|tired|stuck)|ich bin (?:(?:gerade|so|sehr|etwas) )*(?:nervös|aufgeregt|überfordert)|estoy (?:(?:muy|un poco|tan) )*(?:nervios[oa]|agobiad[oa])|je suis (?:(?:très|un peu|vraiment|si) )*(?:nerveu(?:x|se)|stressée?|angoissée?)"
).replace("{0}", ADVERB)
# "I can't say" tells nothing, and "I can't say no" does.
CANNOT_REFUSE = r"\b(?:say|dire) (?:no|yes|non|oui)\b"
# Taken whole: a word that stands in two of the lists would double the ways to read the text, each time.
EMPTY_WORD = rf"(?>(?:{EMPTY})(?!\w))"
UNKNOWN_AT_ALL = rf"(?:{EMPTY_WORD}\s)*(?:{UNKNOWN})"
WOULD_RATHER_NOT = (
    r"i(?:'?d| would)? (?:rather|prefer)(?: to)? not|i give up|(?:das|dazu|darüber) möchte ich (?:lieber )?nichts?|ich möchte (?:das |dazu |darüber )?(?:lieber )?nichts?"
    r"|(?:prefiero|preferiría) no|je préfère(?:rais)? ne pas"
)
NOT_KNOWING = rf"{UNKNOWN_AT_ALL}(?:[\s,]+{EMPTY_WORD})*"


def is_only(said: str, *lists: str) -> bool:
    """Nothing but these one after the other, with marks between them or without: what was spoken often comes without any.

    Each place is looked at once: in one pattern, words that stand in several lists would take minutes.
    """
    words = [found.span() for found in WORDS.finditer(said)]
    if len(words) > LONGEST:
        return False
    told = [re.compile(each) for each in lists]
    reached = {0}
    for at, (start, _) in enumerate(words):
        if at in reached:
            ends = enumerate((end for _, end in words[at:]), at + 1)
            reached |= {after for after, end in ends if any(each.fullmatch(said, start, end) for each in told)}
    return len(words) in reached


def does_not_know(said: str) -> bool:
    """Of lower-case words."""
    return not re.search(CANNOT_REFUSE, said) and is_only(said, SMALL, REASONS, NOT_KNOWING) and not is_only(said, SMALL, REASONS)


def might_not_know(said: str) -> bool:
    """They begin so, or would rather not say: what follows may be an answer, and a reader may tell."""
    return re.match(rf"(?:(?:{SMALL})(?!\w){SEPARATORS}*+)*(?:{UNKNOWN_AT_ALL}|{WOULD_RATHER_NOT})(?!\w)", said) is not None
