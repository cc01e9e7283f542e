"""Candidates in the room, for tests."""

from django.test import Client

from accounts.tenancy import company_scope
from interviews.live.carrying_on import carry_on
from interviews.models import Interview, Invitation, Turn
from tests.interviews.invited import TOKEN, address, agree, arrive, invited

STEPS = ("check/", "practice/")


def at_the_door(company, **fields) -> tuple[Client, Invitation]:
    """Dana, who has done everything that comes before."""
    invitation = invited(company, **fields)
    client = arrive(fields.get("token", TOKEN))
    agree(client, invitation)
    for step in STEPS:
        client.post(address(invitation, step))
    return client, invitation


def work(invitation: Invitation) -> None:
    """What a worker does when it hears of it."""
    carry_on(interview_id=interview_of(invitation).pk, company_id=invitation.company_id)


def interview_of(invitation: Invitation) -> Interview:
    with company_scope(invitation.company_id):
        return Interview.objects.select_related("plan", "job").get(invitation=invitation)


def turns_of(invitation: Invitation) -> list[Turn]:
    with company_scope(invitation.company_id):
        return list(Turn.objects.filter(interview__invitation=invitation).order_by("number"))


def begun(company, **fields) -> tuple[Client, Invitation]:
    client, invitation = at_the_door(company, **fields)
    client.post(address(invitation, "start/"))
    work(invitation)
    return client, invitation


def say(client: Client, invitation: Invitation, text: str, turn: int | None = None):
    number = turn or turns_of(invitation)[-1].number
    answer = client.post(address(invitation, "room/answer/"), {"turn": number, "text": text})
    work(invitation)
    return answer


def page(client: Client, invitation: Invitation) -> str:
    return client.get(address(invitation, "room/")).content.decode()
