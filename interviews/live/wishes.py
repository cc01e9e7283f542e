"""What candidates ask for in words that a button would do, too: to hear it again, to skip, to stop, a person. In four languages.

Plain lists alone decide it, and only where every word is part of a wish, of politeness, or of why: no model makes an interview
skip a question or stand still. In doubt it is an answer: a button stands beside it, and an answer that is lost is gone.
"""

import re

from interviews.engine.events import Meaning
from interviews.live.not_knowing import LONGEST, NOT_KNOWING, REASONS, SMALL, is_only

BETWEEN = re.compile(r"[.!?…;\n]+")
CLAUSES = re.compile(r"[.!?…;,\n]+|\s[–—-]+\s")
POLITE = rf"(?:[\s,]*(?:{SMALL})\b)*[\s,]*"
REPEAT = (
    r"(?:(?:can|could|would|will) (?:you|i|we) )?(?:please |just )*(?:repeat(?: (?:that|it|this|the|your|last|question|again|once|more))*|(?:say|ask|hear|read|have)(?: (?:that|it|this|the|your|question))+ (?:again|once more|one more time))"
    r"|once more|one more time|again|say again|come again|what was (?:the|your) question(?: again)?|i (?:didn'?t|did not) (?:hear|catch)(?: (?:that|it|you|the question))?|what|pardon(?: me)?"
    r"|(?:(?:können|könnten|würden) sie )?(?:(?:die|das|frage|bitte|mir|es|ihre|letzte|noch|mal|nochmal|einmal) )*(?:wiederholen|noch ?(?:ein)?mal (?:sagen|stellen|vorlesen))|noch ?(?:ein)?mal|wie bitte|(?:wie|was) war die frage(?: noch ?mal)?"
    r"|wiederholen sie(?: (?:das|die|frage|noch|einmal))*|das habe ich nicht gehört"
    r"|(?:me )?(?:puede|podría|puedes) (?:por favor )?(?:repetir(?:me|lo|la)?|decir(?:lo)? otra vez)(?: (?:la|esa|esta|pregunta|otra|vez|de|nuevo|eso))*|(?:puede )?repita(?: (?:la|pregunta|otra|vez|eso))*|otra vez|una vez más|cómo(?: dice)?|perdón|cuál era la pregunta"
    r"|(?:(?:pouvez|pourriez)-vous |vous pouvez )?(?:s'il vous plaît )?(?:me )?(?:la |le )?(?:répéter|redire|relire)(?: (?:la|votre|question|cela|ça|encore|une|fois))*|répétez(?: (?:la|votre|question|cela|ça))*|encore une fois|comment|quelle était la question|je n'ai pas (?:bien )?entendu(?: la question)?"
)
IS_ANYBODY_THERE = (
    r"hello|hi|hey|are you (?:still )?there|(?:is )?any(?:body|one) there|hallo|sind sie (?:noch )?da|ist (?:da )?jemand da"
    r"|hola|hay alguien(?: ahí)?|(?:está|sigue) (?:usted )?ahí|allô|allo|bonjour|vous êtes (?:toujours |encore )?là|(?:il )?y a quelqu'un"
)
# Of somebody who asked for a moment.
IS_BACK = (
    r"i'?m (?:back|ready|here)|i am (?:back|ready|here)|ready|back|here i am|go on|go ahead|continue|(?:we|you) can (?:go on|continue)|al{1,2} ?right|done|fine|sure"
    r"|so|bereit|ich bin (?:wieder )?(?:da|bereit|so ?weit|zurück)|(?:bin )?wieder da|weiter(?: geht'?s)?|(?:es )?kann weiter ?gehen|wir können(?: weiter(?:machen)?)?|gut|in ordnung"
    r"|vale|list[oa]|ya(?: estoy(?: (?:aquí|list[oa]|de vuelta))?)?|estoy (?:list[oa]|de vuelta)|sigamos|podemos seguir"
    r"|d'accord|prête?|je suis (?:prête?|de retour|là)|c'est bon|me re(?:voilà|voici)|on peut (?:continuer|reprendre)|continuons"
)
SKIP = (
    r"(?:(?:can|could|may|shall) (?:we|i|you) |let'?s |let us |i(?:'?d| would) (?:like|prefer|rather|love)(?: to)? |i (?:want|need|have|wish) to |(?:is it (?:ok|okay|possible|fine|all right)|would it be (?:ok|okay|possible)) (?:to |if (?:we|i) )|(?:do|would) you mind if (?:we|i) )"
    r"(?:please |just |rather |maybe )*(?:skip|pass)(?: (?:over|on|to|this|that|the|one|question|topic|next|here)| it(?! on))*"
    r"|(?:(?:can|could|may|shall) (?:we|i|you) |let'?s |let us )(?:please |just |maybe )*(?:move|go) on(?: to (?:the next|another)(?: one| question| topic)?)?|(?:i(?:'?d| would) (?:like|prefer|rather)(?: to)? |i want to )?(?:move|go) on to (?:the next|another) question|(?:(?:can|could|may|shall) (?:we|i|you) )?go to the next(?: one)? question|(?:can|could|may|shall) (?:we|i|you) go to the next(?: one)?|move on please|please move on"
    r"|skip(?: (?:over|to|this|that|it|the|one|question|topic|next|here))*|pass(?: on (?:this|that)(?: one| question)?| (?:this|that)(?: one| question)| here)?|i(?:'?ll| will)?(?: have to)? (?:just )?pass(?: on (?:this|that)(?: one| question)?| here)?|i(?:'?ll| will)? skip (?:this|that)(?: one| question)?"
    r"|(?:the )?next question|next(?: one)?|another question|(?:can|could|may) (?:i|we|you) (?:have|get|do|take|hear|ask(?: me)?) (?:the next|another|a different)(?: one| question)?|no comment"
    r"|i(?:'?d| would) (?:rather|prefer)(?: to)? not(?: to)?(?: (?:say|answer|talk|discuss|share|tell|go|comment))?(?: (?:that|this|it|on|about|into|the|question|you))*|i prefer not to (?:say|answer|talk|discuss|share|comment)(?: (?:that|this|it|on|about|the|question))*"
    r"|i (?:(?:do not|don'?t) (?:want|wish) to|won'?t|will not|refuse to) (?:answer|talk about|discuss) (?:that|this|it|the question)(?: question)?|i (?:do not|don'?t) (?:want|wish) to (?:answer|say)"
    r"|(?:(?:können|könnten|dürfen|wollen) wir |(?:kann|darf|könnte) ich |ich (?:möchte|will|würde(?=[^.!?]*\b(?:gerne?|lieber)\b)) |lassen sie uns |es wäre schön, wenn wir )?(?:(?:bitte|die|diese|das|sie|es|frage|gerne?|lieber|hier) )*(?:überspringen|auslassen|weglassen)(?: (?:können|dürfen|könnten))?|(?:die|diese|das) (?:frage )?(?:möchte|will|würde) ich (?:(?:gerne?|lieber|bitte) )+(?:überspringen|auslassen)|(?:die|diese|das) (?:frage )?(?:möchte|will) ich (?:überspringen|auslassen)|überspringen (?:wir|sie)(?: (?:bitte|das|die|diese|frage|es))*"
    r"|(?:die |zur )?nächsten?(?: frage)?|eine andere frage|weiter(?: zur nächsten(?: frage)?)?|(?:machen|gehen) (?:wir|sie) (?:bitte )?weiter|(?:können|könnten) wir (?:bitte )?(?:weitermachen|weiter ?gehen|(?:mit der |zur )nächsten(?: frage)?(?: weitermachen| gehen)?)|(?:ich )?passe|kein kommentar"
    r"|(?:(?:das|dazu|darauf|darüber|die frage|diese frage) (?:möchte|will|würde(?=[^.!?]*\b(?:gerne?|lieber)\b)) ich|ich (?:möchte|will|würde(?=[^.!?]*\b(?:gerne?|lieber)\b))) (?:(?:das|dazu|darauf|darüber|die frage|diese frage|lieber|gerne?|hier) )*nichts?(?: (?:sagen|beantworten|antworten|sprechen|reden))?"
    r"|(?:(?:podemos|puedo|podríamos|podría|vamos a|quiero|quisiera|prefiero|preferiría|me gustaría|es posible|(?:le )?importa si) )?(?:(?:saltar|omitir)(?:nos|la|me)?(?: (?:esta|la|pregunta|siguiente))*|pasar(?:la)?(?: (?:a|de|esta|la|pregunta|siguiente|otra))*)|paso(?: de esta(?: pregunta)?)?|(?:la )?siguiente(?: pregunta)?|otra pregunta|pasemos(?: a (?:otra(?: cosa)?|la siguiente))?(?: pregunta)?"
    r"|(?:prefiero|preferiría) no(?: (?:contestar|responder|decir(?:lo)?|hablar de (?:eso|esto)))?(?: a)?(?: (?:eso|esto|esa|esta|la))?(?: pregunta)?|no (?:quiero|voy a) (?:contestar|responder|hablar de (?:eso|esto))(?: a)?(?: (?:eso|esto|esa|esta|la))?(?: pregunta)?|sin comentarios"
    r"|(?:(?:peut-on|pouvons-nous|pourrait-on|pourrions-nous|(?:est-ce qu')?on (?:peut|pourrait)|puis-je|est-ce que (?:je peux|nous pouvons)|je (?:peux|voudrais|veux|préfère|préférerais|souhaite)|j'aimerais(?: mieux)?) )?(?:la )?(?:passer|sauter)(?: (?:à|la|cette|celle-ci|celle-là|question|suivante|une|autre))*|passons(?: (?:à|la|cette|question|suivante|autre|chose))*|je passe(?: (?:cette|la) question)?|(?:la )?(?:question )?suivante|une autre question"
    r"|je (?:préfère|préférerais) ne pas (?:y |en |le )?(?:répondre|dire|parler)(?: à (?:cette|la) question)?|je ne (?:veux|souhaite) pas (?:y |en |le )?(?:répondre|dire|parler)(?: à (?:cette|la) question)?|sans commentaire"
)
STOP = (
    r"stop(?: (?:it|this|that|here|the interview|now))*|(?:end|finish|quit|abort|cancel|terminate) (?:(?:the|this|our) interview|(?:this|our) conversation)(?: here)?|(?:that'?s )?enough|(?:a |(?:can|could) i have a |take a )?(?:short )?(?:pause|break),? please"
    r"|(?:i (?:want|would like|need|wish|have) to|i'?d like to|can (?:we|i)|could (?:we|i)|let'?s) (?:please )?(?:stop|pause|quit the interview|leave (?:the interview|now)|end (?:this|it|the interview|here)|(?:take|have) a (?:short )?(?:break|pause))(?: (?:here|now|the interview|this))*|can i leave|i need a (?:short )?(?:break|pause)"
    r"|i (?:can'?t|cannot|can not) (?:(?:go on|continue|do this)(?: any ?more| like this)?|do it (?:any ?more|like this))|i(?:'?m| am| feel| am feeling|'?m feeling) (?:(?:really|very|so|too|a bit|quite) )*(?:sick|ill|unwell|dizzy|faint|panicking)(?: (?:at the moment|today|to (?:answer|go on|continue|think)))?"
    r"|i(?:'?m| am| feel) (?:(?:far|much|way|just) )?too (?:nervous|anxious|overwhelmed)(?: (?:at the moment|today|to (?:answer|go on|continue|think)))?|i(?:'?m| am|)(?: do not| don'?t| not)? feel(?:ing)? (?:not )?(?:(?:so|very|too) )?(?:well|sick|ill)"
    r"|stopp|halt|schluss|aufhören|(?:eine )?(?:kurze )?pause,? bitte|beenden (?:sie|wir) (?:bitte )?(?:das|dieses) (?:gespräch|interview)|brechen (?:sie|wir) (?:bitte )?(?:das|dieses) (?:gespräch|interview) ab|(?:das )?interview (?:beenden|abbrechen)"
    r"|ich (?:möchte|will|muss|würde(?=[^.!?]*\b(?:gerne?|lieber)\b)) (?:(?:das|dieses|gespräch|interview|hier|jetzt|bitte|eine|kurze|gerne?) )*(?:aufhören|abbrechen|beenden|pause(?: machen)?)|(?:können|könnten) wir (?:(?:hier|das|bitte|gespräch|interview|eine|kurze) )*(?:aufhören|abbrechen|beenden|pause machen|unterbrechen)|ich brauche (?:eine )?(?:kurze )?pause"
    r"|ich kann nicht mehr|mir (?:ist|wird) (?:(?:gerade|so|sehr|ganz|etwas) )*(?:schlecht|übel|schwindelig)|mir geht(?: es|'?s) (?:gerade )?(?:nicht (?:so )?gut|schlecht)|ich bin (?:(?:gerade|sehr) )*(?:krank|(?:viel )?zu (?:nervös|aufgeregt)|überfordert)"
    r"|pare|basta|pausa,? por favor|termin(?:e|emos) la entrevista(?: (?:aquí|ya))*|(?:quiero|quisiera|necesito|me gustaría|podemos|puedo|podríamos) (?:parar|terminar|acabar|dejarlo|(?:hacer )?una pausa|(?:tomar )?un descanso)(?: (?:la entrevista|aquí|ya))*|no puedo (?:más|seguir|continuar)"
    r"|(?:me siento|estoy|me encuentro) (?:(?:muy|demasiado|un poco|tan) )*(?:mal|enferm[oa]|maread[oa])|(?:me siento|estoy) demasiado (?:nervios[oa]|agobiad[oa])"
    r"|arrêt(?:ez|ons)(?: (?:l'entretien|ici|là|tout|ça))*|ça suffit|une pause,? s'il (?:vous|te) plaît|termin(?:ez|ons) l'entretien|(?:je (?:veux|voudrais|souhaite|préfère)|j'aimerais|peut-on|on peut|pouvons-nous|puis-je) (?:m')?(?:arrêter|terminer|finir|faire une pause|une pause|mettre fin à)(?: (?:l'entretien|ici|là))*|j'ai besoin d'une pause"
    r"|je n'en peux plus|je (?:ne )?peux (?:plus|pas) continuer|je (?:me sens|suis) (?:(?:très|trop|un peu|vraiment|si) )*(?:mal|malade)|je (?:me sens|suis) (?:beaucoup )?trop (?:nerveu(?:x|se)|stressée?|angoissée?)|je ne me sens pas (?:très )?bien"
)
HELP = (
    r"(?:i (?:want|need|wish|would like|would prefer) to|i'?d (?:like|prefer) to|i'?d rather|can i|could i|may i|let me|is it possible to) (?:please )?(?:talk|speak) (?:to|with) (?:an? |some |the )?(?:actual |real )?(?:human(?: being)?|person|somebody|someone|recruiter)(?: (?:instead|else|real|from the company))*"
    r"|(?:a |an actual )?(?:human|real person)(?: being)?,? please|(?:give|get) me a (?:human|real person)(?: being)?|i need (?:some )?help|help(?: me)?|(?:can|could) (?:you|someone|somebody|anyone) (?:please )?help(?: me)?"
    r"|(?:ich (?:möchte|will|würde(?=[^.!?]*\b(?:gerne?|lieber)\b))|(?:kann|darf|könnte) ich) (?:(?:gerne?|bitte|kurz|direkt|lieber) )*mit (?:einem|einer|jemand(?:em)?)(?: (?:echten|richtigen))?(?: (?:menschen|person|mitarbeiter(?:in)?))? (?:sprechen|reden)|einen (?:echten )?menschen,? bitte|ich brauche (?:bitte )?hilfe|hilfe|(?:kann|könnte) mir (?:bitte )?(?:jemand|wer) helfen|können sie mir (?:bitte )?helfen"
    r"|(?:quiero|quisiera|necesito|puedo|podría|prefiero|me gustaría) hablar con (?:una persona|un (?:ser )?humano|alguien)(?: real)?|(?:un humano|una persona),? por favor|necesito ayuda|ayuda|ayúdeme|(?:me )?(?:puede|podría) (?:alguien )?ayudar(?:me)?"
    r"|(?:je (?:veux|voudrais|souhaite|préfère)|j'aimerais|puis-je|pourrais-je|est-ce que je (?:peux|pourrais)) parler (?:à|avec) (?:un (?:être )?humain|une (?:vraie )?personne|quelqu'un)|un humain,? s'il (?:vous|te) plaît|j'ai besoin d'aide|aidez-moi|à l'aide|pouvez-vous m'aider"
)
# Where several are said, the last of these is meant.
WISHES = {Meaning.SKIP: SKIP, Meaning.STOP: STOP, Meaning.HELP: HELP}


