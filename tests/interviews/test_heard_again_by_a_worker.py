"""The better model is asked by the real worker: as soon as an answer is read, and again where a worker was killed over it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.tenancy import company_scope
from interviews import tasks
from interviews.models import Turn
from tests.interviews.rooms import turns_of
from tests.interviews.test_heard_again import BETTER, FIRST, MISHEARD, READY, SAID, heard_by
from tests.interviews.voices import ear, epoch_of, hearing, said, speak  # noqa: F401 - ear is a fixture
from tests.waiting import eventually


@pytest.fixture
def worker(running_house, house, ear, tmp_path):  # noqa: F811
    """Who has two models to ask."""
    ear.behave()
    ear.mishears[FIRST] = {"mended": "bent", "mail": "rail"}
    running_house.worker.stop()
    more = {"MEDIA_ROOT": str(tmp_path), "OPENAI_TRANSCRIBE_AGAIN_MODEL": BETTER}
    found = running_house.celery_worker("listener", **hearing(ear.url, f"sk-{uuid4()}"), **more)
    found.start()
    yield found
    found.stop()
    ear.behave()
    running_house.worker.start()


def answer(dana, text: str) -> None:
    """The first question, aloud."""
    line = dana.connected()
    speak(line, said(READY, 1, epoch=epoch_of(line)))
    eventually(lambda: len(dana.turns()) == 2, within=15)
    speak(line, said(text, 2, epoch=epoch_of(line)))
    eventually(lambda: turns_of(dana.invitation)[1].answer, within=20)


def meant(dana) -> str:
    return turns_of(dana.invitation)[1].meant


def test_an_answer_is_heard_again_soon_after_it_was_read(enter, worker):
    dana = enter()
    answer(dana, SAID)
    eventually(lambda: meant(dana) == SAID, within=20)
    assert turns_of(dana.invitation)[1].answer == MISHEARD


def test_what_a_worker_was_killed_over_is_heard_by_the_next(enter, worker, house, ear):  # noqa: F811
    dana = enter()
    ear.delays["transcribe"] = 2
    answer(dana, SAID)
    eventually(lambda: heard_by(ear, BETTER) == 1, within=20)
    worker.process.kill()
    worker.process.wait()
    # Redis would hand out once more what it had in hand, in two hours; and it may be flushed at any moment.
    house.store.delete("colloquy:unacked", "colloquy:unacked_index")
    ear.delays.clear()
    worker.start()
    assert meant(dana) == MISHEARD
    with company_scope(dana.invitation.company_id):
        # Its time is over.
        Turn.objects.filter(number=2).update(listen_again_at=timezone.now() - timedelta(seconds=1))
    tasks.sweep_answers.delay()
    eventually(lambda: meant(dana) == SAID, within=30)
