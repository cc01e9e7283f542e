"""Signs by which plain rules read an answer, in four languages. They look for how something is told, never for who tells it."""

import re
from typing import Final

SITUATION: Final = re.compile(
    r"\b(?:when|once|at the time|last (?:year|month|spring|summer|autumn|winter|week)|in (?:19|20)\d\d|two years ago|years? ago|months? ago|in my (?:last|previous|current)|we had|there was|our (?:team|customer|client|release|service|system|project))\b"
    r"|\b(?:als|damals|einmal|letzte[sn]?|vor (?:zwei|drei|einem|einigen)|in meine[mr]|wir hatten|es gab|unser\w*)\b"
    r"|\b(?:cuando|una vez|el año pasado|hace (?:un|dos|tres|unos)|en mi|teníamos|había|nuestr\w+)\b"
    r"|\b(?:quand|lorsque|une fois|l[’']an(?:née)? (?:dernier|passée?)|il y a|dans mon|nous avions|il y avait|notre)\b",
    re.IGNORECASE,
)
OWN_PART: Final = re.compile(
    r"\bI (?:(?:then|also|first|therefore|personally|immediately|finally) )?(?:\w+ed\b|wrote|built|led|ran|took|made|told|asked|found|set|began|brought|chose|cut|drew|kept|let|put|read|said|saw|sat|sent|spoke|spent|split|taught|thought|went|won|got|gave|did)\b"
    r"|\b(?:habe|hab) ich\b|\bich habe\b|\bich (?:\w+te|ging|schrieb|sprach|nahm|gab|ließ|fand|bat|rief|begann)\b"
    r"|\b\w{2,}(?:é|í)\b|\b(?:hice|fui|tuve|puse|dije|pude|propuse)\b"
    r"|\bj[’']ai\b|\bje (?:me )?suis\b",
    re.IGNORECASE,
)
REASON: Final = re.compile(
    r"\b(?:because|so that|in order to|since that|the reason|instead of|rather than|which meant|that way|the trade-?off|risk)\b"
    r"|\b(?:weil|damit|denn|um zu|statt|deshalb|darum|sodass|grund|risiko)\b"
    r"|\b(?:porque|para que|así que|por eso|en vez de|en lugar de|riesgo|motivo)\b"
    r"|\b(?:parce qu|afin d|pour que|car|au lieu d|plutôt qu|c[’']est pourquoi|risque|raison)\w*",
    re.IGNORECASE,
)
OUTCOME: Final = re.compile(
    r"\b(?:as a result|in the end|the result|after that|afterwards|since then|led to|reduced|increased|dropped|fell|rose|went down|went up|saved|we shipped|delivered|it worked|(?:works?|worked|came in|came back|ran|was up) again|recovered|solved|learn(?:ed|t)|next time|today (?:we|they|it)|from then on)\b|\d+ ?(?:%|percent|per cent|Prozent|por ciento|pour cent)"
    r"|\b(?:am ende|ergebnis|danach|seitdem|dadurch|gesunken|gestiegen|gelernt|beim nächsten mal|seither|letztlich)\b"
    r"|\b(?:al final|resultado|después|desde entonces|aprend\w+|la próxima vez|bajó|subió|gracias a eso)\b"
    r"|\b(?:au final|finalement|résultat|ensuite|depuis|j[’']ai appris|la prochaine fois|baissé|augmenté|grâce à)\b",
    re.IGNORECASE,
)
PARTICULAR: Final = re.compile(r"\d|[A-ZÄÖÜ]{2,}|\b(?:[a-z]+[A-Z]\w*)\b")
# What is said of the interview, to it, or instead of an answer.
SAYS_NOTHING: Final = re.compile(
    r"^\W*(?:which one|what do you|i did not mention|i didn['’]t mention|i have no idea|i (?:do not|don['’]t) (?:know|understand|want)|i(?:['’]d| would) rather not|no comment|i can(?:not|['’]t) (?:answer|think of|say))\b"
    r"|^\W*(?:welche[sr]? (?:meinen|wollen)|das habe ich nicht (?:gesagt|erwähnt)|ich weiß (?:es |das )?nicht|keine ahnung|das möchte ich nicht|ich verstehe (?:die frage|das) nicht)\b"
    r"|^\W*(?:cuál quiere|no (?:lo )?sé\b|no he mencionado|prefiero no|no entiendo)"
    r"|^\W*(?:lequel voulez|je ne sais pas|je n['’]ai pas (?:parlé|mentionné)|je préfère ne pas|je ne comprends pas)",
    re.IGNORECASE,
)
INSULT: Final = re.compile(
    r"\b(?:fuck\w*|shit\w*|bullshit|asshole|idiots?|moron|stupid (?:question|interview|bot|machine|thing|company)|dumb (?:question|bot|machine)|shut up|waste of (?:my )?time|screw you)\b"
    r"|\b(?:scheiß\w*|arschloch|blöde (?:frage|maschine)|dumme (?:frage|maschine)|halt die klappe|zeitverschwendung|leck mich)\b"
    r"|\b(?:mierda|gilipoll\w*|pregunta (?:estúpida|tonta)|cállate|pérdida de tiempo|idiota)\b"
    r"|\b(?:merde|connard|question (?:stupide|idiote|débile)|ta gueule|perte de temps)\b",
    re.IGNORECASE,
)
