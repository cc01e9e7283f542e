"""A page is read in the order in which a person reads it, in whatever order its program wrote it into the file."""

import pytest

from resumes.reading.pdf import read_pdf
from tests.resumes.hostile.pdf import pdf, standard, stream
from tests.resumes.layouts import LINE, WINDOWS, as_written, column, from_the_right, line_by_line, mixed, page_of, rows

NAME = column(50, ["Dana Novak"], top=770, size=18)
CONTACT = ["Contact", "dana@post.example", "+44 20 7946 0018", "Leeds", "", "Skills", "Python", "PostgreSQL", "Kubernetes", "Terraform", "",
           "Languages", "English", "Czech"]  # fmt: skip
IN_CONTACT = ("Contact", "dana@post", "Skills", "Terraform", "Languages", "Czech")
SHORT = ["Contact", "dana@post.example", "Leeds LS1", "", "Skills", "Python", "Terraform"]
IN_SHORT = ("Contact", "dana@post", "Skills", "Terraform")
WORK = [
    "Experience", "Platform Engineer, Harbour Analytics", "2019 - present", "Moved forty services to one cluster and",
    "halved what it costs to run them", "Wrote the handbook for people on call", "", "Developer, Tallow Pay", "2015 - 2019",
    "Built the ledger that settles two million", "payments a day", "", "Education", "BSc Computer Science, 2015",
]  # fmt: skip
IN_WORK = ("Experience", "Platform Engineer", "halved", "Developer, Tallow", "payments a day", "Education", "BSc")
ABOUT = ["Platform engineer who likes quiet systems and writes down how they are run, for eight years in",
         "logistics and payments. Looking for a team that owns what it builds."]  # fmt: skip
ACROSS = ["Experience", "Platform Engineer, Harbour Analytics, 2019 - present",
          "Moved forty services to one cluster and halved what it costs to run them, and wrote the", "handbook for people who are on call."]  # fmt: skip
STUDIES = ["Education", "BSc Computer Science, University of Leeds, with a thesis"]
TOOLS = [("Python", "PostgreSQL", "Terraform"), ("Django", "Redis", "Ansible"), ("Celery", "Kafka", "Kubernetes"),
         ("Pandas", "Elastic", "Prometheus"), ("Scrapy", "Oracle", "Grafana"), ("Flask", "MongoDB", "Vault")]  # fmt: skip
LISTS = [("Skills", "Languages"), ("Python", "English, fluent"), ("Terraform", "Czech, native"), ("Kafka", "German, some"),
         ("Elastic", "French, a little"), ("Vault", "Latin, hardly")]  # fmt: skip
LEVELS = [("Languages", ""), ("English", "native"), ("German", "fluent"), ("Czech", "some"), ("French", "a little"), ("Latin", "hardly any"),
          ("Greek", "none yet")]  # fmt: skip
DATED = [
    ("Experience", ""), ("2019 - present", "Platform Engineer, Harbour Analytics"), ("", "Moved forty services to one cluster and halved"),
    ("", "what it costs to run them"), ("2015 - 2019", "Developer, Tallow Pay"), ("", "Built the ledger that settles payments"),
    ("2013 - 2015", "Tester, Port Authority"), ("", "Wrote the first checks of the crane plan"), ("Education", ""),
    ("2010 - 2013", "BSc Computer Science, University of Leeds"),
]  # fmt: skip
IN_DATED = ("2019 - present\tPlatform Engineer", "Moved forty", "2015 - 2019\tDeveloper", "Built the", "2013 - 2015\tTester", "Wrote the first",
            "2010 - 2013\tBSc")  # fmt: skip
DATED_AT_THE_RIGHT = [
    ("Platform Engineer, Harbour Analytics", "2019 - present"), ("Moved forty services to one cluster", ""),
    ("Developer, Tallow Pay", "2015 - 2019"), ("Built the ledger that settles payments", ""),
    ("Tester, Port Authority", "2013 - 2015"), ("Wrote the first automatic checks", ""),
    ("BSc Computer Science, Leeds", "2010 - 2013"), ("A thesis about clocks", ""),
]  # fmt: skip
OVER_TWO_LINES = [
    ("Jan 2019 -", "Platform Engineer, Harbour Analytics"), ("present", "Moved forty services to one cluster"), ("Leeds", ""),
    ("Mar 2015 -", "Developer, Tallow Pay"), ("Dec 2018", "Built the ledger that settles payments"), ("York", ""),
    ("Sep 2013 -", "Tester, Port Authority"), ("Feb 2015", "Wrote the first automatic checks"), ("Hull", ""),
]  # fmt: skip
THREE_CELLS = [("Platform Engineer", "Harbour Analytics", "2019 - present"), ("Developer", "Tallow Pay", "2015 - 2019"),
               ("Tester", "Port Authority", "2013 - 2015"), ("Trainee", "Dock Nine", "2012 - 2013"), ("Clerk", "Quay Office", "2010 - 2012"),
               ("Porter", "Market Hall", "2008 - 2010")]  # fmt: skip
