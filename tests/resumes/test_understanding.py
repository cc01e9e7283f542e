"""The rules understand an ordinary résumé, and everything understood stands somewhere in its text."""

import time
from datetime import date

import pytest

from resumes.reading.child import read
from resumes.understanding.dates import Period, period_in, years_of
from resumes.understanding.fields import Contact, Job, Understood
from resumes.understanding.places import facts_in, only_what_stands
from resumes.understanding.rules import understood_by_rules
from resumes.understanding.years import years_per_skill
from tests.resumes.documents import SAMPLES

TODAY = date(2026, 11, 15)


def understood(name: str) -> Understood:
    return understood_by_rules(read(SAMPLES / name).text)


def jobs(found: Understood) -> list[tuple[str, str, str]]:
    return [(job.title, job.employer, job.dates) for job in found.experience]


def test_one_column():
    found = understood("one-column.pdf")
    assert found.contact == Contact(
        name="Priya Raman", email="priya.raman@mail.example", phone="+31 6 1234 5678", links=["github.com/priyaraman"]
    )
    assert jobs(found) == [
        ("Senior Backend Engineer", "Veldkamp Freight", "March 2021 – present"),
        ("Software Engineer", "Tallow Pay", "Sept 2017 – Feb 2021"),
        ("Junior Developer", "Grote Markt Media", "06/2015 – 08/2017"),
    ]
    assert [len(job.highlights) for job in found.experience] == [3, 2, 1]
    assert [(study.degree, study.school) for study in found.education] == [
        ("MSc Computer Science", "University of Twente"),
        ("BE Information Technology", "Anna University"),
    ]
    assert found.skills == ["Python", "Django", "Go", "PostgreSQL", "Kafka", "Redis", "Docker", "Kubernetes", "Terraform", "AWS"]
    assert found.languages == ["English (fluent)", "Tamil (native)", "Dutch (B2)"]
    assert found.certifications == ["AWS Certified Solutions Architect – Associate (2022)"]
    assert found.projects[0].startswith("pg-ledger")


def test_what_was_pasted_without_headings():
    found = understood_by_rules(
        "Dana Petrova\nWarehouse operative\ndana@post.example\n\n"
        "Shift lead, Kestrel Parcels, March 2021 – present\n- Ran the night shift of twelve\n"
        "Picker, Tallow Logistics GmbH, 2018 – 2021\n- Trained newcomers\n"
        "Diploma in Logistics, City College, 2016 – 2018\n"
    )
    assert jobs(found) == [
        ("Shift lead", "Kestrel Parcels", "March 2021 – present"),
        ("Picker", "Tallow Logistics GmbH", "2018 – 2021"),
    ]
    assert [(study.degree, study.school) for study in found.education] == [("Diploma in Logistics", "City College")]
    assert (found.contact.name, found.headline) == ("Dana Petrova", "Warehouse operative")


def test_a_side_column_and_headings_of_three_lines():
    found = understood("two-column.pdf")
    assert jobs(found) == [
        ("Lead Product Designer", "Almacén Uno", "January 2020 – today"),
        ("Product Designer", "Clínica Digital SL", "May 2016 – December 2019"),
        ("Junior Designer", "Estudio Raya", "2014 – 2016"),
    ]
    assert "Figma" in found.skills
    assert (found.education[0].degree, found.education[0].dates) == ("BA Industrial Design", "2010 – 2014")


def test_columns_that_were_written_across():
    assert jobs(understood("interleaved.pdf")) == [
        ("Support Team Lead", "Brightwater Energy", "2019 – 2024"),
        ("Customer Support Agent", "Parcel Post Ltd", "2015 – 2019"),
    ]


def test_a_german_one_with_dates_first():
    found = understood("german.pdf")
    assert found.contact.name == "Jürgen Groß-Müller"
    assert jobs(found) == [
        ("Teamleiter Qualitätssicherung", "Sächsische Messtechnik GmbH", "03/2018 – heute"),
        ("Testingenieur", "Elbtal Software AG", "09/2012 – 02/2018"),
    ]
    assert found.languages[0] == "Deutsch (Muttersprache)"


