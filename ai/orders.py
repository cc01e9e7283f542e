"""Words to whoever judges, and not about the work: in answers and in résumés, in four languages, and a few more. They are nothing that anybody did."""

import re
from typing import Final

TO_THE_JUDGE: Final = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|rules?|prompts?|above|previous|everything)\b"
    r"|\b(?:system|developer|admin(?:istrator)?)\s*(?:prompt|message|note|override|mode)\b"
    r"|\b(?:give|award|assign|rate|score|grade|mark)\b.{0,40}\b(?:5|five|10|ten|100|full|highest|top|maximum|perfect)\b.{0,20}\b(?:marks?|scores?|ratings?|levels?|points?|grade|out of)\b"
    r"|\b(?:level|rating|score)(?:[\"']?\s*[:=]?|>)\s*[\"']?(?:5|five|10)\b(?:.{0,20}\bplease\b)?|\b(?:rate|score|grade) (?:me|this|it)\b"
    r"|\b(?:you are|as) an? (?:ai|language model|grader|assistant|evaluator)\b|\bdear (?:ai|grader|evaluator|model|assistant)\b"
    r"|\b(?:evaluator|grader|scorer|assessor) (?:must|should|shall|will|has to)\b"
    r"|\b(?:model|ai) (?:must|should|shall|will|has to) (?:give (?:me|this)|award|rate|grade|mark|judge|assess|recommend)\b"
    r"|\b(?:recommend|advance|hire) (?:me|this candidate)\b|</?(?:data|system|assistant|user|instructions?)\b"
    r"|\bignorier\w*\b.{0,40}\b(?:anweisung\w*|regeln?|alles)\b|\bgib mir\b.{0,30}\b(?:punkt\w*|bewertung|stufe|note)\b|\bbewerte\b.{0,40}\b(?:mit|als)\b"
    r"|\bignor(?:a|e|ez)\b.{0,40}\b(?:instruc\w*|reglas?|règles?|consignes?)\b|\b(?:dame|deme|póngame|donne[z]?-moi|mets?-moi)\b.{0,30}\b(?:puntos?|puntuación|nota|points?|note)\b"
    r"|\b(?:ignore|disregard|forget) (?:the|your|this|that) (?:rubric|criteria|anchors|scale|question)\b|\bi am (?:the|your|a) (?:recruiter|interviewer|developer|administrator|admin|hiring manager|evaluator)\b"
    r"|\bgive (?:me|this (?:candidate|person|applicant)) (?:\d|five|ten|the (?:best|highest|top))\b|\b(?:ich bin|soy|je suis) (?:die|der|el|la|le)? ?(?:recruiter\w*|personaler\w*|entwickler\w*|reclutador\w*|recruteu\w*)\b"
    r"|\b(?:gib|geben sie) (?:diese[mr]|dieser) (?:bewerber\w*|kandidat\w*|person)\b|\b(?:dé|da|den?) a (?:este|esta) (?:candidat\w*|persona)\b|\bdonnez? à (?:ce|cette) (?:candidat\w*|personne)\b"
    r"|\b(?:do not|don['’]t|never) (?:read|use|apply) (?:the |your )?(?:anchors|rubric)\b|\bmark (?:me|this) as (?:a )?(?:strong|excellent|perfect|outstanding)\b|\brepeat after me\b"
    r"|\brate everything\b|\bset (?:the |every |each |all |my )?(?:levels?|ratings?|scores?) to (?:5|five|10|ten|the (?:highest|top|maximum))\b"
    r"|\bbewerter(?:in)? (?:muss|soll|sollte|darf)\b|\bvergiss (?:alle |die |deine )+(?:anweisung\w*|regeln|vorgaben)\b|\bvergessen sie (?:alle |die |ihre )+(?:anweisung\w*|regeln|vorgaben)\b"
    r"|\bevaluadora? (?:debe|tiene que|ha de)\b|\b(?:pon|ponga|ponme|póngame) (?:(?:un|el|la|me) )?(?:5|cinco|10|diez|nota|nivel|puntuación|máxim\w*)\b"
    r"|\bévaluat(?:eur|rice) (?:doit|devra|devrait)\b|\boubliez (?:toutes )?(?:les|vos|ces) (?:règles|consignes|instructions)\b|\b(?:mets|mettez) (?:(?:le|la|un|une|moi) )?(?:niveau|note|score) (?:5|cinq|10|dix|max\w*)\b"
    # The one order that is tried in every language.
    r"|\b(?:z?ignor\w*|negeer|pomi[nń]\w*|игнорируй\w*|забудь\w*)\b.{0,40}\b(?:instruk\w*|instruc\w*|instruç\w*|istruzion\w*|poleceni\w*|инструкци\w*|указани\w*)|忽略.{0,20}(?:指令|指示)|指示.{0,20}無視|تجاهل.{0,40}تعليمات|تجاهل.{0,40}التعليمات",
    re.IGNORECASE | re.DOTALL,
)
