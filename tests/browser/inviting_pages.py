"""The pages on which candidates are invited and followed, and how a browser gets there."""

from datetime import time, timedelta

from django.utils import timezone

from accounts.models import Member, OutboxMail
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.models import Invitation, InvitationList, Job, JobMember, Slot
from interviews.services.adjustments import ask_for_adjustment
from interviews.services.farewells import tell_of_closing
from interviews.services.invitations import Person
from interviews.services.jobs import move_job
from interviews.services.lists.reading import Entry
from interviews.services.lists.sending import keep_list, order_sending, send_batch
from interviews.services.slots import Series, add_slots, book_slot
from resumes.models import Candidate
from tests.interviews.hiring import make_job
from tests.interviews.inviting import a_message, change, invite, usual_message

PEOPLE = (
    "Amara Diallo",
    "Kenji Watanabe",
    "Zofia Wrzesińska",
    "Tiago Ferreira",
    "Linh Tran",
    "Sipho Dlamini",
    "Eleni Georgiou",
    "Noah Berger",
)
LIST = (
    Entry("Amara Diallo", "amara.diallo@posteo.net"),
    Entry("Kenji Watanabe", "k.watanabe@hey.example"),
    Entry("Tiago Ferreira", "tiago.ferreira@@outlook.com"),
    Entry("Liam O’Sullivan", "liam.osullivan@gmial.con"),
    Entry("Amara Diallo", "Amara.Diallo@posteo.net"),
    Entry("", "noah.berger@web.de"),
)


def person(name: str) -> Person:
    return Person(name, f"{name.split(maxsplit=1)[0].lower()}@post.example")


def open_job(cast, *, people: bool = False):
    with company_scope(cast.northwind):
        job = make_job(cast.northwind)
        JobMember.objects.create(company=cast.northwind, job=job, member=Member.objects.get(user=cast.bob))
    if people:
        now = timezone.now()
        happened = (
            {},
            {"opened_at": now},
            {"opened_at": now, "started_at": now},
            {"opened_at": now, "started_at": now, "completed_at": now},
            {"declined_at": now},
            {"deadline": now - timedelta(days=1)},
            {"revoked_at": now},
            {},
        )
        for name, moments in zip(PEOPLE, happened, strict=True):
            change(invite(job, person(name), usual_message(reminders=(24,)), cast.carol).invitation, **moments)
        with company_scope(cast.northwind):
            OutboxMail.objects.filter(to=person(PEOPLE[-1]).email).update(state="failed", problem="SMTPRecipientsRefused", attempts=1)
            ask_for_adjustment(invitation=found(cast, PEOPLE[1]), needs=["extra-time"], words="I stammer.")
    return job


def invited_often(cast) -> Candidate:
    """To three jobs, one of which they are being interviewed for."""
    now = timezone.now()
    happened = ({}, {"opened_at": now, "started_at": now}, {"opened_at": now, "started_at": now, "completed_at": now})
    for title, moments in zip(
        ("Backend engineer, Payments", "Site reliability engineer", "Data analyst, " + "w" * 60), happened, strict=True
    ):
        with company_scope(cast.northwind):
            job = make_job(cast.northwind, title=title)
        invitation = change(invite(job, person(PEOPLE[0]), usual_message(), cast.carol).invitation, **moments)
    return invitation.candidate


def invited_twice(cast) -> tuple[Candidate, Candidate]:
    """To one job, under two addresses; the second went further."""
    with company_scope(cast.northwind):
        job = make_job(cast.northwind)
    one, other = (
        invite(job, Person(PEOPLE[0], address), usual_message(), cast.carol).invitation for address in ("a@post.example", "b@post.example")
    )
    change(other, opened_at=timezone.now())
    return one.candidate, other.candidate


def found(cast, name: str) -> Invitation:
    with company_scope(cast.northwind):
        return Invitation.objects.select_related("company", "job", "candidate").get(candidate__name=name)


def address(cast, job, rest: str = "") -> str:
    return f"/c/northwind/jobs/{job.pk}/{rest}"


def job_page(query: str = "", *, people: bool = True):
    def steps(page, cast):
        job = open_job(cast, people=people)
        return page.goto(address(cast, job, query))

    return steps


