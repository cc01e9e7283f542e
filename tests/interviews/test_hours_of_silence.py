"""A recording that lasts for hours in few bytes."""

import io
from fractions import Fraction
from uuid import uuid4

import av
import pytest

from accounts.tenancy import company_scope
from ai.configuration import configuration_from
from interviews.models import Segment
from interviews.services.recordings import segments
from interviews.services.recordings.segments import Understood
from tests.interviews.recording import READY, finish, hear, stored
from tests.interviews.rooms import begun, turns_of
from tests.interviews.voices import recorded, segments_of
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures


@pytest.fixture
def dana(committed, northwind, model, media):  # noqa: F811
    return begun(northwind)[1]


def eight_hours() -> bytes:
    """Of nothing, in two megabytes: each packet says that for 120 ms there is no sound."""
    file = io.BytesIO()
    with av.open(file, "w", format="webm") as output:
        stream = output.add_stream("libopus", rate=48_000, layout="mono")
        for number in range(8 * 3600 * 1000 // 120):
            packet = av.Packet(bytes([25]))
            packet.stream, packet.pts, packet.dts = stream, number * 5_760, number * 5_760
            packet.time_base, packet.duration = Fraction(1, 48_000), 5_760
            output.mux_one(packet)
    return file.getvalue()


def test_what_whoever_listens_refuses_is_no_answer_and_the_turn_stays_theirs(dana, model, settings):  # noqa: F811
    key = {"OPENAI_API_KEY": f"sk-{uuid4()}", "OPENAI_BASE_URL": model.url, "AI_EMBED": "builtin"}
    settings.AI = configuration_from(key | {"OPENAI_TRANSCRIBE_MODEL": "gpt-transcribe"})
    segment = stored(dana, 1, 1, eight_hours())
    hear(segment)
    [row] = segments_of(dana)
    assert (row.state, row.problems, row.seconds <= 60) == (Segment.State.UNCLEAR, ["unreadable"], True)
    finish(dana, 1, (0, 1))
    assert turns_of(dana)[0].answered_at is None


def test_what_is_said_of_its_length_is_believed_for_a_minute(dana):
    segment = stored(dana, 1, 1, recorded(READY), seconds=8 * 3600.0)
    assert segment.seconds == 60
    with company_scope(dana.company_id):
        segments.keep_understood(segment=segment, understood=Understood(Segment.State.THERE, READY, seconds=8 * 3600.0))
    assert segments_of(dana)[0].seconds == 60
