"""Staff curate the library in Django's admin, and a question that was used never changes there."""

import html
import re
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.tenancy import company_scope, every_company
from ai.configuration import configuration_from
from interviews.models import FollowUp, IdealAnswer, Question, State
from interviews.services.questions import as_written
from interviews.services.vectors import make_vectors
from tests.conftest import make_user
from tests.interviews.questions import ANCHORS, make_bank, make_question, use

LIST = "/admin/interviews/question/"
pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def library():
    with every_company("the test fills the library"):
        bank = make_bank(None, "backend", competencies={"Reliability": "Keeps it running.", "Data": "Knows where it lies."})
        question = make_question(bank, "How do you find a slow query?")
        FollowUp.objects.create(question=question, when="It is vague.", text="What did you do yourself?")
        IdealAnswer.objects.create(question=question, text="I look at the plan first.")
    return bank


@pytest.fixture
def question(library):
    with every_company("the test reads the library"):
        return Question.objects.select_related("bank").get()


@pytest.fixture
def staff(sam, log_in):
    return log_in(sam)


def address(question, page="change"):
    return reverse(f"admin:interviews_question_{page}", args=[question.pk])


def filled_in(question=None, **changes):
    """The form as a browser sends it."""
    form = {
        "text": "How do you find a slow query?", "competency": "Reliability", "kind": "technical", "difficulty": "medium", "minutes": "4",
        "shows": "They measure before they change.", "role_names": "", "domain": "backend", "language": "en", "key": "",
        **{f"anchor_{level}": text for level, text in enumerate(ANCHORS, 1)},
        "follow_ups-TOTAL_FORMS": "0", "follow_ups-INITIAL_FORMS": "0", "ideal_answers-TOTAL_FORMS": "0", "ideal_answers-INITIAL_FORMS": "0",
    }  # fmt: skip
    if question:
        form["seen"] = question.changed_at.isoformat()
        with every_company("the test reads what stands under it"):
            follow_ups, ideals = list(question.follow_ups.all()), list(question.ideal_answers.all())
        for prefix, rows in (("follow_ups", follow_ups), ("ideal_answers", ideals)):
            form |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
            for number, row in enumerate(rows):
                at = f"{prefix}-{number}-"
                form |= {f"{at}id": row.pk, f"{at}question": question.pk, f"{at}text": row.text, f"{at}position": number}
                form |= {f"{at}when": row.when} if prefix == "follow_ups" else {}
    return form | changes


def now(question):
    with every_company("the test looks"):
        return Question.objects.get(pk=question.pk)


def errors(answer):
    return " ".join(str(error) for form in [answer.context["adminform"].form] for each in form.errors.values() for error in each)


def test_an_unused_question_is_edited_where_it_stands(question, staff):
    sent = filled_in(question, text="How do you make it fast?", role_names="dba, backend engineer, dba")
    assert staff.post(address(question), sent).status_code == 302
    with every_company("the test looks"):
        edited = Question.objects.get()
        assert (edited.pk, edited.text, edited.roles) == (question.pk, "How do you make it fast?", ["dba", "backend engineer"])
        assert [each.text for each in edited.follow_ups.all()] == ["What did you do yourself?"]
        assert LogEntry.objects.get().get_change_message() == "Changed Text and Roles."


def test_follow_ups_and_ideal_answers_are_added_ordered_and_taken_out(question, staff):
    more = {
        "follow_ups-TOTAL_FORMS": 3,
        "follow_ups-0-position": 2,
        "follow_ups-1-text": "First?",
        "follow_ups-1-position": 1,
        "follow_ups-2-text": "",
    }
    sent = filled_in(question) | more | {"ideal_answers-0-DELETE": "on"}
    assert staff.post(address(question), sent).status_code == 302
    with every_company("the test looks"):
        written = as_written(Question.objects.get())
    assert [each.text for each in written.follow_ups] == ["First?", "What did you do yourself?"]
    assert written.ideal_answers == ()


def test_a_question_is_added_with_all_that_belongs_to_it(library, staff):
    more = {"follow_ups-TOTAL_FORMS": 1, "follow_ups-0-text": "And then?", "follow_ups-0-when": "They stop early."}
    sent = filled_in(text="What do you do first in an outage?", bank=library.pk, domain="", competency="Data") | more
    answer = staff.post(f"{LIST}add/", sent)
    assert answer.status_code == 302, errors(answer)
    with every_company("the test looks"):
        added = Question.objects.get(text="What do you do first in an outage?")
        assert (added.key, added.domain, added.company_id) == ("what-do-you-do-first-in-an-outage", "backend", None)
        assert added.created_by.email == "sam@colloquy.example"
        assert [each.when for each in added.follow_ups.all()] == ["They stop early."]
        assert LogEntry.objects.get().object_id == str(added.pk)


