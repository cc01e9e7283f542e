import json
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts import tasks
from accounts.links import hash_of
from accounts.models import Company, Member, MemberInvitation, Role, User
from accounts.services.audit import Actor
from accounts.services.companies import Beginning, create_company
from accounts.services.members import invite_member
from accounts.tenancy import company_scope, every_company
from ai.errors import AIError
from config.demo_interviews import add_interviews
from config.demo_invitations import add_invitations
from config.demo_jobs import add_jobs
from config.demo_plans import add_plans
from config.demo_questions import add_questions
from config.demo_reports import add_reports
from interviews.models import Proposal, Question
from interviews.services import vectors
from interviews.services.library import load_library
from interviews.services.proposals import Worded, propose
from interviews.tasks import make_vectors

PEOPLE = {
    "owner": ("Alice Okafor", "alice@northwind.example", Role.OWNER),
    "recruiter": ("Carol Mendes", "carol@northwind.example", Role.RECRUITER),
    "reviewer": ("Bob Adeyemi", "bob@northwind.example", Role.REVIEWER),
    "staff": ("Sam Whitlock", "staff@colloquy.example", None),
}
NORTHWIND = Beginning(
    name="Northwind Logistics",
    slug="northwind",
    time_zone="Europe/Stockholm",
    language="en",
    accent="#2a5796",
    contact_email="people@northwind.example",
)
# What the interviewer worded itself: kind, the key of the library question before it, the wording, the answer in short.
WORDINGS = (
    (
        "follow-up",
        "backend-saved-but-never-published",
        "If that check had stayed silent for a week, how would you have found out?",
        "Described a regular check that compares two records and found mismatches on its first run.",
    ),
    (
        "follow-up",
        "product-first-version-worth-using",
        "Which of the things you left out did people ask for first?",
        "Cut the first release down to one task and named what was left out on purpose.",
    ),
    (
        "question",
        "leadership-something-you-stopped",
        "Tell me about a decision that you kept open on purpose. What told you that it was time to close it?",
        "",
    ),
)
INVITED = "dmitri@northwind.example"


class Command(BaseCommand):
    help = "Makes the demo company, its people and the question library, and writes .local/demo.json. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SHOW_WORKSHOP:
            raise CommandError("The demo has people with known addresses; it is for development only.")
        path = settings.BASE_DIR / ".local" / "demo.json"
        known = json.loads(path.read_text()) if path.exists() else {}
        demo: dict[str, Any] = {who: _person(who, known) for who in PEOPLE}
        company, colleague_url = _company(known.get("colleague_url", ""))
        demo |= {
            "url": settings.SITE_URL,
            "company_url": settings.SITE_URL + reverse("accounts:today", args=[company.slug]),
            "colleague_url": colleague_url,
            "invitation_url": known.get("invitation_url"),
            "shared_url": known.get("shared_url"),
            "api_key": None,
            "outbox_url": settings.SITE_URL + reverse("workshop:outbox"),
        }
        _write(path, demo)
        load_library()
        recruiter = Actor(user=User.objects.get(email=PEOPLE["recruiter"][1]), address="127.0.0.1")
        add_questions(company, recruiter)
        add_jobs(company, PEOPLE["reviewer"][1], recruiter)
        # Plans are proposed by meaning. A provider that is away must not hold up the start; a worker makes them later.
        with suppress(AIError):
            vectors.make_vectors()
        add_plans(company, recruiter)
        _propose(company)
        demo["invitation_url"] = add_invitations(company, recruiter)
        add_interviews(company, recruiter)
        demo["shared_url"] = add_reports(company, recruiter, PEOPLE["reviewer"][1])
        _write(path, demo)
        # A worker makes them; until it has, a sweep would find them too.
        make_vectors.delay()


def _person(who: str, known: dict[str, Any]) -> dict[str, str]:
    name, email, _ = PEOPLE[who]
    user, is_new = User.objects.get_or_create(
        email=email, defaults={"name": name, "is_staff": who == "staff", "is_superuser": who == "staff"}
    )
    password = known.get(who, {}).get("password")
    if is_new or not password:
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        user.set_password(password)
        user.save()
        EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    elif not user.check_password(password):
        password = "(changed since)"  # noqa: S105
    return {"email": email, "password": password}


def _company(known_url: str) -> tuple[Company, str]:
    owner = User.objects.get(email=PEOPLE["owner"][1])
    by = Actor(user=owner, address="127.0.0.1")
    with every_company("the demo looks whether it is there already"):
        company = Company.objects.filter(slug=NORTHWIND.slug).first()
    if company is None:
        company = create_company(owner=owner, beginning=NORTHWIND, by=by)
    with company_scope(company):
        for _, email, role in PEOPLE.values():
            if role:
                Member.objects.get_or_create(company=company, user=User.objects.get(email=email), defaults={"role": role})
        token = known_url.rstrip("/").rpartition("/")[2]
        invitation = MemberInvitation.objects.filter(email=INVITED, revoked_at=None).first()
        if invitation and invitation.token_hash == hash_of(token):
            return company, settings.SITE_URL + reverse("accounts:join", args=[token])
        if invitation:
            invitation.delete()
        inviter = Member.objects.select_related("user", "company").get(user=owner)
        sent = invite_member(company=company, email=INVITED, role=Role.REVIEWER, inviter=inviter, by=by)
        tasks.deliver_on_commit(sent.mail)
        link = next(word for word in sent.mail.text.split() if "/join/" in word)
        return company, link


def _propose(company: Company) -> None:
    with company_scope(company):
        if Proposal.objects.exists():
            return
        for number, (kind, key, text, short) in enumerate(WORDINGS):
            after = Question.objects.get(key=key, company=None, is_current=True)
            values = {"competency": after.competency, "domain": after.domain, "language": after.language}
            nearest = 0.74 - number / 20
            worded = Worded(kind=kind, text=text, **values, interview=uuid4(), answer_in_short=short, nearest=nearest, near_enough=0.78)
            propose(company=company, worded=worded, after=after)


def _write(path: Path, demo: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(demo, indent=2) + "\n")
