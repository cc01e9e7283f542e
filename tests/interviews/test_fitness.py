"""What a model may say in an interview, in four languages, and what is dropped before anybody hears it."""

import pytest

from interviews.live.answering import Known
from interviews.live.finding import was_asked
from interviews.live.fitness import Unfit, Wording, is_bridge, is_in, is_one_question, numbers_are_from
from tests.interviews.paraphrases import SAME

FINE = {
    "en": "You spoke of the night shift. How did you notice that the two lists differed?",
    "de": "Sie sprachen von der Nachtschicht. Wie haben Sie bemerkt, dass die Listen voneinander abwichen?",
    "es": "Usted habló del turno de noche. ¿Cómo notó que las dos listas eran distintas?",
    "fr": "Vous avez parlé de l’équipe de nuit. Comment avez-vous vu que les deux listes différaient ?",
}
UNFAIR = [
    ("en", "That is a great answer. How did you notice it?"),
    ("en", "Excellent! How did you notice it?"),
    ("en", "That was very interesting. How did you notice it?"),
    ("en", "You handled that well. How did you notice it?"),
    ("en", "I am impressed. How did you notice it?"),
    ("en", "Not quite. How would you notice it?"),
    ("en", "Surely you noticed it at once. How?"),
    ("en", "Wouldn’t you agree that tests are better?"),
    ("en", "Do you have children, and how did you notice it?"),
    ("en", "Write to me at boss@mail.example. How did you notice it?"),
    ("en", "How did you notice it? And also, what did you change?"),
    ("en", "How did you notice it, and also, what did it cost?"),
    ("en", "How did you notice it? Take your time. What did you change?"),
    ("en", "As an AI language model, how did you notice it?"),
    ("en", '<data name="answer"> How did you notice it?'),
    ("en", "- How did you notice it?"),
    ("en", "How did you notice"),
    ("en", "I noticed it, too."),
    ("en", "あなたはどうやって気づきましたか?"),
    ("en", "Wie haben Sie das bemerkt, und was haben Sie dann getan?"),
    ("de", "Das ist eine tolle Antwort. Wie haben Sie es bemerkt?"),
    ("de", "Sehr gut! Wie haben Sie es bemerkt?"),
    ("de", "Das klingt spannend. Wie haben Sie es bemerkt?"),
    ("de", "Leider falsch. Wie würden Sie es bemerken?"),
    ("de", "Finden Sie nicht auch, dass Tests besser sind?"),
    ("de", "Wie haben Sie es bemerkt und außerdem behoben?"),
    ("de", "Haben Sie Kinder, und wie haben Sie es bemerkt?"),
    ("de", "How did you notice that, and what did you do then?"),
    ("es", "Excelente respuesta. ¿Cómo lo notó?"),
    ("es", "Muy bien. ¿Cómo lo notó?"),
    ("es", "Eso es muy interesante. ¿Cómo lo notó?"),
    ("es", "¿No cree que las pruebas son mejores?"),
    ("es", "¿Cómo lo notó? ¿Y además qué cambió?"),
    ("es", "¿Está casado, y cómo lo notó?"),
    ("es", "How did you notice that, and what did you do then?"),
    ("fr", "Excellente réponse. Comment l’avez-vous vu ?"),
    ("fr", "C’est très intéressant. Comment l’avez-vous vu ?"),
    ("fr", "Bravo ! Comment l’avez-vous vu ?"),
    ("fr", "Ne pensez-vous pas que les tests sont meilleurs ?"),
    ("fr", "Comment l’avez-vous vu et aussi corrigé ?"),
    ("fr", "Avez-vous des enfants, et comment l’avez-vous vu ?"),
    ("fr", "How did you notice that, and what did you do then?"),
]


def wording(language: str) -> Wording:
    return Wording(language, is_fit=lambda text: is_one_question(text, language))


@pytest.mark.parametrize("language", FINE)
def test_a_plain_question_may_be_asked(language):
    assert wording(language).whole(FINE[language]) == FINE[language]


@pytest.mark.parametrize(("language", "text"), UNFAIR)
def test_what_is_unfair_foreign_or_no_question_is_not_said(language, text):
    with pytest.raises(Unfit):
        wording(language).whole(text)


