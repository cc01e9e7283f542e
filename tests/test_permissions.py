"""Runs tests/permissions.py for every URL of the resolver and everybody who may come."""

import re
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import get_resolver, reverse
from django.utils import timezone
from django.views.generic import RedirectView

from accounts.models import Company, Member, MemberInvitation, ProviderKey, Role, User
from accounts.services.audit import Actor
from accounts.services.members import invite_member, remove_member
from accounts.tenancy import company_scope
from interviews.models import JobMember, Plan, PlanTemplate
from interviews.services.conducting import begin_interview, begin_trial
from interviews.services.lists.reading import Entry
from interviews.services.lists.sending import keep_list
from reports.models import Comment, Feedback, ReviewRequest
from reports.services.sharing import share_report
from tests.conftest import make_company, make_member, make_user
from tests.interviews.hiring import make_invitation, make_job, make_plan
from tests.interviews.invited import arrive, invited
from tests.interviews.questions import import_with_files, make_bank, make_question
from tests.interviews.voices import make_film, make_recording
from tests.permissions import EVERY_ROLE, PERMISSIONS, InCompany, LoggedIn, OfInvitation, Public, StaffOnly
from tests.reports.assessed import make_report_row
from tests.resumes.people import make_candidate, make_resume

SAMPLE_ARGUMENTS = {
    "token": "no-such-token",
    "key": "no-such-key",
    "uidb36": "1",
    "pk": "1",
    "provider_id": "company",
    "status": 418,
    "company_id": uuid4(),
    "version": uuid4(),
    "mail_id": uuid4(),
    "link": "no-such-link",
}


def urls(resolver=None, namespace: str = "", arguments: tuple = ()):
    """Yield (name, names of arguments) of every URL that has a name and a view."""
    for pattern in (resolver or get_resolver()).url_patterns:
        names = (*arguments, *pattern.pattern.regex.groupindex)
        if hasattr(pattern, "url_patterns"):
            yield from urls(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace, names)
        elif pattern.name:
            yield namespace + pattern.name, names
        elif getattr(pattern.callback, "view_class", None) is not RedirectView:  # allauth's redirects from addresses of older versions
            yield f"{namespace}(nameless)", names


URLS = dict(urls())


def row_of(name: str):
    return PERMISSIONS.get(name) or PERMISSIONS.get(f"{name.partition(':')[0]}:*")


def of(kind: type) -> list[str]:
    return sorted(name for name in URLS if isinstance(row_of(name), kind))


def test_every_url_has_a_row_and_every_row_a_url():
    assert [name for name in URLS if row_of(name) is None] == []
    assert [name for name in PERMISSIONS if not name.endswith(":*") and name not in URLS] == []


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Everybody, and an object of one's own company, of another's, and one that does not exist, for each kind of argument.

    Long in the making, so it is made once: whatever is asked of it is undone (`undoing`).
    """
    with django_db_blocker.unblock(), undoing(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        alice, charlie = make_user("Alice Okafor", "alice@northwind.example"), make_user("Charlie Berg", "charlie@southgate.example")
        northwind, southgate = make_company("Northwind", "northwind", alice), make_company("Southgate", "southgate", charlie)
        yield World(make_people(northwind, alice, charlie), make_objects(northwind, southgate), northwind, southgate)


@contextmanager
def undoing():
    """By both roles: the development outbox and the admin work as the owner's."""
    with ExitStack() as transactions:
        for alias in ("default", "owner"):
            block = transaction.atomic(using=alias)
            # It is the test's and none of ours, as Django marks those of its own.
            block._from_testcase = True
            transactions.enter_context(block)
        yield
        for alias in ("default", "owner"):
            transaction.set_rollback(True, using=alias)


class Visitor:
    """Somebody who has logged in."""

    def __init__(self, user: User) -> None:
        client = Client()
        client.force_login(user)
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass(frozen=True)
class World:
    people: dict[str, Visitor | None]
    objects: dict[str, dict[str, object]]
    northwind: Company
    southgate: Company


@pytest.fixture
def people(world):
    return world.people


@pytest.fixture
def objects(world):
    return world.objects


@pytest.fixture
def undone(world):
    """For a test that does something beside asking."""
    with undoing():
        yield


def make_people(northwind, alice, charlie) -> dict[str, Visitor | None]:
    roles = {"admin": Role.ADMIN, "recruiter": Role.RECRUITER, "reviewer": Role.REVIEWER, "removed member": Role.ADMIN}
    made = {who: make_user(who.title(), f"{who.partition(' ')[0]}@northwind.example") for who in roles}
    members = {who: make_member(northwind, user, roles[who]) for who, user in made.items()}
    with company_scope(northwind):
        remove_member(member=members["removed member"], remover=Member.objects.get(user=alice), by=Actor(user=alice))
    staff = make_user("Sam Staff", "sam@colloquy.example", is_staff=True, is_superuser=True)
    users = {"owner": alice, **made, "member of another company": charlie, "staff": staff}
    return {"anonymous": None} | {who: Visitor(user) for who, user in users.items()}


