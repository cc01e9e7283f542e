"""What people call time zones in their languages, where it is not as calendars do."""

import re

SHORT = {"de": {"CET": "MEZ", "CEST": "MESZ", "EET": "OEZ", "EEST": "OESZ", "WET": "WEZ", "WEST": "WESZ"}}
PLACES = {
    "de": {"Brussels": "Brüssel", "Copenhagen": "Kopenhagen", "Lisbon": "Lissabon", "Prague": "Prag", "Rome": "Rom", "Vienna": "Wien", "Warsaw": "Warschau", "Zurich": "Zürich"},
    "es": {"Berlin": "Berlín", "Brussels": "Bruselas", "Copenhagen": "Copenhague", "Lisbon": "Lisboa", "London": "Londres", "Paris": "París", "Prague": "Praga", "Rome": "Roma", "Stockholm": "Estocolmo", "Vienna": "Viena", "Warsaw": "Varsovia", "Zurich": "Zúrich"},
    "fr": {"Brussels": "Bruxelles", "Copenhagen": "Copenhague", "Lisbon": "Lisbonne", "London": "Londres", "Vienna": "Vienne", "Warsaw": "Varsovie"},
}  # fmt: skip
ZONE = re.compile(r"\b[A-Z]{3,4}\b$")


def with_own_zones(said: str, language: str) -> str:
    """Of a moment whose zone stands at its end."""
    return ZONE.sub(lambda found: SHORT.get(language, {}).get(found.group(), found.group()), said)


def place_in(language: str, place: str) -> str:
    return PLACES.get(language, {}).get(place, place)
