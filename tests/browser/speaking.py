"""A room by voice in a real browser: a candidate with a microphone, workers behind them, and what they do."""

from difflib import SequenceMatcher
from threading import Event, Thread
from uuid import uuid4

import pytest
from django.db import connections
from playwright.sync_api import expect

from accounts.tenancy import company_scope
from ai.configuration import configuration_from
from ai.testing import ModelServer
from interviews.live.carrying_on import carry_on
from interviews.live.listening import claim, listen, put_away
from interviews.models import Recorded
from interviews.services.conducting import begin_interview
from interviews.services.recordings.segments import due_segments
from tests.browser.candidate_pages import opened
from tests.browser.conftest import serving
from tests.browser.microphones import give_microphone, say
from tests.browser.writing import in_room, refuse_sockets
from tests.interviews.rooms import interview_of, turns_of
from tests.interviews.voices import hearing
from tests.waiting import eventually

READY = "Yes, I am ready."
TOOL = "I built a small tool for the night shift. People there used it at once."
PLAN = "I looked at the plan of the query first, and at what it read from the disk."


@pytest.fixture(scope="module")
def ear():
    with ModelServer() as server:
        yield server


@pytest.fixture(scope="module")
def asks(ear):
    """Our own server hears and speaks, and the rules do all else."""
    return hearing(ear.url, f"sk-{uuid4()}")


@pytest.fixture(scope="module")
def listening_server(django_db_setup, asks, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("listening"), **asks) as url:
        yield url


@pytest.fixture
def attend(ear, asks, settings, tmp_path):
    """Do in a thread what the workers of the live queue do for an interview: bring words, and listen."""
    ear.behave()
    settings.AI = configuration_from(asks)
    settings.MEDIA_ROOT = tmp_path
    ends, threads = Event(), []

    def work(interview) -> None:
        ids = {"interview_id": interview.pk, "company_id": interview.company_id}
        try:
            while not ends.wait(0.1):
                for segment_id, company_id in [*due_segments(), *due_segments(Recorded.CAMERA)]:
                    if segment := claim(segment_id, company_id):
                        listen(segment)
                        put_away(segment)
                carry_on(**ids)
        finally:
            connections.close_all()

    def begin(interview) -> None:
        threads.append(Thread(target=work, args=[interview]))
        threads[-1].start()

    yield begin
    ends.set()
    for thread in threads:
        thread.join()
    ear.behave()


@pytest.fixture
def worker(attend):
    """Begin an interview, and attend to it."""

    def begin(invitation):
        with company_scope(invitation.company):
            begin_interview(invitation=invitation)
        attend(interview_of(invitation))
        eventually(lambda: turns_of(invitation), within=15)
        return invitation

    return begin


SILENT = "try {{ localStorage.setItem('room/{}/choice/aloud', 'false') }} catch {{ /* a page without an address */ }}"


@pytest.fixture
def room(cast, worker, browser, listening_server):
    """Of a candidate who has a microphone, and is in their room. They read the questions unless the interviewer `speaks`."""
    contexts = []

    def enter(before: str = "", *, speaks: bool = False, sockets: bool = True, server: str = "", **fields):
        invitation = worker(opened(cast, "ready", **fields))
        contexts.append(browser.new_context(base_url=server or listening_server))
        page = contexts[-1].new_page()
        give_microphone(page)
        page.add_init_script(before if speaks else SILENT.format(interview_of(invitation).pk) + before)
        if not sockets:
            refuse_sockets(page)
        in_room(page, invitation)
        return page, invitation

    yield enter
    for context in contexts:
        context.close()


def state(page, *names: str) -> None:
    """The room by voice is in one of these states."""
    selector = ", ".join(f"#room-page[data-voice='{name}']" for name in names)
    expect(page.locator(selector)).to_be_attached(timeout=15_000)


def wake(page, name: str) -> None:
    """Come to this state. A browser may wait for somebody to press something first."""
    expect(page.locator(f"#room-page[data-voice='{name}'], #mic[data-state='press']").first).to_be_attached(timeout=15_000)
    if page.locator("#mic[data-state='press']").count():
        page.locator("#mic [data-voice-do=open]:visible").click()
    state(page, name)


def is_heard(page, number: int) -> None:
    """The turn of this number has been asked, and the microphone is open for it."""
    expect(page.locator(f"#id_text[data-turn='{number}']")).to_be_attached(timeout=20_000)
    wake(page, "listening")


def press_done(page) -> None:
    page.get_by_role("button", name="Done").click()


def answer(page, number: int, text: str) -> None:
    is_heard(page, number)
    say(page, text)
    press_done(page)


def answers(invitation) -> list[str]:
    return [turn.answer for turn in turns_of(invitation)]


def alike(heard: str, said: str) -> bool:
    """But for a letter or two: on a busy machine Chromium's fake microphone leaves out a moment now and then, before anything
    of ours has it. That all of what a page recorded arrives is seen in tests/interviews/test_voice.py and by the chaos program."""
    same = sum(block.size for block in SequenceMatcher(None, heard, said, autojunk=False).get_matching_blocks())
    return max(len(heard), len(said)) - same <= 2


def comes_to_read(invitation, place: int, said: str, *, within: float = 20) -> None:
    """The answer at this place, once all of it has arrived."""
    came = ""

    def is_there() -> bool:
        nonlocal came
        came = answers(invitation)[place]
        return alike(came, said)

    try:
        eventually(is_there, within=within)
    except TimeoutError:
        raise AssertionError(f"{came!r} came of {said!r}") from None