@pytest.mark.parametrize(
    ("text", "jobs_in_it"),
    [
        ("Experience\nAcme Ltd\nData Analyst\nJan 2020 - Mar 2022\n- Built reports.", [("Data Analyst", "Acme Ltd", "Jan 2020 - Mar 2022")]),
        ("Experience\nData Analyst at Acme (2020 – 2022)\nBuilt reports.", [("Data Analyst", "Acme", "2020 – 2022")]),
        ("WORK EXPERIENCE\n2020 – 2022\nData Analyst, Acme\nBuilt reports.\n2018 – 2020\nClerk, Post", [
            ("Data Analyst", "Acme", "2020 – 2022"), ("Clerk", "Post", "2018 – 2020")]),
        ("Employment history\nAcme Inc | Engineer | 05/2019 to present", [("Engineer", "Acme Inc", "05/2019 to present")]),
        ("E X P E R I E N C E\nEngineer, Acme\nsince 2019", [("Engineer", "Acme", "since 2019")]),
        ("Experiencia laboral\nIngeniera de software, Banco Sol\nenero de 2018 – actualidad", [
            ("Ingeniera de software", "Banco Sol", "enero de 2018 – actualidad")]),
        ("Expérience professionnelle\nDéveloppeuse, Atelier Nord SARL\nmars 2017 – août 2020", [
            ("Développeuse", "Atelier Nord SARL", "mars 2017 – août 2020")]),
        # A firm whose form stands after a comma.
        ("Experience\nSales Representative, Cobalt Software, Inc. (Jun 2019 - Dec 2020)\n- Demos.", [
            ("Sales Representative", "Cobalt Software, Inc.", "Jun 2019 - Dec 2020")]),
        # A title that no list knows, in a line like all the others; what is above was done in the job before.
        ("Experience\nSupport Agent | Telemar Ltd | 2016 – 2019\nAnswered by phone and chat\nBarkeeper | Corner Inn | 2014 – 2016\nBeer", [
            ("Support Agent", "Telemar Ltd", "2016 – 2019"), ("Barkeeper", "Corner Inn", "2014 – 2016")]),
        # Nothing stands above the first period, so what stands above the second was done before.
        ("Experience\nPayroll Officer\tNov 2019 – Present\nFitzroy Staffing Ltd, Hull\nWrote payslip guides for staff\n"
         "Accounts Assistant\t2016 – 2019\nHalford & Sons, York\nReconciled accounts", [
            ("Payroll Officer", "Fitzroy Staffing Ltd", "Nov 2019 – Present"), ("Accounts Assistant", "Halford & Sons", "2016 – 2019")]),
        # Under a period alone the title, and then the firm.
        ("Experience\nJan 2022 – now\nQA Engineer\nLumina Lda, Porto\n• Release checks\n2018 – 2021\nTester\nAtlântico Bank\nManual tests", [
            ("QA Engineer", "Lumina Lda", "Jan 2022 – now"), ("Tester", "Atlântico Bank", "2018 – 2021")]),
        ("Experience\n2019 – 2021\nEngineer, Acme Ltd\nHarbour Bank went live", [("Engineer", "Acme Ltd", "2019 – 2021")]),
        # A ward is no firm where the line above is one.
        ("Employment\nSt Aidan's Hospital, Leeds\nCharge Nurse, Surgical Ward\nApril 2021 - date\n* Led a team", [
            ("Charge Nurse", "St Aidan's Hospital", "April 2021 - date")]),
        ("Employment\nNurse, Acme\n2020 - 2021\nCared for the whole hospital\nNurse, Quay House\n2016 - 2020\n* Cared", [
            ("Nurse", "Acme", "2020 - 2021"), ("Nurse", "Quay House", "2016 - 2020")]),
        ("Expérience\nStagiaire, Mairie de Lyon\nfévr. 2015 – août 2015", [("Stagiaire", "Mairie de Lyon", "févr. 2015 – août 2015")]),
    ],
)  # fmt: skip
def test_the_ways_in_which_people_write_a_job(text, jobs_in_it):
    assert jobs(understood_by_rules("Ann Lee\n" + text)) == jobs_in_it


@pytest.mark.parametrize(
    ("lines", "highlights"),
    [
        ("Cut time for a round by\n11 minutes", ["Cut time for a round by 11 minutes"]),
        ("- Ran the\nHull office\n- Closed it", ["Ran the Hull office", "Closed it"]),
        # A program's hyphen goes; one that may be the word's own stays.
        ("The configu\u2010\nration of it", ["The configuration of it"]),
        ("The configu\xad\nration of it", ["The configuration of it"]),
        ("A cross-\nfunctional team", ["A cross-functional team"]),
        ("Kreditoren-\nund Debitoren", ["Kreditoren- und Debitoren"]),
    ],
)
def test_a_line_that_is_not_finished_goes_on_in_the_next(lines, highlights):
    [job] = understood_by_rules(f"Experience\nEngineer, Acme Ltd\n2019 – present\n{lines}").experience
    assert job.highlights == highlights


@pytest.mark.parametrize(
    ("top", "name", "headline"),
    [
        ("Tomas\nLindqvist\nData Engineer", "Tomas Lindqvist", "Data Engineer"),
        ("Amelia Hartley\nRegistered Nurse | Leeds | amelia@mail.example", "Amelia Hartley", "Registered Nurse"),
        ("Amelia Hartley\nLeeds | amelia@mail.example", "Amelia Hartley", ""),
        ("Anne-Marie\nOkafor", "Anne-Marie Okafor", ""),
        # Titles and words on covers are nobody's name.
        ("Designer\nDeveloper", "", "Designer"),
        ("Curriculum\nVitae\nAnn Lee", "Ann Lee", "Curriculum"),
        ("Lebenslauf\nPersönliche Daten\nName\tSabine Brückner\nTelefon\t0911 555 0147", "Sabine Brückner", ""),
        ("Name: Ann Lee\nData Engineer", "Ann Lee", "Data Engineer"),
    ],
)
def test_names(top, name, headline):
    found = understood_by_rules(f"{top}\nExperience\nEngineer, Acme Ltd\n2019 – present")
    assert (found.contact.name, found.headline) == (name, headline)


