"""What is sent to each provider, and how its answer is read."""

import asyncio
import io
import wave
from uuid import uuid4

import pytest

from ai.errors import NotOffered, Rejected
from ai.protocols import Grade, Hints, Recording
from ai.providers import wire
from ai.task import Task
from ai.testing import recording
from ai.waiting import wait
from tests.ai.gateway.conftest import QUICK
from tests.ai.gateway.tasks import BARE, PROMPTS, SAY, Heard, Judgement

INPUTS = Heard(answer="I led a team of five people.")
CAREFUL = Task("tests.careful", PROMPTS / "judge.md", Heard, Judgement, grade=Grade.CAREFUL, max_tokens=600)


def silence():
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        sound.writeframes(bytes(64_000))
    return file.getvalue()


def asked(server):
    return server.calls[-1].body


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
async def test_nothing_of_the_operators_environment_travels_along(gateway, server, monkeypatch, provider):
    for name in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "canary-of-the-operator")
    for name in ("OPENAI_ADMIN_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.setenv(name, "sk-canary-of-the-operator")
    for name in ("OPENAI_CUSTOM_HEADERS", "ANTHROPIC_CUSTOM_HEADERS"):
        replaced = ("X-Canary", "Authorization", "x-api-key", "X-Api-Key", "Host", "User-Agent", "anthropic-version")
        monkeypatch.setenv(name, "\n".join(f"{header}: canary-of-the-operator" for header in replaced))
    seen = []
    monkeypatch.setattr(wire, "_guard", lambda response, guard=wire._guard: seen.append(response.request.headers) or guard(response))
    key = f"key-{uuid4()}"
    await gateway(provider, **{f"{provider.upper()}_API_KEY": key}).run(BARE, INPUTS, pace=QUICK)
    [headers] = seen
    assert "canary" not in str(dict(headers))
    assert server.calls[0].authorization == key[-4:]


async def test_openai_is_asked_in_its_strict_form(gateway, server):
    await gateway("openai").run(CAREFUL, INPUTS, pace=QUICK)
    body = asked(server)
    assert (body["model"], body["reasoning_effort"], body["max_completion_tokens"]) == ("gpt-6.1-terra", "medium", 8600)
    assert body["response_format"]["json_schema"]["strict"] is True
    assert "temperature" not in body


async def test_a_quick_answer_is_asked_for_without_thoughts(gateway, server):
    await gateway("openai").run(BARE, INPUTS, pace=QUICK)
    assert (asked(server)["model"], asked(server)["reasoning_effort"]) == ("gpt-6-luna", "none")
    await gateway("anthropic").run(BARE, INPUTS, pace=QUICK)
    assert asked(server)["thinking"] == {"type": "disabled"}
    assert asked(server)["output_config"]["effort"] == "low"


async def test_anthropic_is_given_the_schema(gateway, server):
    answer = await gateway("anthropic").run(CAREFUL, INPUTS, pace=QUICK)
    body = asked(server)
    assert (answer.made.provider, body["model"]) == ("anthropic", "claude-sonnet-5-5")
    assert body["output_config"]["format"]["type"] == "json_schema"
    assert "thinking" not in body


async def test_a_hugging_face_endpoint_is_given_the_schema_where_it_looks_for_it(gateway, server):
    server.script("chat", ['{"score": 2, "quote": "x"}'])
    await gateway("huggingface", HUGGINGFACE_BASE_URL=server.url).run(BARE, INPUTS, pace=QUICK)
    body = asked(server)
    assert (body["model"], body["max_tokens"]) == ("tgi", 1000)
    assert body["response_format"]["value"]["schema"]["type"] == "object"


async def test_a_local_server_is_asked_without_a_key(gateway, server):
    models = gateway(
        LOCAL_BASE_URL=server.url, LOCAL_QUICK_MODEL="llama", LOCAL_TRANSCRIBE_MODEL="whisper-small", LOCAL_SPEAK_MODEL="kokoro"
    )
    assert (await models.run(BARE, INPUTS, pace=QUICK)).made.provider == "local"
    assert (await models.speak("Good morning.", pace=QUICK)).format == "mp3"


async def test_groq_hears_and_speaks(gateway, server):
    models = gateway("groq")
    speech = await models.speak("Tell me about your last project.", pace=QUICK)
    sound = b"".join([piece async for piece in speech.sound])
    assert speech.format == "wav"
    assert asked(server)["voice"] == "hannah"
    transcript = await models.transcribe(Recording(sound, "wav"), pace=QUICK)
    assert transcript.text == "Tell me about your last project."
    assert (transcript.made.provider, transcript.made.model) == ("groq", "whisper-large-v3")


async def test_a_sentence_that_is_too_long_for_a_voice_goes_to_the_next(gateway):
    with pytest.raises(Rejected):
        await gateway("groq").speak("word " * 50, pace=QUICK)
    speech = await gateway("groq", "openai", AI_SPEAK="groq,openai").speak("word " * 50, pace=QUICK)
    assert speech.format == "wav"
    await speech.sound.aclose()


@pytest.mark.parametrize("form", ["wav", "mp3", "webm", "mp4"])
async def test_a_transcript_has_words_with_times(gateway, form):
    sound = recording("I led a team, of five.", format=form)
    transcript = await gateway("openai").transcribe(Recording(sound, form), pace=QUICK)
    assert transcript.text == "I led a team, of five."
    assert [word.text for word in transcript.words] == ["I", "led", "a", "team,", "of", "five."]
    assert all(word.start < word.end for word in transcript.words)
    assert [word.start for word in transcript.words] == sorted(word.start for word in transcript.words)
    assert transcript.language
    assert transcript.no_speech_probability < 0.5 < transcript.confidence
    assert transcript.made.usage.audio_seconds == pytest.approx(transcript.duration)


async def test_silence_says_that_it_is_silence(gateway):
    transcript = await gateway("openai").transcribe(Recording(silence(), "wav"), pace=QUICK)
    assert transcript.no_speech_probability > 0.8
    assert transcript.confidence < 0.5


async def test_hints_help_each_kind_of_ear_in_its_own_words(gateway, server):
    sound, hints = Recording(recording("yes", format="wav"), "wav"), Hints(language="de", words=("Kubernetes", "Terraform"))
    await gateway("openai").transcribe(sound, hints, pace=QUICK)
    assert (asked(server)["language"], asked(server)["prompt"]) == ("de", "Kubernetes, Terraform")
    await gateway("openai", OPENAI_TRANSCRIBE_MODEL="gpt-transcribe").transcribe(sound, hints, pace=QUICK)
    assert asked(server)["response_format"] == "json"


async def test_hints_are_never_longer_than_any_ear_of_this_format_takes(gateway, server):
    sound, hints = Recording(recording("yes", format="wav"), "wav"), Hints(words=("Kubernetes " * 12,) * 12)
    await gateway("openai").transcribe(sound, hints, pace=QUICK)
    assert 700 < len(asked(server)["prompt"]) <= 896


async def test_a_recording_that_nobody_can_read_is_rejected(gateway):
    with pytest.raises(Rejected):
        await gateway("openai").transcribe(Recording(b"no sound at all", "webm"), pace=QUICK)


async def test_many_texts_go_in_several_requests_and_come_back_in_order(gateway, server):
    texts = [f"text number {number}" for number in range(600)]
    models = gateway("openai")
    found = await models.embed(texts)
    assert [len(call.body["input"]) for call in server.calls] == [256, 256, 88]
    assert len(found.vectors) == 600
    assert {len(vector) for vector in found.vectors} == {384}
    alone = await models.embed([texts[599]])
    assert alone.vectors[0] == pytest.approx(found.vectors[599])
    assert found.model == "openai:text-embedding-3-small"


async def test_empty_and_endless_texts_have_vectors_too(gateway):
    assert len((await gateway("openai").embed(["", "x" * 100_000])).vectors) == 2


async def test_no_texts_need_nobody(gateway, server):
    assert (await gateway("openai").embed([])).vectors == ()
    assert not server.calls


async def test_speech_needs_somebody_who_speaks(gateway):
    with pytest.raises(NotOffered):
        await gateway().speak("Good morning.")
    assert not gateway().has_provider("speak")


def test_a_worker_waits_without_a_loop_of_its_own(gateway, server):
    models = gateway("openai")
    for _ in range(3):
        assert wait(models.run(BARE, INPUTS, pace=QUICK)).made.provider == "openai"


def test_what_goes_wrong_reaches_who_waits(gateway):
    with pytest.raises(NotOffered):
        wait(gateway().run(BARE, INPUTS))


async def test_streams_of_one_process_do_not_mix(gateway, server):
    models = gateway("openai")
    server.script("chat", [f"answer number {number}" for number in range(20)])

    async def heard():
        return "".join([piece async for piece in models.stream(SAY, INPUTS, pace=QUICK)])

    answers = await asyncio.gather(*(heard() for _ in range(20)))
    assert sorted(answers) == sorted(f"answer number {number}" for number in range(20))
