"""What people write may hold what cannot be sent to anybody; it is taken out where it comes in."""

import pytest

from ai.protocols import Hints, Recording
from ai.testing import recording
from tests.ai.gateway.conftest import QUICK
from tests.ai.gateway.tasks import BARE, Heard

ODD = "half \ud83d and\0 nothing, whole \ud83d\ude42"
PLAIN = "half � and nothing, whole 🙂"


async def test_a_prompt_is_made_fit_to_be_sent(gateway, server):
    await gateway("openai").run(BARE, Heard(answer=ODD), pace=QUICK)
    assert PLAIN in server.calls[0].body["messages"][1]["content"]


async def test_a_text_to_compare_is_made_fit_to_be_sent(gateway, server):
    found = await gateway("openai").embed([ODD, "\0", "\ud83d"], pace=QUICK)
    assert server.calls[0].body["input"] == [PLAIN, " ", "�"]
    assert len(found.vectors) == 3


async def test_a_sentence_to_speak_is_made_fit_to_be_sent(gateway, server):
    speech = await gateway("openai").speak(ODD, pace=QUICK)
    await speech.sound.aclose()
    assert server.calls[0].body["input"] == PLAIN


@pytest.mark.parametrize("model", ["whisper-1", "gpt-transcribe"])
async def test_words_that_help_to_hear_are_made_fit_to_be_sent(gateway, server, model):
    hints = Hints(language="de\0", words=("Kuber\0netes", "Terra\ud83dform"))
    await gateway("openai", OPENAI_TRANSCRIBE_MODEL=model).transcribe(Recording(recording("yes", "wav"), "wav"), hints, pace=QUICK)
    sent = str(server.calls[0].body)
    assert "Kubernetes" in sent
    assert "Terra�form" in sent