def job_open_again(page, cast):
    job = open_job(cast, people=True)
    with company_scope(cast.northwind):
        OutboxMail.objects.filter(state="queued").update(state="sent")
        move_job(job=job, status=Job.Status.CLOSED, by=Actor())
        list(tell_of_closing(job_id=job.pk, company_id=job.company_id))
        Job.objects.update(status=Job.Status.OPEN)
    return page.goto(address(cast, job, "?state=told-closed"))


def invite_page(page, cast):
    return page.goto(address(cast, open_job(cast), "invite/"))


def invite_somebody_known(page, cast):
    job = open_job(cast, people=True)
    return page.goto(address(cast, job, "invite/?find=a"))


def submitted(page, label: str):
    with page.expect_navigation() as answer:
        page.get_by_role("button", name=label, exact=True).click()
    return answer.value


def invite_with_faults(page, cast):
    page.goto(address(cast, open_job(cast), "invite/"))
    page.fill("[name=email]", "liam@gmial.com")
    page.fill("[name=text]", "Dear {vorname}")
    page.fill("[name=day]", "2020-01-01")
    return submitted(page, "Send invitation")


def invite_who_said_no(page, cast):
    job = open_job(cast, people=True)
    page.goto(address(cast, job, "invite/"))
    page.fill("[name=name]", PEOPLE[4])
    page.fill("[name=email]", person(PEOPLE[4]).email)
    return submitted(page, "Send invitation")


def invite_many_page(page, cast):
    return page.goto(address(cast, open_job(cast), "invite/list/"))


def invite_many_with_faults(page, cast):
    invite_many_page(page, cast)
    return submitted(page, "Look at the list")


def kept(cast, *more: Entry) -> tuple[InvitationList, str]:
    job = open_job(cast, people=True)
    no = Entry(PEOPLE[4], person(PEOPLE[4]).email)
    known = Entry(PEOPLE[0], person(PEOPLE[0]).email)
    with company_scope(cast.northwind):
        made = keep_list(job=job, name="applicants-november.csv", entries=[*LIST, no, known, *more], by=Actor(user=cast.carol))
    return made, address(cast, job, f"invite/list/{made.pk}/")


def list_page(page, cast):
    _, where = kept(cast)
    return page.goto(where)


def ordered(cast, *more: Entry) -> tuple[InvitationList, str]:
    made, where = kept(cast, *more)
    with company_scope(cast.northwind):
        order_sending(found=made, message=a_message(), by=Actor(user=cast.carol))
    send_batch(list_id=made.pk, company_id=cast.northwind.pk)
    return made, where


def list_being_sent(page, cast):
    _, where = ordered(cast, *(Entry(f"Person {number}", f"p{number}@post.example") for number in range(100)))
    return page.goto(where)


def list_sent(page, cast):
    _, where = ordered(cast)
    return page.goto(where)


def invitation_of(name: str, rest: str = ""):
    def steps(page, cast):
        open_job(cast, people=True)
        invitation = found(cast, name)
        with company_scope(cast.northwind):
            invitation.consents.create(company=cast.northwind, version="1", language="en", words="I agree to be interviewed by an AI.")
        return page.goto(f"/c/northwind/invitations/{invitation.pk}/{rest}")

    return steps


invitation_page = invitation_of(PEOPLE[2])
invitation_with_request = invitation_of(PEOPLE[1])
invitation_that_came_back = invitation_of(PEOPLE[-1])
resend_page = invitation_of(PEOPLE[0], "resend/")
revoke_page = invitation_of(PEOPLE[0], "revoke/")


def revoke_many_page(page, cast):
    job = open_job(cast, people=True)
    page.goto(address(cast, job))
    for name in PEOPLE[:2]:
        page.get_by_label(f"Pick {name}").check()
    return submitted(page, "Revoke")


def slots_page(page, cast):
    job = open_job(cast, people=True)
    now = timezone.now()
    with company_scope(cast.northwind):
        add_slots(
            job=job, series=Series(now.date(), now.date() + timedelta(days=3), frozenset(range(7)), time(9), time(12), 60, 2), by=Actor()
        )
        slot = Slot.objects.order_by("starts_at").last()
        book_slot(invitation=found(cast, PEOPLE[0]), slot=slot, by=Actor())
    return page.goto(address(cast, job, "slots/"))


def slots_with_faults(page, cast):
    page.goto(address(cast, open_job(cast), "slots/"))
    page.fill("[name=first_day]", "2030-01-02")
    page.fill("[name=last_day]", "2030-01-01")
    return submitted(page, "Offer these times")
