"""The review queue as our staff see it: where a wording came from, what is near, and deciding, in one place."""

from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope, every_company
from interviews.models import FollowUp, Proposal, Question, State
from interviews.services.questions import retire_questions
from interviews.services.vectors import make_vectors
from tests.conftest import make_user
from tests.interviews.questions import ANCHORS, make_bank, make_proposal, make_question, use

pytestmark = pytest.mark.usefixtures("committed")
QUEUE = "/admin/library/review/"
TEXT = "If that check had stayed silent for a week, how would you have found out?"
SHORT = "Described a regular check that compares two records."


@pytest.fixture
def library(committed):
    with every_company("the test fills the library"):
        bank = make_bank(None, "reliability", competencies={"Reliability": "Keeps a service correct.", "Design": "Draws borders."})
        question = make_question(bank, "Tell me about a time when two systems had to agree and one of them was down.")
        FollowUp.objects.create(question=question, when="It is vague.", text="How did you find out that it had worked?")
        make_question(bank, "How would you notice if a check stayed silent for a week?")
    return question


@pytest.fixture
def proposal(library, northwind):
    with company_scope(northwind):
        return make_proposal(northwind, TEXT, after=library, answer_in_short=SHORT, nearest=0.744, near_enough=0.78)


@pytest.fixture
def client(log_in, sam):
    return log_in(sam)


