"""What comes over the room's line is a message of ours, or a fault, and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.live import wire
from interviews.live.typed import tidied
from interviews.live.wire import Act, Answer, Code, Do, Draft, Fault, Hello, Piece, Ping, Segment, Spoken, Why

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)
FIELDS = st.dictionaries(
    st.sampled_from(["v", "ticket", "turn", "rev", "text", "do", "more", "spoken", "epoch", "segment", "pieces", "ms", "sha256"]), VALUES
)
TYPES = st.sampled_from(["hello", "draft", "answer", "act", "ping", "segment", "", "welcome"]) | VALUES


@given(kind=TYPES, fields=FIELDS)
def test_whatever_comes_is_one_of_ours_or_a_fault(kind, fields):
    try:
        heard = wire.hear(json.dumps({"type": kind} | fields))
    except Fault as fault:
        assert fault.code is Code.BAD_MESSAGE
    else:
        assert isinstance(heard, Hello | Draft | Answer | Act | Ping | Segment | Spoken)


@given(st.binary())
def test_whatever_comes_as_sound_is_a_piece_or_a_fault(frame):
    for each in (frame, b"\x01" + frame):
        try:
            assert isinstance(wire.hear_sound(each), Piece)
        except Fault as fault:
            assert fault.code is Code.BAD_MESSAGE


@given(st.text())
def test_any_other_text_is_a_fault(text):
    with pytest.raises(Fault):
        wire.hear(text)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ({"type": "hello", "v": 1, "ticket": "abc", "more": {"a": [1]}}, Hello("abc")),
        ({"type": "draft", "turn": 3, "rev": 2, "text": " Half "}, Draft(3, 2, " Half ")),
        ({"type": "answer", "turn": 3, "text": " Whole\r\n"}, Answer(3, "Whole")),
        ({"type": "act", "do": "skip", "turn": 3}, Act(Do.SKIP, 3)),
        ({"type": "act", "do": "pause", "turn": "passed over"}, Act(Do.PAUSE, 0)),
        ({"type": "ping"}, Ping()),
        ({"type": "answer", "turn": 3, "spoken": [[1, 1], [2, 1]], "ended_ms": 300}, Spoken(3, ((1, 1), (2, 1)), 300)),
        (
            {"type": "segment", "turn": 3, "epoch": 2, "segment": 1, "pieces": 2, "mime": "audio/webm", "ms": 900, "sha256": "a" * 64},
            Segment(3, 2, 1, 2, 900, "a" * 64),
        ),
    ],
)
def test_what_a_page_of_ours_says_is_understood(said, heard):
    assert wire.hear(json.dumps(said)) == heard


def test_frames_are_measured_in_bytes():
    fits = json.dumps({"type": "ping", "x": ""})
    assert wire.hear(fits[:-2] + "x" * (wire.MOST_BYTES - len(fits)) + fits[-2:]) == Ping()
    for large in ("x" * (wire.MOST_BYTES + 1), "é" * (wire.MOST_BYTES // 2 + 1)):
        with pytest.raises(Fault) as fault:
            wire.hear(large)
        assert fault.value.code is Code.TOO_LARGE


def test_the_longest_answer_in_any_alphabet_fits_into_a_frame():
    for letter in ("x", "é", "語", '"', "\n"):
        assert len(json.dumps({"type": "answer", "turn": 999, "text": letter * 20_000}, ensure_ascii=False).encode()) < wire.MOST_BYTES


def test_a_text_is_refused_with_a_reason_and_no_fault():
    assert wire.why_not("", may_be_empty=False) is Why.EMPTY
    assert wire.why_not("", may_be_empty=True) is None
    assert wire.why_not("x" * 20_001, may_be_empty=True) is Why.TOO_LONG
    assert wire.why_not("x" * 20_000, may_be_empty=False) is None


@given(st.text(st.characters(categories=("Cs", "Cc", "L", "So"))))
def test_what_is_tidied_can_be_kept_and_stays_as_it_is(text):
    kept = tidied(text)
    assert "\0" not in kept
    kept.encode()
    assert tidied(kept) == kept


@pytest.mark.parametrize("code", Code)
def test_each_end_says_why_and_whether_to_come_again(code):
    said = json.loads(wire.say(wire.bye(code, 700)))
    assert said == {"type": "bye", "code": code.value, "why": said["why"], "resumable": code.is_resumable, "retry_after_ms": 700}
    assert said["why"] == code.name.lower().replace("_", "-")
