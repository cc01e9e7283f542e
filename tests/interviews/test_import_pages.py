"""The pages on which files are brought, looked at and written: of recruiters and of our staff."""

import asyncio

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import AsyncClient, Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from accounts.tenancy import company_scope, every_company
from interviews.models import Bank, Question, QuestionImport
from interviews.services.imports import intake
from interviews.services.imports.running import check_import, write_import
from tests.conftest import make_user
from tests.interviews.files import as_csv, as_json, fresh, row, rows
from tests.interviews.questions import import_with_files, make_bank, make_question

pytestmark = pytest.mark.usefixtures("committed", "media")
NEW, EXPORT = "/c/northwind/questions/import/", "/c/northwind/questions/export/"
STAFF, STAFF_EXPORT = "/admin/library/import/", "/admin/library/export/"


@pytest.fixture
def own(northwind):
    with company_scope(northwind):
        return make_bank(northwind, "ours")


@pytest.fixture
def library():
    with every_company("the test fills the library"):
        return make_bank(None, "backend")


def bring(client: Client, content: bytes, address: str = NEW, **data):
    return client.post(address, {"file": SimpleUploadedFile("questions.csv", content), **data})


def brought(company=None) -> QuestionImport:
    with every_company("the test looks for the file"):
        return QuestionImport.objects.filter(company=company).latest("created_at")


def work(found: QuestionImport) -> None:
    """What the worker does."""
    step = write_import if found.state == "writing" else check_import
    step(import_id=found.pk, company_id=found.company_id)


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_a_recruiter_brings_a_file_looks_at_it_and_writes_it(northwind, carol, own, log_in):
    client = log_in(carol)
    answer = bring(client, as_csv(rows(2)), bank=own.pk)
    page = answer.headers["Location"]
    waiting = text_of(client.get(page))
    assert "The file is being checked" in waiting and 'hx-trigger="every 1s"' in waiting
    work(brought(northwind))
    checked = text_of(client.get(page))
    assert "Write 2 questions" in checked and "What do you do about number 1?" in checked and "hx-trigger" not in checked
    assert client.post(f"{page}write/").headers["Location"] == page
    assert "The questions are being written" in text_of(client.get(page))
    work(brought(northwind))
    assert "2 questions are written" in text_of(client.get(page))
    with company_scope(northwind):
        assert set(Question.objects.filter(company=northwind).values_list("bank", "key")) == {
            (own.pk, "question-1"),
            (own.pk, "question-2"),
        }
        entry = AuditEntry.objects.get(action="questions.imported")
        assert (entry.actor, entry.details) == (carol, {"new": 2, "changed": 0})


def test_a_part_of_the_page_is_fetched_while_it_waits(northwind, carol, own, log_in):
    client = log_in(carol)
    page = bring(client, as_csv(rows(2)), bank=own.pk).headers["Location"]
    part = text_of(client.get(page, headers={"HX-Request": "true"}))
    assert part.strip().startswith('<div class="stack roomy" id="import"')


def test_a_new_bank_is_made_when_the_questions_are_written(northwind, carol, log_in):
    client = log_in(carol)
    page = bring(client, as_csv(rows(2)), new_bank="Night shift").headers["Location"]
    work(brought(northwind))
    assert "Night shift" in text_of(client.get(page))
    with company_scope(northwind):
        assert not Bank.objects.filter(company=northwind).exists()
    client.post(f"{page}write/")
    work(brought(northwind))
    with company_scope(northwind):
        assert Bank.objects.get(company=northwind).questions.count() == 2


@pytest.mark.parametrize("name", ["backend", "theirs", "Theirs"])
def test_whatever_a_file_names_a_recruiter_writes_into_the_bank_that_was_chosen(name, northwind, southgate, carol, own, library, log_in):
    with company_scope(southgate):
        make_bank(southgate, "theirs")
    client = log_in(carol)
    page = bring(client, as_csv([row(bank=name)]), bank=own.pk).headers["Location"]
    work(brought(northwind))
    client.post(f"{page}write/")
    work(brought(northwind))
    with every_company("the test looks at all"):
        assert [(question.company, question.bank) for question in Question.objects.all()] == [(northwind, own)]


def test_banks_of_others_cannot_be_chosen(northwind, southgate, carol, own, library, log_in):
    with company_scope(southgate):
        theirs = make_bank(southgate, "theirs")
    for bank in (theirs, library):
        text = text_of(bring(log_in(carol), as_csv(rows(1)), bank=bank.pk), 422)
        assert bank.name not in text
        assert log_in(carol).post(EXPORT, {"bank": bank.pk, "form": "csv"}).status_code == 422
    assert not QuestionImport.by_policy_alone.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Say where the questions go."),
        ({"bank": True, "new_bank": "Another"}, "Choose a bank or name a new one, not both."),
        ({"new_bank": "OURS"}, "You have a bank of this name. Choose it above."),
        ({"new_bank": "???"}, "cannot be a bank’s name"),
    ],
)
def test_what_is_wrong_with_the_form_is_said(data, sentence, northwind, carol, own, log_in):
    data = {name: own.pk if value is True else value for name, value in data.items()}
    assert sentence in text_of(bring(log_in(carol), as_csv(rows(1)), **data), 422).replace("&#x27;", "’")


def test_a_file_that_is_too_large_is_refused_by_its_size(carol, own, log_in):
    text = text_of(bring(log_in(carol), b"x" * (10 * intake.MB + 1), bank=own.pk), 422)
    assert "The file has 10.0 MB, and up to 10 MB fit." in text