def text_of(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def now(proposal):
    with every_company("the test looks"):
        return Proposal.objects.get(pk=proposal.pk)


def form_for(question, **more):
    return {"under": str(question.pk), "when": SHORT, "text": TEXT} | more


def address(name, proposal, query=""):
    return reverse(f"interviews:staff-review-{name}", args=[proposal.pk]) + query


def test_with_nothing_to_review_it_says_what_will_come(client, library):
    assert "Nothing waits for review" in text_of(client.get(QUEUE))


def test_it_shows_where_a_wording_came_from_and_why(client, proposal, library):
    text = text_of(client.get(QUEUE))
    for wanted in (TEXT, "Follow-up", "English", "Reliability", library.text, SHORT, "0.74", "0.78", "asked once", "1 of 1", "1 waiting"):
        assert wanted in text, wanted


def test_it_shows_the_nearest_of_the_library_with_their_similarity(client, proposal):
    make_vectors()
    text = text_of(client.get(QUEUE))
    assert "How would you notice if a check stayed silent for a week?" in text
    assert text.count("Similarity ") >= 2
    assert "Merge into the nearest" in text


def test_how_often_the_neighbours_were_asked_is_counted_over_all_companies(client, proposal, library, northwind, southgate):
    make_vectors()
    for company in (northwind, southgate):
        with company_scope(company):
            use(library, company)
    assert "asked 2 times" in text_of(client.get(QUEUE))


def test_a_companys_own_questions_are_nobodys_neighbours(client, proposal, northwind):
    with company_scope(northwind):
        make_question(make_bank(northwind), "If that check had stayed silent, how would you have found out at Northwind?")
    make_vectors()
    assert "at Northwind" not in text_of(client.get(QUEUE))


def test_while_nobody_can_compare_it_says_so_and_deciding_goes_on(client, proposal):
    text = text_of(client.get(QUEUE))
    assert "You can decide without it" in text
    assert "Merge into the nearest" not in text
    client.post(address("reject", proposal), {"reason": "Unclear"})
    assert now(proposal).state == "rejected"


def test_what_code_can_check_is_said(client, proposal):
    text = text_of(client.get(QUEUE))
    assert "No person, company or place is named" in text
    assert "Asks about work, not about a person’s life" in text
    assert "“That check” needs an answer before it. Keep as a follow-up" in text


def test_of_a_companys_own_words_only_the_wording_and_the_summary_are_shown(client, library, northwind):
    with company_scope(northwind):
        own = make_question(make_bank(northwind), "How do you load OUR SECRET lorry?")
        make_proposal(northwind, after=own, competency="Northwind spirit", answer_in_short=SHORT)
    text = text_of(client.get(QUEUE))
    assert "A question of the company’s own" in text and "One of the company’s own" in text
    assert "SECRET" not in text and "Northwind" not in text


def test_the_oldest_comes_first_and_the_next_ones_stand_below(client, library, northwind):
    with company_scope(northwind):
        for number in range(6):
            make_proposal(northwind, f"Wording {number}?", after=library, created_at=timezone.now())
    text = text_of(client.get(QUEUE))
    assert "1 of 6" in text
    below = text.partition("Then")[2]
    assert [number for number in range(6) if f"Wording {number}?" in below] == [1, 2, 3]


def test_it_can_be_narrowed_down(client, library, northwind):
    with company_scope(northwind):
        make_proposal(northwind, "A follow-up?", domain="backend")
        make_proposal(northwind, "A question?", kind="question", domain="sales")
        make_proposal(northwind, "Eine Frage?", kind="question", domain="sales", language="de")
    assert "A question?" in text_of(client.get(QUEUE + "?kind=question"))
    assert "1 of 2" in text_of(client.get(QUEUE + "?domain=sales"))
    assert "Eine Frage?" in text_of(client.get(QUEUE + "?kind=question&language=de"))
    assert "Nothing of this kind waits" in text_of(client.get(QUEUE + "?language=fr"))
    assert "1 of 3" in text_of(client.get(QUEUE + "?domain=of-no-proposal&at=nonsense&done=nonsense"))


def test_a_follow_up_that_has_all_it_needs_is_accepted_at_once(client, proposal, library):
    assert "Edit first" in text_of(client.get(QUEUE))
    answer = client.post(address("accept", proposal), form_for(library), follow=True)
    assert "is in Reliability now, as a follow-up" in text_of(answer)
    assert now(proposal).state == "accepted"
    with every_company("the test looks"):
        made = FollowUp.objects.get(text=TEXT)
        assert (made.question_id, made.origin, made.when) == (library.pk, "generated", SHORT)


def test_edited_first_it_is_accepted_as_edited(client, proposal, library):
    text = text_of(client.get(address("accept", proposal)))
    assert SHORT in text and library.text in text
    client.post(address("accept", proposal), form_for(library, text="How would you have found out?"))
    with every_company("the test looks"):
        assert FollowUp.objects.filter(text="How would you have found out?").exists()
        assert Proposal.objects.get().text == TEXT


def test_a_follow_up_needs_its_occasion(client, proposal, library):
    assert "Please fill this in" in text_of(client.post(address("accept", proposal), form_for(library, when="")), 422)
    assert now(proposal).state == "waiting"


def test_after_a_companys_own_question_the_reviewer_chooses_where_it_stands(client, library, northwind):
    with company_scope(northwind):
        own = make_question(make_bank(northwind), "How do you load a lorry?")
        proposal = make_proposal(northwind, TEXT, after=own, answer_in_short=SHORT)
    make_vectors()
    assert "Edit first" not in text_of(client.get(QUEUE))
    form = text_of(client.get(address("accept", proposal)))
    assert "load a lorry" not in form
    assert "How would you notice if a check stayed silent for a week?" in form
    text_of(client.post(address("accept", proposal), form_for(own)), 422)
    assert now(proposal).state == "waiting"
    client.post(address("accept", proposal), form_for(library))
    assert now(proposal).follow_up.question == library


def test_another_question_is_found_by_its_words(client, library, northwind):
    with company_scope(northwind):
        proposal = make_proposal(northwind, TEXT)
    assert "Look for one by its words" in text_of(client.get(address("accept", proposal)))
    assert library.text in text_of(client.get(address("accept", proposal, "?find=systems agree")))


@pytest.fixture
def new_question(library, northwind):
    with company_scope(northwind):
        return make_proposal(northwind, "What makes you trust a backup?", kind="question", after=library)


def question_form(library, **more):
    anchors = {f"anchor_{level}": text for level, text in enumerate(ANCHORS, start=1)}
    values = {"text": "What makes you trust a backup?", "place": f"{library.bank_id}/Design", "difficulty": "hard", "kind": "technical"}
    return values | anchors | {"minutes": "5", "shows": "They restore it."} | more


def test_a_question_is_accepted_with_what_a_question_needs(client, new_question, library):
    form = text_of(client.get(address("accept", new_question)))
    assert "Keeps a service correct." in form and "Speaks in general terms" in form
    answer = client.post(address("accept", new_question), question_form(library), follow=True)
    assert "is in Reliability now" in text_of(answer)
    with every_company("the test looks"):
        made = Question.objects.get(text="What makes you trust a backup?")
        assert (made.competency, made.difficulty, made.minutes, made.origin, made.anchors) == ("Design", "hard", 5, "generated", ANCHORS)
        assert now(new_question).question == made


@pytest.mark.parametrize("wrong", [{"anchor_3": ""}, {"minutes": "99"}, {"place": "nowhere/Design"}, {"shows": ""}])
def test_a_question_that_lacks_something_is_not_accepted(wrong, client, new_question, library):
    text_of(client.post(address("accept", new_question), question_form(library, **wrong)), 422)
    assert now(new_question).state == "waiting"


def test_without_a_bank_in_its_language_it_waits(client, library, northwind):
    with company_scope(northwind):
        proposal = make_proposal(northwind, "Wie prüfen Sie das?", kind="question", language="de")
    assert "no bank in this language" in text_of(client.get(address("accept", proposal)))


def test_a_question_may_be_kept_as_a_follow_up(client, new_question, library):
    text_of(client.get(address("accept", new_question, "?as=follow-up")))
    client.post(address("accept", new_question, "?as=follow-up"), form_for(library))
    assert now(new_question).follow_up.question == library


def test_it_is_merged_into_one_that_is_there_and_can_come_back(client, proposal, library):
    answer = text_of(client.post(address("merge", proposal), {"into": f"question:{library.pk}"}, follow=True))
    assert now(proposal).question == library
    assert "is kept as a variant" in answer and "/reopen/" in answer
    answer = text_of(client.post(address("reopen", proposal), follow=True))
    assert (now(proposal).state, now(proposal).question) == ("waiting", None)
    assert "1 of 1" in answer


def test_what_is_no_text_of_the_library_is_nothing_to_merge_into(client, proposal, northwind):
    with company_scope(northwind):
        own = make_question(make_bank(northwind))
    for into in ("", "question:x", f"question:{own.pk}", f"follow-up:{own.pk}", f"question:{uuid4()}"):
        assert client.post(address("merge", proposal), {"into": into}).status_code == 404
    assert now(proposal).state == "waiting"


def test_a_rejection_asks_for_a_reason_and_can_come_back(client, proposal):
    assert "Reject this wording?" in text_of(client.get(address("reject", proposal)))
    text_of(client.post(address("reject", proposal), {"reason": " "}), 422)
    answer = text_of(client.post(address("reject", proposal), {"reason": "Tied to one place"}, follow=True))
    assert "Tied to one place" in answer and "/reopen/" in answer
    client.post(address("reopen", proposal))
    assert (now(proposal).state, now(proposal).reason) == ("waiting", "")


def test_what_was_accepted_can_come_back_once(client, proposal, library):
    client.post(address("accept", proposal), form_for(library))
    assert "/reopen/" in text_of(client.get(QUEUE + f"?done={proposal.pk}"))
    client.post(address("reopen", proposal))
    assert now(proposal).state == "waiting"
    assert "nothing to take back" in text_of(client.post(address("reopen", proposal), follow=True))


def test_after_a_decision_the_next_one_opens_under_the_same_filters(client, library, northwind):
    with company_scope(northwind):
        first, _, third = (
            make_proposal(northwind, f"{kind} {n}?", kind=kind) for n, kind in enumerate(("question", "follow-up", "question"))
        )
    answer = client.post(address("reject", first, "?kind=question"), {"reason": "Unclear"})
    assert answer.url == f"{QUEUE}?kind=question&at={third.pk}&done={first.pk}"


def test_who_comes_second_is_told_who_was_first_and_goes_on(client, proposal, library, log_in):
    tim = make_user("Tim Other", "tim@colloquy.example", is_staff=True, is_superuser=True)
    log_in(tim).post(address("reject", proposal), {"reason": "Unclear"})
    for name, data in (("merge", {"into": f"question:{library.pk}"}), ("reject", {"reason": "Mine"}), ("accept", form_for(library))):
        assert "Tim Other rejected this one already" in text_of(client.post(address(name, proposal), data, follow=True))
    assert now(proposal).reason == "Unclear"


def test_a_question_retired_meanwhile_is_said_in_the_form(client, proposal, library):
    form = form_for(library)
    with every_company("the test retires it"):
        retire_questions(questions=[library], by=Actor())
    text_of(client.post(address("accept", proposal), form), 422)
    with every_company("the test looks"):
        assert Question.objects.get(pk=library.pk).state == State.RETIRED


def test_htmx_gets_the_desk_alone(client, proposal):
    text = text_of(client.get(QUEUE, headers={"HX-Request": "true"}))
    assert text.lstrip().startswith('<div class="stack roomy" id="desk"')


def test_a_long_queue_costs_as_many_queries_as_a_short_one(client, library, northwind):
    def queries_at(number):
        with company_scope(northwind):
            for _ in range(number):
                make_proposal(northwind, f"Wording {uuid4()}?", after=library)
        client.get(QUEUE)
        with CaptureQueriesContext(connections["default"]) as asked, CaptureQueriesContext(connections["owner"]) as as_owner:
            client.get(QUEUE)
        return len(asked) + len(as_owner)

    make_vectors()
    assert queries_at(4) == queries_at(40)


@pytest.mark.parametrize("name", ["staff-review", "staff-near"])
def test_staff_without_the_right_stay_out(name, library, log_in):
    tim = make_user("Tim Temp", "tim@colloquy.example", is_staff=True)
    assert log_in(tim).get(reverse(f"interviews:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["accept", "merge", "reject", "reopen"])
def test_staff_without_the_right_decide_nothing(name, proposal, library, log_in):
    tim = make_user("Tim Temp", "tim@colloquy.example", is_staff=True)
    data = form_for(library, into=f"question:{library.pk}", reason="Because")
    assert log_in(tim).post(address(name, proposal), data).status_code == 403
    assert now(proposal).state == "waiting"


def test_a_company_decides_nothing(proposal, library, alice, log_in):
    assert log_in(alice).post(address("reject", proposal), {"reason": "Ours"}).status_code == 302
    assert now(proposal).state == "waiting"
