"""How people tell their age and gender while they answer something else. Whoever judges is not to know.

Narrow on purpose: "a ten-year-old system" and "my team is 54 people" are work, and work must not get lost.
"""

from resumes.fairness.words import any_of

THING = r"(?! (?:app|application|building|code|codebase|compan|database|firm|legacy|machine|monolith|platform|process|product|service|software|system|tool|vessel))"

PERSONAL = {
    "en": any_of(
        r"(?:I am|I['’]m|I was|being) \d\d(?: years? old| years? of age)?(?=[.,;!?]|$| (?:now|and|when|then)\b)",
        r"(?:a |an )?\d\d[- ]years?[- ]old\b" + THING,
        r"\d\d years of age",
        r"(?:at the age of|aged) \d\d\b",
        r"I turned \d\d(?=[.,;!?]|$| (?:last|this|and|in)\b)",
        r"(?:I was )?born in (?:19|20)\d\d",
        r"as an? (?:(?:young|single|older|working|new|only|lone|trans) )*(?:woman|man|female|male|mother|father|mum|mom|dad|girl|boy)\b",
        r"(?:I am|I['’]m) an? (?:(?:young|single|older|working|new|lone|trans) )*(?:woman|man|mother|father|mum|mom|dad)\b",
        r"the only (?:woman|man|female|male|girl|guy)\b",
        r"my (?:husband|wife|boyfriend|girlfriend|pregnancy)\b",
        r"(?:maternity|paternity) leave",
        r"I (?:was|am|got|became) pregnant",
    ),
    "de": any_of(
        r"ich (?:bin|war) \d\d(?: jahre alt)?(?=[.,;!?]|$| (?:und|als|jahre)\b)",
        r"\d\d jahre alt",
        r"mit \d\d jahren",
        r"\d\d-jährige[rn]?\b",
        r"jahrgang (?:19|20)?\d\d",
        r"geboren (?:im jahr )?(?:19|20)\d\d",
        r"(?:19|20)\d\d geboren",
        r"als (?:(?:junge[rn]?|alleinerziehende[rn]?|berufstätige[rn]?|einzige[rn]?) )*(?:frau|mann|mutter|vater)\b",
        r"ich bin (?:eine? )?(?:(?:junge|alleinerziehende)[rn]? )?(?:frau|mann|mutter|vater)\b",
        r"die einzige frau\b|der einzige mann\b",
        r"mein (?:ehe)?mann\b|meine[rm]? (?:ehe)?frau\b|meine[nm] (?:ehe)?mann\b",
        r"mutterschutz|schwanger(?:schaft)?\b",
    ),
    "fr": any_of(
        r"j['’](?:ai|avais) \d\d ans\b(?! (?:d['’]|de ))",
        r"âgée? de \d\d ans",
        r"à (?:l['’]âge de )?\d\d ans\b",
        r"(?:je suis )?née? en (?:19|20)\d\d",
        r"en tant que (?:(?:jeune|seule?) )*(?:femme|homme|mère|père|maman|papa)\b",
        r"je suis (?:une |un )?(?:(?:jeune) )?(?:femme|homme|mère|père|maman|papa)\b",
        r"la seule femme\b|le seul homme\b",
        r"mon mari\b|ma femme\b",
        r"congés? (?:de )?(?:maternité|paternité)",
        r"enceinte\b|ma grossesse\b",
    ),
    "es": any_of(
        r"(?:tengo|tenía) \d\d años\b(?! de )",
        r"\d\d años de edad",
        r"a los \d\d años\b(?! de )",
        r"(?:nací|nacid[oa]) en (?:19|20)\d\d",
        r"como (?:(?:joven) )?(?:mujer|hombre|madre|padre)\b",
        r"soy (?:una |un )?(?:(?:joven) )?(?:mujer|hombre|madre|padre)\b",
        r"la única mujer\b|el único hombre\b",
        r"mi (?:marido|mujer|esposo|esposa|embarazo)\b",
        r"baja (?:por |de )?(?:maternidad|paternidad|maternal|paternal)",
        r"embarazada\b",
    ),
}
