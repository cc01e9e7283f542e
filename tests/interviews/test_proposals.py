"""A wording of an interview becomes a proposal, and a proposal is decided once."""

import threading
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import connection, connections, transaction

from accounts.services.audit import Actor
from accounts.tenancy import company_scope, every_company
from interviews.checks import check_wording
from interviews.models import FollowUp, Proposal, Question, State
from interviews.services import proposals
from interviews.services.proposals import DecidedAlready, NothingToUndo, NotInTheLibrary, ThereAlready, Worded, propose
from interviews.services.questions import BankRetired, WrittenFollowUp, as_written, begin_version
from tests.interviews.questions import make_bank, make_question, use

pytestmark = pytest.mark.usefixtures("committed")
WRITTEN = WrittenFollowUp("It is vague.", "What did you leave undone on purpose?")


@pytest.fixture
def by(sam):
    return Actor(user=sam)


@pytest.fixture
def library(committed):
    with every_company("the test fills the library"):
        return make_question(make_bank(None, "library"), "How do you choose?")


def worded(text="What did you leave undone on purpose?", **more):
    values = {"kind": "follow-up", "competency": "Reliability", "domain": "backend", "language": "en", "interview": uuid4()}
    return Worded(text=text, **values | more)


def note(company, *args, after=None, **more):
    with company_scope(company):
        return propose(company=company, worded=worded(*args, **more), after=after)


def rows():
    with every_company("the test looks"):
        return list(Proposal.objects.order_by("created_at"))


def test_a_wording_is_noted_with_where_it_came_from(northwind, library):
    note(northwind, after=library, answer_in_short="They chose by risk.", nearest=0.74, near_enough=0.78)
    (row,) = rows()
    assert (row.company_id, row.after_id, row.state, row.times_asked) == (northwind.pk, library.pk, "waiting", 1)
    assert (row.answer_in_short, row.nearest, row.near_enough) == ("They chose by risk.", 0.74, 0.78)


def test_the_same_words_after_the_same_question_are_counted(northwind, southgate, library):
    for text in ("What for?", " What\nfor? ", "What\u200b for?"):
        note(northwind, text, after=library)
    note(northwind, "What for?")
    note(southgate, "What for?", after=library)
    assert sorted(row.times_asked for row in rows()) == [1, 1, 3]


def test_what_was_decided_is_counted_and_stays_decided(northwind, library, by):
    proposal = note(northwind, after=library)
    with every_company("the test is staff"):
        proposals.reject_proposal(proposal=proposal, reason="Unclear", by=by)
    note(northwind, after=library)
    (row,) = rows()
    assert (row.state, row.times_asked) == ("rejected", 2)


def test_two_interviews_at_the_same_moment_make_one_row(northwind, library):
    together = threading.Barrier(2, timeout=10)

    def interview():
        try:
            together.wait()
            note(northwind, after=library)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=interview) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    (row,) = rows()
    assert row.times_asked == 2


@pytest.mark.parametrize("odd", ["", "  \n ", "\x00", "\ud800", "\u200b"])
def test_without_words_there_is_nothing_to_note(odd, northwind):
    assert note(northwind, odd) is None
    assert note(northwind, kind="riddle") is None
    assert rows() == []


@pytest.mark.parametrize(
    "odd",
    [
        {"text": "Why\x00 \ud83dso?"},
        {"text": "long " * 500},
        {"language": "tlh"},
        {"competency": "c" * 500, "domain": "d" * 500},
        {"nearest": float("nan"), "near_enough": float("inf")},
        {"answer_in_short": "s\x00" * 2_000},
        {"competency": None, "domain": None, "answer_in_short": None, "nearest": "near"},
    ],
)
def test_odd_input_is_noted_as_far_as_it_can_be(odd, northwind):
    assert note(northwind, **odd).pk
    assert rows()[0].text


def test_a_question_that_the_company_cannot_see_is_left_out(northwind, southgate):
    with company_scope(southgate):
        foreign = make_question(make_bank(southgate))
    assert note(northwind, after=foreign).after_id is None
    gone = Question(pk=uuid4())
    assert note(northwind, after=gone).times_asked == 2


def test_what_goes_wrong_in_the_database_does_not_reach_the_interview(northwind, caplog):
    with company_scope(northwind):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
            assert propose(company=northwind, worded=worded()) is None
        Proposal.objects.count()
    assert "purpose" not in caplog.text


@pytest.mark.parametrize("summary", ["Ask ann@example.com", "Call +46 8 123 45 67", "It is on https://example.com/x"])
def test_a_summary_that_gives_somebody_away_is_left_out(summary, northwind):
    note(northwind, answer_in_short=summary)
    assert rows()[0].answer_in_short == ""