def test_a_form_that_is_wrong_says_so_in_plain_words(library, question, staff):
    sent = filled_in(bank=library.pk, text="", anchor_2="", anchor_4=ANCHORS[0], competency="Charm", language="de", key=question.key)
    answer = staff.post(f"{LIST}add/", sent)
    assert answer.status_code == 200
    said = errors(answer)
    for words in (
        "A question needs words.",
        "an answer at level 2 looks like",
        "Level 1 says the same",
        "Choose one of them",
        "is in English",
        "already",
    ):
        assert words in said, words


def test_of_two_who_edit_at_once_the_second_is_told_and_nothing_is_overwritten(question, staff):
    first, second = filled_in(question, text="By the first?"), filled_in(question, text="By the second?")
    staff.post(address(question), first)
    answer = staff.post(address(question), second)
    assert answer.status_code == 200
    assert "Somebody else saved this question after you opened it" in answer.content.decode()
    assert "By the second?" in answer.content.decode()
    assert now(question).text == "By the first?"


def test_a_used_question_is_shown_and_refuses_to_be_saved(question, staff, northwind):
    with company_scope(northwind):
        use(question, northwind)
    page = staff.get(address(question)).content.decode()
    assert "Write the next version" in page
    assert "Shows sign number 3 of five." in page
    assert "What did you do yourself?" in page
    assert 'name="_save"' not in page
    assert staff.post(address(question), filled_in(question, text="Another?")).status_code == 403


def test_the_next_version_is_written_from_the_old_one_and_the_old_one_stays(question, staff, northwind):
    with company_scope(northwind):
        use(question, northwind)
    assert staff.get(address(question, "next_version")).status_code == 405
    answer = staff.post(address(question, "next_version"))
    with every_company("the test looks"):
        following = Question.objects.get(version=2)
    assert answer.url == address(following)
    staff.post(address(following), filled_in(following, text="How do you find a slow page?"))
    assert (now(question).text, now(question).is_current) == ("How do you find a slow query?", False)
    old = staff.get(address(question)).content.decode()
    assert "The current one is version 2" in old
    assert address(following) in old
    changes = staff.get(address(question, "versions")).content.decode()
    assert "<del>query?</del>" in changes
    assert "<ins>page?</ins>" in changes
    assert staff.post(address(question, "next_version"), follow=True).content.decode().count("There is a newer version already.") == 1


def test_what_was_used_is_never_deleted_and_what_was_not_is_after_a_question(question, staff, northwind):
    with every_company("the test adds a question"):
        unused = make_question(question.bank, "How do you test?")
    with company_scope(northwind):
        use(question, northwind)
    assert staff.post(address(question, "delete"), {"post": "yes"}).status_code == 403
    assert "Are you sure" in staff.get(address(unused, "delete")).content.decode()
    assert staff.post(address(unused, "delete"), {"post": "yes"}).status_code == 302
    with every_company("the test looks"):
        assert list(Question.objects.all()) == [question]


def test_deleting_a_version_that_nobody_was_asked_brings_the_one_before_back(question, staff, northwind):
    with company_scope(northwind):
        use(question, northwind)
    staff.post(address(question, "next_version"))
    with every_company("the test looks"):
        following = Question.objects.get(version=2)
    staff.post(address(following, "delete"), {"post": "yes"})
    assert now(question).is_current


def listed(answer):
    return [row.text for row in answer.context["cl"].result_list]


def test_a_companys_own_questions_are_not_for_staff_to_read(question, staff, northwind):
    with company_scope(northwind):
        own = make_question(make_bank(northwind), "What is our secret sauce?")
    assert "secret sauce" not in staff.get(LIST, {"versions": "all"}).content.decode()
    assert "Own" not in staff.get("/admin/interviews/bank/").content.decode()
    for page in ("change", "versions", "delete"):
        answer = staff.get(address(own, page), follow=True)
        assert "secret sauce" not in answer.content.decode()
    assert staff.post(address(own, "next_version")).status_code == 404


