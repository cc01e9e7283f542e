"""A file of questions: checked first, then written, all of it or nothing."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.services.audit import Actor
from accounts.tenancy import company_scope, every_company
from interviews.models import Bank, Difficulty, Kind, Origin, Question, State
from interviews.services.exports import Format
from interviews.services.imports.intake import NotNow, order_writing
from interviews.services.imports.running import write_import
from interviews.services.imports.scope import work_for
from interviews.services.questions import Wording, Written, WrittenFollowUp, as_written, write_question
from tests.interviews.files import as_csv, as_json, checked, counts, exported, fresh, ordered, questions, row, rows, sentences, written
from tests.interviews.questions import make_bank, use

pytestmark = pytest.mark.usefixtures("committed", "media")


@pytest.fixture
def bank():
    with every_company("the test fills the library"):
        return make_bank(None, "backend")


def test_a_check_writes_nothing_and_says_what_would_be_written(bank):
    found = checked(as_csv(rows(3)))
    assert (found.state, counts(found), found.rows) == ("checked", (3, 0, 0, 0), 3)
    assert [sample["text"] for sample in found.samples] == [f"What do you do about number {n}?" for n in (1, 2, 3)]
    assert questions() == []


def test_what_was_checked_is_written(bank):
    assert written(as_csv(rows(3))).state == "done"
    first, *rest = questions()
    assert (first.key, first.origin, first.version, first.domain, first.language, first.minutes) == (
        "question-1",
        Origin.IMPORTED,
        1,
        "backend",
        "en",
        5,
    )
    assert first.roles == ["backend developer", "dba"]
    assert [each.text for each in first.ideal_answers.all()] == ["I look at the plan first."]
    assert [(each.when, each.text) for each in first.follow_ups.all()] == [("They guess.", "How would you know?")]
    assert len(rest) == 2


@pytest.mark.parametrize("form", Format)
def test_importing_an_export_changes_nothing(bank, form):
    written(as_csv([*rows(3), row(key="", text="A question without a key?")]))
    found = checked(exported(form))
    assert (found.state, counts(found)) == ("checked", (0, 0, 4, 0))


def test_a_changed_question_is_changed_where_it_stands_and_what_stays_the_same_keeps_its_row(bank):
    written(as_csv(rows(2)))
    [before, _] = questions()
    ideal = before.ideal_answers.get().pk
    found = written(as_csv([row(key="question-1", text="What else?", follow_up_1="And then?"), rows(2)[1]]))
    assert (found.state, counts(found)) == ("done", (0, 1, 1, 0))
    [after, _] = questions()
    assert (after.pk, after.version, after.text) == (before.pk, 1, "What else?")
    assert [each.text for each in after.follow_ups.all()] == ["And then?"]
    assert after.ideal_answers.get().pk == ideal
    assert found.samples[0]["changes"] == ["text", "follow-ups"]


def test_a_used_question_gets_its_next_version_and_the_old_one_stays(bank, northwind):
    written(as_csv(rows(1)))
    [old] = questions()
    with company_scope(northwind):
        use(old, northwind)
    found = checked(as_csv([row(key="question-1", text="What else?")]))
    assert "1 of the changed questions was asked in an interview before" in found.notices[0]
    written(as_csv([row(key="question-1", text="What else?")]))
    first, second = questions()
    assert (first.pk, first.text, first.is_current) == (old.pk, old.text, False)
    assert (second.version, second.text, second.is_current, second.is_used) == (2, "What else?", True, False)
    assert [each.text for each in second.follow_ups.all()] == ["How would you know?"]
    assert [each.text for each in first.follow_ups.all()] == ["How would you know?"]


def test_what_nobody_may_be_asked_is_said_row_by_row_before_it_is_written(bank):
    found = checked(as_csv([*rows(1), row(text="How old are you?", follow_up_1="Are you married?")]))
    assert found.state == "checked"
    assert found.notices == [
        "Row 3: “How old are you” asks about a person’s life, and that must play no part.",
        "Row 3: in follow-up 1, “married” asks about a person’s life, and that must play no part.",
    ]
    many = checked(as_csv(rows(30, follow_up_1="Are you married?")))
    assert (len(many.notices), many.notices[-1]) == (21, "10 more remarks of this kind are not shown.")


def test_a_competency_that_its_bank_does_not_judge_is_refused_as_it_is_by_hand(bank):
    written(as_csv(rows(1)))
    with every_company("the test says what the bank judges"):
        Bank.objects.update(competencies={"Reliability": "Keeps it running."})
    found = checked(as_csv([*rows(2, minutes="7"), row(competency="Reliability")]))
    assert sentences(found) == [(3, "competency", "“Backend” judges Reliability. Write one of them, or add “Data” to the bank first.")]


def test_a_bank_has_one_language(bank):
    found = checked(as_csv([row(language="de"), row(key="another", language="en")]))
    assert sentences(found) == [(2, "language", "“Backend” is in English. A bank has one language: choose a bank in that of the question.")]


def test_what_has_no_column_stays_as_it_is(bank):
    written(as_csv([row()]))
    less = {
        name: value
        for name, value in row(text="Changed?").items()
        if name not in ("roles", "minutes", "ideal_answer") and "follow" not in name
    }
    written(as_csv([less]))
    [after] = questions()
    assert (after.text, after.minutes, after.roles) == ("Changed?", 5, ["backend developer", "dba"])
    assert (len(as_written(after).follow_ups), as_written(after).ideal_answers) == (1, ("I look at the plan first.",))


def test_an_empty_cell_takes_away(bank):
    written(as_csv([row()]))
    written(as_csv([row(ideal_answer="", follow_up_1="", follow_up_1_when="", roles="", minutes="")]))
    [after] = questions()
    assert (as_written(after).follow_ups, as_written(after).ideal_answers, after.roles, after.minutes) == ((), (), [], 4)


def test_without_a_key_it_is_new_unless_the_bank_says_exactly_that(bank):
    written(as_csv([row(key="")]))
    found = checked(as_csv([row(key=""), row(key="", minutes="9"), row(key="", minutes="9")]))
    assert counts(found) == (1, 0, 2, 0)
    written(as_csv([row(key=""), row(key="", minutes="9"), row(key="", minutes="9")]))
    assert [question.key for question in questions()] == ["how-do-you-find-a-slow-query", "how-do-you-find-a-slow-query-2"]


def test_a_key_that_the_file_names_is_given_to_no_other_row(bank):
    written(as_csv([row(key=""), row(key="how-do-you-find-a-slow-query", minutes="9")]))
    assert {question.key: question.minutes for question in questions()} == {
        "how-do-you-find-a-slow-query": 9,
        "how-do-you-find-a-slow-query-2": 5,
    }


def test_a_fault_anywhere_and_nothing_is_written(bank):
    found = checked(as_csv([*rows(2), row(difficulty="tough"), row(key="x")]))
    assert (found.state, found.faults) == ("refused", 1)
    assert sentences(found) == [(4, "difficulty", "“tough” is no difficulty. Write easy, medium or hard.")]
    with work_for(None), pytest.raises(NotNow):
        order_writing(found=found, by=Actor())
    assert questions() == []


def test_the_same_key_twice_names_both_rows(bank):
    found = checked(as_csv([row(key="same"), row(key="other"), row(key="same", text="Other?")]))
    assert sentences(found) == [(4, "key", "The key “same” stands in row 2 already. Each question has a key of its own.")]


def test_a_bank_that_is_not_there_is_a_fault_that_names_those_that_are(bank):
    found = checked(as_csv([row(bank="Backed")]))
    assert sentences(found) == [(2, "bank", "There is no bank “Backed”. There are “backend”.")]


def test_banks_are_made_when_somebody_said_so(bank):
    found = checked(as_csv([row(bank="Data Science", domain="data")]), makes_banks=True)
    assert (found.new_banks, counts(found)) == (["Data Science"], (1, 0, 0, 0))
    with every_company("the test looks at the library"):
        assert Bank.objects.count() == 1
    written(as_csv([row(bank="Data Science", domain="data"), row(bank="data science", key="two")]), makes_banks=True)
    with every_company("the test looks at the library"):
        made = Bank.objects.get(slug="data-science")
        assert (made.company, made.name, made.domain, made.questions.count()) == (None, "Data Science", "data", 2)


def test_a_bank_is_found_by_its_name_too(bank):
    assert counts(checked(as_csv([row(bank="BACKEND")]))) == (1, 0, 0, 0)


def test_a_retired_bank_takes_nothing(bank):
    with every_company("the test retires a bank"):
        Bank.objects.update(retired_at=timezone.now())
    assert sentences(checked(as_csv([row()]))) == [(2, "bank", "The bank “Backend” is retired. Restore it first.")]


def test_a_retired_question_stays_retired_and_is_not_exported(bank):
    written(as_csv(rows(1)))
    with every_company("the test retires a question"):
        Question.objects.update(state=State.RETIRED)
    found = written(as_csv([row(key="question-1", text="Changed?")]))
    assert found.notices == ["1 of the changed questions was retired and stays so."]
    assert questions()[0].state == State.RETIRED
    assert exported(Format.JSON) == b"[]\n"


def test_what_was_changed_since_the_check_is_shown_before_it_is_written(bank):
    """Two files of the same: the second would no longer do what its page says."""
    first, second = checked(as_csv(rows(2))), checked(as_csv(rows(2)))
    for found in (first, second):
        ordered(found)
        write_import(import_id=found.pk, company_id=None)
    assert fresh(first).state == "done"
    assert (fresh(second).state, counts(fresh(second))) == ("checked", (0, 0, 2, 0))
    assert fresh(second).notices[0].startswith("Nothing was written: since the check somebody changed the banks.")
    assert len(questions()) == 2


def test_a_bank_that_went_away_since_the_check_is_a_fault_then(bank):
    found = ordered(checked(as_csv(rows(2))))
    with every_company("the test retires a bank"):
        Bank.objects.update(retired_at=timezone.now())
    write_import(import_id=found.pk, company_id=None)
    assert (fresh(found).state, fresh(found).faults, questions()) == ("refused", 2, [])


def test_a_bank_s_name_that_is_no_text_is_a_fault_and_no_bank(bank):
    found = checked(as_json([{**row(bank="a\0b")}, {**row(bank="c\ud800")}]), makes_banks=True)
    assert (found.state, [column for _, column, _ in sentences(found)], found.new_banks) == ("refused", ["bank", "bank"], [])


def test_chosen_questions_alone_are_exported(bank):
    written(as_csv(rows(3)))
    first, second, _ = questions()
    content = exported(Format.JSON, questions=(first.pk, second.pk))
    assert (content.count(b"question-"), exported(Format.JSON, questions=())) == (2, b"[]\n")


def test_all_faults_are_in_the_list_and_the_first_two_hundred_on_the_page(bank):
    found = checked(as_csv([row(key=f"k{n}", difficulty="=tough") for n in range(250)]))
    assert (found.faults, len(found.shown_faults)) == (250, 200)
    with found.fault_list.open("rb") as file:
        lines = file.read().decode("utf-8-sig").splitlines()
    assert len(lines) == 251
    assert lines[1] == '"2","difficulty","“=tough” is no difficulty. Write easy, medium or hard."'


WORDS = st.builds(
    str.__add__,
    st.sampled_from(["=", "-", "@", "'", '"', ",", ";", "\n", "שלום ", "👩🏽‍💻", "\t", ""]),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40),
).filter(str.strip)


@given(
    wordings=st.lists(
        st.builds(
            Wording, text=WORDS, competency=WORDS, difficulty=st.sampled_from(Difficulty.values), kind=st.sampled_from(Kind.values), domain=WORDS,
            language=st.sampled_from(["en", "de"]), shows=WORDS, anchors=st.tuples(*[WORDS] * 5), minutes=st.integers(1, 15), roles=st.lists(WORDS, max_size=3).map(tuple),
        ),
        min_size=1, max_size=4,
    ),
    under=st.lists(st.builds(WrittenFollowUp, when=WORDS | st.just(""), text=WORDS), max_size=3).map(tuple), ideal=st.lists(WORDS, max_size=3).map(tuple),
)  # fmt: skip
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_bank_says_its_export_changes_nothing(bank, wordings, under, ideal):
    with every_company("the test fills the library"):
        Question.objects.all().delete()
        for wording in wordings:
            write_question(bank=bank, written=Written(wording, under, ideal), by=Actor())
    for form in Format:
        found = checked(exported(form))
        assert (counts(found), found.shown_faults) == ((0, 0, len(wordings), 0), [])
