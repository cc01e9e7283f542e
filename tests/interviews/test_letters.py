"""What candidates are written, in each language."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from interviews.letters.placeholders import NAMES, OUR_NAMES, fault_in, filled
from interviews.letters.words import LANGUAGES, Text, words_in
from interviews.letters.writing import About, values_for, write_letter
from interviews.models import AdjustmentRequest

VALUES = {name: f"<{name}>" for name in OUR_NAMES}
ABOUT = About(job="Nurse & midwife", company="Northwind Logistics", minutes=35, reviewers=("Sunita Oberoi", "Jakub Vrba"))
DEADLINE = datetime(2026, 12, 4, 22, 59, tzinfo=UTC)
TEXTS = (
    "invitation",
    "invitation_at_a_time",
    "reminder",
    "extended",
    "adjustment_agreed",
    "adjustment_declined",
    "times_offered",
    "booked",
    "moved",
    "cancelled",
    "not_coming",
)


def values(language: str = "en", **fields):
    given = {"name": "Amara Diallo", "about": ABOUT, "deadline": DEADLINE, "zone": ZoneInfo("Europe/Stockholm")} | fields
    return values_for(words=words_in(language), **given)


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("Dear {vorname},", "Nothing is known to fill in for {vorname}."),
        ("Dear { name },", "Nothing is known to fill in for { name }."),
        ("Dear {},", "Nothing is known to fill in for {}."),
        ("Dear {name", "There is a { without its partner."),
        ("Dear name},", "There is a } without its partner."),
        ("Dear {{name}},", "There is a { without its partner."),
        ("Dear {name},\n{job}", ""),
        ("No braces at all", ""),
    ],
)
def test_what_cannot_be_filled_in_is_said_in_a_sentence(text, begin):
    assert fault_in(text).startswith(begin)
    assert bool(fault_in(text)) == bool(begin)


def test_every_placeholder_is_filled_in_once_and_a_name_with_braces_stays_a_name():
    assert filled(" ".join(f"{{{name}}}" for name in NAMES), VALUES) == " ".join(f"<{name}>" for name in NAMES)
    assert filled("Dear {name}", VALUES | {"name": "{job}"}) == "Dear {job}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_whole_letters(language):
    words = words_in(language)
    assert words.language == language
    for name in TEXTS:
        text: Text = getattr(words, name)
        for part in (text.subject, text.text):
            assert not re.search(r"[{}]", filled(part, VALUES)), (language, name)
    assert fault_in(words.invitation.subject + words.invitation.text) == ""
    assert {*AdjustmentRequest.Need.values, "answer"} == set(words.adjustment)
    assert len(words.fixed.facts) == 4 and len(words.fixed.after) == 3


@pytest.mark.parametrize(
    ("language", "deadline", "minutes", "reviewers"),
    [
        ("en", "Friday 4 December 2026, 23:59 CET", "about 35 minutes", "Sunita Oberoi and Jakub Vrba"),
        ("de", "Freitag, 4. Dezember 2026, 23:59 Uhr MEZ", "etwa 35 Minuten", "Sunita Oberoi und Jakub Vrba"),
        ("fr", "vendredi 4 décembre 2026 à 23 h 59 CET", "environ 35 minutes", "Sunita Oberoi et Jakub Vrba"),
        ("es", "viernes 4 de diciembre de 2026, 23:59 CET", "unos 35 minutos", "Sunita Oberoi y Jakub Vrba"),
    ],
)
def test_values_are_in_the_letters_language(language, deadline, minutes, reviewers):
    found = values(language)
    assert (found["deadline"].lower(), found["minutes"], found["reviewers"]) == (deadline.lower(), minutes, reviewers)


def test_three_reviewers_stand_in_a_row_and_none_are_the_team():
    three = About(job="x", company="y", minutes=1, reviewers=("A", "B", "C"))
    assert values(about=three)["reviewers"] == "A, B and C"
    assert values(about=About(job="x", company="y", minutes=1, reviewers=()))["reviewers"] == "the hiring team"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_invitation_always_says_what_every_candidate_must_know(language, northwind):
    words = words_in(language)
    northwind.contact_email = "people@northwind.example"
    letter = write_letter(
        text=Text(subject="Hello {name}", text="Short.\n\nBut {company}."),
        values=values(language),
        words=words,
        company=northwind,
        link="https://colloquy.example/i/token/",
        explains=True,
    )
    said = [*words.fixed.after, *(label for label, _ in words.fixed.facts), "https://colloquy.example/i/token/", "people@northwind.example"]
    for part in (letter.text, letter.html):
        assert [each for each in said if each not in part.replace("&#x27;", "'").replace("&amp;", "&")] == []
    assert letter.subject == "Hello Amara Diallo"
    assert "<" not in letter.text
    assert f'lang="{language}"' in letter.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_time_is_to_be_chosen_the_invitation_leads_there(language, northwind):
    words, link = words_in(language), "https://colloquy.example/i/token/"
    text, common = Text(subject="Hello", text="Short."), {"values": values(language), "company": northwind, "link": link}
    for explains, by_appointment in ((True, True), (True, False), (False, True)):
        letter = write_letter(text=text, words=words, explains=explains, by_appointment=by_appointment, **common)
        for part in (letter.text, letter.html):
            for said in (f"{link}?time", words.fixed.times, words.fixed.choose_time):
                assert (said in part) == (explains and by_appointment), said


def test_what_a_recruiter_writes_is_text_and_no_html(northwind):
    letter = write_letter(
        text=Text(subject="<b>{job}</b>\nBcc: everybody", text="<script>alert(1)</script>\n\n{name}"),
        values=values(name="<img src=x>"),
        words=words_in("en"),
        company=northwind,
        link="https://colloquy.example/i/token/",
    )
    assert "<script>" not in letter.html and "<img src=x>" not in letter.html
    assert "<script>alert(1)</script>" in letter.text
    assert letter.subject == "<b>Nurse & midwife</b> Bcc: everybody"
