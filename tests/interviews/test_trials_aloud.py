"""A plan is tried out aloud: a member is heard as a candidate would be, and nothing of it is left."""

import json
from hashlib import sha256

import pytest

from accounts.tenancy import company_scope
from interviews.models import Interview, Plan, Segment, Turn, Waterfall
from tests.interviews.jobs import planned_job
from tests.interviews.recording import A_PIECE, READY, hear
from tests.interviews.test_trials import begin, say, work
from tests.interviews.voices import recorded
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures

SOUND = "application/octet-stream"


@pytest.fixture
def carols(committed, carol, log_in):
    return log_in(carol)


def spoken(client, room: str, job, turn: int, text: str):
    """By requests, as the script of the room does it. Returns the answer of the server."""
    epoch, data = client.post(f"{room}connect/").json()["epoch"], recorded(text)
    pieces = [data[at : at + A_PIECE] for at in range(0, len(data), A_PIECE)]
    of = {"connection": epoch, "turn": turn, "epoch": epoch, "segment": 1}
    for number, piece in enumerate(pieces):
        where = "&".join(f"{name}={value}" for name, value in (of | {"piece": number}).items())
        assert client.post(f"{room}piece/?{where}", piece, content_type=SOUND).json()["type"] == "ack"
    end = {"pieces": len(pieces), "ms": 1500, "sha256": sha256(data).hexdigest()}
    assert client.post(f"{room}segment/", of | end).json()["type"] == "stored"
    with company_scope(job.company_id):
        segment = Segment.objects.select_related("turn__interview__plan", "company").get(turn__number=turn)
    hear(segment)
    return client.post(
        f"{room}answer/", {"connection": epoch, "turn": turn, "spoken": 1, "segments": json.dumps([[epoch, 1]]), "ended_ms": 200}
    )


def test_a_member_is_heard_as_a_candidate_is_and_nothing_of_it_is_left(northwind, carols, model, media):  # noqa: F811
    job = planned_job(northwind)
    room = begin(carols, job)
    assert 'data-hearing="provider"' in carols.get(room).content.decode()
    assert spoken(carols, room, job, 1, READY).status_code == 200
    work(job)
    with company_scope(northwind):
        first, second = Turn.objects.filter(interview__job=job).order_by("number")
        assert (first.answer, second.answer) == (READY, "")
        assert not Waterfall.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()]
    # It goes on in writing, on a page without a script too.
    say(carols, room, job, "I built a small tool for the night shift.")
    assert READY in carols.get(room).content.decode()
    carols.post(f"{room}end/")
    with company_scope(northwind):
        assert not Interview.objects.filter(job=job).exists()
        assert not Segment.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_where_the_plan_is_in_writing_nobody_listens(northwind, carols, model):  # noqa: F811
    job = planned_job(northwind)
    with company_scope(northwind):
        plan = Plan.objects.get(job=job)
        plan.content["modes"] = ["typing"]
        plan.save(update_fields=["content"])
    assert "data-hearing" not in carols.get(begin(carols, job)).content.decode()
