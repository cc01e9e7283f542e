"""What candidates ask for in words that a button would do, too: to hear it again, to skip, to stop, a person. In four languages.

Plain lists alone decide it, and only where a sentence says nothing else: no model makes an interview skip a question or stand still.
"""

import re

from interviews.engine.events import Meaning

# In words. Who says more than this tells something, too.
LONGEST = 25
BETWEEN = re.compile(r"[.!?…;\n]+")
CLAUSES = re.compile(r"[.!?…;,\n]+|\s[–—-]+\s")
POLITE = (
    r"(?:[\s,]*(?:please|thanks?|thank you|sorry|then|now|right now|just|well|so|ok(?:ay)?|oh|no|yes|hm+|uh+m?|um+|but|and|maybe|perhaps|actually|honestly"
    r"|bitte|danke|dann|jetzt|mal|also|nein|ja|entschuldigung|aber|vielleicht|lieber|por favor|gracias|entonces|ahora|perdón|pero|sí|bueno|pues|mejor"
    r"|s'il (?:vous|te) plaît|merci|alors|maintenant|pardon|non|oui|mais|bon|eh bien|plutôt)\b)*[\s,]*"
)
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
    r"(?:(?:can|could|may|shall|should) (?:we|i|you) |let'?s |let us |i(?:'d| would) (?:like|prefer|rather)(?: to)? |i want to |i(?:'ll| will) |i )?(?:please |just |rather )*(?:skip|pass|move on)(?: (?:on|over|to|this|that|it|the|one|question|next|another|here))*"
    r"|(?:the )?next(?: one| question)?|go (?:on )?to the next(?: one| question)?|no comment"
    r"|i(?:'d| would) (?:rather|prefer)(?: to)? not(?: to)?(?: (?:say|answer|talk|discuss|share|tell|go|comment))?(?: (?:that|this|it|on|about|into|the|question|you))*"
    r"|i (?:do not|don'?t|won'?t|will not|refuse)(?: want| wish)?(?: to)? (?:answer|talk about|discuss)(?: (?:that|this|it|the|question))*"
    r"|(?:(?:können|könnten|dürfen|wollen) wir |(?:kann|darf|könnte) ich |ich (?:möchte|will|würde) |lassen sie uns )?(?:(?:die|diese|das|sie|es|frage|gerne?|hier) )*(?:überspringen|auslassen|weglassen)|überspringen (?:wir|sie)(?: (?:das|die|diese|frage|es))*"
    r"|(?:die |zur )?nächsten?(?: frage)?|weiter(?: zur nächsten(?: frage)?)?|(?:ich )?passe|kein kommentar"
    r"|(?:(?:das|dazu|darauf|darüber|die frage|diese frage) (?:möchte|will|würde) ich|ich (?:möchte|will|würde)) (?:(?:das|dazu|darauf|darüber|die frage|diese frage|lieber|gerne?|hier) )*nichts?(?: (?:sagen|beantworten|antworten|sprechen|reden))?"
    r"|(?:(?:podemos|puedo|podríamos|podría|vamos a|quiero|quisiera|prefiero|me gustaría) )?(?:saltar(?:nos|la|me)?|omitir(?:la)?|pasar(?:la)?)(?: (?:a|esta|la|pregunta|siguiente|otra))*|paso(?: de esta)?|(?:la )?siguiente(?: pregunta)?|pasemos(?: a (?:otra(?: cosa)?|la siguiente))?(?: pregunta)?"
    r"|(?:prefiero|preferiría) no(?: (?:contestar|responder|decir(?:lo)?|hablar de (?:eso|esto)))?(?: a)?(?: (?:eso|esto|esa|esta|la))?(?: pregunta)?|no (?:quiero|voy a) (?:contestar|responder|hablar de (?:eso|esto))(?: a)?(?: (?:eso|esto|esa|esta|la))?(?: pregunta)?|sin comentarios"
    r"|(?:(?:peut-on|pouvons-nous|pourrait-on|on peut|puis-je|est-ce qu'on peut|est-ce que (?:je peux|nous pouvons)|je (?:voudrais|veux|préfère|préférerais|souhaite)|j'aimerais) )?(?:passer|sauter)(?: (?:à|la|cette|celle-ci|question|suivante|une|autre))*|passons(?: (?:à|la|cette|question|suivante|autre|chose))*|je passe|(?:la )?(?:question )?suivante"
    r"|je (?:préfère|préférerais) ne pas (?:y |en |le )?(?:répondre|dire|parler)(?: à (?:cette|la) question)?|je ne (?:veux|souhaite) pas (?:y |en |le )?(?:répondre|dire|parler)(?: à (?:cette|la) question)?|sans commentaire"
)
STOP = (
    r"stop(?: (?:it|this|that|here|the interview))*|(?:end|finish|quit|abort|cancel|terminate) (?:the|this|our) (?:interview|conversation)(?: here)?|i quit|(?:that'?s )?enough|(?:a |take a )?(?:pause|break)"
    r"|(?:i (?:want|would like|need|wish|have) to|i'd like to|can (?:we|i)|could (?:we|i)|let'?s) (?:stop|quit|leave|pause|end (?:this|it|the interview|here)|(?:take|have) a (?:break|pause))(?: (?:here|the interview|this))*|i need a (?:break|pause)"
    r"|i (?:can'?t|cannot|can not) (?:go on|continue|do (?:this|it))(?: any ?more| like this)?|i(?:'m| am| feel| am feeling|'m feeling) (?:(?:really|very|so|too|a bit|quite) )*(?:sick|ill|unwell|dizzy|faint|nervous|anxious|panicking|overwhelmed)(?: (?:at the moment|today|to (?:answer|go on|continue|think)))?|i(?:'m| am|)(?: do not| don'?t| not)? feel(?:ing)? (?:not )?(?:well|sick|ill)"
    r"|stopp|halt|schluss|aufhören|pause|beenden (?:sie|wir) (?:das|dieses) (?:gespräch|interview)|brechen (?:sie|wir) (?:das|dieses) (?:gespräch|interview) ab|(?:das )?(?:gespräch|interview) (?:beenden|abbrechen)"
    r"|ich (?:möchte|will|muss|würde) (?:(?:das|dieses|gespräch|interview|hier|eine|kurze|gerne?) )*(?:aufhören|abbrechen|beenden|pause(?: machen)?)|können wir (?:(?:hier|das|gespräch|interview|eine|kurze) )*(?:aufhören|abbrechen|beenden|pause machen|unterbrechen)"
    r"|ich kann nicht mehr|mir (?:ist|wird) (?:(?:gerade|so|sehr|ganz|etwas) )*(?:schlecht|übel|schwindelig)|mir geht(?: es|'s) (?:gerade )?(?:nicht (?:so )?gut|schlecht)|ich bin (?:(?:gerade|so|zu|sehr|viel) )*(?:nervös|krank|aufgeregt|überfordert)"
    r"|pare|basta|pausa|termin(?:e|emos)(?: (?:la entrevista|aquí|ya))*|(?:quiero|quisiera|necesito|me gustaría|podemos|puedo) (?:parar|terminar|acabar|dejarlo|(?:hacer )?una pausa|un descanso)(?: (?:la entrevista|aquí|ya))*|no puedo (?:más|seguir|continuar)"
    r"|(?:me siento|estoy|me encuentro) (?:(?:muy|demasiado|un poco|tan) )*(?:mal|enferm[oa]|maread[oa]|nervios[oa]|agobiad[oa])"
    r"|arrêt(?:ez|ons)(?: (?:l'entretien|ici|là|tout|ça))*|ça suffit|une pause|termin(?:ez|ons) l'entretien|(?:je (?:veux|voudrais|souhaite|préfère)|j'aimerais|peut-on|on peut|pouvons-nous|puis-je) (?:m')?(?:arrêter|terminer|finir|faire une pause|une pause|mettre fin à)(?: (?:l'entretien|ici|là))*"
    r"|je n'en peux plus|je ne peux (?:plus|pas) continuer|je (?:me sens|suis) (?:(?:très|trop|un peu|vraiment|si) )*(?:mal|malade|nerveu(?:x|se)|stressée?|angoissée?)|je ne me sens pas (?:très )?bien"
)
HELP = (
    r"(?:i (?:want|need|would like|prefer) to|i'd (?:like|prefer) to|i'd rather|can i|could i|may i|let me) (?:talk|speak) (?:to|with) (?:a |an |some |the )?(?:actual |real )?(?:human(?: being)?|person|people|somebody|someone|recruiter)(?: (?:instead|else|real|from the company))*"
    r"|(?:a |give me a |get me a )?(?:human|real person)(?: being)?|i need (?:some )?help|help(?: me)?|can (?:someone|somebody|anyone) help(?: me)?"
    r"|(?:ich (?:möchte|will|würde)|(?:kann|darf|könnte) ich) (?:(?:gerne?|kurz|direkt) )*mit (?:einem|einer|jemand(?:em)?)(?: (?:echten|richtigen))?(?: (?:menschen|person|mitarbeiter(?:in)?))? (?:sprechen|reden)|(?:einen? )?(?:echten? )?mensch(?:en)?|ich brauche hilfe|hilfe|kann mir (?:jemand|wer) helfen"
    r"|(?:quiero|quisiera|necesito|puedo|podría|prefiero|me gustaría) hablar con (?:una persona|un (?:ser )?humano|alguien)(?: real)?|(?:un )?humano|necesito ayuda|ayuda|ayúdeme"
    r"|(?:je (?:veux|voudrais|souhaite|préfère)|j'aimerais|puis-je|pourrais-je|est-ce que je peux) parler (?:à|avec) (?:un (?:être )?humain|une (?:vraie )?personne|quelqu'un)|(?:un )?humain|j'ai besoin d'aide|aidez-moi|à l'aide"
)