def wish_of(said: str, *, is_asked: bool, after_moment: bool = False) -> Meaning | None:
    """Of lower-case words. `is_asked`: a question of the interview stands, so that a hello asks whether anybody is there."""
    if len(said.split()) > LONGEST:
        return None
    if wish := _wish_for_more_than_words(said):
        return wish
    sentences = _parts(BETWEEN, said)
    if sentences and after_moment and all(_is(f"{IS_BACK}|", each) for each in _parts(CLAUSES, said)):
        return Meaning.REPEAT
    again = f"{REPEAT}|{IS_ANYBODY_THERE}" if is_asked else REPEAT
    return Meaning.REPEAT if sentences and all(_is(again, each) for each in sentences) else None


def _wish_for_more_than_words(said: str) -> Meaning | None:
    told = [SMALL, IS_ANYBODY_THERE, REASONS, NOT_KNOWING]
    if is_only(said, *told):
        return None
    for wish, words in WISHES.items():
        told.append(words)
        if is_only(said, *told):
            return wish
    return None


def _parts(marks: re.Pattern[str], said: str) -> list[str]:
    return [part for each in marks.split(said) if (part := each.strip("\"'“”„«»¿¡()-–— "))]


def _is(pattern: str, said: str) -> bool:
    return re.fullmatch(rf"{POLITE}(?:{pattern}){POLITE}", said) is not None
