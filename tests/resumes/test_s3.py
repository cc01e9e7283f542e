"""Files in a bucket, by a server that speaks S3: kept, read, given out, removed; and what people are told when it is away."""

import urllib.request
from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from botocore.config import Config
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from config.local.postgres import free_port
from interviews.models import QuestionImport
from resumes import s3
from resumes.models import Candidate, Resume
from resumes.services import files
from resumes.services.candidates import erase_candidate
from resumes.services.reading import read_resume
from resumes.services.uploads import receive_resume
from resumes.storage import StoreAway
from tests.resumes.documents import SAMPLES
from tests.resumes.people import make_candidate
from tests.servers.store import ANYTHING

PDF = (SAMPLES / "one-column.pdf").read_bytes()
LIST = "/c/northwind/candidates/"


@pytest.fixture
def kept_in(settings):
    def set_up(url, bucket, key=ANYTHING, secret=ANYTHING, **more):
        options = {"bucket_name": bucket, "access_key": key, "secret_key": secret, "region_name": "us-east-1", "endpoint_url": url}
        settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "resumes.s3.S3Files", "OPTIONS": options | more}}

    return set_up


@pytest.fixture
def bucket(store, kept_in):
    name = store.make_bucket()
    kept_in(store.url, name)
    return name


@pytest.fixture
def page(log_in, carol):
    return log_in(carol)


def upload(page, content=PDF, name="cv.pdf"):
    return page.post(LIST + "upload/", {"documents": [SimpleUploadedFile(name, content)]}, follow=True)


def only_resume(company):
    with company_scope(company):
        return Resume.objects.select_related("candidate__company").get()


def fetched(url):
    return urllib.request.urlopen(url)


def test_from_the_upload_to_the_text(store, bucket, committed, northwind, page):
    assert "1 file was received" in upload(page).content.decode()
    resume = only_resume(northwind)
    assert store.keys_in(bucket) == [f"resumes/{resume.pk}"]
    read_resume(resume_id=resume.pk, company_id=northwind.pk)
    assert "Veldkamp Freight" in only_resume(northwind).text


def test_a_link_gives_the_file_as_an_attachment_for_five_minutes(bucket, committed, northwind, page):
    upload(page, name="Lebenslauf Müller.pdf")
    link = page.get(f"/c/northwind/resumes/{only_resume(northwind).pk}/file/").headers["Location"]
    answer = fetched(link)
    assert answer.read() == PDF
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Lebenslauf%20M%C3%BCller.pdf"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    said = parse_qs(urlsplit(link).query)
    assert said["X-Amz-Expires"] == ["300"]
    assert abs(datetime.strptime(said["X-Amz-Date"][0], "%Y%m%dT%H%M%S%z") - datetime.now(UTC)) < timedelta(minutes=1)


def test_any_other_link_ends_as_soon_and_shows_nothing_in_a_page(bucket):
    said = parse_qs(urlsplit(default_storage.url("x")).query)
    assert (said["X-Amz-Expires"], said["response-content-disposition"]) == (["300"], ["attachment"])
    assert said["response-content-type"] == ["application/octet-stream"]


def test_without_the_link_nobody_reads_it(store, bucket, committed, northwind, page):
    upload(page)
    with pytest.raises(HTTPError) as refused:
        fetched(f"{store.url}/{bucket}/resumes/{only_resume(northwind).pk}")
    assert refused.value.code == 403
    [grant] = store.client().get_object_acl(Bucket=bucket, Key=store.keys_in(bucket)[0])["Grants"]
    assert grant["Grantee"]["Type"] == "CanonicalUser"


def test_links_lead_to_where_people_reach_the_store(store, kept_in):
    kept_in(store.url, "kept", link_url="https://files.example")
    assert default_storage.url("resumes/x").startswith("https://files.example/kept/resumes/x?")


def test_a_name_that_is_taken_is_not_written_over(bucket):
    first, second = (default_storage.save("x", ContentFile(content)) for content in (b"one", b"two"))
    assert first != second
    with default_storage.open(first) as kept:
        assert kept.read() == b"one"


def test_an_erased_candidate_s_file_is_removed(store, bucket, committed, northwind, page):
    upload(page)
    with company_scope(northwind):
        erase_candidate(candidate=only_resume(northwind).candidate, by=Actor())
    assert store.keys_in(bucket) == []


def test_what_could_not_be_removed_is_swept_up_later(store, bucket, committed, northwind, page, monkeypatch):
    upload(page, b"one"), upload(page, b"two", "dana.txt")
    with company_scope(northwind):
        stays, goes = Resume.objects.order_by("name").values_list("file", flat=True)
        store.wire.cut()
        erase_candidate(candidate=Candidate.objects.get(resumes__file=goes), by=Actor())
    store.wire.mend()
    assert sorted(store.keys_in(bucket)) == sorted([stays, goes])
    assert files.remove_stray_files() == 0
    monkeypatch.setattr(files, "AGE", timedelta(seconds=-60))
    assert files.remove_stray_files() == 1
    assert store.keys_in(bucket) == [stays]


