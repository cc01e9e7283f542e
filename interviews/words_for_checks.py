"""The words that interviews.checks looks for, by language."""

import re

from resumes.fairness.words import any_of

LEADING = {
    "en": any_of(
        r"don['’]t you (?:think|agree|find)", r"wouldn['’]t you (?:say|agree)", r"isn['’]t it (?:true|better|obvious|right)?", r"surely you", r"surely\b", r"you must (?:have|agree)",
        r"would you agree that", r"do you agree that", r"you do(?:n['’]t)? .{3,40}, (?:right|do you)\?", r"as (?:we|everybody|everyone) knows?\b", r"of course you", r"obviously\b",
    ),
    "de": any_of(
        r"finden sie nicht auch", r"meinen sie nicht", r"sind sie nicht auch", r"sicher(?:lich)? haben sie", r"sie haben doch", r"stimmen sie zu, dass", r"nicht wahr", r"bestimmt haben sie",
        r"wie jeder weiß", r"natürlich haben sie", r"würden sie nicht sagen",
    ),
    "fr": any_of(
        r"ne (?:pensez|trouvez|croyez)-vous pas", r"n['’]est-ce pas", r"ne diriez-vous pas", r"vous êtes d['’]accord", r"êtes-vous d['’]accord (?:que|pour dire)", r"bien sûr,? vous",
        r"évidemment", r"comme chacun sait",
    ),
    "es": any_of(
        r"no (?:cree|piensa|le parece)(?: usted)? que", r"¿?verdad\?", r"no diría (?:usted )?que", r"está (?:usted )?de acuerdo (?:en|con) que", r"por supuesto que usted", r"obviamente",
        r"como todos saben",
    ),
}  # fmt: skip

PRAISE = {
    "en": any_of(
        r"great (?:answer|example|point|story|job|work)", r"(?:very |really )?good (?:answer|point|example|job)\b", r"excellent\b", r"impressive", r"amazing", r"fantastic", r"wonderful", r"brilliant",
        r"awesome", r"well done", r"perfect[.!]", r"i love (?:that|this|how)", r"congratulations", r"sounds (?:great|good|interesting)",
    ),
    "de": any_of(r"(?:sehr |wirklich )?gute antwort", r"tolle?s? ", r"ausgezeichnet", r"hervorragend", r"beeindruckend", r"großartig", r"gut gemacht", r"wunderbar", r"perfekt[.!]", r"super[,.!]", r"klingt (?:gut|toll)"),
    "fr": any_of(r"(?:très )?bonne réponse", r"excellent", r"impressionnant", r"formidable", r"génial", r"magnifique", r"bravo", r"parfait[.!]", r"très bien[,.!]", r"super[,.!]"),
    "es": any_of(r"(?:muy )?buena respuesta", r"excelente", r"impresionante", r"fantástic", r"genial", r"magnífic", r"enhorabuena", r"perfecto[.!]", r"muy bien[,.!]", r"estupend"),
}  # fmt: skip

