"""The pages on which many candidates are invited at once."""

# ruff: noqa: F811

import csv
from io import StringIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import AuditEntry
from accounts.tenancy import company_scope
from interviews.models import InvitationList
from interviews.services.lists.sending import send_batch
from tests.interviews.inviting import invite, mails
from tests.interviews.test_inviting_pages import HTMX, at, client, form, job, one, page  # noqa: F401 - fixtures, too

PASTED = "Amara Diallo, amara@post.example\nTiago Ferreira, tiago@@outlook.com\n=cmd(), x@post\n"


@pytest.fixture
def kept(client, job, northwind):
    answer = client.post(at(job, "invite/list/"), {"pasted": PASTED})
    assert answer.status_code == 302
    with company_scope(northwind):
        return InvitationList.objects.get()


def test_a_list_is_looked_at_corrected_and_sent(client, job, kept, northwind):
    where = at(job, f"invite/list/{kept.pk}/")
    first = page(client.get(where))
    assert "1 is ready." in first and "Use tiago@outlook.com" in first
    assert "Amara" not in page(client.get(where + "?show=broken")).partition('id="people"')[2].partition("</section>")[0]
    answer = client.post(where + "rows/2/", {"do": "correct", "name": "Tiago Ferreira", "email": "tiago@outlook.com"}, headers=HTMX)
    assert "2 are ready." in page(answer)
    assert client.post(where + "rows/1/", {"do": "leave-out"}).status_code == 302
    assert client.post(where, form(text="{x}")).status_code == 422
    assert client.post(where, form()).status_code == 302
    sending_page = page(client.get(where, headers=HTMX))
    assert "being sent" in sending_page and 'hx-trigger="every 1s"' in sending_page
    send_batch(list_id=kept.pk, company_id=northwind.pk)
    done = page(client.get(where))
    assert "1 person was invited." in done and "every 1s" not in done
    assert [mail.to for mail in mails(northwind)] == ["tiago@outlook.com"]


def test_those_who_stay_out_are_downloaded_with_the_reason_and_no_formula(client, job, kept):
    answer = client.get(at(job, f"invite/list/{kept.pk}/not-invited.csv"))
    rows = list(csv.reader(StringIO(answer.content.decode().removeprefix("\ufeff"))))
    assert rows[0] == ["Row", "Name", "E-mail", "Result", "Why"]
    assert [row[1] for row in rows[1:]] == ["Tiago Ferreira", "'=cmd()"]
    assert rows[1][4] == "There are two @ signs."


def test_a_file_is_taken_too_and_a_wrong_one_is_explained(client, job):
    good = SimpleUploadedFile("people.csv", "name;mail\nZoë;z@post.example".encode("utf-16"))
    assert client.post(at(job, "invite/list/"), {"file": good}).status_code == 302
    for content in (b"", b"PK\x03\x04"):
        answer = client.post(at(job, "invite/list/"), {"file": SimpleUploadedFile("x.xlsx", content)})
        assert answer.status_code == 422
        assert '<p class="error"' in page(answer)
    assert client.post(at(job, "invite/list/"), {"pasted": " "}).status_code == 422


def test_the_preview_leafs_through_those_who_are_ready(client, job, kept):
    people = {"list": str(kept.pk)}
    for number, name in (("1", "Amara Diallo"), ("7", "Amara Diallo"), ("x", "Amara Diallo")):
        assert f"Dear {name}," in page(client.post(at(job, "invite/preview/"), form(at=number) | people))


def test_a_list_is_removed(client, job, kept, northwind):
    assert client.post(at(job, f"invite/list/{kept.pk}/forget/")).status_code == 302
    assert client.get(at(job, f"invite/list/{kept.pk}/")).status_code == 404
    with company_scope(northwind):
        assert AuditEntry.objects.get(action="invitation_list.removed").target_id == str(kept.pk)


def test_who_comes_to_a_form_by_its_address_is_led_to_its_page(client, job, kept):
    invitation = invite(job).invitation
    pages = {
        at(job, "invitations/"): at(job),
        at(job, "invite/test/"): at(job, "invite/"),
        at(job, f"invite/list/{kept.pk}/rows/1/"): at(job, f"invite/list/{kept.pk}/"),
        at(job, f"invite/list/{kept.pk}/forget/"): at(job, f"invite/list/{kept.pk}/"),
        one(invitation, "extend/"): one(invitation),
        one(invitation, f"adjustments/{uuid4()}/"): one(invitation),
        at(job, f"slots/{uuid4()}/cancel/"): at(job, "slots/"),
    }
    assert {address: client.get(address).headers.get("Location") for address in pages} == pages