def test_a_company_reaches_no_other_companys_proposals(northwind, southgate):
    proposal = note(northwind)
    with company_scope(southgate):
        assert not Proposal.objects.exists()
        assert Proposal.by_policy_alone.filter(pk=proposal.pk).update(state="rejected") == 0


@pytest.fixture
def staff(committed):
    with every_company("the test is staff"):
        yield


@pytest.fixture
def proposal(northwind, library):
    return note(northwind, after=library)


def test_a_follow_up_is_taken_in(proposal, library, by, staff):
    made = proposals.accept_as_follow_up(proposal=proposal, under=library, written=WRITTEN, by=by)
    proposal.refresh_from_db()
    assert (made.question, made.origin, made.source) == (library, "generated", proposal.interview)
    assert (proposal.state, proposal.follow_up, proposal.question, proposal.decided_by) == ("accepted", made, library, by.user)


def test_under_a_question_that_was_used_it_makes_the_next_version(proposal, library, by, northwind, staff):
    with company_scope(northwind):
        use(library, northwind)
    made = proposals.accept_as_follow_up(proposal=proposal, under=library, written=WRITTEN, by=by)
    assert (made.question.key, made.question.version, made.question.is_current) == (library.key, 2, True)
    assert not library.follow_ups.exists()


def test_it_stands_under_the_version_that_is_current_now(proposal, library, by, staff):
    following = begin_version(question=library, by=by)
    made = proposals.accept_as_follow_up(proposal=proposal, under=library, written=WRITTEN, by=by)
    assert made.question == following


def test_what_stood_under_the_question_stays(proposal, library, by, staff):
    there = FollowUp.objects.create(question=library, when="short", text="What else?")
    made = proposals.accept_as_follow_up(proposal=proposal, under=library, written=WRITTEN, by=by)
    assert set(library.follow_ups.all()) == {there, made}
    there.refresh_from_db()
    assert there.origin == "written"


def test_the_same_words_are_not_added_twice(proposal, library, by, staff):
    FollowUp.objects.create(question=library, when="else", text=WRITTEN.text.upper())
    with pytest.raises(ThereAlready):
        proposals.accept_as_follow_up(proposal=proposal, under=library, written=WRITTEN, by=by)
    assert Proposal.objects.get().state == "waiting"


def test_it_stands_under_no_companys_and_no_retired_question(proposal, library, northwind, by, staff):
    own = make_question(make_bank(northwind))
    Question.objects.filter(pk=library.pk).update(state=State.RETIRED)
    for under in (own, library):
        with pytest.raises(NotInTheLibrary):
            proposals.accept_as_follow_up(proposal=proposal, under=under, written=WRITTEN, by=by)
        with pytest.raises(NotInTheLibrary):
            proposals.merge_proposal(proposal=proposal, into=under, by=by)


def test_a_follow_up_that_went_is_nothing_to_merge_into(proposal, library, by, staff):
    follow_up = FollowUp.objects.create(question=library, when="short", text="What else?")
    FollowUp.objects.filter(pk=follow_up.pk).update(state=State.RETIRED)
    with pytest.raises(NotInTheLibrary):
        proposals.merge_proposal(proposal=proposal, into=follow_up, by=by)


def test_a_question_is_taken_into_a_bank(proposal, library, by, staff):
    made = proposals.accept_as_question(proposal=proposal, bank=library.bank, written=as_written(library), by=by)
    proposal.refresh_from_db()
    assert (made.origin, made.source, proposal.question, proposal.state) == ("generated", proposal.interview, made, "accepted")


def test_no_companys_and_no_retired_bank_takes_one(proposal, library, northwind, by, staff):
    from django.utils import timezone

    with pytest.raises(NotInTheLibrary):
        proposals.accept_as_question(proposal=proposal, bank=make_bank(northwind), written=as_written(library), by=by)
    retired = make_bank(None, "retired", retired_at=timezone.now())
    with pytest.raises(BankRetired):
        proposals.accept_as_question(proposal=proposal, bank=retired, written=as_written(library), by=by)
    assert Proposal.objects.get().state == "waiting"


def test_a_merge_is_noted_and_leaves_the_library_as_it_is(proposal, library, by, staff):
    follow_up = FollowUp.objects.create(question=library, when="short", text="What else?")
    proposals.merge_proposal(proposal=proposal, into=follow_up, by=by)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.follow_up, proposal.question) == ("merged", follow_up, library)
    assert proposal.text == WRITTEN.text
    assert (Question.objects.count(), FollowUp.objects.count()) == (1, 1)