def make_objects(northwind, southgate) -> dict[str, dict[str, object]]:
    made = defaultdict(lambda: {"missing": uuid4()})
    made["provider"] = {"own": "openai", "foreign": "groq", "missing": "anthropic"}
    for whose, company in (("own", northwind), ("foreign", southgate)):
        with company_scope(company):
            ProviderKey.objects.create(company=company, provider=made["provider"][whose], secret="ciphertext", ending="abcd")
            owner = Member.objects.select_related("user", "company").get(role=Role.OWNER)
            extra = make_member(company, make_user("Extra", f"extra@{company.slug}.example"), Role.REVIEWER)
            invite_member(company=company, email=f"i@{company.slug}.example", role=Role.REVIEWER, inviter=owner, by=Actor())
            made["import_id"][whose] = import_with_files(company).pk
            made["member_id"][whose] = extra.pk
            made["invitation_id"][whose] = MemberInvitation.objects.get().pk
            resume = make_resume(make_candidate(company))
            made["candidate_id"][whose], made["resume_id"][whose] = resume.candidate_id, resume.pk
            question = make_question(make_bank(company))
            job = make_job(company)
            make_plan(job, question, number=1)
            made["job_id"][whose] = job.pk
            for reviewer in Member.objects.filter(role=Role.REVIEWER):
                JobMember.objects.create(company=company, job=job, member=reviewer)
            # Two kinds of invitation, and one name in addresses: they share an id here.
            invitation = make_invitation(job, pk=made["invitation_id"][whose])
            interview = begin_interview(invitation=invitation)
            report = make_report_row(interview)
            made["interview_id"][whose] = interview.pk
            made["segment_id"][whose] = make_recording(interview).pk
            made["film_id"][whose] = make_film(interview).pk
            made["link_id"][whose] = share_report(report=report, label="The team", days=7, without_names=True, by=Actor()).pk
            made["comment_id"][whose] = Comment.objects.create(company=company, interview=interview, text="Thorough.", by_name="Extra").pk
            made["review_id"][whose] = ReviewRequest.objects.create(company=company, interview=interview).pk
            words = {"strengths": ["Clear."], "advice": ["Say more."], "language": "en"}
            now = timezone.now()
            Feedback.objects.create(company=company, interview=interview, state="drafted", due_at=None, made_at=now, content=words)
            plan = Plan.objects.select_related("job__company").get(job=job)
            made["trial_id"][whose] = begin_trial(plan=plan, language="en", tried_by=owner.user).pk
            made["slot_id"][whose] = job.slots.create(
                company=company, starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=1)
            ).pk
            made["request_id"][whose] = invitation.adjustment_requests.create(company=company, needs=["extra-time"]).pk
            made["list_id"][whose] = keep_list(job=job, name="", entries=[Entry("Amara", "amara@post.example")], by=Actor()).pk
            made["question_id"][whose], made["bank_id"][whose] = question.pk, question.bank_id
            made["template_id"][whose] = PlanTemplate.objects.create(company=company, name="Engineers", content={}).pk
    return made


def arguments_of(row: InCompany, objects: dict, whose: str) -> dict:
    around = {name: objects[name][whose] for name in row.within}
    return row.arguments | around | ({row.object: objects[row.object][whose]} if row.object else {})


def foreign_in_own(row: InCompany, objects: dict, whose: str) -> dict:
    """Another's object, or none, where the address around it is one's own."""
    return arguments_of(row, objects, "own") | {row.object: objects[row.object][whose]}


def ask(visitor, method: str, address: str, data: dict | None = None):
    client = Client()
    with undoing():
        if visitor:
            client.cookies[settings.SESSION_COOKIE_NAME] = visitor.session
        return getattr(client, method)(address, data or {})


def same(one, other) -> bool:
    """Alike but for the nonce, the token and the request's id, which differ each time, and what was asked for."""

    def bare(answer) -> tuple:
        text = re.sub(r'(nonce|value|mention)[= ]"?[\w+/=-]+|"X-CSRFToken": "\w+"|(?<=/)c/[\w-]+/', "", answer.content.decode())
        return answer.status_code, re.sub(r"[0-9a-f-]{12,36}", "", text), answer.headers.get("Location")

    return bare(one) == bare(other)


