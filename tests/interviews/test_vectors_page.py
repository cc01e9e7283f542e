"""The staff page about vectors: how many are missing or old, and the button that refreshes them."""

import pytest
from django.contrib.auth.models import Permission

from accounts.tenancy import company_scope, every_company
from interviews.models import FollowUp, IdealAnswer, Question, QuestionVector, VectorModel
from interviews.queries.lookup import Wanted, nearest_questions
from interviews.queries.vectors import state_of_vectors
from interviews.services.banks import restore_banks, retire_banks
from interviews.services.vectors import make_all_anew, make_vectors
from tests.conftest import make_user
from tests.interviews.questions import make_bank, make_question
from tests.interviews.test_vectors import OPENAI, embedded, library, openai, running_server  # noqa: F401

PAGE = "/admin/library/vectors/"
pytestmark = pytest.mark.usefixtures("committed")


def counted():
    kinds = state_of_vectors().kinds
    return [(each.wanted, each.there, each.missing, each.of_old_text, each.of_old_model, each.of_old_time) for each in kinds]


def test_what_is_missing_or_of_an_old_text_is_counted(library, northwind):  # noqa: F811
    with company_scope(northwind):
        make_question(make_bank(northwind), "How do you load a lorry?")
    assert counted() == [(6, 0, 6, 0, 0, 0), (1, 0, 1, 0, 0, 0), (1, 0, 1, 0, 0, 0)]
    make_vectors()
    with every_company("the test is staff"):
        Question.objects.filter(pk=library[0].pk).update(text="Another?")
        make_question(library[0].bank, "A new one?")
    # A follow-up is compared together with its question.
    assert counted() == [(7, 5, 1, 1, 0, 0), (1, 0, 0, 1, 0, 0), (1, 1, 0, 0, 0, 0)]


def test_while_a_new_model_takes_over_the_page_says_how_far_it_is(library, openai, sam, log_in):  # noqa: F811
    make_vectors()
    server = openai()
    assert counted()[0] == (5, 0, 0, 0, 5, 0)
    page = log_in(sam).get(PAGE).content.decode()
    assert "A new model is getting ready." in page
    assert OPENAI in page
    assert "0 of 7" in page
    assert 'hx-trigger="every 3s"' in page
    make_vectors()
    page = log_in(sam).get(PAGE).content.decode()
    assert "All of them are there." in page
    assert "hx-trigger" not in page
    assert server.calls


def test_what_went_wrong_is_said_in_a_sentence(library, openai, sam, log_in):  # noqa: F811
    from ai.testing import Fault

    openai().fault(Fault.HTTP_401)
    with pytest.raises(Exception, match="wrong_key"):
        make_vectors()
    assert "OpenAI does not accept our key." in log_in(sam).get(PAGE).content.decode()


def test_all_are_made_anew_and_found_all_the_while(library, openai, sam, log_in):  # noqa: F811
    server = openai()
    make_vectors()
    server.behave()
    unsure = log_in(sam).post(f"{PAGE}anew/", follow=True).content.decode()
    assert "Nothing was begun: tick that you are sure" in unsure
    assert VectorModel.objects.get(serves=True).anew_from is None
    assert log_in(sam).post(f"{PAGE}anew/", {"sure": "on"}).status_code == 302
    assert counted()[0] == (5, 0, 0, 0, 0, 5)
    assert len(nearest(library[0])) == 5
    assert make_vectors(at_most=1) == 5
    assert counted() == [(5, 5, 0, 0, 0, 0), (1, 0, 0, 0, 0, 1), (1, 0, 0, 0, 0, 1)]
    assert make_vectors() == 2
    assert len(embedded(server)) == 7
    assert make_vectors() == 0


def nearest(question):
    with every_company("the test reads a vector"):
        vector = QuestionVector.objects.get(question=question)
    from interviews.queries.lookup import Point

    return {near.found.pk for near in nearest_questions(Point(VectorModel.objects.get(), list(vector.vector)), Wanted(), 9)}


def test_a_retired_bank_takes_its_questions_out_of_lookup_and_brings_them_back(library):  # noqa: F811
    make_vectors()
    with every_company("the test is staff"):
        Question.objects.filter(pk=library[1].pk).update(state="retired")
        assert retire_banks(banks=[library[0].bank]) == 1
    assert nearest(library[0]) == set()
    with every_company("the test is staff"):
        FollowUp.objects.create(question=library[0], when="late", text="What else?")
        IdealAnswer.objects.update(text="I think first.")
        assert retire_banks(banks=[library[0].bank]) == 0
        assert restore_banks(banks=[library[0].bank]) == 1
    assert nearest(library[0]) == {each.pk for each in library} - {library[1].pk}


def test_the_button_leads_back_to_the_page(library, sam, log_in):  # noqa: F811
    answer = log_in(sam).post(f"{PAGE}refresh/")
    assert (answer.status_code, answer.url) == (302, PAGE)
    assert log_in(sam).get(f"{PAGE}refresh/").status_code == 405


def test_an_empty_library_says_what_to_do(sam, log_in):
    assert "Nothing is to be compared yet." in log_in(sam).get(PAGE).content.decode()


def test_it_is_for_staff_with_the_right(alice, log_in):
    assert log_in(alice).get(PAGE).status_code == 302
    tim = make_user("Tim Temp", "tim@colloquy.example", is_staff=True)
    client = log_in(tim)
    assert client.get(PAGE).status_code == 403
    tim.user_permissions.set(Permission.objects.filter(codename="view_vectormodel"))
    assert client.get(PAGE).status_code == 200
    for button in ("refresh", "anew"):
        assert client.post(f"{PAGE}{button}/").status_code == 403


def test_making_all_anew_before_there_is_any_vector_asks_for_nothing_twice(library, openai):  # noqa: F811
    server = openai()
    make_all_anew()
    make_vectors()
    assert len(embedded(server)) == 7
