"""What no sentence of a report says: a level, which code works out, and whether somebody is to be hired, which people decide.

Narrow, as the work that sentences tell of has figures, levels and hiring in it, too: "cut the wait by 40 %", "hired two engineers".
"""

import re
from typing import Final

from ai.orders import TO_THE_JUDGE

_WORD = "one|two|three|four|five|eins|zwei|drei|vier|fünf|dos|tres|cuatro|cinco|deux|trois|quatre|cinq"
_FIGURE = r"\d+(?:[.,]\d+)?"
_SOMEBODY = r"(?:the|this) (?:candidate|applicant|person)"
LEVEL: Final = re.compile(
    rf"\b{_FIGURE}\s*(?:/|out of|of|von|de|sur)\s*5\b|\b{_FIGURE}\s*/\s*(?:10|100)\b|\b(?:{_WORD}) (?:out of|von|de|sur) (?:five|fünf|cinco|cinq)\b"
    rf"|\b(?:levels?|stufe|nivel|niveau|(?:rating|score)s?(?: of| is| was)?) ?[:=]? ?(?:[1-5]\b|(?:{_WORD})\b)"
    rf"|\b(?:scor(?:es?|ed|ing)|rate[ds]|graded?|benotet|note|nota|bewertung|punktzahl|puntuación|calificación)(?: of| at| with| mit| von| con| de| à)? ?[:=]? ?{_FIGURE}\b"
    r"|\b(?:full|top|highest|lowest|best|perfect|maximum|high|low) (?:scores?|ratings?|marks)\b"
    r"|\b(?:volle|hohe|höchste|niedrige|beste)[nr]? (?:punktzahl|bewertung|stufe|note)\b"
    r"|\b(?:máxima|alta|mejor|baja) (?:puntuación|calificación|nota)\b|\b(?:puntuación|calificación|nota) (?:máxima|alta|baja)\b"
    r"|\b(?:meilleure|haute) note\b|\bnote (?:maximale|élevée|basse)\b|\b\d+ ?(?:%|per ?cent) (?:match|fit)\b",
    re.IGNORECASE,
)
HIRING: Final = re.compile(
    r"\b(?:should|must|ought to|deserves? to|is to|ready to) (?:not )?be (?:hired|rejected|shortlisted|employed|advanced|turned down)\b"
    rf"|\b(?:hire|reject|advance|shortlist|employ|invite|decline|turn down) {_SOMEBODY}\b|\b(?:should|do|would) not hire\b|\bshould hire\b"
    r"|\b(?:recommend\w*|suggest\w*|advis\w+|in favou?r of|argues? (?:for|against))\b.{0,20}\b(?:hir(?:e|ing)|reject(?:ing|ion)?)\b"
    r"|\b(?:strong|clear|definite|safe|no)[- ]hire\b|\b(?:worth|against) hiring\b"
    r"|\b(?:fit|match|suited|suitable|qualified|choice|unsuitable) for (?:the|this) (?:role|job|position|post|team|company)\b"
    r"|\b(?:sollte|muss|kann|soll|darf)\w* (?:\w+ )?(?:eingestellt|abgelehnt) werden\b|\b(?:einstellung|anstellung|ablehnung|absage) (?:wird )?(?:\w+ )?empf\w+"
    r"|\bempf(?:ehl|iehl|ohl)\w*\b.{0,40}\b(?:einzustellen|abzulehnen|(?:die|eine|zur) (?:einstellung|ablehnung|absage))\b"
    r"|\b(?:person|kandidat\w*|bewerber\w*) (?:\w+ )?(?:einstellen|ablehnen)\b|\b(?:geeignet|passt|richtige) für (?:die|diese) (?:stelle|rolle|position)\b"
    r"|\bdeb(?:e|ería) (?:no )?(?:ser|quedar) (?:contratad|rechazad|descartad)[oa]\b|\b(?:recomiend|recomend|aconsej)\w*\b.{0,20}\b(?:contrat|rechaz)\w*"
    r"|\b(?:contratar|rechazar) a (?:la|esta|est[ea]) (?:persona|candidat\w+)|\b(?:apt|idóne|adecuad)[oa] para (?:el|este) (?:puesto|cargo|rol)\b"
    r"|\b(?:doit|devrait|mérite d['’]) ?être (?:embauch|recrut|engag|rejet|refus|écart)\w*|\brecommand\w*\b.{0,30}\b(?:embauch|recrut|rejet|refus)\w*"
    r"|\b(?:embaucher|recruter|rejeter|refuser) (?:la|cette|ce|le) (?:personne|candidat\w*)|\b(?:qualifié|adapté|fait)e? pour (?:le|ce) poste\b",
    re.IGNORECASE,
)


def says_a_verdict(text: str) -> bool:
    return any(found.search(text) for found in (LEVEL, HIRING, TO_THE_JUDGE))