def test_old_versions_are_listed_only_when_asked_for(question, staff, northwind):
    with company_scope(northwind):
        use(question, northwind)
    staff.post(address(question, "next_version"))
    versions = {value: len(listed(staff.get(LIST, {"versions": value} if value else {}))) for value in ("", "old", "all")}
    assert versions == {"": 1, "old": 1, "all": 2}


def test_the_list_is_searched_by_words_and_filtered(library, question, staff):
    with every_company("the test adds a question"):
        make_question(library, "Who owns the data?", competency="Data", difficulty="hard", state=State.RETIRED)
    for wanted in (
        {"q": "slow query"},
        {"q": "reliability"},
        {"q": question.key},
        {"difficulty__exact": "medium"},
        {"competency": "Reliability"},
    ):
        assert listed(staff.get(LIST, wanted)) == ["How do you find a slow query?"], wanted
    for wanted in ({"state__exact": "retired"}, {"difficulty__exact": "hard", "bank": "backend"}, {"competency": "Data", "used": "no"}):
        assert listed(staff.get(LIST, wanted)) == ["Who owns the data?"], wanted
    assert listed(staff.get(LIST, {"bank": "none-such"})) == []


def test_the_list_is_searched_by_meaning_nearest_first(library, question, staff):
    with every_company("the test adds questions"):
        make_question(library, "Tell me about a conflict in your team.", difficulty="hard")
        make_question(library, "A query is slow: how do you find out why?", key="a-slow-query")
    make_vectors()
    answer = staff.get(LIST, {"q": "How do you find slow queries", "by": "meaning"})
    # What has nothing to do with it is not listed at all.
    assert sorted(listed(answer)) == ["A query is slow: how do you find out why?", "How do you find a slow query?"]
    similarities = [row.similarity for row in answer.context["cl"].result_list]
    assert similarities == sorted(similarities, reverse=True)
    assert f"{similarities[0]:.2f}" in answer.content.decode()
    assert listed(staff.get(LIST, {"q": "conflict in a team", "by": "meaning", "difficulty__exact": "hard"})) == [
        "Tell me about a conflict in your team."
    ]


def test_while_models_cannot_be_asked_the_search_goes_by_words_and_says_so(question, staff, settings):
    make_vectors()
    with every_company("the test gives the model another name"):
        from interviews.models import VectorModel

        VectorModel.objects.update(name="openai:a-model-of-yesterday")
    answer = staff.get(LIST, {"q": "slow query", "by": "meaning"})
    assert "searched by words instead" in answer.content.decode()
    assert listed(answer) == ["How do you find a slow query?"]


def test_while_the_provider_is_away_the_search_goes_by_words_too(question, staff, settings):
    make_vectors()
    settings.AI = configuration_from({"OPENAI_API_KEY": "sk-of-nothing", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "AI_EMBED": "openai"})
    with every_company("the test gives the model a name of the provider's"):
        from interviews.models import VectorModel

        VectorModel.objects.update(name="openai:text-embedding-3-small")
    assert "searched by words instead" in staff.get(LIST, {"q": "slow", "by": "meaning"}).content.decode()


def test_the_list_takes_as_many_queries_for_many_rows_as_for_few(library, question, staff):
    staff.get(LIST)
    found = []
    for numbers in (range(10), range(10, 400)):
        with every_company("the test fills the library"):
            for number in numbers:
                make_question(library, f"How do you test number {number}?")
        with CaptureQueriesContext(connections["owner"]) as queries:
            assert staff.get(LIST).status_code == 200
        found.append(len(queries))
    assert found[0] == found[1] <= 15


def do(staff, action, questions, **answer):
    chosen = [str(question.pk) for question in questions]
    return staff.post(
        f"{LIST}?versions=all",
        {"action": action, "_selected_action": chosen, **answer},
        follow=bool(answer) or action in ("retire", "restore"),
    )


def test_several_are_retired_and_brought_back_and_it_is_told_which_were_so_already(library, question, staff):
    with every_company("the test adds a question"):
        other = make_question(library, "Who is on call?", state=State.RETIRED)
    text = do(staff, "retire", [question, other]).content.decode()
    assert "1 retired." in text
    assert "1 left as they were: “Who is on call?” is retired already." in text
    assert "2 back in use." in do(staff, "restore", [question, other]).content.decode()
    assert now(question).state == State.ACTIVE