# What tells people how they did: nothing that an interviewer says.
JUDGES = {
    "en": any_of(
        r"(?:that['’]?s|that is|that was|this is|how|very|really|so) (?:very |really |so |quite |a )?(?:interesting|great|good|nice|helpful|useful|strong|clear|correct|right|wrong|perfect|clever|smart|thorough|thoughtful|solid|convincing|weak|poor|vague)\b(?! ?\?)",
        r"(?:great|good|nice|strong|solid|clear|thoughtful|detailed|thorough|weak|poor|wrong|right|correct|interesting|clever|valuable) (?:answer|response|example|explanation|point|thinking|approach|question|story|insight|work|job|experience)s?\b",
        r"what an? (?:great|good|nice|strong|lovely|impressive|interesting|clever|useful)", r"you (?:did|have done|handled|answered|explained) (?:that |this |it |very |really |so )*(?:well|badly|poorly|right|correctly|wonderfully)", r"i(?:['’]m| am) (?:impressed|glad|pleased|sorry to hear|disappointed)", r"i (?:really )?(?:like|liked|love|loved|appreciate|admire)\b", r"your (?:score|chances|rating|performance|result)", r"you(?:['’]ll| will| should)? (?:get|have|got) the job", r"not quite\b", r"unfortunately",
    ),
    "de": any_of(
        r"(?:das|dies) (?:ist|war|klingt) (?:sehr |wirklich |ja |schon |eine? )*(?:interessant|gut|toll|schön|stark|richtig|falsch|hilfreich|klar|beeindruckend|spannend|schwach|korrekt)",
        r"(?:gute[rs]?|tolle[rs]?|schöne[rs]?|starke[rs]?|interessante[rs]?|spannende[rs]?|schwache[rs]?|richtige[rs]?|falsche[rs]?|klare[rs]?) (?:antwort|beispiel|erklärung|punkt|ansatz|frage|geschichte|erfahrung)", r"(?:sehr|richtig|wirklich) (?:gut|schön|interessant|spannend)\b", r"was für eine? (?:toll|gut|schön|stark|interessant|spannend)", r"ich bin (?:beeindruckt|begeistert|enttäuscht)", r"(?:gefällt|imponiert) mir", r"ihre (?:punktzahl|bewertung|chancen|leistung)", r"sie (?:bekommen|haben) die stelle", r"leider (?:falsch|nicht)", r"prima\b", r"klasse\b",
    ),
    "fr": any_of(
        r"(?:c['’]est|c['’]était|voilà qui est) (?:très |vraiment |tout à fait |une? )*(?:intéressant|bien|bon|bonne|beau|fort|clair|juste|faux|correct|utile|passionnant|faible)",
        r"(?:très |vraiment )?(?:bonne?|belle|excellente?|intéressante?|mauvaise?|forte|claire) (?:réponse|exemple|explication|point|approche|question|histoire|idée|expérience)", r"quel(?:le)? (?:bon|bonne|bel|belle|beau)\b", r"exemple (?:intéressant|parlant|fort)", r"je suis (?:impressionné|ravi|déçu)", r"j['’](?:aime|apprécie|admire)", r"votre (?:note|score|performance)", r"vos chances", r"vous (?:aurez|avez) le poste", r"malheureusement",
    ),
    "es": any_of(
        r"(?:eso|esto|qué|es|fue) (?:es |fue |muy |realmente |una? )*(?:interesante|bueno|buena|bien|correcto|incorrecto|útil|fuerte|claro|acertado|débil)\b(?! que)",
        r"(?:buena?|excelente|gran|interesante|mala?|clara) (?:respuesta|ejemplo|explicación|punto|enfoque|pregunta|historia|idea|experiencia)", r"qué (?:buen|buena|gran|interesante)\b", r"ejemplo (?:interesante|claro)", r"(?:estoy|quedo) (?:impresionad|encantad|decepcionad)", r"me (?:gusta|encanta|impresiona)", r"su (?:puntuación|nota|desempeño)", r"sus posibilidades", r"(?:tendrá|tiene) el puesto", r"por desgracia",
    ),
}  # fmt: skip

# What is the engine's to decide, or a person's: no model says it, in whichever language.
DECIDES = any_of(
    r"good ?bye\b", r"bye\b", r"(?:interview|conversation) (?:is|has|was) (?:now )?(?:over|ended|finished|complete[d]?|done)", r"(?:this|that) (?:ends|concludes)", r"end of (?:the|this|our) interview", r"you (?:have |['’]ve )?(?:passed|failed)", r"(?:hired|rejected|disqualified)\b", r"full (?:marks|score)", r"(?:five|5) (?:out of|points)",
    r"auf wiedersehen", r"(?:gespräch|interview) (?:ist|endet|wurde) (?:hiermit |nun |damit )?(?:zu ende|beendet|vorbei|hiermit)", r"eingestellt\b", r"abgelehnt\b", r"bestanden\b", r"punktzahl",
    r"adiós", r"(?:la )?entrevista (?:ha )?(?:terminad|terminó|acabad|acaba)", r"contratad[oa]\b", r"rechazad[oa]\b", r"aprobad[oa]\b", r"puntuación",
    r"au revoir", r"(?:l['’])?entretien (?:est|s['’]est) (?:terminé|fini|achevé)", r"embauché", r"refusé", r"vous avez réussi",
)  # fmt: skip

# What puts a second question behind the first.
AND_ALSO = {
    "en": any_of(r"and also\b", r"as well as (?:what|how|why|which|when|where|who)", r"and (?:in addition|besides|furthermore)\b", r"also,? (?:what|how|why|which|when|where|who|could|can|tell)\b"),
    "de": any_of(r"und (?:außerdem|auch|zudem|ferner) (?:was|wie|warum|welche|wann|wo|wer)\b", r"und außerdem\b", r"und zudem\b", r"sowie (?:was|wie|warum|welche|wann|wo|wer)\b"),
    "fr": any_of(r"et (?:aussi|en plus|de plus|également)\b", r"ainsi que (?:ce que|comment|pourquoi|quel)"),
    "es": any_of(r"y (?:también|además)\b", r"así como (?:qué|cómo|por qué|cuál|cuándo)"),
}  # fmt: skip

