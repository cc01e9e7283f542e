"""Candidates' pages and mail in each language: everything is translated, and what is read is what was written."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from config.messages import LANGUAGES, Places, compiled, known, untranslated, updated
from interviews.languages import NAMES

PLACEHOLDER = re.compile(r"%\(\w+\)s|<[^>]+>")


def sentences(catalog) -> set:
    return {(message.context, str(message.id)) for message in catalog if message.id}


def pairs(catalog) -> list[tuple[str, str]]:
    found = []
    for message in catalog:
        if message.id:
            ids, strings = ([each] if isinstance(each, str) else list(each) for each in (message.id, message.string))
            found += [(ids[min(at, len(ids) - 1)], string) for at, string in enumerate(strings)]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_none_is_left_over(language):
    catalog = known(language)
    assert sentences(updated(language)) ^ sentences(catalog) == set()
    assert untranslated(catalog) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_is_what_was_written(language):
    assert Places(language)["mo"].read_bytes() == compiled(known(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_says_the_same_values_and_marks(language):
    wrong = [said for said, string in pairs(known(language)) if sorted(PLACEHOLDER.findall(said)) != sorted(PLACEHOLDER.findall(string))]
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "informal"), [("de", r"\b(du|dein\w*|dir|dich)\b"), ("es", r"\b(tú|tus?|te|ti)\b"), ("fr", r"\b(tu|toi|tes?|ton|ta)\b")]
)
def test_candidates_are_addressed_formally(language, informal):
    assert [string for _, string in pairs(known(language)) if re.search(informal, string, re.IGNORECASE)] == []


def test_no_template_of_candidates_says_a_word_that_is_not_translated():
    """What stands between the tags of their templates are marks and values."""
    left = {}
    for path in sorted((Path(settings.BASE_DIR) / "templates" / "interviews" / "candidate").rglob("*.html")):
        source = re.sub(
            r"{% blocktranslate.*?{% endblocktranslate %}|{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>|data-\w+=", " ", path.read_text(), flags=re.DOTALL
        )
        words = set(re.findall(r"[A-Za-z]{2,}", source)) - {"Colloquy", "ms"}
        if words:
            left[path.name] = words
    assert left == {}


def test_a_language_is_its_three_files():
    root = Path(settings.BASE_DIR)
    codes = {code for code, _ in settings.LANGUAGES}
    assert {path.parent.parent.name for path in root.glob("locale/*/LC_MESSAGES/django.po")} | {settings.LANGUAGE_CODE} == codes
    assert {path.stem for path in root.glob("interviews/letters/*.toml")} == codes
    assert {path.stem for path in root.glob("interviews/consent/texts/*.txt")} == codes
    assert NAMES == {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français"}
