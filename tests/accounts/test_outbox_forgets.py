"""What was sent keeps no text: its links open doors for whoever reads the database."""

import pytest

from accounts.models import OutboxMail
from accounts.services import outbox
from accounts.tenancy import company_scope


@pytest.fixture
def mail(northwind):
    with company_scope(northwind):
        return outbox.store_mail(
            kind="test",
            to="d@mail.example",
            company=northwind,
            key="1",
            subject="Hello",
            text="http://x/join/secret/",
            html="<a>secret</a>",
        )


def stored(mail) -> OutboxMail:
    with company_scope(mail.company_id):
        return OutboxMail.objects.get(pk=mail.pk)


@pytest.mark.parametrize(("answer", "state"), [(None, "sent"), ("550 nobody of that name", "failed"), ("451 later", "queued")])
def test_a_mail_forgets_its_text_when_nothing_more_will_be_done(answer, state, mail, mail_server, settings):
    settings.KEEP_MAIL_BODIES = False
    mail_server.to_recipient = answer
    outbox.deliver_mail(mail_id=mail.pk, company_id=mail.company_id)
    found = stored(mail)
    assert found.state == state
    assert (found.text, found.html) == (("", "") if state != "queued" else ("http://x/join/secret/", "<a>secret</a>"))
    assert len(mail_server.mails) == (state == "sent")


def test_in_development_the_outbox_page_needs_the_text(mail, mail_server, settings):
    settings.KEEP_MAIL_BODIES = True
    outbox.deliver_mail(mail_id=mail.pk, company_id=mail.company_id)
    assert stored(mail).text == "http://x/join/secret/"
