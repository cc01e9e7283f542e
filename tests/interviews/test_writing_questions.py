"""Own questions are written, adapted, versioned and retired; the library's are not a company's to write."""

from datetime import timedelta

import pytest

from accounts.models import AuditEntry
from accounts.tenancy import company_scope
from interviews.models import Bank, FollowUp, IdealAnswer, Question, State
from interviews.services.questions import as_written
from tests.interviews.questions import make_bank, use
from tests.interviews.recruiting import FORM, QUESTIONS, library_question, own, own_question

NEW = f"{QUESTIONS}new/"


def write(client, **changes):
    return client.post(NEW, FORM | changes)


def written(client, company, **changes) -> Question:
    assert write(client, **changes).status_code == 302
    return own(company, is_current=True)[-1]


def edit(client, question, **changes):
    return client.post(f"{QUESTIONS}{question.pk}/edit/", FORM | {"seen": question.changed_at.isoformat()} | changes)


# Writing


def test_the_first_question_makes_the_first_bank(northwind, carol, carols):
    question = written(carols, northwind)
    assert (question.bank.name, question.created_by, question.language, question.origin) == ("Our questions", carol, "en", "written")
    with company_scope(northwind):
        found = as_written(question)
    assert found.wording.roles == ("dispatcher", "tour planner")
    assert found.wording.anchors[0] == FORM["anchor_1"]
    assert found.wording.anchors[4] == FORM["anchor_5"]
    assert [(each.when, each.text) for each in found.follow_ups] == [
        ("They forget the way back.", "What does the lorry carry on its way home?")
    ]
    assert found.ideal_answers == ("I start from the last stop.\nWhat leaves last goes in first.",)


def test_it_goes_into_the_chosen_bank_in_its_language(northwind, carols):
    with company_scope(northwind):
        make_bank(northwind, "first")
        bank = make_bank(northwind, "zweite", language="de")
    question = written(carols, northwind, bank=str(bank.pk))
    assert (question.bank, question.language, question.domain) == (bank, "de", "zweite")


@pytest.mark.parametrize("whose", ["southgate", "library", "retired", "nonsense"])
def test_into_a_bank_that_is_not_there_to_write_nothing_is_written(committed, northwind, southgate, carols, whose):
    with company_scope(northwind):
        make_bank(northwind)
        gone = make_bank(northwind, "gone", retired_at=northwind.created_at)
    banks = {"southgate": own_question(southgate).bank_id, "library": library_question().bank_id, "retired": gone.pk, "nonsense": "x"}
    assert write(carols, bank=str(banks[whose])).status_code == 422
    assert own(northwind) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("text", "", "Please fill this in."),
        ("text", "x" * 601, "at most 600"),
        ("text", "a\0b", "Null characters"),
        ("competency", " ", "Please fill this in."),
        ("competency", "x" * 81, "at most 80"),
        ("difficulty", "extreme", "valid choice"),
        ("kind", "", "Please fill this in."),
        ("minutes", "16", "15"),
        ("minutes", "-1", "1"),
        ("roles", "x" * 61, "at most 60 letters"),
        ("shows", "", "Please fill this in."),
        ("anchor_3", "", "Please fill this in."),
        ("anchor_5", "x" * 501, "at most 500"),
        ("ideal", "x" * 3001, "at most 3000"),
        ("when", ["x" * 501, ""], "at most 500"),
        ("follow_up", ["x" * 601, ""], "at most 600"),
        ("follow_up", ["", ""], "Write what is asked then"),
    ],
)
def test_a_fault_is_said_beside_its_field_and_nothing_typed_is_lost(northwind, carols, field, value, words):
    answer = write(carols, **{field: value})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "Nothing was saved." in text
    assert own(northwind) == []
    kept = FORM | {field: value}
    for name in ("text", "shows", "anchor_1", "anchor_4", "competency"):
        assert kept[name].strip().replace("\0", "") in text or name == field


def test_letters_of_html_stay_letters(northwind, carols):
    question = written(carols, northwind, text="<script>alert(1)</script> how?", when=['"><u>', ""], competency="<i>Planning")
    for address in (QUESTIONS, f"{QUESTIONS}{question.pk}/", f"{QUESTIONS}{question.pk}/edit/"):
        text = carols.get(address).content.decode()
        assert "<script>alert" not in text
        assert '"><u>' not in text
        assert "<i>Planning" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_without_javascript_rows_come_and_go_by_a_round_to_the_server(northwind, carols):
    answer = write(carols, do="add")
    assert answer.status_code == 200
    assert len(answer.context["rows"]) == 3
    assert FORM["text"] in answer.content.decode()
    assert "Please fill this in" not in carols.post(NEW, {"do": "add"}).content.decode()
    answer = write(carols, do="remove-0")
    assert [row.text for row in answer.context["rows"]] == ["", ""]
    assert own(northwind) == []