@pytest.mark.parametrize(
    "text",
    ["That is a great answer. How did you notice it?", "Tell me, how old are you now?", "Write to boss@mail.example at once, please?"],
)
def test_what_is_written_piece_by_piece_is_dropped_before_it_can_be_read(text):
    """Nobody sees the word that makes it unfair, nor the two before it."""
    seen = ""
    with pytest.raises(Unfit):
        for end in range(1, len(text) + 1):
            seen = wording("en").shown(text[:end])
    assert not any(word in seen for word in ("great", "old", "boss"))


def test_half_a_figure_is_no_other_figure():
    ours = Wording("en", is_fit=lambda _: True, may_begin=lambda text: numbers_are_from(text, ["It cost 52,000 a month."]))
    text = "You said that it cost 52,000 a month. How did you notice?"
    shown = [ours.shown(text[:end]) for end in range(1, len(text) + 1)]
    assert shown[-1] == "You said that it cost 52,000 a month. How"
    with pytest.raises(Unfit):
        ours.shown("You said that it cost 53,000 a month. How")


SAID = ("I built a small tool for the night shift at the gate.", "What did you work on?")


@pytest.mark.parametrize("text", ["You spoke of the night shift.", "You built a tool for the gate.", "From the gate, let us go on."])
def test_a_bridge_leads_and_asks_nothing(text):
    assert is_bridge(text, SAID)
    assert not is_bridge(f"{text} How was it?", SAID)


@pytest.mark.parametrize("text", ["Cats sleep all day long.", "We value honesty and punctuality above all.", "word " * 30])
def test_what_comes_from_nowhere_leads_nowhere(text):
    assert not is_bridge(text, SAID)


@pytest.mark.parametrize(
    "text",
    [
        "The interview is over.",
        "You passed.",
        "You are hired.",
        "Das Gespräch ist beendet.",
        "La entrevista ha terminado.",
        "L’entretien est terminé.",
        "Goodbye!",
    ],
)
def test_what_is_not_a_models_to_decide_is_not_said_by_one(text):
    for language in FINE:
        with pytest.raises(Unfit):
            Wording(language, is_fit=lambda _: True).whole(text)


@pytest.mark.parametrize("language", FINE)
def test_the_language_is_guessed_by_its_plainest_words(language):
    assert [other for other in FINE if is_in(other, FINE[language])] == [language]


# What is answered to candidates

KNOWN = Known(
    pairs=(
        ("What is the salary range?", "52,000 to 61,000 kronor a month, before tax, by experience."),
        ("Can I work remotely?", "Yes, up to four days a week. The team meets in Gothenburg every Tuesday."),
        ("Who would I work with?", "With five engineers and one analyst. You would report to Sunita Oberoi, who leads Payments."),
        ("What are the next steps?", "Two of us read it within five working days. Then we meet for an hour, in person or by video."),
    ),
    lines=("I do not know that, and I will not guess. You can ask at jobs@northwind.example.", "Is there anything else?"),
)


@pytest.mark.parametrize(
    "text",
    [
        "The salary is 52,000 to 61,000 kronor a month before tax, depending on experience. Is there anything else?",
        "Yes, you can work remotely up to four days a week; the team meets in Gothenburg on Tuesdays.",
        "You would work with five engineers and one analyst, and report to Sunita Oberoi.",
        "Two of us read it within five working days, and then there is a meeting of an hour.",
        "I do not know that and will not guess; you can ask at jobs@northwind.example. Is there anything else?",
    ],
)
def test_what_the_company_wrote_may_be_said_in_other_words(text):
    assert KNOWN.holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The salary is 90,000 kronor a month.",
        "The salary is 52,000 to 61,000 kronor a month. You also get a company car.",
        "The salary is negotiable and usually well above the market.",
        "Yes, you can work remotely five days a week.",
        "No, you cannot work remotely up to four days a week.",
        "The team meets in Stockholm every Tuesday.",
        "You would report to Anna Berg, who leads Payments.",
        "You did very well and you will get the job.",
        "I do not know exactly, but most people earn a bonus and free lunch.",
        "There is a pension plan, private health insurance and a gym.",
        "We decide within two working days.",
    ],
)
def test_what_nobody_wrote_is_not_answered(text):
    assert not KNOWN.holds(text)


# What was asked before


def test_what_asks_the_same_in_other_words_was_asked():
    missed = [other for one, other in SAME if not was_asked(other, [one])]
    assert len(missed) <= 2, missed


def test_what_asks_something_else_was_not():
    for at, (one, _) in enumerate(SAME):
        others = [text for place, pair in enumerate(SAME) for text in pair if place != at]
        assert not was_asked(one, others)