# Turns what is said into its opposite, in whichever language.
NEGATES = any_of(
    r"(?:not|no|never|none|without|cannot)\b", r"\w+n['’]t\b", r"(?:nicht|kein\w*|nie|niemals|ohne|nein)\b", r"(?:ne|pas|jamais|aucun\w*|sans|non)\b", r"n['’]\w+",
    r"(?:nunca|ningun\w*|ningún|sin|tampoco)\b",
)  # fmt: skip

# What joins a clause to what stands before it, or makes "this" a matter of the job and not of an answer.
_NO_NOUN = (
    "is was were are had has have did do does would could should must will can may might you we they it he she i the an? "
    "your our their its his her to not no in on at of for and or with from by into back again then now who people some every "
    "any nobody two both each ten within happen role job position company week month year days kind sort "
    "went made came works? [a-z]+ed [a-z]+ly"
)  # fmt: skip
_IN_FRONT = "if when after before of in on with to for about by from at during without behind than and but was is had has were use run"
# "that check": a pointing word and a noun. In English "that" joins clauses too, so it counts only where it cannot.
NEEDS_BEFORE = {
    "en": re.compile(
        r"(?:^|(?<=[;:“(] )|\b(?:{})\s+)(?P<it>(?:that|this|those|these) (?!(?:{})\b)[a-z’'-]+)".format(
            _IN_FRONT.replace(" ", "|"), _NO_NOUN.replace(" ", "|")
        ),
        re.IGNORECASE,
    ),
    "de": re.compile(r"\b(?P<it>(?:diese[mnrs]?|jene[mnrs]?) (?!stelle\b|position\b|rolle\b|woche\b|art\b)\w+)", re.IGNORECASE),
    "fr": re.compile(r"\b(?P<it>(?:ce|cet|cette|ces) (?!poste\b|qui\b|que\b|dont\b|type\b|genre\b|n['’]|sont\b|fut\b|sera\b|jour\b|métier\b)[\w’'-]+)", re.IGNORECASE),
    "es": re.compile(r"\b(?P<it>(?:es[ea]|es[oa]s|est[ea]|est[oa]s|aquel|aquella|aquell[oa]s) (?!puesto\b|tipo\b|trabajo\b|es\b|fue\b|que\b)\w+)", re.IGNORECASE),
}  # fmt: skip

_TERMS = """
I I’m I’d I’ve I’ll I'm I'd
Monday Tuesday Wednesday Thursday Friday Saturday Sunday
January February March April May June July August September October November December Christmas Easter
English German French Spanish Italian Portuguese Dutch Swedish Danish Norwegian Finnish Polish Czech Turkish Greek Russian Arabic Hebrew Hindi Chinese Japanese Korean
European
A B X Y IT HR PM Tab Enter Esc Ctrl
SQL NoSQL API APIs REST GraphQL gRPC HTTP HTTPS HTML CSS DOM JSON XML YAML CSV PDF URL UI UX DNS TCP IP TLS SSL SSH VPN CDN CI CD CI/CD CPU GPU RAM SSD I/O OS SDK IDE ORM OAuth SSO JWT CORS XSS CSRF
PII GDPR SLA SLO SLI KPI OKR ROI MVP QA CRM ERP B2B B2C ARR NPS CSAT A/B ETL ELT BI ML AI LLM AUC SHAP SRE DevOps TDD BDD ADR RFC WCAG ARIA PR
Python Java JavaScript TypeScript Go Rust Ruby Scala Kotlin Swift PHP C C++ C# .NET R Bash Linux Unix Windows macOS Android iOS Git GitHub GitLab
Kubernetes Docker Terraform Ansible Helm Jenkins AWS Azure GCP S3 Lambda Postgres PostgreSQL MySQL Mongo MongoDB Redis Kafka RabbitMQ Elasticsearch Spark Hadoop Airflow dbt Snowflake BigQuery Pandas NumPy
React Vue Angular Svelte Node Django Flask Rails Spring Figma Jira Slack Excel Tableau Grafana Prometheus Scrum Kanban Agile OWASP STRIDE
"""
# Written with a capital letter in mid-sentence, and no name of anybody.
KNOWN = frozenset(_TERMS.split()) | frozenset(word.casefold() for word in _TERMS.split() if len(word) > 2)