def test_competencies_in_use_are_offered(committed, northwind, carols):
    library_question(competency="Reliability of services")
    assert 'data-value="Reliability of services"' in carols.get(NEW).content.decode()


# Editing


def test_an_unused_question_is_edited_where_it_stands(northwind, carols):
    question = written(carols, northwind)
    text = carols.get(f"{QUESTIONS}{question.pk}/edit/").content.decode()
    assert FORM["anchor_3"] in text
    assert "has been asked" not in text
    assert edit(carols, question, text="How do you load a van?").status_code == 302
    [edited] = own(northwind)
    assert (edited.pk, edited.text, edited.version) == (question.pk, "How do you load a van?", 1)


def test_of_a_used_one_the_page_says_beforehand_that_a_version_is_made(northwind, carols):
    question = written(carols, northwind)
    with company_scope(northwind):
        use(question, northwind)
        question.refresh_from_db()
    text = carols.get(f"{QUESTIONS}{question.pk}/edit/").content.decode()
    assert "This question has been asked in interviews." in text
    assert "Save as version 2" in text
    answer = carols.post(f"{QUESTIONS}{question.pk}/edit/", FORM | {"text": "How do you load a van?"}, follow=True)
    assert "Saved as version 2." in answer.content.decode()
    assert [(each.version, each.text, each.is_current) for each in own(northwind)] == [
        (1, FORM["text"], False),
        (2, "How do you load a van?", True),
    ]


def test_saving_what_is_there_changes_nothing(northwind, carols):
    question = written(carols, northwind)
    assert edit(carols, question).status_code == 302
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="question.edited").count() == 0


def test_who_saves_second_loses_nothing_and_overwrites_nothing(northwind, carols, alice, log_in):
    question = written(carols, northwind)
    assert edit(log_in(alice), question, text="What Alice wrote?").status_code == 302
    answer = edit(carols, question, text="What Carol wrote?")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody saved this question after you opened it." in text
    assert "What Carol wrote?" in text
    assert own(northwind)[0].text == "What Alice wrote?"
    # Saving again says: mine.
    seen = answer.context["form"]["seen"].value()
    assert edit(carols, question, text="What Carol wrote?", seen=seen).status_code == 302
    assert own(northwind)[0].text == "What Carol wrote?"


def test_a_version_that_was_made_meanwhile_is_found_too(northwind, carols, alice, log_in):
    question = written(carols, northwind)
    with company_scope(northwind):
        use(question, northwind)
    edit(log_in(alice), question, text="What Alice wrote?")
    answer = edit(carols, question, text="What Carol wrote?")
    newest = own(northwind, is_current=True)[0]
    assert answer.status_code == 422
    assert answer.context["action"] == f"{QUESTIONS}{newest.pk}/edit/"
    assert "What Carol wrote?" in answer.content.decode()
    assert carols.get(f"{QUESTIONS}{question.pk}/edit/").headers["Location"] == f"{QUESTIONS}{newest.pk}/edit/"


def test_a_seen_that_somebody_made_up_is_a_fault_and_no_way_around(northwind, carols):
    question = written(carols, northwind)
    assert edit(carols, question, seen="yesterday", text="X?").status_code == 422
    assert edit(carols, question, seen=(question.changed_at - timedelta(seconds=1)).isoformat(), text="X?").status_code == 422
    assert own(northwind)[0].text == FORM["text"]


def test_further_ideal_answers_stay(northwind, carols):
    question = written(carols, northwind)
    with company_scope(northwind):
        IdealAnswer.objects.create(company=northwind, question=question, position=1, text="The second one.")
    edit(carols, question, ideal="The first one.")
    with company_scope(northwind):
        assert list(IdealAnswer.objects.filter(company=northwind).values_list("text", flat=True)) == ["The first one.", "The second one."]


# A question's page


