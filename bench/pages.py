"""A recruiter's pages with few and with many rows, over one connection to the real web server."""

import http.client
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from bench.figures import Goal, Measure, Reading, Readings
from bench.house import HOST, House
from bench.timing import Times, in_turn, p50, p95

TRIVIAL = "/livez"
ROUNDS, WARM_UP, SECONDS = 200, 20, 12


@dataclass(frozen=True, slots=True)
class Page:
    """One page at two sizes."""

    name: str
    place: str
    few: str
    many: str
    remark: str

    @property
    def goals(self) -> tuple[Goal, ...]:
        less = f"the same page with {self.few}"
        return (
            Goal(f"{self.name}, {self.few}, p50", "ms", "p50 of /livez"),
            Goal(f"{self.name}, {self.few}, p95", "ms", "p95 of /livez", at_most=150),
            Goal(f"{self.name}, {self.many}, p50", "ms", less),
            Goal(f"{self.name}, {self.many}, p95", "ms", less, at_most=150),
            Goal(f"{self.name}, {self.many}, queries", "queries", less),
        )


MORE_SHOWN = "It shows 50 rows where the smaller one shows 10."
TEAM = Page("Team page", "team/", "10 members", "10,000 members", MORE_SHOWN)
AUDIT = Page("Audit log", "audit/", "10 entries", "10,000 entries", MORE_SHOWN)
WAITING = Page("Team page with 100 invitations", "team/", "100 mails", "10,000 mails", "Both show the same rows.")
FEW_QUESTIONS, MANY_QUESTIONS = "10 questions", "10,000 questions"
TWENTY = "It shows 20 questions where the smaller one shows 10."
LIBRARY = Page("Question library", "questions/", FEW_QUESTIONS, MANY_QUESTIONS, TWENTY)
WORDS = Page("Question library, by words", "questions/?q=service+data&difficulty=medium-up", FEW_QUESTIONS, MANY_QUESTIONS, TWENTY)
MEANING = Page("Question library, by meaning", "questions/?q=keeping+data+right+half-way&by=meaning", FEW_QUESTIONS, MANY_QUESTIONS, TWENTY)


def take(house: House) -> Readings:
    house.open()
    from bench import rows

    sizes = dict.fromkeys((TEAM, AUDIT, LIBRARY, WORDS, MEANING), (rows.FEW, rows.MANY)) | {WAITING: (rows.FEW_MAILS, rows.MANY_MAILS)}
    slugs, session = {size: company.slug for size, company in rows.companies().items()}, rows.session()
    found: Readings = {}
    with house.web() as port, closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        for page, pair in sizes.items():
            few, many = (f"/c/{slugs[size]}/{page.place}" for size in pair)
            times = in_turn(_steps(line, session, few, many), rounds=ROUNDS, warm_up=WARM_UP, within=SECONDS)
            queries = Reading(_queries(many, session), _queries(few, session), "BEGIN, COMMIT and set_config are counted too.")
            readings = [*_times(page, times[few], times[many], times[TRIVIAL]), queries]
            found |= {goal.name: reading for goal, reading in zip(page.goals, readings, strict=True)}
    rows.forget_questions()
    return found


def _steps(line: http.client.HTTPConnection, session: str, *paths: str) -> Mapping[str, Callable[[], object]]:
    cookie = {"Cookie": f"__Host-colloquy_session={session}"}
    return {TRIVIAL: partial(get_page, line, TRIVIAL, {})} | {path: partial(get_page, line, path, cookie) for path in paths}


def get_page(line: http.client.HTTPConnection, path: str, cookie: dict[str, str]) -> None:
    line.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"} | cookie)
    answer = line.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")


def _times(page: Page, few: Times, many: Times, trivial: Times) -> list[Reading]:
    asked = f"{len(many)} requests each, in turn, over one connection."
    also = f"{page.remark} /livez in this run: p50 {p50(trivial):.1f}, p95 {p95(trivial):.1f} ms."
    return [
        Reading(p50(few), p50(trivial), asked),
        Reading(p95(few), p95(trivial), asked),
        Reading(p50(many), p50(few), also),
        Reading(p95(many), p95(few), also),
    ]


def _queries(path: str, session: str) -> int:
    """Count in this process: the same view, template and middleware."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME=HOST, HTTP_X_FORWARDED_PROTO="https")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(queries)


PAGES = Measure("pages", tuple(goal for page in (TEAM, AUDIT, WAITING, LIBRARY, WORDS, MEANING) for goal in page.goals), take)
