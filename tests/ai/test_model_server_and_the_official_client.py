import json

import pytest
from openai import AsyncOpenAI, AuthenticationError

from tests.ai.asking import KEY, strict, wanted

SAID = "I led the migration. Nobody lost a parcel."


@pytest.fixture
async def client(model_server):
    async with AsyncOpenAI(api_key=KEY, base_url=model_server.url, max_retries=0) as client:
        yield client


async def test_the_official_client_gets_an_answer_to_a_schema(client):
    answer = await client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": SAID}],
        response_format=wanted(strict({"quote": {"type": "string"}})),
    )

    assert json.loads(answer.choices[0].message.content) == {"quote": "I led the migration."}
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0
    assert answer._request_id.startswith("req_")


async def test_the_official_client_reads_a_stream(client):
    messages = [{"role": "user", "content": "Tell me about the warehouse."}]
    stream = await client.chat.completions.create(model="m", messages=messages, stream=True, stream_options={"include_usage": True})
    chunks = [chunk async for chunk in stream]

    words = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert "warehouse" in words
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert (chunks[-1].choices, chunks[-1].usage.completion_tokens > 5) == ([], True)


async def test_the_official_client_hears_what_it_had_said(client):
    for kind, ending in (("mp3", "mp3"), ("opus", "ogg"), ("aac", "m4a"), ("flac", "flac"), ("wav", "wav")):
        spoken = await client.audio.speech.create(model="tts-1", voice="alloy", input="Where were we?", response_format=kind)
        heard = await client.audio.transcriptions.create(model="whisper-1", file=(f"a.{ending}", spoken.content))
        assert heard.text == "Where were we?"


async def test_the_official_client_gets_embeddings(client):
    answer = await client.embeddings.create(model="text-embedding-3-small", input=["I led a team", "We led a team", "Cats purr"])
    one, two, other = (item.embedding for item in answer.data)

    def closeness(a, b):
        return sum(x * y for x, y in zip(a, b, strict=True))

    assert len(one) == 1536
    assert closeness(one, one) == pytest.approx(1)
    assert closeness(one, two) > 0.6 > 0.2 > closeness(one, other)


async def test_the_official_client_understands_that_its_key_is_wrong(model_server):
    async with AsyncOpenAI(api_key="sk-another-one", base_url=model_server.url, max_retries=0) as client:
        with pytest.raises(AuthenticationError) as caught:
            await client.models.list()

    assert caught.value.code == "invalid_api_key"
    assert "another" not in caught.value.message


async def test_the_official_client_lists_the_models(client):
    assert "whisper-1" in [model.id async for model in client.models.list()]