DECISIONS = {
    "accept as a follow-up": lambda p, q, by: proposals.accept_as_follow_up(proposal=p, under=q, written=WRITTEN, by=by),
    "accept as a question": lambda p, q, by: proposals.accept_as_question(proposal=p, bank=q.bank, written=as_written(q), by=by),
    "merge": lambda p, q, by: proposals.merge_proposal(proposal=p, into=q, by=by),
    "reject": lambda p, q, by: proposals.reject_proposal(proposal=p, reason="Unclear", by=by),
}


@pytest.mark.parametrize("second", DECISIONS)
@pytest.mark.parametrize("first", DECISIONS)
def test_it_is_decided_once(first, second, proposal, library, by, staff):
    DECISIONS[first](proposal, library, by)
    questions, follow_ups = Question.objects.count(), FollowUp.objects.count()
    with pytest.raises(DecidedAlready) as refusal:
        DECISIONS[second](proposal, library, by)
    assert refusal.value.proposal.decided_by == by.user
    assert (Question.objects.count(), FollowUp.objects.count()) == (questions, follow_ups)


def test_of_two_people_at_once_one_is_told(proposal, library, by):
    together = threading.Barrier(2, timeout=10)
    told = []

    def decide(how):
        try:
            together.wait()
            with every_company("the test is staff"):
                DECISIONS[how](proposal, library, by)
        except DecidedAlready:
            told.append(how)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide, args=[how]) for how in ("accept as a follow-up", "reject")]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(told) == 1


@pytest.mark.parametrize("how", ["merge", "reject"])
def test_a_merge_and_a_rejection_can_be_taken_back(how, proposal, library, by, staff):
    DECISIONS[how](proposal, library, by)
    proposals.reopen_proposal(proposal=proposal, by=by)
    row = Proposal.objects.get()
    assert (row.state, row.reason, row.decided_at, row.decided_by, row.question) == ("waiting", "", None, None, None)


def test_nothing_else_is_taken_back(proposal, library, by, staff):
    with pytest.raises(NothingToUndo):
        proposals.reopen_proposal(proposal=proposal, by=by)
    DECISIONS["accept as a question"](proposal, library, by)
    Question.objects.filter(pk=Proposal.objects.get().question_id).update(state="retired")
    with pytest.raises(NothingToUndo):
        proposals.reopen_proposal(proposal=proposal, by=by)


def test_a_question_that_was_accepted_leaves_the_library_again_and_may_be_accepted_anew(proposal, library, by, staff):
    DECISIONS["accept as a question"](proposal, library, by)
    made = Proposal.objects.get().question
    proposals.reopen_proposal(proposal=proposal, by=by)
    made.refresh_from_db()
    assert (made.state, Proposal.objects.get().state) == ("retired", "waiting")
    DECISIONS["accept as a question"](proposal, library, by)
    assert Proposal.objects.get().question.state == "active"


@pytest.mark.parametrize("was_used", [False, True])
def test_a_follow_up_that_was_accepted_leaves_its_question_again(was_used, proposal, library, by, northwind, staff):
    before = [each.text for each in library.follow_ups.filter(state="active")]
    DECISIONS["accept as a follow-up"](proposal, library, by)
    if was_used:
        use(Proposal.objects.get().question, northwind)
    proposals.reopen_proposal(proposal=proposal, by=by)
    current = Question.objects.get(bank=library.bank_id, key=library.key, is_current=True)
    assert [each.text for each in current.follow_ups.filter(state="active")] == before
    assert Proposal.objects.get().state == "waiting"
    DECISIONS["accept as a follow-up"](proposal, library, by)


@pytest.mark.parametrize("how", DECISIONS)
def test_each_decision_stands_in_the_admins_log_without_the_companys_words(how, proposal, library, by, staff):
    DECISIONS[how](proposal, library, by)
    entry = LogEntry.objects.get(object_id=str(proposal.pk))
    assert entry.user == by.user
    assert WRITTEN.text not in entry.change_message + entry.object_repr


def test_the_demo_company_has_wordings_that_wait(settings, tmp_path):
    settings.SHOW_WORKSHOP, settings.BASE_DIR = True, tmp_path
    for _ in range(2):
        call_command("load_demo")
    found = rows()
    assert {row.times_asked for row in found} == {1}
    assert {row.kind for row in found} == {"question", "follow-up"}
    assert all(row.after_id and all(each.is_fine for each in check_wording(row.text, "en")[:2]) for row in found)
