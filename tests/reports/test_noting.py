"""What a candidate's page tells of itself: kept, shown, and part of no score."""

import pytest
from django.urls import reverse

from accounts.tenancy import company_scope
from interviews.models import Consent
from reports.models import PageNote
from reports.services.noting import AT_MOST
from tests.interviews.invited import address
from tests.interviews.rooms import begun, interview_of, turns_of
from tests.reports.assessed import finished, report_on


def tell(client, invitation, **said):
    return client.post(address(invitation, "room/noted/"), {"kind": "left", "turn": turns_of(invitation)[-1].number, "amount": 14} | said)


def notes(company) -> list[tuple[str, int]]:
    with company_scope(company):
        return list(PageNote.objects.order_by("pk").values_list("kind", "amount"))


def test_it_is_kept_as_it_was_told(committed, northwind):
    client, invitation = begun(northwind)
    assert tell(client, invitation).status_code == 204
    assert tell(client, invitation, kind="pasted", amount=320).status_code == 204
    assert notes(northwind) == [("left", 14), ("pasted", 320)]


@pytest.mark.parametrize("said", [{"kind": "looked-away"}, {"turn": "x"}, {"amount": "-1"}, {"amount": ""}, {"turn": "1000"}])
def test_nonsense_is_refused(committed, northwind, said):
    client, invitation = begun(northwind)
    assert tell(client, invitation, **said).status_code == 422
    assert notes(northwind) == []


def test_of_a_turn_that_there_is_not_nothing_is_kept(committed, northwind):
    client, invitation = begun(northwind)
    tell(client, invitation, turn=99)
    assert notes(northwind) == []


def test_whoever_was_not_told_beforehand_is_not_noted(committed, northwind):
    client, invitation = begun(northwind)
    with company_scope(northwind):
        old = Consent.objects.get()
        Consent.objects.create(company=northwind, invitation=invitation, version="2026-11", language="en", words=old.words)
    assert tell(client, invitation).status_code == 204
    assert notes(northwind) == []


def test_the_agreement_says_it_in_every_language(northwind):
    from interviews.consent import VERSION, words_for
    from reports.services.noting import TOLD_SINCE
    from tests.interviews.invited import invited

    invitation = invited(northwind)
    said = {"en": "how much text I paste", "de": "wie viel Text ich einfüge", "es": "cuánto texto pego", "fr": "combien de texte je colle"}
    assert VERSION >= TOLD_SINCE
    with company_scope(northwind):
        for language, words in said.items():
            for by_typing in (True, False):
                assert words in words_for(invitation, language, by_typing=by_typing, may_be_watched=False, asks_for_resume=False).text


def test_a_page_gone_mad_fills_no_table(committed, northwind):
    client, invitation = begun(northwind)
    with company_scope(northwind):
        turn = turns_of(invitation)[-1]
        common = {"company": northwind, "interview_id": turn.interview_id, "turn": turn, "kind": "left", "amount": 1}
        PageNote.objects.bulk_create(PageNote(**common) for _ in range(AT_MOST))
    tell(client, invitation)
    assert len(notes(northwind)) == AT_MOST


def test_they_stand_beside_the_report_and_change_no_number(committed, northwind, carol, log_in):
    invitation = finished(northwind)
    plain = report_on(invitation)
    interview = interview_of(invitation)
    with company_scope(northwind):
        turn = interview.turns.exclude(answer="").last()
        PageNote.objects.create(company=northwind, interview=interview, turn=turn, kind="pasted", amount=4_000)
        plain.delete()
    again = report_on(invitation)
    assert again.content["level"] == plain.content["level"]
    client = log_in(carol)
    for page in ("reports:report", "reports:technical"):
        shown = client.get(reverse(page, args=["northwind", interview.pk])).content.decode()
        assert 'text of <span class="num">4000</span> characters was pasted' in shown
        assert "They count in no score." in shown