def test_more_questions_than_may_come_are_refused_in_a_sentence(northwind, carol, own, log_in):
    client = log_in(carol)
    page = bring(client, as_csv([row(key=f"k{n}") for n in range(5_001)]), bank=own.pk).headers["Location"]
    work(brought(northwind))
    assert "more than 5,000 questions" in text_of(client.get(page))


def test_faults_stand_on_the_page_and_in_a_list(northwind, carol, own, log_in):
    client = log_in(carol)
    page = bring(client, as_csv([row(difficulty="tough")]), bank=own.pk).headers["Location"]
    work(brought(northwind))
    assert "“tough” is no difficulty. Write easy, medium or hard." in text_of(client.get(page))
    answer = client.get(f"{page}faults.csv")
    assert b"tough" in b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_is_forgotten_with_everything(northwind, carol, own, log_in, media):
    client = log_in(carol)
    page = bring(client, as_csv([row(difficulty="tough")]), bank=own.pk).headers["Location"]
    work(brought(northwind))
    assert client.post(f"{page}forget/").headers["Location"] == NEW
    assert client.get(page).status_code == 404
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_who_comes_back_by_address_is_led_to_the_page(northwind, carol, log_in):
    with company_scope(northwind):
        found = import_with_files(northwind)
    for step in ("write", "forget"):
        assert log_in(carol).get(f"{NEW}{found.pk}/{step}/").headers["Location"] == f"{NEW}{found.pk}/"


def test_reviewers_do_none_of_it(northwind, bob, own, log_in):
    for address in (NEW, EXPORT, f"{NEW}template.csv"):
        assert log_in(bob).get(address).status_code == 403
        assert log_in(bob).post(address).status_code == 403


def test_staff_see_no_companys_files_and_companies_none_of_staffs(northwind, carol, sam, library, log_in):
    with company_scope(northwind):
        theirs = import_with_files(northwind)
    with every_company("the test is staff"):
        ours = import_with_files(None)
    for part in ("", "faults.csv"):
        assert log_in(sam).get(f"{STAFF}{theirs.pk}/{part}").status_code == 404
        assert log_in(carol).get(f"{NEW}{ours.pk}/{part}").status_code == 404
    for step in ("write", "forget"):
        assert log_in(sam).post(f"{STAFF}{theirs.pk}/{step}/").status_code == 404
        assert log_in(carol).post(f"{NEW}{ours.pk}/{step}/").status_code == 404
    assert "questions.csv" in text_of(log_in(sam).get(STAFF))
    assert str(theirs.pk) not in text_of(log_in(sam).get(STAFF))


def test_staff_bring_write_and_take_out_the_library(sam, library, northwind, own, log_in):
    with company_scope(northwind):
        make_question(own)
    client = log_in(sam)
    page = bring(client, as_json([row(), row(bank="Data Science", key="b")]), STAFF, makes_banks="on").headers["Location"]
    work(brought())
    assert "Data Science" in text_of(client.get(page))
    client.post(f"{page}write/")
    work(brought())
    assert "2 questions are written" in text_of(client.get(page))
    answer = client.post(STAFF_EXPORT, {"bank": "", "form": "csv"})
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"slow-query") == 1 and b"ours" not in content
    page = bring(client, content, STAFF).headers["Location"]
    work(brought())
    assert "There is nothing to write" in text_of(client.get(page))


def test_staff_without_the_rights_are_kept_out(library, log_in):
    tim = make_user("Tim Temp", "tim@colloquy.example", is_staff=True)
    for address in (STAFF, STAFF_EXPORT, f"{STAFF}template.csv"):
        assert log_in(tim).get(address).status_code == 403


def test_a_company_takes_out_its_own_bank_and_it_is_on_record(northwind, carol, own, log_in):
    with company_scope(northwind):
        make_question(own, "=1+1?")
    content = b"".join(log_in(carol).post(EXPORT, {"bank": own.pk, "form": "csv"}).streaming_content)
    assert b'"\'=1+1?"' in content
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="questions.exported", target_id=str(own.pk)).exists()


def test_without_a_bank_the_export_says_what_to_do_first(carol, log_in):
    assert "Import questions first" in text_of(log_in(carol).get(EXPORT))


def test_an_export_is_sent_in_pieces_by_the_real_server_too(northwind, carol, own):
    with company_scope(northwind):
        for n in range(3):
            make_question(own, f"Number {n}?")

    async def pieces() -> list[bytes]:
        client = AsyncClient()
        await client.aforce_login(carol)
        answer = await client.post(EXPORT, {"bank": str(own.pk), "form": "json"})
        return [piece async for piece in answer]

    found = asyncio.run(pieces())
    assert len(found) > 1 and b"".join(found).count(b"Number") == 3


def test_the_list_of_files_takes_as_many_queries_for_many(northwind, carol, own, log_in):
    client, found = log_in(carol), []
    client.get(NEW)
    for number in (3, 60):
        with company_scope(northwind):
            QuestionImport.objects.bulk_create(QuestionImport(company=northwind, name=f"{n}.csv", size=1, by=carol) for n in range(number))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(NEW).status_code == 200
        found.append(len(queries))
    assert found[0] == found[1]


def test_the_template_is_a_file_to_begin_with(northwind, carol, own, log_in):
    content = log_in(carol).get(f"{NEW}template.csv").content
    bring(log_in(carol), content, bank=own.pk)
    work(brought(northwind))
    assert (fresh(brought(northwind)).state, brought(northwind).new) == ("checked", 1)
