"""The words that interviews.checks looks for, by language."""

import re


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words) + r")", re.IGNORECASE)


# What is asked of nobody: age, family, health, faith, origin, love, politics, unions.
LIFE = {
    "en": _any(
        r"how old (?:are|were) you", r"your age\b", r"what year were you born", r"were you born", r"date of birth", r"your birthday",
        r"married\b", r"your (?:husband|wife|spouse|marriage|divorce|boyfriend|girlfriend)\b", r"your (?:own )?(?:child|children|kids?|son|daughter|baby)\b",
        r"have (?:any )?(?:children|kids)\b", r"pregnan", r"your family\b", r"family plan", r"child ?care", r"maternity", r"paternity",
        r"your (?:parents|mother|father)\b", r"your health\b", r"your (?:illness|disabilit|condition|diagnos|medication)", r"disabled\b", r"mental health",
        r"sick leave", r"how many sick days", r"your (?:religion|faith|church|beliefs)\b", r"religious\b", r"do you pray", r"church\b", r"mosque\b",
        r"where are you (?:really |originally )?from", r"originally from", r"native (?:language|tongue|speaker)", r"mother tongue", r"your accent\b",
        r"nationality", r"citizen(?:ship)?\b", r"immigra", r"ethnic", r"your race\b", r"skin colou?r", r"your gender\b", r"sexual", r"gay\b", r"transgender",
        r"who (?:do|did) you vote", r"political part", r"trade union", r"your weight\b", r"do you (?:drink|smoke)\b", r"at home with you",
    ),
    "de": _any(
        r"wie alt (?:sind|waren) sie", r"ihr(?:em|es)? alter\b", r"wann sind sie geboren", r"geburts(?:tag|datum|jahr)", r"verheiratet", r"ledig\b", r"geschieden",
        r"ihr(?:e|er|em|en)? (?:mann|frau|ehemann|ehefrau|familie|kinder|kindern|sohn|tochter|eltern|mutter|vater|partner|partnerin)\b", r"haben sie kinder", r"kinderwunsch",
        r"familienplanung", r"schwanger", r"elternzeit", r"kinderbetreuung", r"ihr(?:e|er)? gesundheit", r"krankheit", r"krank(?:geschrieben)?\b", r"behinder", r"schwerbehindert",
        r"religion", r"religiös", r"konfession", r"kirche\b", r"moschee", r"glauben sie an", r"woher (?:kommen|stammen) sie", r"herkunft", r"muttersprache", r"ihr akzent",
        r"staatsangehörigkeit", r"nationalität", r"migrationshintergrund", r"ethnisch", r"hautfarbe", r"sexuell", r"schwul\b", r"lesbisch", r"welche partei", r"gewerkschaft", r"rauchen sie\b",
    ),
    "fr": _any(
        r"quel âge", r"votre âge", r"date de naissance", r"année de naissance", r"né(?:e)? en\b", r"marié", r"célibataire", r"divorcé",
        r"votre (?:mari|femme|époux|épouse|conjoint|conjointe|compagnon|compagne|famille|fils|fille|mère|père)\b", r"vos (?:enfants|parents)\b", r"avez-vous des enfants",
        r"vie de famille", r"situation (?:familiale|de famille)", r"enceinte\b", r"grossesse", r"congé (?:maternité|paternité|parental)", r"votre santé", r"maladie", r"handicap",
        r"arrêts? maladie", r"religion", r"religieu", r"église", r"mosquée", r"croyan", r"d['’]où venez-vous", r"vos origines", r"votre origine", r"langue maternelle", r"votre accent",
        r"nationalité", r"ethni", r"couleur de peau", r"orientation sexuelle", r"homosexuel", r"parti politique", r"syndicat", r"fumez-vous",
    ),
    "es": _any(
        r"cuántos años tiene", r"qué edad", r"su edad\b", r"fecha de nacimiento", r"nació\b", r"casad[oa]\b", r"solter[oa]\b", r"divorciad[oa]\b",
        r"su (?:marido|mujer|esposo|esposa|pareja|familia|hijo|hija|madre|padre)\b", r"sus (?:hijos|hijas|padres)\b", r"tiene hijos", r"embaraz", r"vida familiar",
        r"planificación familiar", r"baja (?:maternal|paternal|médica)", r"su salud", r"enfermedad", r"discapacidad", r"religi", r"iglesia", r"mezquita", r"creencias",
        r"de dónde es\b", r"de dónde viene usted", r"sus orígenes", r"su origen\b", r"lengua materna", r"su acento", r"nacionalidad", r"étnic", r"color de piel", r"orientación sexual",
        r"homosexual", r"partido político", r"sindicato", r"fuma\b",
    ),
}  # fmt: skip

LEADING = {
    "en": _any(
        r"don['’]t you (?:think|agree|find)", r"wouldn['’]t you (?:say|agree)", r"isn['’]t it (?:true|better|obvious|right)?", r"surely you", r"surely\b", r"you must (?:have|agree)",
        r"would you agree that", r"do you agree that", r"you do(?:n['’]t)? .{3,40}, (?:right|do you)\?", r"as (?:we|everybody|everyone) knows?\b", r"of course you", r"obviously\b",
    ),
    "de": _any(
        r"finden sie nicht auch", r"meinen sie nicht", r"sind sie nicht auch", r"sicher(?:lich)? haben sie", r"sie haben doch", r"stimmen sie zu, dass", r"nicht wahr", r"bestimmt haben sie",
        r"wie jeder weiß", r"natürlich haben sie", r"würden sie nicht sagen",
    ),
    "fr": _any(
        r"ne (?:pensez|trouvez|croyez)-vous pas", r"n['’]est-ce pas", r"ne diriez-vous pas", r"vous êtes d['’]accord", r"êtes-vous d['’]accord (?:que|pour dire)", r"bien sûr,? vous",
        r"évidemment", r"comme chacun sait",
    ),
    "es": _any(
        r"no (?:cree|piensa|le parece)(?: usted)? que", r"¿?verdad\?", r"no diría (?:usted )?que", r"está (?:usted )?de acuerdo (?:en|con) que", r"por supuesto que usted", r"obviamente",
        r"como todos saben",
    ),
}  # fmt: skip

PRAISE = {
    "en": _any(
        r"great (?:answer|example|point|story|job|work)", r"(?:very |really )?good (?:answer|point|example|job)\b", r"excellent\b", r"impressive", r"amazing", r"fantastic", r"wonderful", r"brilliant",
        r"awesome", r"well done", r"perfect[.!]", r"i love (?:that|this|how)", r"congratulations", r"sounds (?:great|good|interesting)",
    ),
    "de": _any(r"(?:sehr |wirklich )?gute antwort", r"tolle?s? ", r"ausgezeichnet", r"hervorragend", r"beeindruckend", r"großartig", r"gut gemacht", r"wunderbar", r"perfekt[.!]", r"super[,.!]", r"klingt (?:gut|toll)"),
    "fr": _any(r"(?:très )?bonne réponse", r"excellent", r"impressionnant", r"formidable", r"génial", r"magnifique", r"bravo", r"parfait[.!]", r"très bien[,.!]", r"super[,.!]"),
    "es": _any(r"(?:muy )?buena respuesta", r"excelente", r"impresionante", r"fantástic", r"genial", r"magnífic", r"enhorabuena", r"perfecto[.!]", r"muy bien[,.!]", r"estupend"),
}  # fmt: skip

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
