"""An employer or a school as people speak of it: without its legal form, in small letters, and by its first word alone."""

import re
from functools import lru_cache

from ai.lexical import is_ordinary

# A shorter first word is an article, or somebody's initials.
SHORTEST_FIRST = 4
LEGAL_FORM = re.compile(
    r"(?:,?\s+(?:&\s*|and\s+)?(?:ltd|limited|llc|llp|plc|inc|incorporated|corp|corporation|co|pty|pte|g?gmbh|mbh|ag|kg|kgaa|ohg|ug|se|e\.?\s?v"
    r"|eg|s\.?\s?a|s\.?a\.?s|s\.?a\.?r\.?l|s\.?r\.?l|s\.?\s?l|s\.?p\.?a|b\.?v|n\.?v|ab|oy|oyj|aps|a/s)\.?)+$",
    re.IGNORECASE,
)
# What many a company or school begins with, in four languages, and much else does too.
MANY_BEGIN_SO = frozenset(
    """academy advanced african agence agency akademie alliance alpha alte american apple applied asian associated association
    atlantic banco banque berufsschule beta bright british bundesamt camp capital centro city classic clinic colegio college collège
    colégio community compagnie compañía consulting continental corner creative crédit crown delta deutsche deutscher deutsches
    digital dynamic eagle eastern ecole école electric elementary empire engineering enterprise erste escuela españa europe european
    europäische everest express fachhochschule federal financial fire focus france freie french fusion gemeinde german gesamtschule
    global golden grand grundschule grupo gymnasium harbour hochschule horizon hospital hôpital imperial industrial infinity
    innovative insight inspire institut institute instituto integrated international junge klinik klinikum krankenhaus
    kreissparkasse legacy liberty libre lion lycée magic major marine master maximum media medical meta metro ministerio ministry
    mission modern momentum motion mountain municipal national natural neue nordic northern nova nuclear ocean optimal oracle
    organic oxygen pacific peak phoenix pilot pioneer planet platinum polytechnic praxis precision premier prime principal
    professional progressive pulse quantum radical rapid realschule regional robotics rocket royal saint salt santa scientific
    secondary shell silver slack smart social sociedad société society soft solar solid sonic southern spark sparkasse square stadt
    stadtwerke standard sterling stiftung strategic stream strong studio summit super superior supreme swift team technische
    technischer terra tiger titan total training transport trinity ultra unified union united unity universal universidad
    universität universite university université urban vector verein vertex victory virtual vision vital volkshochschule volksbank
    western wild wind wise young zenith""".split()  # noqa: SIM905 - a list of this is a page long
)
_words = re.compile(r"[^\W\d_][\w'’&-]*")


@lru_cache(maxsize=1000)
def spoken(name: str) -> re.Pattern[str]:
    """What finds it in what somebody said. Words that mean something of their own are covered as they are written, and together."""
    whole = name.strip()
    short = LEGAL_FORM.sub("", whole)
    words = _words.findall(short)
    found = [re.escape(whole)]
    if len(words) > 1:
        found.append(re.escape(short) if all(map(_is_ordinary, words)) else f"(?i:{re.escape(short)})")
    if words and short.startswith(words[0]) and (words == [short] or len(words[0]) >= SHORTEST_FIRST) and _is_a_name(words[0]):
        found.append(re.escape(words[0]))
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)")


def _is_a_name(word: str) -> bool:
    return word[0].isupper() and not _is_ordinary(word)


def _is_ordinary(word: str) -> bool:
    return word.lower() in MANY_BEGIN_SO or is_ordinary(word)
