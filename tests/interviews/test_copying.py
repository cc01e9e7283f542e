"""A library question becomes a company's own, with one press."""

from accounts.models import AuditEntry
from accounts.tenancy import company_scope, every_company
from interviews.models import Bank, Origin, Question
from interviews.services.questions import as_written
from tests.accounts.test_outbox import at_once
from tests.interviews.questions import make_bank, make_question
from tests.interviews.recruiting import QUESTIONS, library_question, own, own_question


def copy(client, question):
    return client.post(f"{QUESTIONS}{question.pk}/copy/")


def test_the_first_copy_makes_the_first_bank_and_leads_to_its_form(committed, northwind, carol, carols):
    original = library_question()
    answer = copy(carols, original)
    [made] = own(northwind)
    assert answer.headers["Location"] == f"{QUESTIONS}{made.pk}/edit/"
    assert (made.bank.name, made.origin, made.source, made.created_by) == ("Our questions", Origin.COPIED, original.pk, carol)
    with company_scope(northwind):
        assert as_written(made) == as_written(original)
        assert set(AuditEntry.objects.values_list("action", flat=True)) >= {"bank.made", "question.written"}
    text = carols.get(answer.headers["Location"]).content.decode()
    assert "Copied to “Our questions”." in text
    assert original.text in text


def test_the_next_copies_go_where_was_written_last(committed, northwind, carols):
    own_question(northwind, slug="older")
    with company_scope(northwind):
        make_question(make_bank(northwind, "newer"))
    copy(carols, library_question())
    assert own(northwind, origin="copied")[0].bank.slug == "newer"


def test_of_several_banks_one_is_chosen(committed, northwind, carols):
    own_question(northwind, slug="older")
    with company_scope(northwind):
        make_question(make_bank(northwind, "newer"))
        older = Bank.objects.get(slug="older", company=northwind)
    found = library_question()
    assert "Copy to this bank" in carols.get(f"{QUESTIONS}{found.pk}/").content.decode()
    carols.post(f"{QUESTIONS}{found.pk}/copy/", {"bank": str(older.pk)})
    assert own(northwind, origin="copied")[0].bank == older


def test_a_retired_bank_takes_no_copies(committed, northwind, carols):
    copy(carols, library_question())
    [first] = own(northwind)
    carols.post(f"{QUESTIONS}banks/{first.bank.pk}/retire/")
    copy(carols, library_question("What is an index?", slug="second"))
    assert {each.bank.name for each in own(northwind)} == {"Our questions", "Our questions 2"}


def test_a_second_copy_leads_to_the_first(committed, northwind, carols):
    original = library_question()
    copy(carols, original)
    [made] = own(northwind)
    answer = carols.post(f"{QUESTIONS}{original.pk}/copy/", follow=True)
    assert answer.redirect_chain == [(f"{QUESTIONS}{made.pk}/", 302)]
    assert "You have copied it before: here it is, in “Our questions”." in answer.content.decode()
    assert own(northwind) == [made]


def test_two_presses_at_once_leave_one_copy(committed, northwind, carol, log_in):
    original, answers = library_question(), []
    with at_once(*[lambda: answers.append(copy(log_in(carol), original).status_code)] * 4):
        pass
    assert answers == [302] * 4
    assert len(own(northwind)) == 1


def test_what_was_copied_says_so_in_the_list_and_on_both_pages(committed, northwind, carols):
    original = library_question()
    copy(carols, original)
    [made] = own(northwind)
    listed = carols.get(QUESTIONS).content.decode()
    assert "In your bank" in listed
    assert "Copy to our bank" not in listed
    assert "See your copy" in carols.get(f"{QUESTIONS}{original.pk}/").content.decode()
    page = carols.get(f"{QUESTIONS}{made.pk}/").content.decode()
    assert f'Copied from the library: <a href="{QUESTIONS}{original.pk}/">' in page


def test_a_copy_of_an_earlier_version_counts(committed, northwind, carols):
    original = library_question()
    copy(carols, original)
    with every_company("the test is staff"):
        Question.objects.filter(pk=original.pk).update(is_current=False)
        newer = make_question(Bank.objects.get(company=None), "How do you find a very slow query?", key=original.key, version=2)
    assert "In your bank" in carols.get(QUESTIONS).content.decode()
    copy(carols, newer)
    assert len(own(northwind)) == 1


def test_another_companys_copy_is_not_ones_own(committed, northwind, southgate, charlie, carols, log_in):
    original = library_question()
    log_in(charlie).post(f"/c/southgate/questions/{original.pk}/copy/")
    assert len(own(southgate)) == 1
    assert "In your bank" not in carols.get(QUESTIONS).content.decode()


def test_an_own_question_needs_no_copy(northwind, carols):
    question = own_question(northwind)
    assert copy(carols, question).headers["Location"] == f"{QUESTIONS}{question.pk}/"
    assert len(own(northwind)) == 1


def test_who_may_not_and_who_is_elsewhere_copies_nothing(committed, northwind, southgate, bob, charlie, log_in):
    original, foreign = library_question(), own_question(southgate)
    assert copy(log_in(bob), original).status_code == 403
    assert copy(log_in(charlie), original).status_code == 404
    assert own(northwind) == []
    assert len(own(southgate)) == 1
    assert copy(log_in(charlie), foreign).status_code == 404


def test_another_companys_question_cannot_be_copied(northwind, southgate, carols):
    assert copy(carols, own_question(southgate)).status_code == 404
    assert own(northwind) == []


def test_by_address_nothing_is_copied(committed, northwind, carols):
    original = library_question()
    assert carols.get(f"{QUESTIONS}{original.pk}/copy/").status_code == 302
    assert own(northwind) == []