def test_the_page_shows_everything_about_it_and_what_changed(northwind, carols):
    question = written(carols, northwind)
    with company_scope(northwind):
        use(question, northwind)
        use(question, northwind)
    edit(carols, question, text="How do you load a small van?", anchor_1="Describes nothing.")
    newest = own(northwind, is_current=True)[0]
    answer = carols.get(f"{QUESTIONS}{newest.pk}/")
    text = " ".join(answer.content.decode().split())
    for words in (
        FORM["shows"],
        FORM["anchor_5"],
        "They forget the way back.",
        "I start from the last stop.<br>",
        "dispatcher, tour planner",
    ):
        assert words in text
    assert "in 2 interviews of yours" in text
    assert "What changed: Question, Anchor of level 1" in text
    assert "<ins>small van?</ins>" in text
    assert "<del>lorry so that it comes back empty?</del>" in text
    old = carols.get(f"{QUESTIONS}{question.pk}/").content.decode()
    assert "This is an earlier version." in old
    assert "/retire/" not in old


def test_retired_follow_ups_are_not_shown(northwind, carols):
    question = written(carols, northwind)
    with company_scope(northwind):
        FollowUp.objects.create(company=northwind, question=question, text="No longer asked?", state=State.RETIRED)
    assert "No longer asked?" not in carols.get(f"{QUESTIONS}{question.pk}/").content.decode()
    assert "No longer asked?" not in carols.get(QUESTIONS).content.decode()


def test_what_other_companies_asked_is_not_told(committed, northwind, southgate, carols):
    question = library_question()
    with company_scope(southgate):
        use(question, southgate)
    assert "interview" not in carols.get(f"{QUESTIONS}{question.pk}/").content.decode().partition("About it")[2]


def test_a_question_is_retired_and_comes_back(northwind, carols):
    question = written(carols, northwind)
    text = carols.post(f"{QUESTIONS}{question.pk}/retire/", follow=True).content.decode()
    assert "This question is retired." in text
    assert own(northwind)[0].state == State.RETIRED
    carols.post(f"{QUESTIONS}{question.pk}/restore/")
    assert own(northwind)[0].state == State.ACTIVE
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action__in=["question.retired", "question.restored"]).count() == 2


# Who may


@pytest.mark.parametrize("act", ["edit", "retire", "restore"])
def test_the_librarys_questions_and_anothers_are_not_to_be_written(committed, northwind, southgate, carols, act):
    for question in (library_question(), own_question(southgate)):
        assert carols.get(f"{QUESTIONS}{question.pk}/{act}/").status_code == 404
        assert carols.post(f"{QUESTIONS}{question.pk}/{act}/", FORM | {"text": "Taken over?"}).status_code == 404
    for company in (northwind, southgate):
        with company_scope(company):
            assert not Question.objects.filter(text="Taken over?").exists()
            assert not Question.objects.filter(state=State.RETIRED).exists()


def test_the_librarys_page_is_read_and_anothers_is_not_there(committed, northwind, southgate, carols):
    assert carols.get(f"{QUESTIONS}{library_question().pk}/").status_code == 200
    assert carols.get(f"{QUESTIONS}{own_question(southgate).pk}/").status_code == 404


@pytest.mark.parametrize("act", ["edit", "retire", "restore"])
def test_who_may_not_writes_nothing(northwind, bob, charlie, log_in, act):
    question = own_question(northwind)
    for who, expected in ((bob, 403), (charlie, 404)):
        client = log_in(who)
        assert client.get(f"{QUESTIONS}{question.pk}/").status_code == expected
        assert client.post(f"{QUESTIONS}{question.pk}/{act}/", FORM).status_code == expected
        assert write(client).status_code == expected
    assert [(each.text, each.state) for each in own(northwind)] == [(question.text, State.ACTIVE)]
    with company_scope(northwind):
        assert Bank.objects.filter(company=northwind).count() == 1


# What is to be thought over

FAMILY = "How do you bring your family and this job together?"


def test_what_nobody_may_be_asked_is_said_before_it_is_saved(northwind, carols):
    answer = write(carols, text=FAMILY, follow_up=["Are you married?", ""])
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "“your family” asks about a person’s life" in text
    assert "Follow-up 1: “married” asks about a person’s life" in text
    assert "Save all the same" in text
    assert own(northwind) == []


def test_who_was_told_may_save_all_the_same_and_is_told_again_of_other_words(northwind, carols):
    heard = list(write(carols, text=FAMILY).context["sheet"].remarks)
    assert write(carols, text="Do you pray, and how old are you?", heard=heard).status_code == 422
    assert written(carols, northwind, text=FAMILY, heard=heard).text == FAMILY


def test_what_was_saved_all_the_same_is_not_said_with_every_edit(northwind, carols):
    question = own_question(northwind, FAMILY)
    assert edit(carols, question, text=FAMILY, minutes="7").status_code == 302
