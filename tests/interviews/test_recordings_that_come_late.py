"""What was recorded before an interview ended, and had not arrived when it did: taken for an hour, and heard."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from interviews.engine.events import EndedByCompany, TimeUp, Withdrew
from interviews.engine.plan import MINUTE
from interviews.live import listening
from interviews.live.replaying import differences, replay
from interviews.models import Interview, Turn
from interviews.plans.content import Phases, WarmUpPhase
from interviews.queries.interviews import transcript_of
from interviews.services import conducting
from interviews.services.consents import take_back
from interviews.services.recordings import again
from interviews.services.recordings.orphans import AFTER, adopt_lost_pieces
from interviews.services.recordings.pieces import MOST_OF_TURN, Row, add_pieces, arrived_of
from interviews.services.recordings.segments import Understood, keep_understood
from reports.services.assessing import due_for_assessing
from resumes.services.candidates import erase_candidate
from tests.interviews.recording import A_PIECE, HALF, WHOLE, be_late, file_of, hear, hear_once, stored
from tests.interviews.rooms import begun, interview_of, say, turns_of, work
from tests.interviews.test_voice import begin
from tests.interviews.voices import (  # noqa: F401 - fixtures
    FILM,
    ear,
    epoch_of,
    heard,
    listening_house,
    pieces_of,
    recorded,
    said,
    segments_of,
    send,
)
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures
from tests.waiting import eventually

LATE = "And it still runs."
NOT_YOURS = (422, {"type": "refused", "kind": "not-yours"})


class Device:
    """Dana's, which comes back after the end with what it had recorded."""

    def __init__(self, client, invitation, epoch: int = 0) -> None:
        self.client, self.invitation = client, invitation
        self.epoch = epoch or self.ask("connect/").json()["epoch"]

    def ask(self, step: str, data: object = None, **kind: str):
        return self.client.post(f"/interview/{self.invitation.pk}/room/{step}", data or {}, **kind)

    def piece(self, number: int, data: bytes, segment: int = 1, **changed):
        where = {"connection": self.epoch, "turn": 2, "epoch": self.epoch, "segment": segment, "piece": number} | changed
        query = "&".join(f"{name}={value}" for name, value in where.items())
        return self.ask(f"piece/?{query}", data, content_type="application/octet-stream")

    def whole(self, data: bytes, segment: int = 1, **changed):
        pieces = -(-len(data) // A_PIECE)
        of = {"connection": self.epoch, "turn": 2, "epoch": self.epoch, "segment": segment, "pieces": pieces, "ms": 2000}
        return self.ask("segment/", of | {"sha256": sha256(data).hexdigest()} | changed)

    def bring(self, data: bytes, segment: int = 1, **changed):
        for number, at in enumerate(range(0, len(data), A_PIECE)):
            answer = self.piece(number, data[at : at + A_PIECE], segment, **changed)
            if answer.status_code != 200:
                return answer
        return self.whole(data, segment, **changed)


def tried(answer) -> tuple:
    """What became of it, without of what it is told."""
    values = answer.json() if answer["Content-Type"] == "application/json" else {}
    return answer.status_code, {name: values[name] for name in ("type", "kind") if name in values}


@pytest.fixture
def device(committed, northwind, model, media):  # noqa: F811
    """Of Dana, who was asked the first question that is judged."""
    client, invitation = begun(northwind, plan={"phases": Phases(warmup=WarmUpPhase(is_on=False)), "retakes": 1})
    say(client, invitation, "Yes")
    return Device(client, invitation)


def end(invitation, event=EndedByCompany) -> None:
    with company_scope(invitation.company_id):
        conducting.tell(interview=interview_of(invitation), event_at=event)
    work(invitation)
    assert interview_of(invitation).is_over


def time_is_up(at: int) -> TimeUp:
    return TimeUp(at + 600 * MINUTE)


def change(invitation, **fields) -> None:
    with company_scope(invitation.company_id):
        Interview.objects.filter(invitation=invitation).update(**fields)


def marked(invitation) -> tuple[str, bool]:
    with company_scope(invitation.company_id):
        said = transcript_of(interview_of(invitation)).turns[1]
    return said.mark, said.came_late


def minutes_later() -> None:
    """Of what was sent so far. Nobody may change a piece: as the owner, in a test."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE interviews_piece SET at = at - %s", [AFTER["sound"]])


def hear_all(invitation) -> None:
    for segment in segments_of(invitation):
        hear(segment)


@pytest.mark.parametrize("event", [EndedByCompany, time_is_up])
def test_it_joins_what_had_arrived_is_shown_as_not_finished_and_nobody_scores_it(device, event):
    dana = device.invitation
    hear(stored(dana, 2, 1, recorded(HALF), epoch=device.epoch))
    end(dana, event)
    assert (turns_of(dana)[1].kept, turns_of(dana)[1].answer) == ("unfinished", HALF)
    assert marked(dana) == ("Not finished", False)
    assert tried(device.bring(recorded(WHOLE), 2)) == (200, {"type": "stored"})
    hear_all(dana)
    turn = turns_of(dana)[1]
    assert (turn.kept, turn.answer) == ("unfinished", f"{HALF} {WHOLE}")
    assert marked(dana) == ("Not finished", True)
    assert due_for_assessing() == []
    with company_scope(dana.company_id):
        assert differences(interview_of(dana), replay(interview_of(dana))) == []


def test_what_was_put_together_as_broken_off_is_heard_whole_once_the_rest_of_it_comes(device, media):
    dana, data = device.invitation, recorded(f"{HALF} {WHOLE}")
    for number in range(2):
        device.piece(number, data[number * A_PIECE : (number + 1) * A_PIECE])
    end(dana)
    minutes_later()
    adopt_lost_pieces()
    hear_all(dana)
    [cut] = segments_of(dana)
    assert (cut.pieces, cut.problems, bool(cut.file), pieces_of(dana)) == (2, ["cut"], True, [])
    # Its page knows that the first have arrived; what it is told brings all of it.
    for number in range(2, -(-len(data) // A_PIECE)):
        device.piece(number, data[number * A_PIECE : (number + 1) * A_PIECE])
    told = device.whole(data)
    assert tried(told) == (422, {"type": "refused", "kind": "missing"})
    assert told.json()["upto"] == 0
    assert tried(device.bring(data)) == (200, {"type": "stored"})
    hear_all(dana)
    [row] = segments_of(dana)
    assert (row.pk, row.state, row.problems, row.text, file_of(row)) == (cut.pk, "there", [], f"{HALF} {WHOLE}", data)
    assert (turns_of(dana)[1].kept, turns_of(dana)[1].answer, pieces_of(dana)) == ("unfinished", f"{HALF} {WHOLE}", [])
    assert len([path for path in media.rglob("recordings/*") if path.is_file()]) == 1


def test_what_was_understood_in_part_and_is_not_stored_yet_is_heard_whole(device, settings, tmp_path):
    dana, data = device.invitation, recorded(f"{HALF} {WHOLE}")
    device.piece(0, data[:A_PIECE])
    device.piece(1, data[A_PIECE : 2 * A_PIECE])
    end(dana)
    minutes_later()
    adopt_lost_pieces()
    (tmp_path / "no-folder").write_text("")
    settings.MEDIA_ROOT, is_there = tmp_path / "no-folder", settings.MEDIA_ROOT
    hear_all(dana)
    settings.MEDIA_ROOT = is_there
    assert [(each.state, bool(each.file)) for each in segments_of(dana)] == [("there", False)]
    for number in range(2, -(-len(data) // A_PIECE)):
        device.piece(number, data[number * A_PIECE : (number + 1) * A_PIECE])
    for _ in range(2):
        be_late(dana, due_at=timezone.now())
        hear_all(dana)
    [row] = segments_of(dana)
    assert (row.state, row.text, file_of(row), turns_of(dana)[1].answer) == ("there", f"{HALF} {WHOLE}", data, f"{HALF} {WHOLE}")


def test_whoever_listened_to_a_part_while_the_rest_came_says_nothing_of_the_whole(device, model):  # noqa: F811
    dana, data = device.invitation, recorded(f"{HALF} {WHOLE}")
    device.piece(0, data[:A_PIECE])
    end(dana)
    minutes_later()
    adopt_lost_pieces()
    [cut] = segments_of(dana)
    model.fault("http_500", ability="transcribe")
    hear_once(cut)
    model.behave()
    be_late(dana, due_at=timezone.now())
    found = listening.claim(cut.pk, cut.company_id)
    assert (found.state, bool(found.file)) == ("coming", True)
    assert tried(device.bring(data)) == (200, {"type": "stored"})
    with company_scope(dana.company_id):
        assert not keep_understood(segment=found, understood=Understood("there", "I"))
    hear_all(dana)
    assert turns_of(dana)[1].answer == f"{HALF} {WHOLE}"


def broken_off(device, data: bytes, pieces: int = 2):
    """The first pieces of it, which nobody told the end of, put together as they are."""
    for number in range(pieces):
        device.piece(number, data[number * A_PIECE : (number + 1) * A_PIECE])
    end(device.invitation)
    minutes_later()
    adopt_lost_pieces()
    [cut] = segments_of(device.invitation)
    assert (cut.problems, cut.pieces) == (["cut"], pieces)
    return cut


def rest_comes(device, data: bytes) -> None:
    """All of it once more, and again nobody tells the end."""
    for number, at in enumerate(range(0, len(data), A_PIECE)):
        device.piece(number, data[at : at + A_PIECE])


def test_what_is_sent_once_more_keeps_nobody_from_understanding_what_is_stored(device, model):  # noqa: F811
    data = recorded(f"{HALF} {WHOLE}")
    cut = broken_off(device, data)
    model.fault("http_500", ability="transcribe")
    hear_once(cut)
    model.behave()
    rest_comes(device, data)
    be_late(device.invitation, due_at=timezone.now())
    hear_all(device.invitation)
    [row] = segments_of(device.invitation)
    assert (row.state, bool(row.file), row.due_at) == ("there", True, None)


def test_what_came_of_it_afterwards_and_was_left_by_its_page_again_belongs_to_it(device):
    dana, data = device.invitation, recorded(f"{HALF} {WHOLE}")
    hear(broken_off(device, data))
    rest_comes(device, data)
    adopt_lost_pieces()
    assert segments_of(dana)[0].pieces == 2, "its page may still be sending"
    minutes_later()
    adopt_lost_pieces()
    hear_all(dana)
    [row] = segments_of(dana)
    assert (row.text, row.problems, file_of(row), pieces_of(dana)) == (f"{HALF} {WHOLE}", ["cut"], data, [])
    assert turns_of(dana)[1].answer == f"{HALF} {WHOLE}"


def test_what_is_stored_already_and_comes_once_more_is_removed(device):
    dana, data = device.invitation, recorded(WHOLE)
    end(dana)
    device.bring(data)
    hear_all(dana)
    device.piece(0, data[:A_PIECE])
    minutes_later()
    adopt_lost_pieces()
    assert (pieces_of(dana), len(segments_of(dana)), file_of(segments_of(dana)[0])) == ([], 1, data)


def test_what_lacked_its_end_alone_breaks_off_no_more_once_that_is_told(device):
    dana, data = device.invitation, recorded(HALF)
    cut = broken_off(device, data, -(-len(data) // A_PIECE))
    hear(cut)
    assert tried(device.bring(data, problems="quiet")) == (200, {"type": "stored"})
    hear_all(dana)
    [row] = segments_of(dana)
    assert (row.state, row.problems, row.text, file_of(row), pieces_of(dana)) == ("there", ["quiet"], HALF, data, [])


def test_what_its_browser_understood_counts_also_where_its_end_is_told_late(device, northwind):
    dana, data = device.invitation, recorded(HALF)
    cut = broken_off(device, data, -(-len(data) // A_PIECE))
    with company_scope(northwind):
        keep_understood(segment=listening.claim(cut.pk, cut.company_id), understood=Understood("unclear"))
    device.bring(data, text="I built it.")
    [row] = segments_of(dana)
    assert (row.state, row.recognized, row.tries) == ("coming", "I built it.", 0)
    assert row.due_at <= timezone.now()


def test_what_was_understood_of_a_part_stays_where_nobody_understands_the_whole(device, northwind):
    dana, data = device.invitation, recorded(f"{HALF} {WHOLE}")
    hear(broken_off(device, data, 3))
    before = segments_of(dana)[0].text
    assert before
    device.bring(data)
    [grown] = segments_of(dana)
    assert (grown.state, grown.text) == ("coming", before)
    with company_scope(northwind):
        keep_understood(segment=listening.claim(grown.pk, grown.company_id), understood=Understood("unclear"))
    [row] = segments_of(dana)
    assert (row.state, row.text, row.problems, turns_of(dana)[1].answer) == ("there", before, ["cut"], before)


def test_whoever_hears_a_part_once_more_while_the_rest_comes_says_nothing_of_the_whole(device, northwind):
    dana, data = device.invitation, recorded(f"{HALF} {WHOLE}")
    hear(broken_off(device, data, 3))
    turn = turns_of(dana)[1]
    with company_scope(northwind):
        Turn.objects.filter(pk=turn.pk).update(listen_again_at=timezone.now())
        claim = again.claim_answer(interview_id=turn.interview_id, number=2)
    [part] = claim.segments
    device.bring(data)
    with company_scope(northwind):
        again.keep_heard(claim=claim, segment=part, heard=Understood("there", "A part"))
    assert segments_of(dana)[0].again_state == ""


def test_a_page_that_returns_is_asked_for_the_rest_of_what_breaks_off(device):
    data = recorded(f"{HALF} {WHOLE}")
    broken_off(device, data)
    with company_scope(device.invitation.company_id):
        [there] = arrived_of(turns_of(device.invitation)[1])
    assert (there.is_stored, there.upto) == (False, 2)


def test_what_is_being_sent_is_not_put_together_meanwhile(device):
    dana, data = device.invitation, recorded(f"{HALF} {WHOLE}")
    device.piece(0, data[:A_PIECE])
    device.piece(0, data[:A_PIECE], 2)
    end(dana)
    minutes_later()
    device.piece(1, data[A_PIECE : 2 * A_PIECE], 2)
    adopt_lost_pieces()
    assert [each.number for each in segments_of(dana)] == [1]
    assert tried(device.bring(data, 2)) == (200, {"type": "stored"})
    assert segments_of(dana)[1].problems == []


def test_a_draft_that_was_written_beside_it_stays_as_not_sent(device):
    dana = device.invitation
    device.ask("draft/", {"turn": 2, "rev": 1, "text": "Never mind", "epoch": device.epoch})
    end(dana)
    device.bring(recorded(WHOLE))
    hear_all(dana)
    assert (turns_of(dana)[1].answer, turns_of(dana)[1].unsent) == (WHOLE, "Never mind")


def test_sent_twice_or_damaged_on_the_way_it_is_there_once(device):
    dana, data = device.invitation, recorded(WHOLE)
    end(dana)
    device.piece(0, b"something else")
    assert tried(device.bring(data)) == (422, {"type": "refused", "kind": "damaged"})
    assert pieces_of(dana) == []
    for _ in range(2):
        assert tried(device.bring(data)) == (200, {"type": "stored"})
    assert tried(device.whole(data, 2)) == (422, {"type": "refused", "kind": "missing"})
    hear_all(dana)
    assert tried(device.bring(data)) == (200, {"type": "stored"})
    assert (turns_of(dana)[1].answer, pieces_of(dana), len(segments_of(dana))) == (WHOLE, [], 1)


def test_of_what_was_told_to_be_begun_anew_nothing_counts(device):
    dana = device.invitation
    hear(stored(dana, 2, 1, recorded(HALF), epoch=device.epoch))
    end(dana)
    upto = {"turn": 2, "epoch": device.epoch, "segment": 1, "connection": device.epoch}
    for _ in range(2):
        assert device.ask("again/", upto).status_code == 200
    device.bring(recorded(WHOLE), 2)
    hear_all(dana)
    assert turns_of(dana)[1].answer == WHOLE
    # More often than the plan allows changes nothing.
    device.ask("again/", upto | {"segment": 2})
    assert turns_of(dana)[1].answer == WHOLE


def test_of_other_turns_and_later_connections_nothing_is_taken(device):
    dana = device.invitation
    end(dana, time_is_up)
    goodbye = turns_of(dana)[-1].number
    assert turns_of(dana)[-1].purpose == "goodbye"
    for wrong in ({"turn": 1}, {"turn": goodbye}, {"turn": goodbye + 1}, {"epoch": device.epoch + 1}):
        assert tried(device.bring(recorded(WHOLE), **wrong)) == NOT_YOURS, wrong
    assert tried(device.whole(recorded(WHOLE), turn=1)) == NOT_YOURS
    assert (pieces_of(dana), segments_of(dana)) == ([], [])


def test_no_more_than_an_answer_may_have(device):
    dana = device.invitation
    end(dana)
    row = turns_of(dana)[1]
    add_pieces([Row(row.company_id, row.pk, 1, 1 + number // 90, number % 90, b"x") for number in range(MOST_OF_TURN)])
    assert tried(device.piece(0, b"x", 50)) == (422, {"type": "refused", "kind": "too-much"})


def test_an_hour_later_nothing_is_taken(device):
    dana = device.invitation
    end(dana)
    device.piece(0, recorded(WHOLE)[:A_PIECE])
    change(dana, finished_at=timezone.now() - timedelta(hours=1))
    assert tried(device.piece(1, b"x")) == NOT_YOURS
    assert tried(device.whole(recorded(WHOLE))) == NOT_YOURS


def test_whoever_ended_it_themselves_adds_nothing(device):
    dana = device.invitation
    end(dana, Withdrew)
    assert tried(device.bring(recorded(WHOLE))) == NOT_YOURS
    assert tried(device.whole(recorded(WHOLE))) == NOT_YOURS


def test_of_whoever_took_the_agreement_back_nothing_is_taken(device):
    dana = device.invitation
    end(dana)
    with company_scope(dana.company_id):
        take_back(invitation=dana, language="en", reason="", by=Actor())
    assert device.piece(0, b"x").headers["Location"] == reverse("interviews:landing", args=[dana.pk])
    assert device.whole(recorded(WHOLE)).status_code == 302
    assert (pieces_of(dana), segments_of(dana)) == ([], [])


def test_of_whoever_was_erased_nothing_is_taken(device):
    dana = device.invitation
    end(dana)
    with company_scope(dana.company_id):
        erase_candidate(candidate=dana.candidate, by=Actor())
    assert device.piece(0, b"x").status_code == 410
    assert device.whole(recorded(WHOLE)).status_code == 410


def test_while_an_interview_goes_on_only_the_newest_connection_sends(device):
    newer = Device(device.client, device.invitation)
    assert device.piece(0, b"x").status_code == 409
    assert device.whole(recorded(WHOLE)).status_code == 409
    assert newer.piece(0, b"x").status_code == 200


def test_what_a_camera_still_had_is_taken_of_every_answer(committed, northwind, model, media):  # noqa: F811
    client, dana = begun(northwind, plan={"may_be_filmed": True})
    device = Device(client, dana)
    say(client, dana, "Yes")
    end(dana, time_is_up)
    assert tried(device.bring(FILM, turn=1, camera=1)) == (200, {"type": "stored"})
    assert tried(device.bring(FILM, 2, turn=turns_of(dana)[-1].number, camera=1)) == NOT_YOURS
    assert [(each.kind, each.state) for each in segments_of(dana)] == [("camera", "there")]


def test_what_was_on_its_way_over_a_line_is_taken_by_the_line_or_afterwards(enter, heard):  # noqa: F811
    dana = enter()
    line = begin(dana)
    part = said(WHOLE, 2, 1, epoch_of(line))
    send(line, part)
    with company_scope(dana.invitation.company_id):
        conducting.tell(interview=interview_of(dana.invitation), event_at=EndedByCompany)
    line.say("segment", **part.end())
    if line.hear("stored", "refused", "bye")["type"] == "bye":
        values = {name: str(value) for name, value in (part.end() | {"connection": part.epoch}).items()}
        assert dana.post("room/segment/", **values).status == 200
    eventually(lambda: turns_of(dana.invitation)[1].answer == WHOLE, within=20)
    assert turns_of(dana.invitation)[1].kept == "unfinished"
