"""Words about what must play no part when somebody is chosen for work, by language."""

import re


def any_of(*words: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words) + r")", re.IGNORECASE)


# What is asked of nobody: age, family, health, faith, origin, love, politics, unions.
LIFE = {
    "en": any_of(
        r"how old (?:are|were) you", r"your age\b", r"what year were you born", r"were you born", r"date of birth", r"your birthday",
        r"married\b", r"your (?:husband|wife|spouse|marriage|divorce|boyfriend|girlfriend)\b", r"your (?:own )?(?:child|children|kids?|son|daughter|baby)\b",
        r"have (?:any )?(?:children|kids)\b", r"pregnan", r"your family\b", r"family plan", r"child ?care", r"maternity", r"paternity",
        r"your (?:parents|mother|father)\b", r"your health\b", r"your (?:illness|disabilit|condition|diagnos|medication)", r"disabled\b", r"mental health",
        r"sick leave", r"how many sick days", r"your (?:religion|faith|church|beliefs)\b", r"religious\b", r"do you pray", r"church\b", r"mosque\b",
        r"where are you (?:really |originally )?from", r"originally from", r"native (?:language|tongue|speaker)", r"mother tongue", r"your accent\b",
        r"nationality", r"citizen(?:ship)?\b", r"immigra", r"ethnic", r"your race\b", r"skin colou?r", r"your gender\b", r"sexual", r"gay\b", r"transgender",
        r"who (?:do|did) you vote", r"political part", r"trade union", r"your weight\b", r"do you (?:drink|smoke)\b", r"at home with you",
    ),
    "de": any_of(
        r"wie alt (?:sind|waren) sie", r"ihr(?:em|es)? alter\b", r"wann sind sie geboren", r"geburts(?:tag|datum|jahr)", r"verheiratet", r"ledig\b", r"geschieden",
        r"ihr(?:e|er|em|en)? (?:mann|frau|ehemann|ehefrau|familie|kinder|kindern|sohn|tochter|eltern|mutter|vater|partner|partnerin)\b", r"haben sie kinder", r"kinderwunsch",
        r"familienplanung", r"schwanger", r"elternzeit", r"kinderbetreuung", r"ihr(?:e|er)? gesundheit", r"krankheit", r"krank(?:geschrieben)?\b", r"behinder", r"schwerbehindert",
        r"religion", r"religiös", r"konfession", r"kirche\b", r"moschee", r"glauben sie an", r"woher (?:kommen|stammen) sie", r"herkunft", r"muttersprache", r"ihr akzent",
        r"staatsangehörigkeit", r"nationalität", r"migrationshintergrund", r"ethnisch", r"hautfarbe", r"sexuell", r"schwul\b", r"lesbisch", r"welche partei", r"gewerkschaft", r"rauchen sie\b",
    ),
    "fr": any_of(
        r"quel âge", r"votre âge", r"date de naissance", r"année de naissance", r"né(?:e)? en\b", r"marié", r"célibataire", r"divorcé",
        r"votre (?:mari|femme|époux|épouse|conjoint|conjointe|compagnon|compagne|famille|fils|fille|mère|père)\b", r"vos (?:enfants|parents)\b", r"avez-vous des enfants",
        r"vie de famille", r"situation (?:familiale|de famille)", r"enceinte\b", r"grossesse", r"congé (?:maternité|paternité|parental)", r"votre santé", r"maladie", r"handicap",
        r"arrêts? maladie", r"religion", r"religieu", r"église", r"mosquée", r"croyan", r"d['’]où venez-vous", r"vos origines", r"votre origine", r"langue maternelle", r"votre accent",
        r"nationalité", r"ethni", r"couleur de peau", r"orientation sexuelle", r"homosexuel", r"parti politique", r"syndicat", r"fumez-vous",
    ),
    "es": any_of(
        r"cuántos años tiene", r"qué edad", r"su edad\b", r"fecha de nacimiento", r"nació\b", r"casad[oa]\b", r"solter[oa]\b", r"divorciad[oa]\b",
        r"su (?:marido|mujer|esposo|esposa|pareja|familia|hijo|hija|madre|padre)\b", r"sus (?:hijos|hijas|padres)\b", r"tiene hijos", r"embaraz", r"vida familiar",
        r"planificación familiar", r"baja (?:maternal|paternal|médica)", r"su salud", r"enfermedad", r"discapacidad", r"religi", r"iglesia", r"mezquita", r"creencias",
        r"de dónde es\b", r"de dónde viene usted", r"sus orígenes", r"su origen\b", r"lengua materna", r"su acento", r"nacionalidad", r"étnic", r"color de piel", r"orientación sexual",
        r"homosexual", r"partido político", r"sindicato", r"fuma\b",
    ),
}  # fmt: skip

