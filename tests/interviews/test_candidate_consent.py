"""Consent: to exactly the words that were shown, given once, taken back at any time."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connections

from accounts.models import AuditEntry, OutboxMail
from accounts.models.company import RECORDINGS_KEPT_DAYS, REPORTS_KEPT_MONTHS
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews import consent as texts
from interviews.consent import words_for
from interviews.models import Consent, Job
from interviews.plans.content import PlanContent
from interviews.services import consents
from interviews.services.locking import HasEnded
from interviews.services.way import decline_invitation
from interviews.way import way_of
from tests.interviews.invited import TYPING_ONLY, address, agree, arrive, change, invited, now

BEHIND = ["check/", "practice/", "ready/", "start/"]


def given(invitation) -> list[Consent]:
    with company_scope(invitation.company_id):
        return list(Consent.objects.filter(invitation=invitation).order_by("at"))


def mails(invitation, kind: str = "consent_receipt") -> list[OutboxMail]:
    with company_scope(invitation.company_id):
        return list(OutboxMail.objects.filter(kind=kind))


def words(invitation, language: str = "en", **how):
    with company_scope(invitation.company_id):
        return words_for(invitation, language, **{"by_typing": False, "may_be_watched": False, "asks_for_resume": False} | how)


def test_other_words_are_another_version():
    """Whoever changes the texts, or for how long we promise to keep what, gives them a new version, and writes both down here."""
    files = sorted((Path(texts.__file__).parent / "texts").glob("*.txt"))
    promised = f"{RECORDINGS_KEPT_DAYS} {REPORTS_KEPT_MONTHS}".encode()
    digest = sha256(b"".join([*(file.read_bytes() for file in files), promised])).hexdigest()
    assert (texts.VERSION, digest) == ("2026-11c", "9814e0db8c1e20261407334c13de5a938697fac6a63af3b84a0087cdc2e5e20b")


def test_what_is_kept_is_what_was_shown(northwind):
    with company_scope(northwind):
        northwind.candidate_notice, northwind.privacy_notice = "We answer within a week.", "The controller is us.\n\nWrite to us."
        northwind.save()
    invitation = invited(northwind)
    client = arrive()
    page = client.get(address(invitation)).content.decode()
    answer = agree(client, invitation)
    assert (answer.status_code, answer["Location"]) == (302, address(invitation, "check/"))
    [consent] = given(invitation)
    assert (consent.kind, consent.version, consent.language) == ("agreed", texts.VERSION, "en")
    assert consent.words == words(now(invitation)).text
    for paragraph in consent.paragraphs:
        for line in paragraph.splitlines():
            assert line.removeprefix("– ") in page, line
    assert "We answer within a week." in consent.words
    assert consent.words in client.get(address(invitation, "consent/")).content.decode().replace("<br>", "\n").replace(
        "</p>\n\n<p>", "\n\n"
    )


def test_the_box_is_never_ticked_beforehand_and_needed(northwind):
    invitation = invited(northwind)
    client = arrive()
    page = client.get(address(invitation)).content.decode()
    box = page[page.index('<input type="checkbox"') :].partition(">")[0]
    assert "checked" not in box
    digest = words(now(invitation)).digest
    answer = client.post(address(invitation, "consent/"), {"digest": digest})
    assert (answer.status_code, "Please tick the box" in answer.content.decode()) == (422, True)
    assert "checked" not in answer.content.decode()
    assert given(invitation) == []


@pytest.mark.parametrize("step", BEHIND)
def test_without_it_nothing_behind_can_be_reached(northwind, step):
    invitation = invited(northwind)
    client = arrive()
    pressed = [client.post(address(invitation, step), {"answers": "voice"})] if step != "ready/" else []
    for answer in (client.get(address(invitation, step)), *pressed):
        assert (answer.status_code, answer["Location"]) == (302, address(invitation))
    assert now(invitation).step == "landing"


def test_words_that_changed_since_they_were_shown_are_shown_again(northwind):
    invitation = invited(northwind)
    client = arrive()
    digest = words(now(invitation)).digest
    with company_scope(northwind):
        Job.objects.update(title="Another job altogether")
    answer = client.post(address(invitation, "consent/"), {"agree": "on", "digest": digest})
    assert answer.status_code == 422
    assert "Please read the agreement once more" in answer.content.decode()
    assert "Another job altogether" in answer.content.decode()
    assert given(invitation) == []


def test_a_receipt_with_the_words_goes_out_in_the_language_of_the_page(northwind):
    invitation = invited(northwind)
    agree(arrive(accept_language="de-AT,de;q=0.9"), invitation)
    [mail] = mails(invitation)
    assert mail.to == "dana@post.example"
    assert mail.subject.startswith("Worin Sie eingewilligt haben")
    assert given(invitation)[0].words in mail.text
    assert 'lang="de"' in mail.html
    assert "Meine Stimme wird aufgenommen" in mail.html
    assert given(invitation)[0].language == "de"


def test_agreeing_again_from_another_device_changes_nothing(northwind):
    invitation = invited(northwind)
    one, other = arrive(), arrive()
    digest = words(now(invitation)).digest
    for client in (one, other):
        answer = client.post(address(invitation, "consent/"), {"agree": "on", "digest": digest})
        assert answer["Location"] == address(invitation, "check/")
    assert (len(given(invitation)), len(mails(invitation))) == (1, 1)


@pytest.mark.usefixtures("committed")
def test_two_hundred_who_agree_at_once_make_one_consent_and_one_receipt(northwind):
    invitation = invited(northwind)
    clients = [arrive() for _ in range(8)]
    digest = words(now(invitation)).digest

    def press(number: int) -> int:
        try:
            return clients[number % 8].post(address(invitation, "consent/"), {"agree": "on", "digest": digest}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(press, range(200))) == {302}
    assert (len(given(invitation)), len(mails(invitation))) == (1, 1)
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="consent.given").count() == 1


def test_it_is_taken_back_after_a_word_about_what_that_means(northwind):
    invitation = invited(northwind)
    client = arrive()
    agree(client, invitation)
    page = client.get(address(invitation, "consent/take-back/"))
    assert "there is no interview" in page.content.decode()
    assert now(invitation).withdrawn_at is None
    client.post(address(invitation, "consent/take-back/"), {"reason": "I found another job."})
    found = now(invitation)
    assert found.withdrawn_at is not None
    assert found.reason == "I found another job."
    assert [consent.kind for consent in given(invitation)] == ["agreed", "taken-back"]
    assert len(mails(invitation, "consent_taken_back")) == 1
    assert "You have withdrawn" in client.get(address(invitation)).content.decode()
    for step in BEHIND:
        assert client.get(address(invitation, step)).status_code == 410


def test_nothing_can_be_taken_back_that_was_not_given(northwind):
    invitation = invited(northwind)
    client = arrive()
    for answer in (client.get(address(invitation, "consent/take-back/")), client.post(address(invitation, "consent/take-back/"))):
        assert answer["Location"] == address(invitation)
    assert now(invitation).withdrawn_at is None


def test_what_was_never_agreed_to_or_is_taken_back_already_is_not_taken_back(northwind):
    invitation = invited(northwind)

    def take_back():
        with company_scope(northwind):
            return consents.take_back(invitation=invitation, language="en", reason="", by=Actor())

    assert take_back() == []
    assert (given(invitation), now(invitation).withdrawn_at) == ([], None)
    agree(arrive(), invitation)
    assert "consent_taken_back" in {mail.kind for mail in take_back()}
    # Somebody whose withdrawal is undone by hand has still not agreed.
    change(invitation, withdrawn_at=None)
    assert take_back() == []
    assert [consent.kind for consent in given(invitation)] == ["agreed", "taken-back"]


def test_whoever_declines_meanwhile_on_another_device_has_not_agreed(northwind):
    invitation = invited(northwind)
    with company_scope(northwind):
        found = now(invitation)
        decline_invitation(invitation=found, reason="", by=Actor())
        with pytest.raises(HasEnded):
            consents.agree(invitation=found, words=words(found), way=way_of(found, None), by=Actor())
    assert given(invitation) == []


def test_declining_asks_first_and_keeps_the_reason(northwind):
    invitation = invited(northwind)
    client = arrive()
    assert "Decline the invitation?" in client.get(address(invitation, "decline/")).content.decode()
    assert now(invitation).declined_at is None
    too_long = client.post(address(invitation, "decline/"), {"reason": "x" * 1_001})
    assert too_long.status_code == 422
    client.post(address(invitation, "decline/"), {"reason": ""})
    assert now(invitation).declined_at is not None
    with company_scope(northwind):
        entry = AuditEntry.objects.get(action="invitation.declined")
    # The log is never erased, and a candidate may be.
    assert (entry.actor_name, entry.address, entry.target_name) == ("The candidate", None, "")


def test_no_right_of_the_candidate_lets_a_consent_be_changed(northwind):
    invitation = invited(northwind)
    agree(arrive(), invitation)
    with company_scope(northwind):
        assert Consent.objects.update(words="Something else") == 0


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
@pytest.mark.parametrize("by_typing", [False, True])
@pytest.mark.parametrize("may_be_watched", [False, True])
def test_each_language_says_the_same_points(northwind, language, by_typing, may_be_watched):
    invitation = invited(northwind)
    said = words(now(invitation), language, by_typing=by_typing, may_be_watched=may_be_watched)
    assert len(said.points) == 6 + may_be_watched
    assert "Northwind Logistics" in said.opening
    assert "Backend engineer, Payments" in said.opening
    assert "{" not in said.text
    assert ("90" in said.text) == (not by_typing)
    assert "12" in said.text


def test_who_only_types_agrees_to_no_recording(northwind):
    invitation = invited(northwind, plan=TYPING_ONLY)
    page = arrive().get(address(invitation)).content.decode()
    assert "No sound is recorded" in page
    assert "My voice is recorded" not in page


def test_that_somebody_may_listen_in_is_said_before(northwind):
    invitation = invited(northwind, plan={"may_be_watched": True})
    page = arrive().get(address(invitation)).content.decode()
    assert "may listen in or read along while I answer" in page
    assert PlanContent.model_fields["may_be_watched"].default is False


def test_what_was_agreed_by_typing_alone_is_agreed_anew_by_nobody(northwind):
    """An adjustment that is granted later asks for nothing more: it records less."""
    invitation = invited(northwind)
    client = arrive()
    agree(client, invitation)
    change(invitation, adjustments={"typing_only": True})
    assert client.get(address(invitation, "check/")).status_code == 200
