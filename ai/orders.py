"""Words to whoever judges, and not about the work: in answers and in résumés, in four languages, and a few more. They are nothing that anybody did."""

import re
from typing import Final

# What somebody tells is no order: "we never ignore the rules", "I give ten points", "a mail that says ignore …".
_TOLD = "".join(
    rf"(?<!\b{word} )"
    for word in ["I", "we", "they", "who", "to", "not", "never", "always", "would", "could", "can", "will", "says", "people"]
)
_ORDERED = rf"\b(?:{_TOLD}|(?<=\byou to )|(?<=\byou will )|(?<=\byou can )|(?<=\byou could )|(?<=\byou always ))"
_HIGHEST = r"(?:5|five|10|ten|100|full|highest|top|maximum|perfect)"
_LEVEL_5 = r"\b(?:level|rating|score)(?:[\"']?\s*(?:[:=]\s*)?|>\s*)[\"']?(?:5|five|10)\b"
_JUDGED = r"(?<![a-z])(?:ratings?|candidates?|applicants?|answers?|competenc\w+|evaluat\w+|graders?|scorers?|interviewers?|rubric|verdict|panel|assessment|confidence)\b"
_ME = r"(?:me|this (?:candidate|person|applicant|answer|interview|response))"

TO_THE_JUDGE: Final = re.compile(
    rf"{_ORDERED}(?:ignore|disregard|forget|override)\b.{{0,40}}\b(?:(?:all|any|your|these|previous|prior|earlier|above|system|scoring)\b.{{0,20}}\b(?:instructions?|rules?|prompts?)"
    r"|(?:instructions?|rules?|prompts?)\b.{0,20}\b(?:above|interview|scoring)|everything (?:above|before|you)|all (?:of )?the above)\b"
    rf"|{_ORDERED}(?:ignore|disregard|forget) (?:the|your|this|that) (?:rubric|criteria|anchors|scale|question)\b"
    r"|(?:^|[.!?\[\]*#>\n-]\s{0,3})(?:system|developer|admin(?:istrator)?) ?(?:prompt|message|note|notice|override|mode)\s?[\]:]"
    rf"|{_ORDERED}(?:give|award|assign|rate|score|grade|mark)\b.{{0,40}}\b{_HIGHEST}\b.{{0,20}}\b(?:marks?|scores?|ratings?|levels?|points?|grade|out of)\b"
    rf"|{_ORDERED}(?:return|output|print|assign|give|award|set|put)\b.{{0,30}}{_LEVEL_5}|{_LEVEL_5}.{{0,20}}\bplease\b"
    rf"|{_LEVEL_5}.{{0,100}}{_JUDGED}|{_JUDGED}.{{0,100}}{_LEVEL_5}"
    rf"|{_ORDERED}(?:rate|score|grade|mark) (?:{_ME}|this|it|everything)\b.{{0,20}}\b(?:{_HIGHEST}|excellent|outstanding|strong)\b"
    r"|\byou are (?:now )?an? (?:ai(?=[,.;:]| (?:language|model|grader|assistant)\b)|language model|grader|evaluator)\b|\bas an? (?:ai )?language model\b"
    r"|\bdear (?:ai|grader|evaluator|model|assistant)\b"
    rf"|\b(?:evaluator|grader|scorer|assessor) (?:must|should|shall|will|has to) (?:not )?(?:give|award|assign|rate|grade|score|mark|lower|recommend)\b.{{0,30}}\b(?:{_ME}|{_HIGHEST}|the (?:rating|level|score))\b"
    rf"|\b(?:model|ai) (?:must|should|shall|will|has to) (?:give|award|rate|grade|mark|judge|assess|recommend)\b.{{0,30}}\b(?:{_ME}|(?:full|highest|top|maximum|perfect) (?:marks?|scores?|ratings?|levels?|points?))\b"
    rf"|{_ORDERED}(?:recommend|advance|hire) (?:me|this candidate)\b(?! (?:again|back)\b)|</?(?:data|system|assistant|user|instructions?)\b"
    r"|\b(?<!\bich )ignorier(?:e|en sie)\b.{0,20}\b(?:alle|alles|die|diese|deine|ihre|vorherigen|bisherigen|obigen)\b.{0,30}\b(?:anweisung\w*|regeln?|vorgaben)\b"
    r"|\bgib mir\b.{0,30}\b(?:punkt\w*|bewertung|stufe|note)\b|\b(?<!\bich )bewerte\b.{0,40}\b(?:mit|als)\b.{0,20}\b(?:stufe|note|punkt\w*|höchst\w*|best\w*|perfekt|ausgezeichnet|\d)"
    r"|\b(?:dame|deme|póngame|donne[z]?-moi|mets?-moi)\b.{0,30}\b(?:puntos?|puntuación|nota|points?|note)\b"
    r"|\bi am (?:the|your|a) (?:recruiter|interviewer|developer|administrator|admin|hiring manager|evaluator)\b"
    r"|\bgive (?:me|this (?:candidate|person|applicant)) (?:\d|five|ten|the (?:best|highest|top))\b|\b(?:ich bin|soy|je suis) (?:die|der|el|la|le)? ?(?:recruiter\w*|personaler\w*|entwickler\w*|reclutador\w*|recruteu\w*)\b"
    r"|\b(?:gib|geben sie) (?:diese[mr]|dieser) (?:bewerber\w*|kandidat\w*|person)\b|\b(?:dé|da|den?) a (?:este|esta) (?:candidat\w*|persona)\b|\bdonnez? à (?:ce|cette) (?:candidat\w*|personne)\b"
    r"|\b(?:do not|don['’]t|never) (?:read|use|apply) (?:the |your )?(?:anchors|rubric)\b|\brepeat after me\s?[:,].{0,60}\b(?:candidate|applicant|hired|score|level|rating|i am)\b"
    r"|\brate everything\b|\bset (?:the |every |each |all |my )?(?:levels?|ratings?|scores?) to (?:5|five|10|ten|the (?:highest|top|maximum))\b"
    r"|\bbewerter(?:in)? (?:muss|soll|sollte|darf)\b|\bvergiss (?:alle |die |deine )+(?:anweisung\w*|regeln|vorgaben)\b|\bvergessen sie (?:alle |die |ihre )+(?:anweisung\w*|regeln|vorgaben)\b"
    r"|\bevaluadora? (?:debe|tiene que|ha de)\b|\b(?:pon|ponga|ponme|póngame) (?:(?:un|el|la|me) )?(?:5|cinco|10|diez|nota|nivel|puntuación|máxim\w*)\b"
    r"|\bévaluat(?:eur|rice) (?:doit|devra|devrait)\b|\boubliez (?:toutes )?(?:les|vos|ces) (?:règles|consignes|instructions)\b|\b(?:mets|mettez) (?:(?:le|la|un|une|moi) )?(?:niveau|note|score) (?:5|cinq|10|dix|max\w*)\b"
    # The one order that is tried in every language.
    r"|\b(?:ignor(?:a|e|ez|en)|z?ignoruj\w*|negeer|pomi[nń]\w*)\b(?: \w+)? (?:tod[ao]s|todas as|toutes|tutt[ei]|alle|wszystkie|su?s|tus|vos|tes|anteriores|previas)\b.{0,40}\b(?:instruk\w*|instruc\w*|instruç\w*|istruzion\w*|poleceni\w*|reglas?|règles?|consignes?)"
    r"|\b(?<!\bvous )ignorez\b.{0,20}\b(?:consignes|instructions|règles)\b"
    r"|\bignor(?:a|e|ez)\b.{0,30}\b(?:instrucciones|reglas|instructions|règles|consignes) (?:anteriores|previas|précédentes|ci-dessus)\b"
    r"|\b(?:игнорируй\w*|забудь\w*)\b.{0,40}\b(?:инструкци\w*|указани\w*)|忽略.{0,20}(?:指令|指示)|指示.{0,20}無視|تجاهل.{0,40}تعليمات|تجاهل.{0,40}التعليمات",
    re.IGNORECASE | re.DOTALL,
)
