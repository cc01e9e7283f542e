"""Signs by which plain rules read an answer, in four languages. They look for how something is told, never for who tells it."""

import re
from typing import Final

# Words to whoever judges, and not about the work.
TO_THE_JUDGE: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|rules?|prompts?|above|previous|everything)\b"
    r"|\b(?:system|developer|admin(?:istrator)?)\s*(?:prompt|message|note|override|mode)\b"
    r"|\b(?:give|award|assign|rate|score|grade|mark)\b.{0,40}\b(?:5|five|10|ten|100|full|highest|top|maximum|perfect)\b.{0,20}\b(?:marks?|scores?|ratings?|levels?|points?|grade|out of)\b"
    r"|\b(?:level|rating|score)\s*[:=]?\s*(?:5|five|10)\b(?:.{0,20}\bplease\b)?|\b(?:rate|score|grade) (?:me|this|it)\b"
    r"|\b(?:you are|as) an? (?:ai|language model|grader|assistant|evaluator)\b|\bdear (?:ai|grader|evaluator|model|assistant)\b"
    r"|\b(?:the )?(?:evaluator|grader|scorer|assessor|model|ai) (?:must|should|shall|will|has to)\b"
    r"|\b(?:recommend|advance|hire) (?:me|this candidate)\b|</?(?:data|system|assistant|user|instructions?)\b"
    r"|\bignorier\w*\b.{0,40}\b(?:anweisung\w*|regeln?|alles)\b|\bgib mir\b.{0,30}\b(?:punkt\w*|bewertung|stufe|note)\b|\bbewerte\b.{0,40}\b(?:mit|als)\b"
    r"|\bignor(?:a|e|ez)\b.{0,40}\b(?:instruc\w*|reglas?|règles?|consignes?)\b|\b(?:dame|deme|póngame|donne[z]?-moi|mets?-moi)\b.{0,30}\b(?:puntos?|puntuación|nota|points?|note)\b",
    re.IGNORECASE | re.DOTALL,
)
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
