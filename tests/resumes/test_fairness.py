"""What must play no part: found where it is told, and where somebody asks or speaks of it."""

import pytest

from resumes.fairness import is_fair, is_pause, is_private
from resumes.summaries.inputs import Language
from resumes.summaries.sentences import SENTENCES

PRIVATE = [
    "Date of birth: 3 May 1984", "DOB 03/05/1984", "Born in Cork", "Age: 39", "Marital status: married", "Married, two children", "Nationality: Irish", "Single",
    "Photo attached", "Photo: see above", "Religion: none", "Military service 2003", "Height: 1.80 m", "Male", "Native speaker of Dutch", "Visa status: permanent", "ann@post.example",
    "+44 20 7946 0000", "Maternity leave", "Parental leave, 2019", "Severely disabled",
    "Geburtsdatum: 03.05.1984", "geboren am 3. Mai 1984", "Familienstand: ledig", "verheiratet, 2 Kinder", "Staatsangehörigkeit: deutsch", "Elternzeit", "Konfession: ev.", "Zivildienst beim ASB",
    "Bewerbungsfoto", "Muttersprache Deutsch", "Schwerbehindert (GdB 50)", "12.04.1985, Dresden",
    "Né le 3 mai 1984", "Date de naissance : 3 mai 1984", "Célibataire, sans enfant", "Nationalité française", "Congé maternité", "Service militaire", "Situation de famille",
    "Fecha de nacimiento: 3 de mayo", "Estado civil: casada", "Soltero", "dos hijos", "Nacionalidad española", "Baja por maternidad", "Servicio militar", "Lengua materna: gallego",
]  # fmt: skip
WORK = [
    "Led the move of forty services to Kubernetes", "Cared for patients with chronic illness on the cardiology ward", "Midwife on the maternity ward", "Found a race condition in Go",
    "Modernised a 15-year-old monolith", "Handled 1 200 000 requests a day", "Replaced foreign keys by events", "Integrated Visa and Mastercard", "Built the photo editor", "Taught 25 children aged six to read music",
    "Aufbau einer automatisierten Prüfung für Messgeräte", "Erledigte lediglich den Einkauf", "Datenherkunft dokumentiert", "Développement d’une application mobile depuis 10 ans", "Redujo el coste de la nube en un 30 %",
    "March 2021 – present", "06/2015 – 08/2017",
]  # fmt: skip
UNFAIR = [
    "How old are you?", "When did you graduate, and what is your age?", "Are you married?", "Do you plan to have children?", "How was your maternity leave?", "Tell me about your parental leave.",
    "Which nationality do you have?", "Where are you originally from?", "In the photo you look friendly.", "What is your religion?", "Why did you have a gap in 2019?", "Why were you out of work in 2019?",
    "What did you do between jobs?", "Explain the gap between your two positions.", "Why the career break?", "She led the team of four.", "A 42-year-old engineer.", "The candidate is a woman.", "Too old for the role.",
    "Wie alt sind Sie?", "Haben Sie Kinder?", "Warum waren Sie 2019 arbeitslos?", "Wie erklären Sie die Lücke im Lebenslauf?", "Woher kommen Sie?",
    "Quel âge avez-vous ?", "Pourquoi étiez-vous au chômage ?", "Avez-vous des enfants ?", "¿Cuántos años tiene?", "¿Por qué estuvo en el paro?", "¿Está casada?",
]  # fmt: skip


@pytest.mark.parametrize("line", PRIVATE)
def test_a_line_that_tells_of_more_than_work(line):
    assert is_private(line)
    assert not is_fair(line)


@pytest.mark.parametrize("line", WORK)
def test_work_stays(line):
    assert not is_private(line)
    assert not is_pause(line)


@pytest.mark.parametrize("said", UNFAIR)
def test_what_nobody_is_asked_or_told(said):
    assert not is_fair(said)


@pytest.mark.parametrize(
    "title", ["Career break", "Sabbatical", "Unemployed", "Arbeitssuchend", "Auszeit", "Sans emploi", "En paro", "Looking for work"]
)
def test_a_time_without_work_is_no_job(title):
    assert is_pause(title)


@pytest.mark.parametrize("language", Language)
def test_what_the_rules_say_is_fair(language):
    sentences = SENTENCES[language]
    for name in sentences.__slots__:
        assert is_fair(getattr(sentences, name).format("x")), name