@pytest.mark.parametrize(
    ("lines", "skills", "languages"),
    [
        ("Skill\tLevel\tYears\nCypress\tExpert\t8\nPostman\tAdvanced\t12", ["Cypress", "Postman"], []),
        (
            "EDV\tSAP, Excel\nSprachen\tDeutsch, Englisch (C1)\nFührerschein\tB",
            ["SAP", "Excel", "Führerschein"],
            ["Deutsch", "Englisch (C1)"],
        ),
        ("Tools: Git\nLanguages: English, Czech\nCloud: AWS", ["Git", "AWS"], ["English", "Czech"]),
        ("Languages: Python, Go\nTools: Git", ["Python", "Go", "Git"], []),
        ("Python (expert), Go, 5 years", ["Python (expert)", "Go"], []),
    ],
)
def test_skills_without_what_stands_beside_them(lines, skills, languages):
    found = understood_by_rules(f"Ann Lee\nSkills\n{lines}")
    assert (found.skills, found.languages) == (skills, languages)


@pytest.mark.parametrize(
    "text", ["", "   ", "x" * 5_000, "\f\f", "Experience", "2019 – 2020", "Skills:\n,,,;;;", "- \n- \n", "Experience\n2019 –\n"]
)
def test_nothing_is_made_of_nothing(text):
    assert understood_by_rules(text).experience == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("March 2021 – present", Period(2021 * 12 + 2, None)),
        ("06/2015 - 08/2017", Period(2015 * 12 + 5, 2017 * 12 + 7)),
        ("2014 to 2016", Period(2014 * 12, 2016 * 12 + 11)),
        ("seit 2019", Period(2019 * 12, None)),
        ("2019-03 – 2020-04", Period(2019 * 12 + 2, 2020 * 12 + 3)),
        ("Dez. 2012 bis heute", Period(2012 * 12 + 11, None)),
        ("2016 – 2014", None),
        ("call 20192020-11", None),
        ("in 2019 we grew", None),
    ],
)
def test_periods(text, period):
    assert period_in(text) == period


def test_months_that_two_jobs_share_count_once():
    assert years_of([Period(2020 * 12, 2021 * 12 + 11), Period(2021 * 12, 2022 * 12 + 11)], TODAY) == 3.0


def test_years_of_a_skill_are_those_of_the_jobs_that_name_it():
    years = years_per_skill(understood("one-column.pdf"), TODAY)
    assert years["Python"] == 5.8
    assert years["PostgreSQL"] == 9.2
    assert "Terraform" not in years
    # Not the one in "Django".
    assert years["Go"] == 3.5


def test_each_field_knows_where_it_stands():
    text = read(SAMPLES / "one-column.pdf").text
    facts = {fact.path: fact for fact in facts_in(text, understood_by_rules(text))}
    employer = facts["experience.1.employer"]
    assert text[employer.start : employer.end] == "Tallow Pay"
    go = next(fact for fact in facts.values() if fact.value == "Go")
    assert text[go.start - 2 : go.end + 2] == ", Go, "


def test_what_the_rules_find_stands_in_the_text():
    for name in ("one-column.pdf", "two-column.pdf", "interleaved.pdf", "german.pdf"):
        text = read(SAMPLES / name).text
        found = understood_by_rules(text)
        assert only_what_stands(text, found) == found


def test_what_somebody_made_up_is_dropped():
    text = "Ann Lee\nEngineer, Acme, 2019 – 2021"
    claimed = Understood(
        contact=Contact(name="Ann Lee", phone="+1 555 0100"),
        experience=[
            Job(title="Engineer", employer="Acme", dates="2019 – 2021", highlights=["Won a prize."]),
            Job(title="Chief", employer="NASA"),
        ],
        skills=["Rust"],
    )
    kept = only_what_stands(text, claimed)
    assert kept == Understood(contact=Contact(name="Ann Lee"), experience=[Job(title="Engineer", employer="Acme", dates="2019 – 2021")])


@pytest.mark.parametrize("text", ["a" * 400_000, "go " * 130_000, "a@" * 100_000, "x." * 150_000])
def test_no_text_takes_long(text):
    """Threads of one process share a lock that a pattern holds while it looks."""
    began = time.process_time()
    found = understood_by_rules(text[:60_000])
    facts_in(text, found.model_copy(update={"skills": ["go"] * 60, "experience": [Job(highlights=["go go"] * 40)] * 60}))
    assert time.process_time() - began < 5
