"""Two steps to a company."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import AuditEntry, Company, Member
from accounts.queries import memberships_of
from accounts.services.companies import COMPANIES_A_DAY
from accounts.tenancy import company_scope
from tests.conftest import make_company, make_user

FIRST = {"name": "Westhaven Books", "slug": "", "time_zone": "Europe/Dublin", "language": "en"}
SECOND = {"accent": "#8A5A0B", "contact_email": "people@westhaven.example"}

# The owner's role looks whether an address is taken: it must see what the test has made.
pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def dana(rows):
    return make_user("Dana Novak", "dana@example.com")


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(form: str = "PNG", size: tuple[int, int] = (800, 300)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "#336699").save(out, form)
    return SimpleUploadedFile("logo.svg", out.getvalue())


def test_two_steps_make_a_company_with_its_owner(dana, log_in):
    client = log_in(dana)
    assert client.get("/", follow=True).redirect_chain == [("/companies/new/", 302)]
    assert client.post("/companies/new/", FIRST).headers["Location"] == "/companies/new/appearance/"
    answer = client.post("/companies/new/appearance/", SECOND | {"logo": picture()}, follow=True)
    assert answer.redirect_chain == [("/c/westhaven-books/", 302)]
    assert "Invite your team" in answer.content.decode()
    member = memberships_of(dana)[0]
    assert (member.role, member.company.time_zone, member.company.accent) == ("owner", "Europe/Dublin", "#8a5a0b")
    with company_scope(member.company):
        assert AuditEntry.objects.get().action == "company.created"
    logo = client.get(member.company.logo_url)
    drawn = Image.open(io.BytesIO(b"".join(logo.streaming_content)))
    assert (drawn.format, drawn.width) == ("PNG", 427)


def test_a_taken_address_is_said_at_once_and_everything_else_is_kept(dana, northwind, log_in):
    answer = log_in(dana).post("/companies/new/", FIRST | {"slug": "northwind"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "is taken" in text
    assert 'value="Westhaven Books"' in text


def test_an_address_that_is_taken_between_the_two_steps_loses_nothing_that_was_typed(dana, charlie, log_in):
    client = log_in(dana)
    client.post("/companies/new/", FIRST | {"slug": "harbour"})
    make_company("Harbour Ltd", "harbour", charlie)
    answer = client.post("/companies/new/appearance/", SECOND, follow=True)
    assert "was taken meanwhile" in answer.content.decode()
    assert memberships_of(dana) == []
    client.post("/companies/new/", FIRST | {"slug": "harbour-two"})
    text = client.get("/companies/new/appearance/").content.decode()
    assert 'value="#8a5a0b"' in text
    assert 'value="people@westhaven.example"' in text


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("UPPER CASE", "small letters"),
        ("a", "small letters"),
        ("-x-", "small letters"),
        ("admin", "kept for Colloquy"),
        ("ünï", "small letters"),
    ],
)
def test_an_address_that_cannot_be_is_explained(slug, sentence, dana, log_in):
    answer = log_in(dana).post("/companies/new/", FIRST | {"slug": slug})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_name_of_which_no_address_can_be_made_asks_for_one(dana, log_in):
    answer = log_in(dana).post("/companies/new/", FIRST | {"name": "株式会社"})
    assert answer.status_code == 422
    assert "No address can be made" in answer.content.decode()


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>"),
        SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64),
        SimpleUploadedFile("logo.png", b"x" * (1024 * 1024 + 1)),
        picture("GIF"),
        picture("PNG", (5000, 5000)),
    ],
    ids=["svg", "broken", "large", "gif", "many pixels"],
)
def test_a_logo_that_is_no_honest_picture_is_refused_with_a_sentence(upload, dana, log_in):
    client = log_in(dana)
    client.post("/companies/new/", FIRST)
    answer = client.post("/companies/new/appearance/", SECOND | {"logo": upload})
    assert answer.status_code == 422
    assert "Save it smaller" in answer.content.decode() or "no PNG, JPEG or WebP" in answer.content.decode()
    assert memberships_of(dana) == []


def test_the_second_step_without_the_first_leads_back(dana, log_in):
    assert log_in(dana).get("/companies/new/appearance/").headers["Location"] == "/companies/new/"


def test_a_person_in_two_companies_switches_between_them(alice, northwind, charlie, southgate, log_in):
    from tests.conftest import make_member

    make_member(southgate, alice, "reviewer")
    client = log_in(alice)
    page = client.get("/c/northwind/").content.decode()
    assert "Southgate Freight" in page
    assert client.get("/c/southgate/").status_code == 200
    assert client.get("/").headers["Location"] == "/c/southgate/"
    assert client.get("/c/southgate/settings/").status_code == 403
    assert client.get("/c/northwind/settings/").status_code == 200
    with company_scope(southgate):
        assert Member.objects.count() == 2
        assert Company.objects.count() == 1


def test_one_person_creates_only_so_many_companies_in_a_day(dana, log_in):
    client = log_in(dana)
    for number in range(COMPANIES_A_DAY + 1):
        client.post("/companies/new/", FIRST | {"name": f"Company {number}"})
        answer = client.post("/companies/new/appearance/", SECOND)
    assert answer.status_code == 422
    assert "as many companies as one person may create in a day" in answer.content.decode()
    assert len(memberships_of(dana)) == COMPANIES_A_DAY
