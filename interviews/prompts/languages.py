from enum import StrEnum


class Language(StrEnum):
    ENGLISH = "English"
    GERMAN = "German"
    FRENCH = "French"
    SPANISH = "Spanish"
