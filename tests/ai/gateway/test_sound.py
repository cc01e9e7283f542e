"""Sound is told from what is no sound by how it begins."""

import pytest

from ai.errors import BadAnswer
from tests.ai.gateway.conftest import QUICK
from tests.ai.gateway.test_hostile_servers import OK, serving, whole

HEAD = OK.replace(b"application/json", b"application/octet-stream")


@pytest.mark.parametrize(
    ("begins", "form"),
    [
        *((bytes([0xFF, second]), "mp3") for second in (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2)),
        (b"ID3", "mp3"),
        (b"RIFF", "wav"),
        (b"OggS", "ogg"),
        (b"fLaC", "flac"),
    ],
)
async def test_speech_says_what_it_is_by_its_first_bytes(begins, form):
    async with serving(lambda number: whole(begins.ljust(400, b"\x90"), HEAD)) as models:
        speech = await models.speak("Good morning.", pace=QUICK)
        assert speech.format == form
        assert b"".join([piece async for piece in speech.sound]) == begins.ljust(400, b"\x90")


@pytest.mark.parametrize("begins", [b"<!doctype html>", b'{"error": 1}', b"\xff\xf1", b"\xff\xd8\xff\xe0", b"\xff\xfe"])
async def test_what_does_not_begin_like_sound_is_not_played(begins):
    async with serving(lambda number: whole(begins.ljust(400, b"\x90"), HEAD)) as models:
        with pytest.raises(BadAnswer):
            await models.speak("Good morning.", pace=QUICK)
