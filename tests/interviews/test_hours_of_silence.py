"""A recording that lasts for hours in few bytes: kept, and sent to nobody, who would want to be paid for each minute of it."""

import io
import struct
from fractions import Fraction

import av
import pytest

from accounts.tenancy import company_scope
from ai.testing.sound import decoded
from interviews.live.listening import LONGEST_HEARD
from interviews.models import Segment
from interviews.services.recordings import segments
from interviews.services.recordings.lengths import seconds_in
from interviews.services.recordings.lengths.steps import MOST, Steps
from interviews.services.recordings.segments import Understood
from tests.interviews.recording import HALF, READY, WHOLE, file_of, finish, hear, silence, stored
from tests.interviews.rooms import begun, page, turns_of
from tests.interviews.voices import recorded, segments_of
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures

FORMATS = ("webm", "ogg", "mp4", "wav")
HOURS = 8 * 3600
# For 120 ms there is no sound: two frames of 60.
NOTHING = bytes([25])


@pytest.fixture
def danas(committed, northwind, model, media):  # noqa: F811
    return begun(northwind)


@pytest.fixture
def dana(danas):
    return danas[1]


def hours_of_nothing(container: str = "webm", seconds: int = HOURS, ticks: int = 5_760) -> bytes:
    """In two megabytes. `ticks`: how long its maker says that each packet lasts."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream("libopus", rate=48_000, layout="mono")
        for number in range(seconds * 1000 // 120):
            packet = av.Packet(NOTHING)
            packet.stream, packet.pts, packet.dts = stream, number * ticks, number * ticks
            packet.time_base, packet.duration = Fraction(1, 48_000), ticks
            output.mux_one(packet)
    return file.getvalue()


def hours_of_samples() -> bytes:
    """One sample in two seconds, in a head that says that it is played a thousand times faster."""
    samples = bytes(HOURS)
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36, b"WAVE", b"fmt ", 16, 1, 1, 1, 1_000_000, 1, 8, b"data", 4)
    return head + samples


@pytest.mark.parametrize("format", ["webm", "ogg", "mp4"])
def test_it_is_kept_and_heard_by_nobody_and_the_turn_stays_theirs(danas, model, format):  # noqa: F811
    client, dana = danas
    data = hours_of_nothing(format)
    asked = len(model.calls)
    hear(stored(dana, 1, 1, data))
    [row] = segments_of(dana)
    assert (row.state, row.problems, row.seconds <= 60, file_of(row) == data) == (Segment.State.UNCLEAR, ["long"], True, True)
    assert len(model.calls) == asked
    told = page(client, dana)
    assert "A part of the recording is too long to be listened to." in told
    assert "you can type at any moment" in told
    finish(dana, 1, (0, 1))
    assert turns_of(dana)[0].answered_at is None
    hear(stored(dana, 1, 2, recorded(READY)))
    assert finish(dana, 1, (0, 1), (0, 2))
    assert turns_of(dana)[0].answer == READY


@pytest.mark.parametrize("format", FORMATS)
def test_what_a_browser_records_is_as_long_as_it_sounds_also_where_it_breaks_off(format):
    data = recorded(f"{HALF} {WHOLE}", format)
    assert seconds_in(data, format, LONGEST_HEARD) == pytest.approx(decoded(data)[1], abs=0.1)
    half = data[: len(data) // 2]
    assert 0.5 < seconds_in(half, format, LONGEST_HEARD) <= decoded(half)[1] + 0.3


@pytest.mark.parametrize("format", ["webm", "ogg", "mp4"])
def test_silence_counts_as_well(format):
    assert seconds_in(silence(20, format), format, LONGEST_HEARD) == pytest.approx(20, abs=0.2)


CLUSTER, HOLE = b"\x1f\x43\xb6\x75", b"\x00\x00\x00"


def without_end(webm: bytes) -> bytes:
    """As browsers record it: what holds all else does not say how long it is."""
    at = webm.index(b"\x18\x53\x80\x67") + 4
    assert webm[at] == 1, "its size is written in eight bytes"
    return webm[:at] + b"\x01" + b"\xff" * 7 + webm[at + 8 :]


@pytest.mark.parametrize(
    ("format", "data"),
    [
        ("webm", hours_of_nothing(seconds=600, ticks=1)),
        # After what makes no sense programs look for the next cluster.
        ("webm", without_end(hours_of_nothing(seconds=60)).replace(CLUSTER, HOLE + CLUSTER) + hours_of_nothing(seconds=600)),
        ("ogg", hours_of_nothing("ogg", seconds=600, ticks=1)),
        ("mp4", hours_of_nothing("mp4", seconds=3600, ticks=1)),
        ("wav", hours_of_samples()),
    ],
    ids=["webm", "webm with a hole", "ogg", "mp4", "wav"],
)
def test_what_is_said_of_its_length_is_not_believed(format, data):
    assert seconds_in(data, format, LONGEST_HEARD) > LONGEST_HEARD


def test_nobody_can_tell_what_lasts_longer_than_what_it_is_in():
    data = hours_of_nothing(seconds=60)
    assert seconds_in(data.replace(CLUSTER, HOLE + CLUSTER), "webm", LONGEST_HEARD) is None


ENTRIES = b"\0" * 4_800_000
HOSTILE = {
    "webm": b"\xec\x80" * 2_400_000,
    "webm in groups": b"\xa0\x80" * 2_400_000,
    "ogg": (b"OggS" + bytes(22) + b"\xff" + bytes(255)) * 17_000,
    "mp4": struct.pack(">I4s", 8, b"free") * 600_000,
    "mp4 in tables": struct.pack(">I4s", 8 + len(ENTRIES), b"stts") + ENTRIES,
    "mp4 in runs": struct.pack(">I4sII", 16 + len(ENTRIES), b"trun", 0x100, 1) + ENTRIES,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_would_take_long_to_measure_is_given_up_soon(name, monkeypatch):
    made = []
    make = Steps.make

    def counted(steps, more=1):
        made.append(more)
        make(steps, more)

    monkeypatch.setattr(Steps, "make", counted)
    assert seconds_in(HOSTILE[name], name.split()[0], LONGEST_HEARD) is None
    assert made
    assert len(made) <= MOST + 1


def test_pages_of_ogg_within_another_whose_checksum_is_wrong_are_counted():
    fake = b"OggS" + bytes(22) + b"\xff" + b"\xff" * 255
    data = hours_of_nothing("ogg", seconds=600)
    sound = data.index(b"OggS", data.index(b"OpusTags"))
    hidden = data[sound:]
    covered = b"".join(fake + hidden[at : at + 60_000] for at in range(0, len(hidden), 60_000))
    assert seconds_in(data[:sound] + covered, "ogg", LONGEST_HEARD) > LONGEST_HEARD


def test_what_is_longer_in_webm_than_what_holds_it_hides_nothing():
    data = hours_of_nothing(seconds=600)
    cluster = data.index(b"\x1f\x43\xb6\x75")
    # A cluster of four bytes, in which something says that it has all that follows.
    cover = b"\x1f\x43\xb6\x75\x84" + b"\xec"
    cover += (len(data) - cluster | 0x1000_0000).to_bytes(4, "big")
    data = data[:cluster] + cover + data[cluster:]
    assert seconds_in(data, "webm", LONGEST_HEARD) is None


def test_of_what_no_browser_records_nobody_can_tell_how_long_it_lasts(dana, model):  # noqa: F811
    data = recorded(READY).replace(b"A_OPUS", b"A_FLAC")
    assert seconds_in(data, "webm", LONGEST_HEARD) is None
    assert [seconds_in(b"", each, LONGEST_HEARD) for each in ("webm", "mp4", "wav", "")] == [None] * 4
    asked = len(model.calls)
    hear(stored(dana, 1, 1, data))
    assert (segments_of(dana)[0].state, segments_of(dana)[0].problems, len(model.calls)) == ("unclear", ["unreadable"], asked)


def test_what_is_said_of_its_length_is_believed_for_a_minute(dana):
    segment = stored(dana, 1, 1, recorded(READY), seconds=8 * 3600.0)
    assert segment.seconds == 60
    with company_scope(dana.company_id):
        segments.keep_understood(segment=segment, understood=Understood(Segment.State.THERE, READY, seconds=8 * 3600.0))
    assert segments_of(dana)[0].seconds == 60
