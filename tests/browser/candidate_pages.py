"""The pages that a candidate comes to by the link."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.conf import settings
from django.db import connections
from django.utils import timezone

from accounts.links import hash_of
from accounts.models import Company, Member
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.consent import words_for
from interviews.engine.events import EndedByCompany, WasSilent, Withdrew
from interviews.live.carrying_on import carry_on
from interviews.models import AdjustmentRequest, Booking, Consent, Invitation, Job, JobMember, Slot
from interviews.services.conducting import act, begin_interview, keep_answer, tell, tell_of_turn
from interviews.services.correcting import correct_answer
from interviews.services.drafts import keep_draft
from interviews.services.jobs import delete_job
from interviews.starters import STARTERS
from resumes.models import Resume
from resumes.reading.pdf import read_pdf
from resumes.understanding.rules import understood_by_rules
from tests.accounts.test_budgets import allow, spend
from tests.interviews.invited import TOKEN, invited
from tests.interviews.rooms import interview_of, turns_of
from tests.interviews.voices import as_spoken
from tests.resumes.documents import SAMPLES
from tests.resumes.people import make_resume

NOTICE = "We read every answer ourselves. You hear from us within five working days after the deadline, either way."
PRIVACY = "Northwind Logistics is the controller of your data.\n\nWe keep what you gave us as long as the table above says, and no longer."


def opened(cast, step: str = "landing", *, language: str = "", plan: dict | None = None, **fields) -> Invitation:
    """An invitation by Carol, who recruits, to a job that Bob reads; they have come as far as this step."""
    with company_scope(cast.northwind):
        notices = {"candidate_notice": NOTICE, "privacy_notice": PRIVACY, "contact_email": "people@northwind.example"}
        Company.objects.filter(pk=cast.northwind.pk).update(**notices)
    invitation = invited(cast.northwind, plan=plan, invited_by=cast.carol, step=step, language=language, **fields)
    with company_scope(cast.northwind):
        JobMember.objects.create(company=cast.northwind, job=invitation.job, member=Member.objects.get(user=cast.bob))
        if step != "landing":
            may_be_watched = bool(plan and plan.get("may_be_watched"))
            how = {"may_be_watched": may_be_watched, "may_be_filmed": bool(plan and plan.get("may_be_filmed"))}
            words = words_for(invitation, language or "en", by_typing=False, asks_for_resume=False, **how)
            said = {"version": words.version, "language": words.language, "words": words.text}
            Consent.objects.create(company=cast.northwind, invitation=invitation, **said, **how)
    return invitation


def at(step: str = "landing", more: str = "", *, then: Callable | None = None, **fields) -> Callable:
    """By the link to where they are, and on to an address below it."""

    def steps(page, cast):
        invitation = opened(cast, step, **fields)
        if then:
            with company_scope(cast.northwind):
                then(invitation)
        answer = page.goto(f"/i/{TOKEN}/")
        return page.goto(f"/interview/{invitation.pk}/{more}") if more else answer

    return steps


def asked(state: str = "asked", **fields) -> Callable:
    def ask(invitation) -> None:
        decided = None if state == "asked" else timezone.now()
        values = {"needs": ["extra-time"], "state": state, "decided_at": decided}
        AdjustmentRequest.objects.create(company=invitation.company, invitation=invitation, **values | fields)

    return ask


def has_resume(**fields) -> Callable:
    def give(invitation) -> Resume:
        text = read_pdf((SAMPLES / "one-column.pdf").read_bytes()).text
        understood = {"understood": understood_by_rules(text).model_dump(), "text": text}
        return make_resume(invitation.candidate, **({"name": "Dana Novak, résumé.pdf", "state": "understood"} | understood | fields))

    return give


def waiting_resume(invitation) -> Resume:
    return make_resume(invitation.candidate, name="Dana Novak, résumé.pdf", state="received")


def closed_job(invitation) -> None:
    Job.objects.filter(pk=invitation.job_id).update(status="closed")


def has_slots(chosen: bool = False, free: bool = True) -> Callable:
    """Times on three days, or one that has begun. Chosen is the first."""

    def offer(invitation) -> None:
        day = (timezone.now() + timedelta(days=2)).replace(hour=8, minute=0, second=0, microsecond=0)
        starts = [day + timedelta(days=at, hours=hour) for at in range(3) for hour in range(5)] if free else [timezone.now()]
        slots = Slot.objects.bulk_create(
            Slot(company=invitation.company, job=invitation.job, starts_at=start, ends_at=start + timedelta(hours=1)) for start in starts
        )
        if chosen:
            Booking.objects.create(company=invitation.company, invitation=invitation, slot=slots[0])

    return offer


def paused(invitation) -> None:
    Job.objects.filter(pk=invitation.job_id).update(status="paused", paused_at=timezone.now())


def replaced(page, cast):
    """A newer link was sent while the page was open."""
    invitation = opened(cast)
    page.goto(f"/i/{TOKEN}/")
    with company_scope(cast.northwind):
        Invitation.objects.filter(pk=invitation.pk).update(token_hash=hash_of("a newer one"), link_number=2)
    return page.goto(f"/interview/{invitation.pk}/")


def form_expired(page, cast):
    at("landing", "decline/", language="de")(page, cast)
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Ablehnen").click()
    return answer.value


def gone(page, cast):
    invitation = opened(cast)
    page.goto(f"/i/{TOKEN}/")
    with company_scope(cast.northwind):
        Job.objects.update(status=Job.Status.CLOSED)
        delete_job(job=invitation.job, by=Actor())
    return page.goto(f"/interview/{invitation.pk}/")


def long_names(invitation) -> None:
    Company.objects.filter(pk=invitation.company_id).update(name="Donaudampfschifffahrtsgesellschaft Vermögensverwaltung Süd GmbH")
    Job.objects.filter(pk=invitation.job_id).update(title="Rechtsschutzversicherungsgesellschaftssachbearbeiterin (m/w/d)", language="de")


def press(label: str, step: str, more: str = "", *, meanwhile: Callable | None = None, **kwargs) -> Callable:
    """Press a button of a page, and return what comes of it."""

    def steps(page, cast):
        at(step, more, **kwargs)(page, cast)
        if meanwhile:
            with company_scope(cast.northwind):
                meanwhile(Invitation.objects.get())
        with page.expect_navigation() as answer:
            page.get_by_role("button", name=label).click()
        return answer.value

    return steps


SEND_LATE = """text => { const form = document.getElementById("answer").cloneNode(true);
  form.innerHTML += '<input name="turn" value="2"><textarea name="text"></textarea>';
  form.elements.text.value = text; document.body.append(form); form.submit(); }"""


def start_without_budget(page, cast):
    allow(cast.northwind, "1")
    spend(cast.northwind, "2")
    return press("Start the interview", "ready")(page, cast)


def in_room(*said: str, leave: str = "", then: Callable | None = None, **kwargs) -> Callable:
    """In the room, after these answers and what happened then; what nobody has answered yet is being thought about."""

    def steps(page, cast):
        invitation = held(cast, *said, **kwargs)
        if then:
            with company_scope(cast.northwind):
                then(interview_of(invitation))
        page.goto(f"/i/{TOKEN}/")
        return page.goto(f"/interview/{invitation.pk}/room/{leave}")

    return steps


def held(cast, *said: str, event: Callable | None = None, **kwargs) -> Invitation:
    """An interview in which this was said, and then this happened."""
    invitation = opened(cast, "ready", **kwargs)
    with company_scope(cast.northwind):
        begin_interview(invitation=invitation)
    work_behind(invitation)
    for text in said:
        if interview_of(invitation).is_over:
            break
        with company_scope(cast.northwind):
            keep_answer(interview=interview_of(invitation), turn=turns_of(invitation)[-1].number, text=text)
        work_behind(invitation)
    if event:
        with company_scope(cast.northwind):
            tell(interview=interview_of(invitation), event_at=event)
    return invitation


def does(*acts: str) -> Callable:
    def do(interview) -> None:
        for each in acts:
            act(interview=interview, does=each, turn=interview.turns.count())

    return do


def hears_nothing(times: int) -> Callable:
    def wait(interview) -> None:
        for _ in range(times):
            tell_of_turn(interview=interview, number=interview.turns.count(), kind=WasSilent)

    return wait


def is_thought_about(interview) -> None:
    """The answer is kept, and no worker has heard of it yet."""
    keep_answer(interview=interview, turn=interview.turns.count(), text=LONG)


def is_waited_for(interview) -> None:
    is_thought_about(interview)
    interview.turns.filter(kept="").update(answered_at=timezone.now() - timedelta(seconds=20))


def skips_what_is_begun(interview) -> None:
    keep_draft(interview=interview, turn=interview.turns.count(), text="I would first")
    does("skip")(interview)


def is_ended(interview) -> None:
    tell(interview=interview, event_at=EndedByCompany)


def work_behind(invitation) -> None:
    work_at(interview_of(invitation))


def work_at(interview) -> None:
    """In a thread of its own: Playwright's loop runs in this one, and nobody waits for a model in a loop."""

    def worker() -> None:
        try:
            carry_on(interview_id=interview.pk, company_id=interview.company_id)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(worker).result()


