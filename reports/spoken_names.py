"""An employer or a school as people speak of it: without its legal form, and in small letters.

Not by one word of several: too many of them ("Logistik", "Schule", "Docker") are what an answer is about.
"""

import re
from functools import lru_cache

from ai.lexical import is_ordinary

LEGAL_FORM = re.compile(
    r"(?:,?\s+(?:&\s*|and\s+)?(?:ltd|limited|llc|llp|plc|inc|incorporated|corp|corporation|co|pty|pte|g?gmbh|mbh|ag|kg|kgaa|ohg|ug|se|e\.?\s?v"
    r"|eg|s\.?\s?a|s\.?a\.?s|s\.?a\.?r\.?l|s\.?r\.?l|s\.?\s?l|s\.?p\.?a|b\.?v|n\.?v|ab|oy|oyj|aps|a/s)\.?)+$",
    re.IGNORECASE,
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
        found.append(re.escape(short) if all(map(is_ordinary, words)) else f"(?i:{re.escape(short)})")
    elif words == [short] and short[0].isupper() and not is_ordinary(short):
        found.append(re.escape(short))
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)")
