"""Candidates who were invited, for tests."""

from django.test import Client

from accounts.tenancy import company_scope
from interviews.models import FollowUp, Invitation, JobMember
from interviews.plans.content import Competency, Mode, Phases, ResumePhase, WarmUpPhase
from tests.interviews.hiring import content_asking, make_invitation, make_job, make_plan, token_of_link
from tests.interviews.questions import ANCHORS, make_bank, make_question
from tests.resumes.people import make_candidate

TOKEN = token_of_link("Dana")
COMPETENCIES = ("Data consistency", "Debugging under pressure", "Weighing options")


def invited(
    company, token: str = TOKEN, *, job=None, plan: dict | None = None, follow_ups=(), email: str = "dana@post.example", **fields
) -> Invitation:
    """Dana, invited to a job with a plan of one question, with follow-ups of when and text.

    `plan`: what is different in it, or {"none": True} for none.
    """
    with company_scope(company):
        job = job or make_job(company)
        said = plan or {}
        if "none" not in said:
            question = make_question(make_bank(company, slug=f"bank-{token[:40]}"))
            for at, (when, text) in enumerate(follow_ups):
                FollowUp.objects.create(company=company, question=question, position=at, when=when, text=text)
            competencies = tuple(
                Competency(key="reliability" if not at else f"c{at}", name=name, weight=weight, anchors=tuple(ANCHORS))
                for at, (name, weight) in enumerate(zip(COMPETENCIES, (50, 30, 20), strict=True))
            )
            content = content_asking(question, **{"competencies": competencies} | said)
            make_plan(job, question, content=content.model_dump(mode="json"))
        candidate = make_candidate(company, email=email)
        return make_invitation(job, token, candidate=candidate, **fields)


ASKS_FOR_RESUME = {"phases": Phases(resume=ResumePhase(is_on=True))}
TYPING_ONLY = {"modes": (Mode.TYPING,)}
SHORT = {"phases": Phases(warmup=WarmUpPhase(is_on=False))}


def arrive(token: str = TOKEN, client: Client | None = None, **headers) -> Client:
    """Somebody who opens the link in a browser."""
    client = client or Client(headers=headers)
    client.get(f"/i/{token}/")
    return client


def address(invitation: Invitation, step: str = "") -> str:
    return f"/interview/{invitation.pk}/{step}"


def now(invitation: Invitation) -> Invitation:
    """As it is in the database."""
    with company_scope(invitation.company_id):
        return Invitation.objects.select_related("job", "company", "candidate").get(pk=invitation.pk)


def state_of(invitation: Invitation) -> Invitation.State:
    with company_scope(invitation.company_id):
        return now(invitation).state


def change(invitation: Invitation, **fields) -> None:
    with company_scope(invitation.company_id):
        Invitation.objects.filter(pk=invitation.pk).update(**fields)


def agree(client: Client, invitation: Invitation, **more):
    page = client.get(address(invitation)).content.decode()
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    return client.post(address(invitation, "consent/"), {"agree": "on", "digest": digest} | more)


def give_job_to(job, member) -> None:
    with company_scope(job.company_id):
        JobMember.objects.create(company=job.company, job=job, member=member)