# How résumés tell such things: narrow, since a line that speaks so is shown to no model, and work must not get lost with it.
# "Cared for patients with chronic illness" is work.
TOLD = {
    "en": any_of(
        r"date of birth", r"d\.?o\.?b\b\.?", r"born (?:on|in) ", r"born:", r"birth(?:day|date|place)\b", r"place of birth", r"age\s*:\s*\d", r"aged? \d\d\b", r"\d\d[- ]years?[- ]old(?! (?:app|code|compan|database|firm|legacy|monolith|platform|product|service|software|system|tool))",
        r"\d\d years of age", r"marital status", r"civil status", r"(?:un)?married\b", r"divorced\b", r"widow(?:ed|er)?\b", r"single parent", r"spouse\b", r"my (?:husband|wife|partner|family)\b",
        r"(?:[1-6]|one|two|three|four|five|six) (?:children|kids|sons|daughters)\b(?!['’])", r"children\s*:", r"(?:maternity|paternity|parental|family|child ?care) leave", r"stay[- ]at[- ]home",
        r"full[- ]time (?:mother|father|parent|mum|mom|dad)\b", r"raising (?:my|a|our) ", r"(?:caring|cared) for (?:my|an?) (?:elderly |sick |own )?(?:family|mother|father|child|relative|parent)",
        r"nationality", r"citizenship", r"citizen of", r"country of origin", r"ethnic (?:origin|group)", r"(?:work|residence) permit", r"(?:work|visa) status\s*:", r"visa status",
        r"mother tongue", r"native (?:language|tongue|speaker)", r"religio(?:n|us (?:belief|affiliation))\w*\s*[:–-]", r"(?:denomination|faith)\s*[:–-]", r"gender\s*[:–-]", r"sex\s*[:–-]", r"pronouns\s*[:–-]",
        r"sexual orientation", r"health\s*:", r"my (?:health|illness|disability|condition)\b", r"(?:registered|severely) disabled", r"disabled\s*:", r"disability\s*[:–-]", r"sick leave",
        r"military service", r"national service", r"military status", r"conscript", r"compulsory service", r"photo(?:graph)?\s*[:(]", r"photo(?:graph)? (?:attached|enclosed|of me)", r"(?:passport|application|profile) photo",
        r"(?:home|postal) address", r"address\s*:", r"height\s*:", r"weight\s*:", r"social security", r"passport (?:no|number)",
    ),
    "de": any_of(
        r"geburts(?:tag|datum|jahr|ort)", r"geboren(?:e[rs]?)? (?:am|in|\d)", r"geb\. ", r"alter\s*:", r"\d\d jahre alt", r"jahrgang \d", r"familienstand", r"verheiratet", r"ledig\b", r"geschieden\b", r"verwitwet",
        r"kinder\s*:", r"(?:[1-6]|ein|zwei|drei|vier) kind(?:er)?\b", r"elternzeit", r"mutterschutz", r"mutterschaft", r"erziehungsurlaub", r"kindererziehung", r"hausfrau", r"hausmann",
        r"pflege (?:von |meiner |meines |der |des )?(?:angehörig|mutter|vater|eltern)", r"staatsangehörigkeit", r"staatsbürger", r"nationalität", r"aufenthalts(?:titel|status|erlaubnis)", r"arbeitserlaubnis", r"muttersprach",
        r"(?:konfession|religion|religionszugehörigkeit|bekenntnis|glaube)\s*[:–-]", r"röm\.?-?\s?kath", r"evangelisch-luth", r"geschlecht\s*:", r"schwerbehinder", r"grad der behinderung", r"wehrdienst", r"wehrpflicht",
        r"grundwehr", r"zivildienst", r"(?:bewerbungs|pass|licht)(?:foto|bild)", r"foto\s*[:(]", r"anschrift", r"adresse\s*:", r"wohnhaft", r"wohnort", r"größe\s*:", r"gewicht\s*:",
    ),
    "fr": any_of(
        r"date de naissance", r"lieu de naissance", r"née? le ", r"né\(e\)", r"née? à ", r"âge\s*:", r"âgée? de", r"situation (?:familiale|de famille|maritale)", r"état civil", r"mariée?\b", r"célibataire", r"divorcée?\b", r"pacsée?\b",
        r"veu(?:f|ve)\b", r"(?:[1-6]|un|deux|trois|quatre) enfants?\b", r"enfants?\s*:", r"congés? (?:de )?(?:maternité|paternité|parental|parentaux)", r"mère au foyer", r"père au foyer", r"nationalité", r"citoyenneté", r"titre de séjour",
        r"permis de travail", r"langue maternelle", r"religion\s*[:–-]", r"confession\s*[:–-]", r"sexe\s*:", r"rqth", r"travailleur handicapé", r"handicap\s*:", r"service (?:militaire|national)", r"photo (?:d['’]identité|jointe)", r"adresse\s*:", r"domicilié",
        r"taille\s*:", r"poids\s*:",
    ),
    "es": any_of(
        r"fecha de nacimiento", r"lugar de nacimiento", r"nacid[oa] (?:el|en)\b", r"edad\s*:", r"\d\d años de edad", r"estado civil", r"casad[oa]\b", r"solter[oa]\b", r"divorciad[oa]\b", r"viud[oa]\b",
        r"(?:[1-6]|un|una|dos|tres|cuatro) hij[oa]s?\b", r"hijos\s*:", r"baja (?:maternal|paternal|por maternidad|por paternidad|médica)", r"permiso (?:de |por )?(?:maternidad|paternidad|parental)", r"excedencia (?:por|para) ", r"ama de casa",
        r"nacionalidad", r"ciudadanía", r"permiso de (?:trabajo|residencia)", r"lengua materna", r"religión\s*[:–-]", r"sexo\s*:", r"género\s*:", r"discapacidad\s*[:–-]", r"grado de discapacidad", r"servicio militar", r"foto(?:grafía)?\s*[:(]",
        r"domicilio", r"dirección\s*:", r"estatura\s*:", r"peso\s*:", r"\bdni\b",
    ),
}  # fmt: skip

