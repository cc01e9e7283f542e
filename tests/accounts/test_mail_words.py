"""What a mail looks like, whatever the company is called."""

from email.utils import parseaddr

import pytest
from django.utils import timezone

from accounts.services import outbox
from accounts.tenancy import company_scope
from tests.accounts.test_outbox import deliver, write

pytestmark = pytest.mark.usefixtures("committed")

NAMES = [
    "Northwind Logistics",
    "Nordwind & Söhne",
    'The "Best" Company',
    "Evil\r\nBcc: everybody@mail.example",
    "Evil\nSubject: free money\n\nbody",
    "Ends in a backslash\\",
    "a@b.example, c",
    "<script>alert(1)</script>",
    "株式会社ノースウィンド",
    "Vertical\x0bform\x0cline\x85separators\u2028here",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_company_can_write_a_header(northwind, mail_server, name):
    with company_scope(northwind):
        northwind.name = name
        northwind.save(update_fields=["name"])
    deliver(write(northwind, subject="Plain"))
    [mail] = mail_server.mails
    assert {header.lower() for header, _ in mail.items()} == EXPECTED_HEADERS
    assert mail.defects == []
    [sender] = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (f"{' '.join(name.split())} via Colloquy", "no-reply@colloquy.invalid")
    assert parseaddr(str(mail["From"]))[1] == "no-reply@colloquy.invalid"
    assert mail_server.recipients == ["dmitri@mail.example"]
    assert mail_server.senders == ["no-reply@colloquy.invalid"]


EXPECTED_HEADERS = {"content-type", "mime-version", "subject", "from", "to", "date", "message-id"}


@pytest.mark.parametrize("name", NAMES)
def test_a_subject_is_one_line_whatever_the_company_is_called(northwind, mail_server, name):
    with company_scope(northwind):
        northwind.name = name
        northwind.save(update_fields=["name"])
    deliver(queued_invitation(northwind))
    [mail] = mail_server.mails
    assert len(str(mail["Subject"]).splitlines()) == 1
    assert {header.lower() for header, _ in mail.items()} == EXPECTED_HEADERS


def queued_invitation(company):
    context = {
        "inviter": "Alice Okafor",
        "role": "recruiter",
        "expires_at": timezone.now(),
        "action_url": "http://testserver/join/x/",
        "action_label": "See the invitation",
    }
    return outbox.queue_mail(kind="member_invitation", to="dmitri@mail.example", company=company, key="invitation:1", context=context)


def test_text_and_html_both_carry_the_company_s_name_and_the_html_its_colour(northwind, mail_server):
    deliver(queued_invitation(northwind))
    [mail] = mail_server.mails
    assert mail.get_content_type() == "multipart/alternative"
    text, html = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    for part in (text, html):
        assert "Northwind Logistics" in part
        assert "http://testserver/join/x/" in part
    assert "#2a5796" in html
    assert "<" not in text
