"""What of a description says what the work asks for, and what competencies it leads to."""

import pytest

from interviews.plans import choosing
from interviews.plans.choosing import Job
from interviews.plans.reading import ASKED, SAID, Sentence, has_word, promised_minutes, sentences_of
from tests.interviews import descriptions


def test_what_stands_under_benefits_or_about_the_company_is_left_out():
    text = "\n".join(sentence.text for sentence in sentences_of(descriptions.BACKEND.description))
    assert "Model our data in Postgres" in text
    assert "pension" not in text
    assert "equal opportunity" not in text
    assert "founded" not in text
    german = "\n".join(sentence.text for sentence in sentences_of(descriptions.GERMAN.description))
    assert "Staplerschein" in german
    assert "Urlaubstage" not in german
    assert "drei Lagerstandorte" not in german


def test_what_is_asked_for_weighs_more_than_what_is_told():
    found = {
        sentence.text: sentence.weight
        for sentence in sentences_of("We sell seats.\n\nYour tasks:\n1. You plan shifts. You count stock.\n\nFurther:\nA word more.")
    }
    assert found == {"We sell seats.": SAID, "You plan shifts.": ASKED, "You count stock.": ASKED, "A word more.": SAID}


def test_where_nothing_seems_to_ask_everything_counts():
    assert sentences_of("Benefits\n- A car for you") == (Sentence("A car for you", SAID),)
    assert sentences_of("\0 \n\n") == ()
    assert sentences_of("Word") == ()


def test_words_are_found_at_their_beginning_only():
    assert has_word("Planning the shifts", ("plan", "shift", "lan")) == ("plan", "shift")


@pytest.mark.parametrize(
    ("title", "seniority", "leads"),
    [
        ("Shift Lead", "", True),
        ("Engineer", "lead", True),
        ("Account Manager", "", False),
        ("Engineer", "senior", False),
        ("Teamleitung Pflege", "", True),
    ],
)
def test_who_leads_others(title, seniority, leads):
    assert choosing.leads_others(title, seniority) is leads


def test_a_jobs_field_is_in_its_title_or_where_that_is_silent_in_its_words():
    assert choosing.fields_of("Full-stack developer", ()) == ("backend", "frontend")
    words = (Sentence("You know Terraform, Kubernetes and AWS.", ASKED),)
    assert choosing.fields_of("Engineer", words) == ("devops",)
    assert choosing.fields_of("Engineer", words[:0]) == ()


def test_without_the_fields_bank_what_its_questions_are_judged_by_is_offered():
    job = Job("Backend-Entwickler", "de", sentences_of("Sie pflegen die Datenbank und die Schnittstellen."))
    offered = choosing.candidates(job, ["backend"], {})
    assert "Daten richtig halten" in [each.name for each in offered if each.is_of_field]
    chosen = choosing.choose(job, offered, {})
    assert sum(each.weight for each in chosen) == 100
    assert chosen[-1].candidate.name == "Verständlich erklären"


def test_nothing_offered_leaves_what_is_judged_in_every_answer():
    assert [each.candidate.key for each in choosing.choose(Job("x", "en"), (), {})] == ["communication"]


def test_whoever_leads_is_judged_by_that_though_nothing_says_so():
    job = Job("Shift lead", "en", (), leads=True)
    chosen = choosing.choose(job, choosing.candidates(job, [], {}), {})
    assert "leading" in [each.candidate.key for each in chosen]
    only_other = [each for each in choosing.candidates(job, [], {}) if each.key in ("growing", "safety")]
    assert {each.candidate.key for each in choosing.choose(job, only_other, {})} == {"growing", "safety", "communication"}


def test_a_short_line_that_is_no_heading_is_a_sentence():
    for line in ("Drive lorries at night", "Drive lorries at night in all seasons"):
        assert sentences_of(line) == (Sentence(line, SAID),)


def test_a_fields_bank_offers_its_own_competencies_under_its_own_names():
    banks = {"backend": {"Reliability": "Keeps a service correct.", "Nobody’s": "Nobody judges it."}}
    job = Job("Backend engineer", "en", sentences_of("You run services in production."))
    offered = choosing.candidates(job, ["backend"], banks)
    [reliability] = [each for each in offered if each.is_of_field]
    assert (reliability.name, reliability.about, reliability.places) == (
        "Reliability",
        "Keeps a service correct.",
        (("backend", "Reliability"),),
    )
    assert reliability.meaning.startswith("Reliability Keeps a service correct.")
    # Beside it there is what is asked of anybody, and nothing that is special to other work.
    assert {"Working with others", "Working safely"} & {each.name for each in offered} == {"Working with others"}
    assert reliability.name in [each.candidate.name for each in choosing.choose(job, offered, {})]


def test_a_sentence_that_lies_near_counts_without_a_word():
    job = Job("Work", "en", (Sentence("Do what is right.", ASKED),))
    offered = choosing.candidates(job, [], {})
    chosen = choosing.choose(job, offered, {"Do what is right.": {"integrity": 0.5}})
    assert (chosen[0].candidate.key, chosen[0].because) == ("integrity", ("Do what is right.",))


def test_with_leading_asked_for_but_nobody_who_leads_offered():
    only = [each for each in choosing.candidates(Job("Lead", "en"), [], {}) if each.key == "safety"]
    assert [each.candidate.key for each in choosing.choose(Job("Lead", "en", leads=True), only, {})] == ["safety", "communication"]


def test_the_length_that_is_promised_is_read_where_it_is_the_interviews():
    assert promised_minutes("You need 30 minutes to get here.\nA first interview of about 45 minutes is held online.") == 45
    assert promised_minutes("Das Gespräch dauert rund 60 Minuten.") == 60
    assert promised_minutes("A break of 30 minutes.") is None