# The whole of a line, as under a heading "Personal".
ALONE = re.compile(
    r"\W*(?:single|male|female|man|woman|\d\d (?:years|jahre|ans|años)|männlich|weiblich|divers|homme|femme|hombre|mujer|"
    r"(?:roman )?catholic|protestant|muslim|jewish|hindu|buddhist|atheist|(?:römisch-)?katholisch|evangelisch|muslimisch|jüdisch|catholique|musulmane?|juive?|católic[oa]|musulmán|"
    r"photo(?:graph)?|foto|bild|picture)\W*",
    re.IGNORECASE,
)

# A time without work has its reasons, and most of them are nobody's business.
PAUSES = {
    "en": any_of(
        r"(?:employment|career|cv|résumé|resume|work history) (?:gap|break|pause)", r"gaps? (?:in|of|between) (?:your|the|his|her|their|this)? ?(?:employment|career|cv|résumé|resume|work|jobs|positions|\w+ (?:months|years))",
        r"(?:months?|years?)[- ](?:long )?gap", r"gaps? between (?:your|the|his|her|their|two)", r"gaps? (?:from |of |in |between )?(?:19|20)\d\d", r"(?:have|had|is|was) an? (?:\w+ )?gap\b", r"out of (?:work|a job|employment)", r"unemploy", r"jobless", r"between jobs", r"between positions", r"without (?:a job|work|employment)", r"not (?:been )?(?:in )?employ(?:ed|ment)", r"sabbatical", r"time off\b", r"took a break",
        r"(?:job|work)[- ]seeking", r"looking for work", r"gap year", r"personal leave", r"career pause",
    ),
    "de": any_of(r"lücken? (?:im (?:lebenslauf|cv|werdegang)|in (?:ihrem|ihrer|der) (?:lebenslauf|vita|werdegang|beschäftigung)|zwischen)", r"arbeitslos", r"arbeit(?:s)?such", r"erwerbslos", r"ohne (?:arbeit|anstellung|job|beschäftigung)", r"auszeit", r"sabbat", r"berufliche neuorientierung", r"(?:nicht gearbeitet|pausiert)", r"familienpause", r"familienphase"),
    "fr": any_of(r"trous? (?:dans|de) (?:votre|le|son|\w+) (?:cv|parcours|mois|ans)", r"chômage", r"sans (?:emploi|travail)", r"interruption de (?:carrière|parcours)", r"recherche d['’]emploi", r"année sabbatique", r"pause (?:carrière|professionnelle)"),
    "es": any_of(r"(?:hueco|laguna|vacío)s? (?:en|laboral)", r"desemple", r"en (?:el )?paro\b", r"sin (?:trabajo|empleo)", r"año sabático", r"búsqueda de empleo", r"pausa (?:laboral|profesional)"),
}  # fmt: skip

# Guesses about who somebody is, which nothing in a résumé is needed for.
GUESSES = any_of(
    r"(?:he|she|his|her|hers|him|himself|herself)\b", r"(?:fe)?male\b", r"woman\b", r"a man\b", r"gender\b", r"mother\b", r"father\b", r"parents\b|parenthood", r"young(?:er)?\b", r"elderly", r"too old", r"overqualified",
    r"digital native", r"close to retire", r"retirement age", r"his age", r"her age", r"age\b", r"appearance", r"attractive", r"accent\b", r"foreigner|foreign (?:accent|national|background)", r"immigrant", r"refugee", r"herr\b", r"frau\b", r"mutter\b", r"vater\b", r"monsieur", r"madame", r"señora?\b",
    r"pregnan", r"schwanger", r"nationalit", r"ethnic", r"photo(?:graph)? (?:shows|of)", r"(?:in|on|from|with) (?:your|the|this) (?:photo|picture)", r"home town", r"hometown", r"lives in\b", r"disab", r"illness\b", r"health (?:problem|issue|condition|reason)s?",
)  # fmt: skip