def test_a_store_that_is_away_for_the_worker_lets_the_file_wait(store, bucket, committed, northwind, page):
    upload(page)
    resume = only_resume(northwind)
    store.wire.cut()
    read_resume(resume_id=resume.pk, company_id=northwind.pk)
    found = only_resume(northwind)
    assert (found.state, found.waits_for, found.attempts) == ("received", "store", 0)
    assert found.due_at > timezone.now()
    assert "Waiting for our file store" in page.get(f"{LIST}{found.candidate_id}/").content.decode()
    store.wire.mend()
    with company_scope(northwind):
        Resume.objects.update(due_at=timezone.now())
    read_resume(resume_id=resume.pk, company_id=northwind.pk)
    assert (only_resume(northwind).state, only_resume(northwind).waits_for) == ("read", "")


def test_a_file_that_is_gone_is_not_waited_for(store, bucket, committed, northwind, page):
    upload(page)
    resume = only_resume(northwind)
    store.client().delete_object(Bucket=bucket, Key=resume.file.name)
    read_resume(resume_id=resume.pk, company_id=northwind.pk)
    assert only_resume(northwind).problem == "damaged"


@pytest.fixture(params=["no bucket", "no server", "a silent server", "a wrong key"])
def broken(request, store, kept_in, monkeypatch):
    if request.param == "a wrong key":
        kept_in(store.url, store.make_bucket())
        with store.looking_at_keys():
            yield
        return
    if request.param == "a silent server":
        store.wire.hush()
        monkeypatch.setattr(s3, "CONFIG", s3.CONFIG.merge(Config(connect_timeout=0.2, read_timeout=0.2)))
    kept_in(f"http://127.0.0.1:{free_port()}" if request.param == "no server" else store.url, "kept-nowhere")
    yield


def test_an_upload_that_cannot_be_kept_is_said_to_be_that_and_leaves_nothing(broken, committed, northwind, page):
    text = upload(page).content.decode()
    assert "cv.pdf: We could not keep this file" in text
    assert "was received" not in text
    with company_scope(northwind):
        assert not Candidate.objects.exists()
        assert not Resume.objects.exists()


def test_the_right_key_is_taken_where_keys_are_looked_at(store, kept_in, committed, northwind, page):
    bucket = store.make_bucket()
    with store.looking_at_keys() as (key, secret):
        kept_in(store.url, bucket, key, secret)
        assert "1 file was received" in upload(page).content.decode()


def test_nor_does_it_break_a_candidate_s_page(broken, committed, northwind, page):
    with company_scope(northwind):
        person = make_candidate(northwind)
    answer = page.post(f"{LIST}{person.pk}/", {"documents": [SimpleUploadedFile("cv.pdf", PDF)]})
    assert (answer.status_code, "We could not keep this file" in answer.content.decode()) == (422, True)
    with company_scope(northwind):
        assert not Resume.objects.exists()


def test_nor_an_import_of_questions(broken, committed, northwind, page):
    data = {"file": SimpleUploadedFile("questions.csv", b"key,text"), "new_bank": "Night shift", "bank": ""}
    answer = page.post("/c/northwind/questions/import/", data)
    assert (answer.status_code, "We could not keep this file" in answer.content.decode()) == (422, True)
    with company_scope(northwind):
        assert not QuestionImport.objects.filter(company=northwind).exists()


def test_a_page_that_needs_a_file_says_when_to_come_back(store, bucket, committed, northwind, client):
    store.wire.cut()
    client.raise_request_exception = False
    answer = client.get(f"/logo/{northwind.pk}/{uuid4()}/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "15")


def test_a_transaction_that_is_taken_back_leaves_a_file_for_the_sweep_alone(store, bucket, committed, northwind):
    with pytest.raises(ZeroDivisionError), company_scope(northwind):
        receive_resume(candidate=make_candidate(northwind), file=ContentFile(PDF), name="cv.pdf", by=Actor())
        raise ZeroDivisionError
    with company_scope(northwind):
        assert not Resume.objects.exists()
    assert len(store.keys_in(bucket)) == 1


def test_what_goes_wrong_says_what_the_store_said_and_no_more(store, bucket, kept_in):
    kept_in(store.url, "kept-nowhere")
    with pytest.raises(StoreAway) as why:
        default_storage.save("x", ContentFile(b"x"))
    assert (why.value.status, "kept-nowhere" in str(why.value)) == (404, False)