def wish_of(said: str, *, is_asked: bool, after_moment: bool = False) -> Meaning | None:
    """Of lower-case words. `is_asked`: a question of the interview stands, so that a hello asks whether anybody is there."""
    if len(said.split()) > LONGEST:
        return None
    sentences = _parts(BETWEEN, said)
    if any(_is(HELP, each) for each in _parts(CLAUSES, said)):
        return Meaning.HELP
    if any(_is(STOP, each) for each in sentences):
        return Meaning.STOP
    if sentences and after_moment and all(_is(f"{IS_BACK}|", each) for each in _parts(CLAUSES, said)):
        return Meaning.REPEAT
    if any(_is(SKIP, each) for each in _parts(CLAUSES, said)[-1:] + sentences):
        return Meaning.SKIP
    again = f"{REPEAT}|{IS_ANYBODY_THERE}" if is_asked else REPEAT
    return Meaning.REPEAT if sentences and all(_is(again, each) for each in sentences) else None


def _parts(marks: re.Pattern[str], said: str) -> list[str]:
    return [part for each in marks.split(said) if (part := each.strip("\"'“”„«»¿¡()-–— "))]


def _is(pattern: str, said: str) -> bool:
    return re.fullmatch(rf"{POLITE}(?:{pattern}){POLITE}", said) is not None
