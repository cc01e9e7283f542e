"""Whole interviews by the rules alone, as a candidate reads them, in each language."""

import pytest

from accounts.tenancy import company_scope
from interviews.live.carrying_on import carry_on
from interviews.live.fitness import is_in
from interviews.plans.content import Phases, PlannedQuestion, ResumePhase, Source
from interviews.services import conducting
from tests.interviews.invited import invited
from tests.interviews.rooms import interview_of, turns_of
from tests.resumes.prepared import prepared_resume

SPOKEN = {
    "en": (
        ["How long will it take?", "Yes, I am ready"],
        "I looked at the plan first.",
        ["How much do you pay?", "Yes", "Is there a gym?", "No, thank you"],
        ("What is the salary range?", "52,000 to 61,000 kronor a month."),
        ("What are the next steps after this interview?", "Two of us read it within five working days."),
        "How they learn something new",
    ),
    "de": (
        ["Wie lange dauert das?", "Ja, gerne"],
        "Ich habe zuerst den Plan angesehen.",
        ["Was verdient man da?", "Ja", "Gibt es ein Fitnessstudio?", "Nein, danke"],
        ("In welchem Rahmen liegt das Gehalt?", "52.000 bis 61.000 Euro im Jahr."),
        ("Wie geht es nach diesem Gespräch weiter?", "Zwei von uns lesen es innerhalb von fünf Werktagen."),
        "Wie sie etwas Neues lernen",
    ),
    "es": (
        ["¿Cuánto dura?", "Sí, estoy lista"],
        "Primero miré el plan.",
        ["¿Cuánto se gana?", "Sí", "¿Hay gimnasio?", "No, gracias"],
        ("¿Cuál es el rango salarial? ¿Cuánto se gana?", "De 32.000 a 38.000 euros al año."),
        ("¿Cuáles son los pasos después de esta entrevista?", "Dos de nosotros la leemos en cinco días laborables."),
        "Cómo aprenden algo nuevo",
    ),
    "fr": (
        ["Combien de temps cela dure-t-il ?", "Oui, je suis prête"],
        "J’ai d’abord regardé le plan.",
        ["Quel est le salaire ?", "Oui", "Y a-t-il une salle de sport ?", "Non merci"],
        ("Quelle est la fourchette de salaire ?", "De 42 000 à 48 000 euros par an."),
        ("Quelles sont les étapes après cet entretien ?", "Deux d’entre nous le lisent sous cinq jours ouvrés."),
        "Comment ils apprennent quelque chose de nouveau",
    ),
}


def held(company, language: str, candidate, *, gives_feedback: bool = True):
    ready, answer, asked, salary, steps, brief = SPOKEN[language]
    names = {"key": "reliability", "competency": "reliability", "source": Source.GENERATED}
    questions = tuple(PlannedQuestion(**names | {"key": f"w{at}"}, text=brief, follow_ups=0) for at in range(3))
    plan = {
        "language": language,
        "questions": questions,
        "phases": Phases(resume=ResumePhase(is_on=True)),
        "gives_feedback": gives_feedback,
    }
    invitation = invited(company, plan=plan, email="somebody@post.example")
    with company_scope(company):
        type(company).objects.filter(pk=company.pk).update(contact_email="jobs@northwind.example")
        invitation.job.faq = [{"question": question, "answer": said} for question, said in (salary, steps)]
        invitation.job.save()
        type(invitation).objects.filter(pk=invitation.pk).update(candidate_id=candidate)
        invitation.refresh_from_db()
        conducting.begin_interview(invitation=invitation)
    carry_on(interview_id=interview_of(invitation).pk, company_id=company.pk)
    left = {"introduction": list(ready), "candidate_questions": list(asked)}
    while not interview_of(invitation).is_over:
        turn = turns_of(invitation)[-1]
        with company_scope(company):
            said = left[turn.phase].pop(0) if turn.phase in left else answer
            assert conducting.keep_answer(interview=interview_of(invitation), turn=turn.number, text=said)
        carry_on(interview_id=interview_of(invitation).pk, company_id=company.pk)
    return turns_of(invitation)


@pytest.mark.parametrize("language", SPOKEN)
def test_an_interview_reads_like_one(committed, northwind, language):
    turns = held(northwind, language, prepared_resume(northwind).candidate_id)
    by_purpose: dict[str, list[str]] = {}
    for turn in turns:
        by_purpose.setdefault(turn.purpose, []).append(turn.text)
    salary, steps = SPOKEN[language][3:5]
    # Said in the interview's language, whatever language the résumé is in; each thing in other words than the time before.
    for text in (turn.text for turn in turns):
        assert is_in(language, text.partition("“")[0].partition("„")[0].partition("«")[0]), text
        assert "  " not in text
        assert "{" not in text
    assert len({turn.text for turn in turns}) == len(turns)
    assert len(by_purpose["resume-point"]) == 2
    assert len(by_purpose["new-question"]) == 3
    assert "Data consistency" in by_purpose["new-question"][0]
    # Asked before it began, and at the end: what is known, an announcement, what is not known.
    how_long, pay, gym = by_purpose["answer-candidate"]
    assert any(figure.isdigit() for figure in how_long.split())
    assert pay.startswith(salary[1])
    assert "jobs@northwind.example" in gym
    assert len(by_purpose["invite-questions"]) == 2
    (goodbye,) = by_purpose["goodbye"]
    assert steps[1] in goodbye
    assert len(goodbye) < 700


@pytest.mark.parametrize(("gives", "says"), [(True, True), (False, False)])
def test_goodbye_promises_feedback_only_where_the_plan_gives_it(committed, northwind, gives, says):
    goodbye = held(northwind, "en", prepared_resume(northwind).candidate_id, gives_feedback=gives)[-1].text
    assert "You hear from them either way" in goodbye
    assert ("feedback" in goodbye) is says