def over(page, cast):
    in_room("Yes")(page, cast)
    page.goto(page.url + "leave/")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="End it").click()
    return answer.value


def answered_late(*said: str, **kwargs) -> Callable:
    def steps(page, cast):
        in_room(*said, **kwargs)(page, cast)
        # From a page without scripts, to a question that is over.
        with page.expect_navigation() as answer:
            page.evaluate(SEND_LATE, LONG + " And then ask.")
        return answer.value

    return steps


def after_end(*said: str, more: str = "", faq: str = "", **kwargs) -> Callable:
    def steps(page, cast):
        invitation = held(cast, *said, **kwargs)
        with company_scope(cast.northwind):
            Job.objects.update(faq=[{"question": STARTERS["en"][0], "answer": faq}] if faq else [])
        page.goto(f"/i/{TOKEN}/")
        return page.goto(f"/interview/{invitation.pk}/end/") if not more else page.goto(f"/interview/{invitation.pk}/{more}")

    return steps


def misheard(where: str, *meant: str, then: Callable | None = None, **kwargs) -> Callable:
    """Over, and one answer was spoken; they have put it right once or more."""

    def steps(page, cast):
        invitation = held(cast, *WHOLE, **kwargs)
        with company_scope(cast.northwind):
            as_spoken(invitation, 3)
            for text in meant:
                correct_answer(interview=interview_of(invitation), turn=3, text=text, by=Actor(called="The candidate"))
        page.goto(f"/i/{TOKEN}/")
        answer = page.goto(f"/interview/{invitation.pk}/{where}")
        return then(page) if then else answer

    return steps


def keep_nothing(page):
    page.get_by_label("What you said").fill("")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Keep this").click()
    return answer.value


def taken_back(page, cast):
    after_end("Yes", LONG, event=Withdrew, more="consent/take-back/")(page, cast)
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Take it back and withdraw").click()
    return answer.value


LONG = "I looked at what had changed the night before, and who was hurt by it. " * 4
MEANT = "I looked at what had changed the night before, and who was heard about it."
WHOLE = ("Yes", LONG, LONG, LONG, LONG, LONG, "no")
