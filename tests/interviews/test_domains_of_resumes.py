"""What a résumé is about, in the library's words, by the built-in vectors."""

from accounts.services.audit import Actor
from accounts.tenancy import company_scope, every_company
from interviews import tasks
from interviews.services.domains import due_for_domains, find_domains
from interviews.services.library import load_library
from interviews.services.vectors import make_vectors as make_library_vectors
from resumes.models import Chunk
from resumes.services.corrections import correct_understanding
from resumes.services.preparing import prepare_resume
from resumes.services.vectors import make_vectors
from resumes.understanding.fields import Job, Understood
from tests.interviews.questions import make_bank, make_question
from tests.resumes.prepared import prepared_resume

JOB = "Experience\n{}\n2019 – present\n{}\nSkills\n{}\n"
SAMPLES = {
    "backend": ("Backend Engineer, Acme Ltd", "- Cut the p95 of the booking API by indexing in PostgreSQL\n- Idempotent retries over Kafka", "Python, Go, SQL"),
    "frontend": ("Frontend Developer, Estudio Ltd", "- Accessible components in React and TypeScript\n- Reduced the size of the bundle by 40%", "CSS, React, TypeScript"),
    "sales": ("Account Executive, Brightwater Ltd", "- Closed 1.2 m of new business, 130% of quota\n- Built a pipeline of prospects by cold calls", "Negotiation, Salesforce, forecasting"),
    "support": ("Customer Support Specialist, Parcel Post Ltd", "- Answered 60 tickets a day and kept customers calm\n- Trained six new agents", "Zendesk, tickets, escalation"),
    "data-science": ("Data Scientist, Tide Ltd", "- Trained churn models with gradient boosting\n- Ran A/B tests on prices", "Python, statistics, features"),
    "data-engineering": ("Data Engineer, Harbour Ltd", "- Built pipelines in Airflow and dbt into the warehouse\n- Backfills and late data", "SQL, Airflow, Spark"),
    "devops": ("Site Reliability Engineer, Cloudy Ltd", "- Terraform for all clusters, alerts in Prometheus\n- Cut deployment from an hour to six minutes", "Kubernetes, Terraform, AWS"),
    "qa": ("Test Engineer, Elbe Ltd", "- Automated regression tests in Selenium and Cypress\n- Found bugs before each release", "Test plans, Cypress"),
    "security": ("Security Engineer, Moat Ltd", "- Threat modelling with eight teams\n- Ran the penetration tests and closed vulnerabilities", "Threat modelling, OWASP"),
    "product": ("Product Manager, Quill Ltd", "- Owned the roadmap, interviewed customers every week\n- Prioritised and launched the new onboarding", "Roadmaps, discovery"),
    "design": ("Lead Product Designer, Raya Ltd", "- User research with 40 warehouse workers\n- Prototypes and a design system in Figma", "Figma, research"),
    "mobile": ("iOS Developer, Pocket Ltd", "- Offline sync in Swift for the app\n- Halved the crash rate after each app release", "Swift, Xcode"),
    "leadership": ("Engineering Manager, Fjord Ltd", "- Led three teams of 18 people, hiring and coaching\n- Ran performance reviews", "Coaching, hiring"),
}  # fmt: skip


def text_of(domain):
    return JOB.format(*SAMPLES[domain])


def small_library():
    with every_company("the test fills the library"):
        for domain, role, text in [
            ("sales", "account executive", "How do you win a prospect who has no budget?"),
            ("data-science", "data scientist", "How do you know that a model predicts well?"),
        ]:
            make_question(make_bank(None, domain), text, roles=[role])
    make_library_vectors()


def domains_of(company, resume):
    with company_scope(company):
        return {chunk.kind: chunk.domain for chunk in Chunk.objects.filter(resume=resume)}


def test_ordinary_resumes_are_about_what_they_are_about(committed, northwind):
    load_library()
    make_library_vectors()
    wrong = {}
    for number, domain in enumerate(SAMPLES):
        with company_scope(northwind):
            Chunk.objects.all().delete()
        resume = prepared_resume(northwind, text_of(domain), name=f"{number}.txt", email=f"{number}@post.example")
        find_domains(resume_id=resume.pk, company_id=northwind.pk)
        found = domains_of(northwind, resume)
        if found["experience"] != domain:
            wrong[domain] = found
    assert wrong == {}


def test_before_the_library_has_vectors_nothing_is_said_and_the_sweep_comes_again(committed, northwind):
    resume = prepared_resume(northwind, text_of("sales"))
    find_domains(resume_id=resume.pk, company_id=northwind.pk)
    assert due_for_domains() == []
    small_library()
    assert due_for_domains() == [(resume.pk, northwind.pk)]
    find_domains(resume_id=resume.pk, company_id=northwind.pk)
    assert due_for_domains() == []
    assert domains_of(northwind, resume)["experience"] == "sales"


def test_what_was_corrected_is_looked_at_anew(committed, northwind, alice):
    small_library()
    resume = prepared_resume(northwind, text_of("sales"))
    find_domains(resume_id=resume.pk, company_id=northwind.pk)
    with company_scope(northwind):
        corrected = Understood(experience=[Job(title="Data Scientist", highlights=["Trained models that predict churn"])])
        correct_understanding(resume=resume, corrected=corrected, seen=None, by=Actor(user=alice))
    prepare_resume(resume_id=resume.pk, company_id=northwind.pk)
    make_vectors(company_id=northwind.pk)
    assert due_for_domains() == [(resume.pk, northwind.pk)]
    find_domains(resume_id=resume.pk, company_id=northwind.pk)
    assert domains_of(northwind, resume) == {"experience": "data-science"}


def test_an_announcement_is_heard(committed, northwind, monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.find_domains, "delay", lambda *ids: sent.append(ids))
    resume = prepared_resume(northwind, text_of("sales"))
    assert sent == [(str(resume.pk), str(northwind.pk))]
