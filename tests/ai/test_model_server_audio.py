import base64
import io
import struct
import time
import wave

import pytest

from ai.testing import recording
from ai.testing.sound import decoded
from tests.ai.asking import PATHS, ask, opened, post, written


def silent(seconds):
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, 16000, 0, "NONE", ""))
        sound.writeframes(bytes(int(seconds * 32000)))
    return file.getvalue()


def test_a_transcription_tells_words_and_segments_with_times(model_server):
    file = recording("I led a team. It was large.")
    answer = ask(model_server, "transcribe", file=file, response_format="verbose_json", language="de", grains=["word", "segment"]).json

    assert (answer["text"], answer["language"]) == ("I led a team. It was large.", "german")
    assert answer["duration"] == pytest.approx(decoded(file)[1])
    assert [word["word"] for word in answer["words"]] == answer["text"].split()
    assert [segment["text"] for segment in answer["segments"]] == [" I led a team.", " It was large."]
    assert answer["segments"][0]["end"] < answer["segments"][1]["start"]
    assert all(segment["avg_logprob"] > -0.2 and segment["no_speech_prob"] < 0.1 for segment in answer["segments"])
    assert answer["usage"] == {"type": "duration", "seconds": 3}


def test_words_are_told_only_to_those_who_ask(model_server):
    assert "words" not in ask(model_server, "transcribe", response_format="verbose_json").json
    assert "segments" not in ask(model_server, "transcribe", response_format="verbose_json", grains=["word"]).json


def test_a_transcription_may_be_plain_text(model_server):
    assert ask(model_server, "transcribe", response_format="text").body == b"I led a team.\n"


def test_in_silence_it_imagines_what_whisper_imagines(model_server):
    answer = ask(model_server, "transcribe", file=silent(2), name="a.wav", response_format="verbose_json").json

    assert answer["text"] == "Thank you for watching."
    segment = answer["segments"][0]
    assert (segment["no_speech_prob"], round(segment["avg_logprob"], 2)) == (0.95, -1.3)


def test_newer_models_know_no_verbose_json(model_server):
    refused = ask(model_server, "transcribe", model="gpt-4o-mini-transcribe", response_format="verbose_json")

    assert (refused.status, refused.json["error"]["code"]) == (400, "unsupported_value")
    assert ask(model_server, "transcribe", model="gpt-4o-mini-transcribe").json["text"] == "I led a team."


def test_a_model_may_take_words_for_others_or_for_nothing(model_server):
    model_server.mishears["whisper-1"] = {"led": "fed", "large.": ""}
    file = recording("I led a team. It was large.")
    assert ask(model_server, "transcribe", file=file).json["text"] == "I fed a team. It was"
    assert ask(model_server, "transcribe", file=file, model="whisper-large-v3").json["text"] == "I led a team. It was large."
    model_server.behave()
    assert ask(model_server, "transcribe", file=file).json["text"] == "I led a team. It was large."


@pytest.mark.parametrize(
    ("file", "name", "status", "says"),
    [
        (b"no sound", "a.webm", 400, "could not be decoded"),
        (None, "a.doc", 400, "Supported formats"),
        (bytes(26_214_401), "a.wav", 413, "Maximum content size"),
    ],
    ids=["broken", "unknown", "too large"],
)
def test_files_that_cannot_be_heard_are_refused(model_server, file, name, status, says):
    answer = ask(model_server, "transcribe", file=file, name=name)

    assert answer.status == status
    assert says in answer.json["error"]["message"]


def test_a_form_that_is_none_is_refused(model_server):
    for body in (b"", b"--edge", b'--edge\r\nContent-Disposition: form-data; name="model"\r\n\r\n\xff\r\n--edge--'):
        answer = post(model_server, PATHS["transcribe"], body, {"Content-Type": "multipart/form-data; boundary=edge"})
        assert answer.status == 400


def test_a_transcription_may_be_scripted(model_server):
    model_server.script("transcribe", ["What I never said."])
    answer = ask(model_server, "transcribe", response_format="verbose_json", grains=["word"]).json

    assert answer["text"] == "What I never said."
    assert answer["words"][-1]["end"] == pytest.approx(answer["duration"], abs=0.01)


def test_the_first_sound_leaves_before_the_rest(model_server):
    model_server.paces["speak"] = 0.15
    start = time.perf_counter()
    with opened(model_server, PATHS["speak"], written("speak", input="word " * 20), {}) as response:
        first = response.read1()
        until_first = time.perf_counter() - start
        rest = response.read()

    assert first.startswith(b"RIFF")
    whole = time.perf_counter() - start
    assert until_first < whole / 2
    assert whole > 10 * 0.15
    assert len(rest) > 5 * len(first)


def test_bare_samples_have_the_length_of_the_sound(model_server):
    samples = ask(model_server, "speak", response_format="pcm", input="12345").body

    assert len(samples) == pytest.approx(5 * 0.08 * 24000 * 2)


@pytest.mark.parametrize("wrong", [{"input": "x" * 4097}, {"input": ""}, {"voice": None}, {"response_format": "midi"}])
def test_speech_that_cannot_be_made_is_refused(model_server, wrong):
    assert ask(model_server, "speak", **wrong).status == 400


def test_embeddings_have_as_many_dimensions_as_asked_for(model_server):
    plain = ask(model_server, "embed", dimensions=256).json["data"][0]["embedding"]
    packed = ask(model_server, "embed", dimensions=256, encoding_format="base64").json["data"][0]["embedding"]

    assert len(plain) == 256
    assert struct.unpack("<256f", base64.b64decode(packed)) == pytest.approx(plain)


def test_long_texts_that_share_no_word_are_far_apart(model_server):
    texts = [" ".join(f"{start}{place}" for place in range(300)) for start in "ab"]
    one, other = (item["embedding"] for item in ask(model_server, "embed", dimensions=256, input=texts).json["data"])

    assert sum(a * b for a, b in zip(one, other, strict=True)) < 0.3


@pytest.mark.parametrize("wrong", ["", ["fine", ""], ["x"] * 2049, None], ids=["empty", "one empty", "too many", "none"])
def test_embeddings_of_nothing_or_too_much_are_refused(model_server, wrong):
    assert ask(model_server, "embed", input=wrong).status == 400


def test_tokens_can_be_embedded_as_well(model_server):
    assert len(ask(model_server, "embed", input=[[1, 2], [3]]).json["data"]) == 2
    assert len(ask(model_server, "embed", input=[1, 2]).json["data"]) == 1
