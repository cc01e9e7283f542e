"""Whether an address can be an address, and what was probably meant."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

# Where most people have their mail, for telling a slip of the fingers from a domain of one's own.
PROVIDERS = (
    "aol.com", "bluewin.ch", "email.com", "free.fr", "freenet.de", "fastmail.com", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net", "googlemail.com",
    "hey.com", "hotmail.com", "hotmail.de", "hotmail.es", "hotmail.fr", "icloud.com", "laposte.net", "live.com", "live.de", "mac.com", "mail.com", "mail.de",
    "mailbox.org", "me.com", "msn.com", "orange.fr", "outlook.com", "outlook.de", "outlook.es", "outlook.fr", "posteo.de", "posteo.net",
    "proton.me", "protonmail.com", "sfr.fr", "t-online.de", "telefonica.net", "wanadoo.fr", "web.de", "yahoo.com", "yahoo.de", "yahoo.es",
    "yahoo.fr", "ymail.com", "zoho.com",
)  # fmt: skip
# Ends that are typed by mistake and exist nowhere, or belong to nobody who applies for work.
SLIPS = {"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "vom": "com", "xom": "com", "cpm": "com", "nte": "net", "ogr": "org"}
CLOSE = 0.86
LONGEST = 254


@dataclass(frozen=True, slots=True)
class Fault:
    sentence: str
    suggestion: str = ""
    # It may be right all the same, and whoever knows may say so.
    is_guess: bool = False


def fault_in(address: str) -> Fault | None:
    return _unlike_any(address) or _of_its_parts(address)


def _unlike_any(address: str) -> Fault | None:
    if not address:
        return Fault("There is no address.")
    if len(address) > LONGEST:
        return Fault("It is longer than an address can be.")
    match address.count("@"):
        case 0:
            return Fault("There is no @ sign.")
        case 1:
            return None
        case 2:
            return Fault("There are two @ signs.", _if_valid(re.sub(r"@[@\s]*@", "@", address)))
    return Fault("There are several @ signs.")


def _of_its_parts(address: str) -> Fault | None:
    name, _, domain = address.partition("@")
    if suggestion := _slip_in(domain):
        return Fault(f"{domain} looks like a slip of the fingers.", f"{name}@{suggestion}", is_guess=True)
    if not _is_valid(address) or "." not in domain:
        return Fault(_what_is_wrong(name, domain), _if_valid(_tidied(address)))
    return None


def _slip_in(domain: str) -> str:
    small = domain.lower()
    if small in PROVIDERS:
        return ""
    begin, _, end = small.rpartition(".")
    mended = f"{begin}.{SLIPS[end]}" if begin and end in SLIPS else small
    close = get_close_matches(mended, PROVIDERS, n=1, cutoff=CLOSE)
    # A short domain of somebody's own is near to a provider's by chance.
    if close and (len(mended) >= 8 or mended == close[0]) and close[0] != small:
        return close[0]
    return mended if mended != small else ""


def _what_is_wrong(name: str, domain: str) -> str:
    if not name:
        return "There is nothing before the @ sign."
    if not domain:
        return "There is nothing after the @ sign."
    if re.search(r"\s", name + domain):
        return "There is a space in it."
    if "," in name + domain or ";" in name + domain:
        return "There is a comma or a semicolon in it."
    if "." not in domain:
        return "The part after the @ sign has no ending, such as .com."
    return "It is not written as addresses are."


def _tidied(address: str) -> str:
    return re.sub(r"\.{2,}", ".", re.sub(r"\s+", "", address).replace(",", ".").strip(".;<>()[]'\"")).replace(".@", "@")


def _is_valid(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _if_valid(address: str) -> str:
    return address if _is_valid(address) and "." in address.partition("@")[2] else ""
