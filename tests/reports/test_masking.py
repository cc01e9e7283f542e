"""Whoever judges does not see whose words they are."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.masking import Names, mask
from reports.quotes import Span, find

NOBODY = Names()
NAMES = Names("Dana Hassan", ("Brightwater Systems", "Acme"), ("Uppsala University",))
SAID = (
    "I am Dana, Dana Hassan. At Brightwater Systems I led the move of 40 services. Write to dana@example.org or +46 70 123 45 67,"
    " see https://dana.example/work. At Uppsala University I learned to measure first. Acme was before that."
)


def test_names_employers_schools_and_contacts_are_covered():
    shown = mask(SAID, NAMES).text
    for hidden in ("Dana", "Hassan", "Brightwater", "Uppsala", "Acme", "example", "123 45 67"):
        assert hidden not in shown
    assert "I am [name], [name]. At [employer] I led the move of 40 services." in shown
    assert "At [school] I learned to measure first." in shown


@pytest.mark.parametrize(
    ("known", "said", "shown"),
    [
        ("Kestrel Works Ltd", "At Kestrel Works I led it.", "At [employer] I led it."),
        ("Kestrel Works Ltd", "at kestrel works i led it", "at [employer] i led it"),
        ("Kestrel Works Ltd", "Kestrel Works Ltd. was small, and Kestrel Works grew.", "[employer]. was small, and [employer] grew."),
        ("Brightwater GmbH & Co. KG", "Bei Brightwater war ich drei Jahre.", "Bei [employer] war ich drei Jahre."),
        ("SAP SE", "At SAP I wrote tests.", "At [employer] I wrote tests."),
        ("Müller, Inc.", "I left Müller in May.", "I left [employer] in May."),
        ("Société Dumoulin", "At Societe Dumoulin, later at SOCIÉTÉ DUMOULIN.", "At [employer], later at [employer]."),
        ("Societe Dumoulin SA", "Chez Société Dumoulin, chez socie\u0301te\u0301 dumoulin.", "Chez [employer], chez [employer]."),
        ("Müller, Inc.", "I left Mueller, that is Muller, in May.", "I left [employer], that is [employer], in May."),
        ("Løkke Bygg AS", "Hos Lokke Bygg og Loekke Bygg.", "Hos [employer] og [employer]."),
        ("Fabrique Dumont S.A.", "Chez Fabrique Dumont, puis chez fabrique dumont.", "Chez [employer], puis chez [employer]."),
    ],
)
def test_an_employer_is_covered_as_people_speak_of_it(known, said, shown):
    assert mask(said, Names(employers=(known,))).text == shown
    assert mask(said, Names(schools=(known,))).text == shown.replace("employer", "school")


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("Next plc", "Next I moved the job."),
        ("Logistik Zentrum Nord", "In der Logistik habe ich gelernt, zuerst zu messen."),
        ("Schule am Neckar", "In der Schule fing es an."),
        ("Docker Hosting Inc", "I packed it with Docker."),
        ("Data Systems GmbH", "Most data systems fail so."),
        ("Global Foods Ltd", "Global rollouts need a plan."),
        ("University of Uppsala", "University taught me to measure."),
        ("Kestrel Works Ltd", "A kestrel flew by, and it works."),
        ("SAP SE", "The sap rises."),
        ("IT Works AG", "IT was slow."),
    ],
)
def test_words_of_an_employer_that_mean_something_else_stay(known, said):
    assert mask(said, Names(employers=(known,))).text == said


def test_what_begins_inside_a_cover_and_ends_behind_it_shows_no_rest():
    assert mask("I am Anna Stuart Systems now.", Names("Anna Stuart", ("Stuart Systems",))).text == "I am [name] now."
    assert mask("As a mother of three", Names("", ("mother of three",))).text == "[personal]"


def test_words_that_only_look_like_a_name_stay():
    assert mask("I will mark it.", Names("Will Mark")).text == "I will mark it."
    assert mask("An al dente test", Names("Al Wu")).text == "An al dente test"


@pytest.mark.parametrize(
    ("name", "said", "shown"),
    [
        ("Dana Novak", "my name is dana novak", "my name is [name]"),
        ("Dana Novak", "DANA NOVAK here, or DANA.", "[name] here, or [name]."),
        ("Dana Novak", "they said dana novak, fix it", "they said [name], fix it"),
        ("Dana Novak", "Novak, Dana; dana_novak; dananovak", "[name]; [name]; [name]"),
        ("dana novak", "I am Dana.", "I am [name]."),
        ("Dana Novak", "Dana's job, then Novak’s", "[name]'s job, then [name]’s"),
        ("Elena Núñez", "I am Elena Nunez, Nunez for short.", "I am [name], [name] for short."),
        ("Elena Nunez", "Soy Núñez, y Nu\u0301n\u0303ez.", "Soy [name], y [name]."),
        ("Jörg Müller", "ich heiße joerg mueller, JÖRG MÜLLER", "ich heiße [name], [name]"),
        ("Søren Weiß", "Soren Weiss, Soeren Weiß", "[name], [name]"),
        ("Bo Li", "I am Bo Li.", "I am [name]."),
        ("Bo Li", "i am bo li and bo li it is", "i am [name] and [name] it is"),
        ("Bo Li", "Li, Bo was on the list", "[name] was on the list"),
        ("Bo Li", "Hi, I'm Bo, and I ran it.", "Hi, I'm [name], and I ran it."),
        ("Bo", "Bo ran it.", "[name] ran it."),
        ("Will Mark", "my name is will", "my name is [name]"),
        ("Will Mark", "i am mark, and i will mark it", "i am [name], and i will mark it"),
        ("Will Mark", "WILL MARK wrote it, Will did.", "[name] wrote it, [name] did."),
        ("Eva Klein", "ich bin klein, und das war ein klein wenig", "ich bin [name], und das war ein klein wenig"),
        ("Luc Petit", "je m'appelle petit", "je m'appelle [name]"),
        ("Rosa Paz", "me llamo rosa", "me llamo [name]"),
        ("Anne-Marie O'Brien", "Anne Marie, or anne-marie o’brien, or Brien", "[name], or [name], or [name]"),
        ("Eva van der Berg", "I am Eva van der Berg, eva van der berg", "I am [name], [name]"),
        ("María de la Cruz", "Soy María de la empresa Sol.", "Soy [name] de la empresa Sol."),
        ("Lena Schön", "ich bin schön, und lena schoen bin ich schon lange", "ich bin [name], und [name] bin ich schon lange"),
        ("Claire Petit", "je m'appelle claire, une idée claire", "je m'appelle [name], une idée claire"),
        ("Julio Segura", "me llamo julio, y estaba segura en julio", "me llamo [name], y estaba segura en julio"),
        ("Dana Novak", "What broke next, dana?", "What broke next, [name]?"),
        ("Ram Gupta", "I cut RAM use. RAM GUPTA did. My name is RAM, hi.", "I cut RAM use. [name] did. My name is [name], hi."),
        ("Ram Gupta", "I'M THE ONE: RAM DID IT. Ram did.", "I'M THE ONE: [name] DID IT. [name] did."),
        ("Maria Gomez", "I, MARIA, ran it.", "I, [name], ran it."),
        ("प्रिया शर्मा", "मेरा नाम प्रिया शर्मा है, प्रिया", "मेरा नाम [name] है, [name]"),
        ("محمد سعيد", "انا مُحَمَّد سَعِيد هنا", "انا [name] هنا"),
        ("مُحَمَّد سَعِيد", "انا محمد سعيد هنا", "انا [name] هنا"),
        ("علی\u200cرضا امینی", "I am علیرضا امینی, علی\u200cرضا here.", "I am [name], [name] here."),
        ("கார்த்திக் ராஜன்", "I am கார்த்திக் ராஜன் and கார்த்திக்.", "I am [name] and [name]."),
        ("สมชาย ใจดี", "I am สมชาย ใจดี, สมชาย here.", "I am [name], [name] here."),
    ],
)
def test_a_name_is_covered_however_it_is_typed(name, said, shown):
    masked = mask(said, Names(name))
    assert masked.text == shown
    for cut, at in masked.cuts:
        assert masked.original(Span(at, at + len(cut.hidden))) == Span(cut.start, cut.end)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Mark Long", "I will mark long lines, and it took long. I am long in this trade."),
        ("Bo Li", "An obo line, bo."),
        ("An Li", "i am an engineer, and an hour later it ran"),
        ("So Do", "I am so sure that I do so."),
        ("Eva van der Berg", "Der Grund war der Hafen, in der Nacht."),
        ("María de la Cruz", "En la noche, de la base."),
        ("Ray Green", "the green one; a ray of hope"),
        ("Rosa Paz", "en paz, una rosa"),
        ("Lena Schön", "das war schon gut, und ich bin schon lange dabei"),
        ("Jung Ganz", "ein jung gebliebenes Team, ganz neu"),
        ("Claire Petit", "une idée claire, un petit pas; je suis claire sur ce point"),
        ("Julio Segura", "en julio estaba segura"),
        ("Luz Bueno", "bueno, pues; a plena luz"),
        ("Sing Le", "a single test"),
        ("Work Shops", "two workshops"),
        ("Ram Gupta", "I cut RAM use by half, and this is RAM that we pay for."),
        ("Uri Levi", "The URI was wrong."),
        ("Dom Nat", "The DOM grew, and NAT was slow."),
        ("Ram", "I cut RAM use."),
        ("", "i am nobody"),
    ],
)
def test_words_that_a_name_also_is_stay(name, said):
    assert mask(said, Names(name)).text == said


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("I am 54, and I led the move.", "[personal], and I led the move."),
        ("As a 23-year-old I ran it.", "As [personal] I ran it."),
        ("I was the only woman on the team.", "I was [personal] on the team."),
        ("As a working mother I plan well.", "[personal] I plan well."),
        ("After maternity leave I took the lead.", "After [personal] I took the lead."),
        ("Ich bin 47 Jahre alt und leite ein Team.", "[personal] und leite ein Team."),
        ("Als alleinerziehende Mutter plane ich gut.", "[personal] plane ich gut."),
        ("J’ai 51 ans et je dirige une équipe.", "[personal] et je dirige une équipe."),
        ("En tant que femme, je négociais.", "[personal], je négociais."),
        ("Tengo 39 años y dirijo un equipo.", "[personal] y dirijo un equipo."),
        ("Soy madre y trabajo por turnos.", "[personal] y trabajo por turnos."),
    ],
)
def test_age_and_gender_are_covered_in_four_languages(said, shown):
    assert mask(said, NOBODY).text == shown


@pytest.mark.parametrize(
    "said",
    [
        "We replaced a 12-year-old system in two weeks.",
        "I was 20 minutes late, and 15 people waited.",
        "I have 10 years of experience.",
        "My team was 54 people.",
        "We turned 30 services off.",
        "Ich habe mit 12 Kollegen 10 Jahre daran gearbeitet.",
        "J’ai 10 ans d’expérience.",
        "Tengo 10 años de experiencia.",
        "She told the woman at the desk that her husband had called.",
    ],
)
def test_what_only_sounds_like_it_stays(said):
    assert mask(said, NOBODY).text == said


def test_a_quote_from_what_was_shown_leads_back_to_what_was_said():
    masked = mask(SAID, NAMES)
    for quote, stands in {
        "I led the move of 40 services": "I led the move of 40 services",
        "At [employer] I led the move": "At Brightwater Systems I led the move",
        "I learned to measure first": "I learned to measure first",
        "[employer] was before that": "Acme was before that",
    }.items():
        span = masked.original(found := find(quote, masked.text) or Span(0, 0))
        assert found.end
        # A cover is quoted without its brackets.
        assert stands.removeprefix("Brightwater ") in SAID[span.start : span.end + 1]
        assert SAID[span.start : span.end].strip("[]") in (stands, f"{stands}")


def test_a_part_is_shown_as_it_stands_in_the_whole():
    said = "At Acme, I'm Bo, I ran it. Bo Li ran Acme."
    masked = mask(said, Names("Bo Li", ("Acme",)))
    assert [masked.part(Span(start, len(said))) for start in (0, 3, 13, 14, 15, 27)] == [
        masked.text,
        "[employer], I'm [name], I ran it. [name] ran [employer].",
        "[name], I ran it. [name] ran [employer].",
        "[name], I ran it. [name] ran [employer].",
        ", I ran it. [name] ran [employer].",
        "[name] ran [employer].",
    ]


def shown(text, masked, span):
    """Letter by letter of what was said, with a cover where one begins."""
    cover_of = {at: cut for cut, _ in masked.cuts for at in range(cut.start, cut.end)}
    letters = [(at, cover_of.get(at)) for at in range(span.start, span.end)]
    return "".join(text[at] if cut is None else cut.hidden * (at == cut.start) for at, cut in letters)


def test_what_fills_a_text_with_a_name_or_with_marks_is_read_at_once():
    for said in ("RAM " * 5_000, "ram, " * 4_000, "a" + "\u0301" * 10_000 + "\u0327" * 9_999, "i am " * 4_000, "RAM. " * 4_000):
        began = process_time()
        mask(said, Names("Ram Gupta"))
        assert process_time() - began < 1


@given(
    st.lists(st.sampled_from(["Dana", "DANA", "dana", "Acme", "led", "the", "team", "Hassan", "a@b.example", "ok."]), max_size=25),
    st.data(),
)
def test_every_span_of_what_was_shown_stands_in_what_was_said(words, data):
    text = " ".join(words)
    masked = mask(text, NAMES)
    start = data.draw(st.integers(0, len(masked.text)))
    end = data.draw(st.integers(start, len(masked.text)))
    span = masked.original(Span(start, end))
    assert masked.text == shown(text, masked, Span(0, len(text)))
    assert masked.part(span) == shown(text, masked, span)
    assert masked.text[start:end] in masked.part(span)
    assert 0 <= span.start <= span.end <= len(text)
    assert mask(text, Names()).text == text or "@" in text
