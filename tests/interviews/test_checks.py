"""What plain code says about a wording: each check can fail, and none fails on the library that people wrote."""

import pytest

from interviews import checks
from interviews.checks import check_wording, gives_somebody_away
from interviews.services.library import written_banks

QUESTIONS = [(question.key, question.text) for bank in written_banks() for question in bank.question]
FOLLOW_UPS = [each.text for bank in written_banks() for question in bank.question for each in question.follow_up]


def test_no_question_of_the_library_is_taken_for_what_it_is_not():
    for check in (checks.names_nobody, checks.asks_about_work, checks.stands_alone, checks.neither_leads_nor_praises):
        assert [key for key, text in QUESTIONS if not check(text, "en").is_fine] == [], check.__name__


def test_few_follow_ups_of_the_library_are_taken_for_what_they_are_not():
    for check in (checks.names_nobody, checks.asks_about_work, checks.neither_leads_nor_praises):
        assert len([text for text in FOLLOW_UPS if not check(text, "en").is_fine]) <= 1, check.__name__


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("How did you work with Anna on it?", "en", "Anna"),
        ("Why did you leave Siemens?", "en", "Siemens"),
        ("What was different in Gothenburg?", "en", "Gothenburg"),
        ("What did you write to ann@example.com?", "en", "ann@example.com"),
        ("Which part of example.com was yours?", "en", "example.com"),
        ("Who answered at +46 8 123 45 67?", "en", "+46 8 123 45 67"),
        ("Why did 4300 orders fail?", "en", "4300"),
        ("What did Mr. Berg decide?", "en", "Mr. B"),
        ("Pourquoi avez-vous quitté Renault ?", "fr", "Renault"),
        ("¿Por qué se fue de Telefónica?", "es", "Telefónica"),
        ("Was hat Frau Berger entschieden?", "de", "Frau B"),
        ("Warum hat die Nordwind GmbH gewechselt?", "de", "GmbH"),
    ],
)
def test_who_or_what_is_named_is_found(text, language, named):
    found = checks.names_nobody(text, language)
    assert not found.is_fine
    assert f"“{named}" in found.text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Why Kafka and not a table in Postgres?", "en"),
        ("He said: “We must ship on Monday.” What then?", "en"),
        ("How do your APIs change when I’m away?", "en"),
        ("Pourquoi Kafka plutôt que PostgreSQL ?", "fr"),
        ("¿Cómo lo comprobó? ¿Qué cambió?", "es"),
        ("Wie hätten Sie das ohne diese Prüfung bemerkt?", "de"),
    ],
)
def test_terms_and_beginnings_of_sentences_are_no_names(text, language):
    assert checks.names_nobody(text, language).is_fine


def test_in_german_it_says_how_far_it_can_see():
    assert "every noun has a capital letter" in checks.names_nobody("Wie prüfen Sie das?", "de").text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How old are you?", "en"),
        ("Do you have any children?", "en"),
        ("How does your family feel about travel?", "en"),
        ("Do you have a disability or take medication? Are you disabled?", "en"),
        ("Does your religion keep you from working on Saturdays?", "en"),
        ("Where are you originally from?", "en"),
        ("Is English your native language?", "en"),
        ("Are you planning a pregnancy?", "en"),
        ("Wie alt sind Sie?", "de"),
        ("Haben Sie Kinder?", "de"),
        ("Sind Sie schwanger?", "de"),
        ("Woher kommen Sie ursprünglich?", "de"),
        ("Welcher Religion gehören Sie an?", "de"),
        ("Quel âge avez-vous ?", "fr"),
        ("Avez-vous des enfants ?", "fr"),
        ("D’où venez-vous ?", "fr"),
        ("Comment va votre santé ?", "fr"),
        ("¿Cuántos años tiene?", "es"),
        ("¿Está casada?", "es"),
        ("¿Cuál es su religión?", "es"),
        ("¿Cuál es su lengua materna?", "es"),
    ],
)
def test_questions_about_a_persons_life_are_found(text, language):
    assert not checks.asks_about_work(text, language).is_fine


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How do you decide which health checks a service needs?", "en"),
        ("What do you do when a child process dies?", "en"),
        ("How do you find the age of a cache entry?", "en"),
        ("Wie führen Sie ein Team durch eine Krise?", "de"),
        ("Comment testez-vous une migration ?", "fr"),
        ("¿Cómo prueba usted una copia de seguridad?", "es"),
    ],
)
def test_work_that_sounds_like_life_is_let_through(text, language):
    assert checks.asks_about_work(text, language).is_fine


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What did you do? And why?", "en"),
        ("What did you decide, and who agreed, and how did you measure it?", "en"),
        ("Was haben Sie getan? Und warum?", "de"),
        ("¿Qué hizo? ¿Por qué?", "es"),
    ],
)
def test_several_questions_at_once_are_found(text, language):
    assert not checks.asks_one_thing(text, language).is_fine