def test_several_move_with_all_their_versions_unless_their_key_is_taken_there(library, question, staff, northwind):
    with company_scope(northwind):
        use(question, northwind)
    staff.post(address(question, "next_version"))
    with every_company("the test adds questions"):
        there = make_bank(None, "data")
        same_key = make_question(library, "Twice?", key="twice")
        make_question(there, "Twice there?", key="twice")
        following = Question.objects.get(version=2)
    assert "Move questions to another bank" in do(staff, "move", [following, same_key, question]).content.decode()
    text = do(staff, "move", [following, same_key, question], answered="yes", bank=there.pk).content.decode()
    assert "1 moved." in text
    assert "“Twice?” has a key that another question of Data has" in text
    assert "is an old version: only the current one changes" in text
    assert {now(question).bank_id, now(following).bank_id} == {there.pk}
    assert now(same_key).bank_id == library.pk


def test_a_difficulty_is_set_for_several_and_the_used_ones_get_a_version(library, question, staff, northwind):
    with every_company("the test adds a question"):
        other = make_question(library, "Who is on call?")
    with company_scope(northwind):
        use(question, northwind)
    text = do(staff, "set_difficulty", [question, other], answered="yes", difficulty="hard").content.decode()
    assert "2 changed. 1 of them had been used and have a next version now." in text
    assert (now(question).difficulty, now(question).is_current, now(other).difficulty) == ("medium", False, "hard")


def test_a_competency_is_set_where_the_bank_judges_it(library, question, staff):
    with every_company("the test adds a question"):
        elsewhere = make_question(make_bank(None, "sales", competencies={"Closing": "Closes."}), "How do you close?", competency="Closing")
    assert do(staff, "set_competency", [question]).status_code == 200
    assert do(staff, "set_competency", [question], answered="yes", competency="").status_code == 422
    text = do(staff, "set_competency", [question, elsewhere], answered="yes", competency="Data").content.decode()
    assert "1 changed." in text
    assert "is in Sales, which does not judge that" in text
    assert (now(question).competency, now(elsewhere).competency) == ("Data", "Closing")


def test_curators_have_the_rights_that_curating_needs(library, question, log_in):
    call_command("make_curators", stdout=StringIO())
    call_command("make_curators", stdout=StringIO())
    cora = make_user("Cora Curator", "cora@colloquy.example", is_staff=True)
    cora.groups.set(Group.objects.filter(name="Curators"))
    client = log_in(cora)
    assert client.post(address(question), filled_in(question, text="How do you make it fast?")).status_code == 302
    assert now(question).text == "How do you make it fast?"
    for page in (LIST, f"{LIST}add/", "/admin/interviews/bank/", "/admin/library/health/", "/admin/library/vectors/"):
        assert client.get(page).status_code == 200, page
    assert client.get("/admin/accounts/user/").status_code == 403


def test_staff_without_the_right_see_and_do_nothing(question, log_in):
    tim = make_user("Tim Temp", "tim@colloquy.example", is_staff=True)
    client = log_in(tim)
    assert client.get(LIST).status_code == 403
    for page in ("change", "versions"):
        assert client.get(address(question, page)).status_code == 403
    assert client.post(address(question, "next_version")).status_code == 403
    tim.user_permissions.set(Permission.objects.filter(codename="view_question"))
    assert client.get(address(question)).status_code == 200
    assert "Shows sign number 3 of five." in client.get(address(question)).content.decode()
    assert client.post(address(question), filled_in(question)).status_code == 403
    assert client.post(address(question, "next_version")).status_code == 403
    do(client, "retire", [question])
    assert now(question).state == State.ACTIVE


def test_staff_are_told_what_nobody_may_be_asked_and_may_save_it_all_the_same(library, question, staff):
    changes = {"text": "How do you bring your family and this job together?"}
    answer = staff.post(address(question), filled_in(question, **changes))
    assert "“your family” asks about a person’s life" in errors(answer)
    assert now(question).text == "How do you find a slow query?"
    [heard] = re.findall(r'name="heard" value="([^"]+)"', answer.content.decode())
    assert staff.post(address(question), filled_in(question, heard=html.unescape(heard), **changes)).status_code == 302
    assert now(question).text == changes["text"]


def test_so_with_a_follow_up(question, staff):
    form = filled_in(question) | {"follow_ups-0-text": "Are you married?"}
    answer = staff.post(address(question), form)
    assert answer.status_code == 200
    [heard] = re.findall(r'name="heard" value="([^"]+)"', answer.content.decode())
    assert staff.post(address(question), form | {"heard": html.unescape(heard)}).status_code == 302