PROSE_LEFT = ["Platform engineer who likes quiet", "systems and writes down how they", "are run. Eight years in logistics",
              "and payments, on call for six of", "them, and still fond of graphs.", "", "Experience", "Harbour Analytics, since 2019:",
              "moved forty services to a cluster"]  # fmt: skip
PROSE_RIGHT = ["Tallow Pay, 2015 to 2019: built the", "ledger that settles two million", "payments a day with nobody on call.", "", "Education",
               "BSc Computer Science, Leeds, where", "she wrote a thesis about clocks and", "taught first-year programming to",
               "three groups of thirty people."]  # fmt: skip
IN_PROSE = ("Platform engineer", "systems and", "fond of graphs", "Experience", "moved forty", "Tallow Pay", "ledger", "Education", "taught",
            "three groups")  # fmt: skip
LEFT_BELOW = ["Skills", "Python", "Terraform", "Kafka", "", "Languages", "English", "Czech"]
RIGHT_BELOW = ["Education", "BSc Computer Science, University of Leeds", "2012 - 2015", "", "Courses", "Reliable systems in the small, 2020",
               "How clocks drift, 2021"]  # fmt: skip

# What is where, and what has to come in which order.
LAYOUTS = {
    "a column with contact and skills at the left": (NAME + column(50, CONTACT) + column(220, WORK), ("Dana Novak", *IN_CONTACT, *IN_WORK)),
    "the same at the right": (NAME + column(50, WORK) + column(420, CONTACT), ("Dana Novak", *IN_WORK, *IN_CONTACT)),
    "a short one at the left": (NAME + column(220, WORK) + column(50, SHORT), ("Dana Novak", *IN_SHORT, *IN_WORK)),
    "a short one at the right": (NAME + column(50, WORK) + column(420, SHORT), ("Dana Novak", *IN_WORK, *IN_SHORT)),
    "text across both, then two columns": (
        NAME + column(50, ABOUT, top=750) + column(50, CONTACT, top=700) + column(220, WORK, top=700),
        ("Dana Novak", "quiet systems", "logistics", *IN_CONTACT, *IN_WORK),
    ),
    "two columns, then text across both": (
        column(50, CONTACT) + column(220, WORK) + column(50, ["References", "Both of my former managers are glad to speak with you about my work, whenever it suits you."], top=500),
        (*IN_CONTACT, *IN_WORK, "References", "Both of my"),
    ),
    "text across, then two columns": (
        column(50, ACROSS) + column(50, LEFT_BELOW, top=656) + column(300, RIGHT_BELOW, top=656),
        ("Experience", "handbook", "Skills", "Kafka", "Languages", "Czech", "Education", "BSc", "Courses", "How clocks"),
    ),
    "lines of different height": (column(50, CONTACT, line=17) + column(220, WORK, line=13), (*IN_CONTACT, *IN_WORK)),
    "lines at different heights": (column(50, CONTACT) + column(220, WORK, top=733), (*IN_CONTACT, *IN_WORK)),
    "prose beside prose": (column(50, PROSE_LEFT) + column(320, PROSE_RIGHT), IN_PROSE),
    "prose with little room between": (column(50, PROSE_LEFT) + column(224, PROSE_RIGHT), IN_PROSE),
    "three short columns of skills": (
        column(50, [*ACROSS, "", "Skills"]) + rows((50, 220, 390), TOOLS, top=656) + column(50, STUDIES, top=540),
        ("Experience", "handbook", "Skills", "Python", "Vault", "Education", "BSc"),
    ),
    "four lines of them": (
        column(50, [*ACROSS, "", "Skills"]) + rows((50, 220, 390), TOOLS[:4], top=656) + column(50, STUDIES, top=560),
        ("Experience", "handbook", "Skills", "Python", "Prometheus", "Education", "BSc"),
    ),
    "two lists beside each other": (
        column(50, ACROSS) + rows((50, 300), LISTS, top=656) + column(50, STUDIES, top=540),
        ("Experience", "handbook", "Skills", "Python", "Vault", "Languages", "English", "Latin", "Education", "BSc"),
    ),
    "words and their levels": (rows((50, 300), LEVELS), ("Languages", "English\tnative", "German\tfluent", "Latin\thardly any", "Greek\tnone yet")),
    "a table with dates at the left": (rows((50, 170), DATED), IN_DATED),
    "the same beside a column": (column(50, CONTACT) + rows((200, 290), DATED), (*IN_CONTACT, *IN_DATED)),
    "dates over two lines": (rows((50, 170), OVER_TWO_LINES), ("Jan 2019 -\tPlatform", "present\tMoved", "Mar 2015 -\tDeveloper", "Sep 2013 -\tTester")),
    "a table with dates at the right": (
        rows((50, 430), DATED_AT_THE_RIGHT),
        ("Analytics\t2019 - present", "Moved forty", "Pay\t2015 - 2019", "Built the", "Authority\t2013 - 2015", "Leeds\t2010 - 2013"),
    ),
    "a table of three cells": (
        rows((50, 250, 430), THREE_CELLS),
        ("Platform Engineer\tHarbour Analytics\t2019", "Developer\tTallow Pay\t2015", "Porter\tMarket Hall\t2008"),
    ),
    "an address beside the name": (
        column(50, ["Dana Novak"], size=18) + column(400, SHORT[:3], top=745) + column(50, ACROSS, top=680),
        ("Dana Novak", "dana@post", "Experience", "handbook"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("order", [as_written, line_by_line, from_the_right, mixed], ids=lambda order: order.__name__)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_page_is_read_as_a_person_reads_it(name, order):
    placed, wanted = LAYOUTS[name]
    text = read_pdf(page_of(order(placed))).text
    assert [part for part in wanted if part not in text] == [], text
    places = [text.index(part) for part in wanted]
    assert places == sorted(places), text


def shown(*operators: bytes) -> bytes:
    """A page of one text, at the left, by these operators."""
    return pdf(standard(stream(b"BT /F1 10 Tf 1 0 0 1 50 700 Tm " + b" ".join(operators) + b" ET"), o5=WINDOWS))


@pytest.mark.parametrize(
    "operators",
    [
        # As browsers write what is drawn as one letter, and letters that stand closer.
        (b"(Dana Novak, of) Tj", b"(fi) Tj", b"(ce manager at W) Tj", b"149 0 Td", b"(erder & Sons, Hull) Tj"),
        (b"[(Dana Novak, of)(fi)(ce manager at W)] TJ", b"149 0 Td", b"(erder & Sons, Hull) Tj"),
    ],
)
def test_a_word_that_is_written_in_pieces_is_one_word(operators):
    assert "Dana Novak, office manager at Werder & Sons, Hull" in read_pdf(shown(*operators)).text.replace("\t", "<tab>")


def test_a_date_at_the_margin_begins_no_column():
    above = rows((50, 480), [("Education", ""), ("Diploma in Accounting, Hull", "2016"), ("Quay College", "")])
    skills = [
        ("Skills", ""),
        ("Sage 50", "Pensions"),
        ("Xero", "Excel"),
        ("Payroll law", "Ledgers"),
        ("VAT", "Audits"),
        ("Payslips", "Bank"),
        ("Tax", ""),
    ]
    text = read_pdf(page_of(above + rows((50, 300), skills, top=740 - 3 * LINE))).text
    assert "Diploma in Accounting, Hull\t2016" in text


def test_the_right_column_may_begin_higher_than_the_left():
    left = column(50, ["Dana Novak", *WORK], top=740)
    right = column(330, ["Tester, Port Authority", "2013 - 2015", "Wrote the first automatic checks", *CONTACT], top=740 + LINE)
    text = read_pdf(page_of(line_by_line(left + right))).text
    in_order = ["Dana Novak", *IN_WORK, "Tester, Port", "Wrote the first", *IN_CONTACT]
    places = [text.index(part) for part in in_order]
    assert places == sorted(places), text


def test_a_place_where_a_word_might_be_parted_is_no_letter():
    assert "configuration" in read_pdf(shown(b"(The con\xadfig\xaduration of forty services) Tj")).text