def test_a_question_that_somebody_else_asks_does_not_count():
    assert checks.asks_one_thing("She says: “Can I have it today?” What do you answer?", "en").is_fine
    assert checks.asks_one_thing("What did you do, and how did it go?", "en").is_fine


@pytest.mark.parametrize(
    ("text", "language", "phrase"),
    [
        ("Don’t you think that tests are worth it?", "en", "Don’t you think"),
        ("Surely you told somebody. Who was it?", "en", "Surely you"),
        ("Great answer! What came next?", "en", "Great answer"),
        ("That is impressive. How long did it take?", "en", "impressive"),
        ("Finden Sie nicht auch, dass Tests helfen?", "de", "Finden Sie nicht auch"),
        ("Sehr gute Antwort. Was kam dann?", "de", "Sehr gute Antwort"),
        ("Ne pensez-vous pas que c’est trop ?", "fr", "Ne pensez-vous pas"),
        ("¿No cree que es mejor así?", "es", "No cree que"),
    ],
)
def test_leading_and_praising_is_found(text, language, phrase):
    found = checks.neither_leads_nor_praises(text, language)
    assert not found.is_fine
    assert f"“{phrase}”" in found.text


@pytest.mark.parametrize(
    ("text", "language", "phrase"),
    [
        ("If that check had stayed silent for a week, how would you have found out?", "en", "That check"),
        ("Who decided on this change?", "en", "This change"),
        ("Those tests: who wrote them?", "en", "Those tests"),
        ("Wer hat diese Prüfung geschrieben?", "de", "Diese Prüfung"),
        ("Qui a écrit cette règle ?", "fr", "Cette règle"),
        ("¿Quién escribió esa regla?", "es", "Esa regla"),
    ],
)
def test_what_points_at_an_answer_needs_one_before_it(text, language, phrase):
    assert checks.stands_alone(text, language).text == f"“{phrase}” needs an answer before it. Keep as a follow-up"


@pytest.mark.parametrize(
    "text",
    [
        "Tell me about a time when something that you built broke.",
        "A service stopped last night. How do you find out when that service stopped?",
        "How did you make sure that the numbers were right?",
        "What would you do first in this role?",
    ],
)
def test_what_points_at_nothing_or_at_itself_stands_alone(text):
    assert checks.stands_alone(text, "en").is_fine


def test_what_nobody_can_follow_by_ear_is_too_long():
    assert checks.can_be_spoken("word " * 40, "en").is_fine
    assert checks.can_be_spoken("word " * 41, "en").text.startswith("41 words")


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
@pytest.mark.parametrize("text", ["", "?", "…", "\n", "😀" * 200, "a" * 600, "“" * 300, "that " * 120, "(((" * 100, "1" * 600])
def test_odd_texts_are_checked_like_all_others(text, language):
    assert len(check_wording(text, language)) == len(checks.CHECKS)


@pytest.mark.parametrize(
    "text", ["Write to a.b@c.example", "Call 0171 2345678", "Call +1 (212) 555-0100", "see https://x.example/a", "see www.example.com"]
)
def test_obvious_traces_of_somebody_are_refused_in_summaries(text):
    assert gives_somebody_away(text)


def test_a_summary_without_them_passes():
    assert not gives_somebody_away("Described a check that compares two records twice a day and found 12 mismatches.")