@pytest.mark.parametrize("name", of(InCompany))
def test_in_a_company(name, people, objects):
    row = row_of(name)
    found = {}
    for who, visitor in people.items():
        own = arguments_of(row, objects, "own")
        found[who] = ask(visitor, row.method, reverse(name, kwargs={"company": "northwind"} | own), row.data).status_code
    expected = {role: row.gives if role in row.roles else 403 for role in EVERY_ROLE}
    outside = dict.fromkeys(("member of another company", "removed member", "staff"), 404)
    assert found == {"anonymous": 302} | expected | outside


@pytest.mark.parametrize("name", [name for name in of(InCompany) if row_of(name).asks])
def test_a_question_before_an_action_is_shown_to_whom_may_act(name, people, objects):
    row = row_of(name)
    own = arguments_of(row, objects, "own")
    address = reverse(name, kwargs={"company": "northwind"} | own)
    for who, visitor in people.items():
        allowed = 200 if who in row.roles else 403 if who in EVERY_ROLE else 302 if visitor is None else 404
        assert ask(visitor, "get", address).status_code == allowed, who
    if row.object:
        foreign = reverse(name, kwargs={"company": "northwind"} | foreign_in_own(row, objects, "foreign"))
        assert ask(people["owner"], "get", foreign).status_code == 404


@pytest.mark.parametrize("name", of(InCompany))
def test_another_companys_page_answers_like_a_missing_one(name, people, objects):
    row = row_of(name)
    argument = arguments_of(row, objects, "foreign")
    for who, visitor in people.items():
        if who == "member of another company":
            continue
        foreign = ask(visitor, row.method, reverse(name, kwargs={"company": "southgate"} | argument), row.data)
        missing = ask(visitor, row.method, reverse(name, kwargs={"company": "nowhere"} | argument), row.data)
        assert foreign.status_code == (302 if who == "anonymous" else 404), who
        assert who == "anonymous" or same(foreign, missing), who


@pytest.mark.parametrize("name", [name for name in of(InCompany) if row_of(name).object])
def test_another_companys_object_under_ones_own_address_answers_like_a_missing_one(name, people, objects):
    row = row_of(name)
    for role in row.roles:
        answers = {
            whose: ask(
                people[role], row.method, reverse(name, kwargs={"company": "northwind"} | foreign_in_own(row, objects, whose)), row.data
            )
            for whose in ("foreign", "missing")
        }
        assert answers["foreign"].status_code == 404
        assert same(answers["foreign"], answers["missing"])


def address_of(name: str) -> str:
    return reverse(name, kwargs={argument: SAMPLE_ARGUMENTS[argument] for argument in URLS[name]})


@pytest.mark.parametrize("name", of(Public))
def test_in_public(name, people):
    for who, visitor in people.items():
        assert ask(visitor, row_of(name).method, address_of(name)).status_code in row_of(name).gives, who


@pytest.mark.parametrize("name", of(LoggedIn))
def test_behind_the_login(name, people):
    for who, visitor in people.items():
        answer = ask(visitor, row_of(name).method, address_of(name))
        if visitor is None:
            assert (answer.status_code, "/login/" in answer.headers.get("Location", "")) in [(302, True), (405, False)], who
        else:
            assert answer.status_code in row_of(name).gives, who


@pytest.mark.parametrize("name", of(OfInvitation))
def test_of_an_invitation(name, world, people, undone):
    row = row_of(name)
    own, foreign = invited(world.northwind, email="lee@post.example"), invited(world.southgate, "another", email="kim@post.example")
    for who, visitor in people.items():
        answers = [ask(visitor, row.method, reverse(name, args=[each, *row.arguments]), row.data) for each in (own.pk, uuid4())]
        assert answers[0].status_code == 404, who
        assert same(*answers), who
    holder = arrive()
    for each in (foreign.pk, uuid4()):
        assert getattr(holder, row.method)(reverse(name, args=[each, *row.arguments]), row.data).status_code == 404
    assert getattr(holder, row.method)(reverse(name, args=[own.pk, *row.arguments]), row.data).status_code in row.gives


@pytest.mark.parametrize("name", [name for name in of(StaffOnly) if name not in ("admin:login", "admin:logout", "admin:jsi18n")])
def test_the_admin_is_for_staff(name, people):
    arguments = {"object_id": "1", "content_type_id": "1", "app_label": "accounts", "id": "1", "url": "x", "pair_id": 1}
    arguments |= {"import_id": uuid4(), "question_id": uuid4(), "proposal_id": uuid4()}
    nameless = name == "admin:(nameless)"
    address = "/admin/x" if nameless else reverse(name, kwargs={argument: arguments[argument] for argument in URLS[name]})
    for who, visitor in people.items():
        if who != "staff":
            answer = ask(visitor, "get", address)
            assert answer.status_code in (302, 403), (who, answer.status_code)
