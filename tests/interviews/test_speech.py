"""What the interviewer says, as sentences and as sound."""

import asyncio
import json
import re
from html import unescape

import pytest
from channels.layers import get_channel_layer
from django.db import connection
from django.test import AsyncClient

from accounts.tenancy import company_scope
from ai.configuration import configuration_from
from ai.testing import Fault
from ai.testing.sound import decoded
from ai.testing.tones import hear
from interviews.engine.events import Answered, Meaning
from interviews.live import hints
from interviews.live.sounds import seconds_of
from interviews.models import Interview, Sentence, Sound, Turn, Waterfall
from interviews.services import conducting, speech
from tests.interviews.invited import TYPING_ONLY, address
from tests.interviews.rooms import begun, interview_of, page, say, turns_of, work
from tests.interviews.wired import model, running_server  # noqa: F401 - fixtures

WARM = "I built a small tool for the night shift, and people used it at once."
CORE = "How do you find a slow query?"
SPOKEN = re.compile(r'data-speaks="(\d+)" data-speed="(\d+)" data-sentences="([^"]*)"')


def painted(client, invitation) -> tuple[int, int, list[dict]]:
    """The turn, the speed and the sentences."""
    turn, speed, sentences = SPOKEN.search(page(client, invitation)).groups()
    return int(turn), int(speed), json.loads(unescape(sentences))


def listen(client, url: str, *, until_broken: bool = False) -> tuple[int, bytes, str]:
    """Status, sound and kind: as a browser does, piece by piece."""

    async def listening() -> tuple[int, bytes, str]:
        ears = AsyncClient()
        ears.cookies = client.cookies
        answer = await ears.get(url)
        if not answer.streaming:
            return answer.status_code, answer.content, answer["Content-Type"]
        data = b""
        try:
            async for piece in answer.streaming_content:
                data += piece
        except Exception:
            if not until_broken:
                raise
        return answer.status_code, data, answer["Content-Type"]

    return asyncio.run(listening())


def words_in(data: bytes) -> str:
    samples, _ = decoded(data)
    return " ".join(word.text for word in hear(samples, 8000))


def sentences_of(invitation, turn: int) -> list[str]:
    with company_scope(invitation.company_id):
        return list(Sentence.objects.filter(turn=turn).order_by("number").values_list("text", flat=True))


# Sentences


def test_what_is_said_stands_in_the_page_sentence_by_sentence(northwind):
    client, invitation = begun(northwind)
    turn, speed, said = painted(client, invitation)
    (welcome,) = turns_of(invitation)
    assert (turn, speed) == (1, 100)
    assert " ".join(each["text"] for each in said) == welcome.text
    assert [each["n"] for each in said] == list(range(1, len(said) + 1))
    assert {each["turn"] for each in said} == {1}
    assert {each["url"] for each in said} == {""}, "the rules have no voice: the browser has one"


def test_where_a_provider_speaks_each_sentence_has_an_address(committed, northwind, model):  # noqa: F811
    client, invitation = begun(northwind)
    _, _, said = painted(client, invitation)
    assert [each["url"] for each in said] == [address(invitation, f"room/speech/1/{each['n']}/") for each in said]


def test_who_may_only_type_is_told_nothing_aloud(northwind):
    client, invitation = begun(northwind, plan=TYPING_ONLY)
    assert "data-sentences" not in page(client, invitation)
    with company_scope(northwind):
        assert not Sentence.objects.exists()


# Sound


def test_a_sentence_is_heard_as_it_is_written(committed, northwind, model):  # noqa: F811
    client, invitation = begun(northwind)
    first = painted(client, invitation)[2][0]
    status, data, kind = listen(client, first["url"])
    assert (status, kind) == (200, "audio/wav")
    assert words_in(data) == first["text"]


def test_it_is_made_once_and_then_comes_from_what_is_kept(committed, northwind, model):  # noqa: F811
    client, invitation = begun(northwind)
    first = painted(client, invitation)[2][0]
    made, kept = listen(client, first["url"]), listen(client, first["url"])
    assert [call.ability for call in model.calls].count("speak") == 1
    assert words_in(kept[1]) == words_in(made[1])
    with company_scope(northwind):
        sound = Sound.objects.get()
        assert sound.interview_id is None, "it is prepared, and said to many"
        assert sound.seconds == pytest.approx(len(decoded(kept[1])[0]) / 8000, abs=0.05)
        assert int.from_bytes(kept[1][4:8], "little") == len(kept[1]) - 8, "as a file that says how long it is"


def test_what_is_prepared_is_kept_for_the_next_candidate_and_for_no_other_company(committed, northwind, southgate, model):  # noqa: F811
    for number, company in enumerate((northwind, northwind, southgate)):
        client, invitation = begun(company, token=f"a-token-{number}", email=f"c{number}@post.example")
        said = painted(client, invitation)[2]
        listen(client, next(each["url"] for each in said if company.name not in each["text"]))
    assert [call.ability for call in model.calls].count("speak") == 2


def voices_asked_for(model) -> list[str]:  # noqa: F811
    return [call.body["voice"] for call in model.calls if call.ability == "speak"]


def hear_the_welcome(company, number: int, voice: str) -> None:
    client, invitation = begun(company, token=f"a-token-{number}", email=f"c{number}@post.example", plan={"voice": voice})
    listen(client, painted(client, invitation)[2][0]["url"])


def test_a_plan_s_voice_speaks_where_the_provider_has_it_and_is_kept_apart(committed, northwind, model):  # noqa: F811
    for number, voice in enumerate(("cedar", "", "cedar", "nobody-s", "Ash")):
        hear_the_welcome(northwind, number, voice)
    assert voices_asked_for(model) == ["cedar", "marin", "ash"]
    with company_scope(northwind):
        assert Sound.objects.count() == 3


def to_a_reply_of_a_model(company, model, reply: str = "You spoke of a tool for the night shift."):  # noqa: F811
    client, invitation = begun(company)
    say(client, invitation, "Yes")
    model.script("chat", [reply])
    say(client, invitation, WARM)
    return client, invitation


def test_what_was_said_to_one_person_goes_with_their_interview(committed, northwind, model):  # noqa: F811
    client, invitation = to_a_reply_of_a_model(northwind, model)
    lead, core = painted(client, invitation)[2]
    for each in (lead, core):
        listen(client, each["url"])
    with company_scope(northwind):
        assert {sound.interview_id is None for sound in Sound.objects.all()} == {True, False}
        Interview.objects.all().delete()
        (left,) = Sound.objects.all()
        assert words_in(bytes(left.data)) == CORE


def test_another_browser_hears_nothing(committed, northwind, model, client):  # noqa: F811
    holder, invitation = begun(northwind)
    url = painted(holder, invitation)[2][0]["url"]
    assert listen(client, url)[0] == 404
    assert listen(holder, address(invitation, "room/speech/7/1/"))[0] == 404
    assert not [call for call in model.calls if call.ability == "speak"]


def test_whoever_breaks_off_again_and_again_is_spoken_to_by_their_browser(committed, northwind, model):  # noqa: F811
    client, invitation = begun(northwind)
    url = painted(client, invitation)[2][0]["url"]
    model.fault(Fault.CUT, ability="speak")
    for _ in range(speech.MOST_TRIES):
        listen(client, url, until_broken=True)
    asked = len(model.calls)
    assert listen(client, url)[0] == 503
    assert len(model.calls) == asked


# What was heard


def test_what_they_talked_over_was_not_said(northwind):
    client, invitation = begun(northwind)
    said = painted(client, invitation)[2]
    upto = said[0]["text"]
    client.post(address(invitation, "room/heard/"), {"turn": 1, "sentence": 1, "ms": 900, "whole": "on"})
    (welcome,) = turns_of(invitation)
    assert welcome.said == f"{upto} …"
    say(client, invitation, "Yes")
    # It stood on their screen, and stays to be read.
    assert welcome.text in unescape(page(client, invitation))


def test_of_a_sentence_that_was_broken_into_whole_words_count(northwind):
    client, invitation = begun(northwind)
    client.post(address(invitation, "room/heard/"), {"turn": 1, "sentence": 1, "ms": 1_000})
    (welcome,) = turns_of(invitation)
    heard = welcome.text[: welcome.heard_upto]
    assert 5 <= len(heard) <= 15
    assert welcome.text[len(heard)] == " "


def test_what_was_heard_to_its_end_was_said_even_if_it_was_interrupted_before(northwind):
    client, invitation = begun(northwind)
    last = painted(client, invitation)[2][-1]["n"]
    for heard in ({"sentence": 1, "ms": 500}, {"sentence": last, "ms": 3000, "whole": "on"}, {"sentence": 1, "ms": 200}):
        client.post(address(invitation, "room/heard/"), {"turn": 1, **heard})
    (welcome,) = turns_of(invitation)
    assert not welcome.was_interrupted
    assert welcome.said == welcome.text


def test_that_it_begins_to_be_heard_interrupts_nothing(northwind):
    client, invitation = begun(northwind)
    client.post(address(invitation, "room/heard/"), {"turn": 1, "sentence": 1, "ms": 0})
    assert turns_of(invitation)[0].heard_upto is None


@pytest.mark.parametrize("said", [{}, {"turn": 1}, {"turn": 0, "sentence": 1, "ms": 1}, {"turn": 1, "sentence": 1, "ms": -1}])
def test_nonsense_about_what_was_heard_is_refused(northwind, said):
    client, invitation = begun(northwind)
    assert client.post(address(invitation, "room/heard/"), said).status_code == 422


def test_of_what_was_never_said_nothing_was_heard(northwind):
    client, invitation = begun(northwind)
    for said in ({"turn": 7, "sentence": 1}, {"turn": 1, "sentence": 99}):
        assert client.post(address(invitation, "room/heard/"), {**said, "ms": 10, "whole": "on"}).status_code == 204
    assert turns_of(invitation)[0].heard_upto is None


def test_slower_says_it_again_and_stays_slower(northwind):
    client, invitation = begun(northwind)
    speeds = []
    for _ in range(3):
        client.post(address(invitation, "room/act/"), {"do": "slower", "turn": 1})
        speeds.append(painted(client, invitation)[1])
    assert speeds == [80, 65, 65]
    assert turns_of(invitation)[0].said_again == 3


# A reply that is spoken while it is written


def whoever_listens(company, invitation) -> None:
    """Their page has said that they heard what was asked last."""
    with company_scope(company):
        Turn.objects.filter(interview__invitation=invitation).update(heard_upto=10_000)


def test_a_sentence_is_out_before_the_reply_is_whole(committed, northwind, model):  # noqa: F811
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    whoever_listens(northwind, invitation)
    # What comes after it is never said.
    model.script("chat", ["You spoke of a tool for the night shift. What a truly excellent and great answer that was."])
    say(client, invitation, WARM)
    turn = turns_of(invitation)[-1]
    assert turn.text.startswith("You spoke of a tool for the night shift. ")
    assert turn.text.endswith(CORE)
    assert "excellent" not in turn.text
    assert " ".join(sentences_of(invitation, 3)) == turn.text


def test_who_reads_is_told_nothing_before_the_reply_is_whole(committed, northwind, model):  # noqa: F811
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    model.script("chat", ["You spoke of a tool for the night shift. What a truly excellent and great answer that was."])
    say(client, invitation, WARM)
    assert "You spoke" not in turns_of(invitation)[-1].text


def test_a_worker_that_takes_over_goes_on_after_what_was_heard(committed, northwind, model):  # noqa: F811
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    interview = interview_of(invitation)
    with company_scope(northwind):
        conducting.keep_answer(interview=interview, turn=2, text=WARM)
        conducting.tell(interview=interview, event_at=lambda at: Answered(at, 2, Meaning.ANSWER))
        interview = interview_of(invitation)
        assert speech.let_out_sentence(interview=interview, turn=3, draft=3, number=1, text="Let us see.")
        assert not speech.let_out_sentence(interview=interview, turn=3, draft=2, number=2, text="Of an older draft.")
    turn, _, said = painted(client, invitation)
    assert (turn, [each["text"] for each in said]) == (3, ["Let us see."]), "it is heard while the rest is worded"
    work(invitation)
    assert turns_of(invitation)[-1].text.startswith("Let us see. ")
    assert sentences_of(invitation, 3)[0] == "Let us see."


def test_a_sentence_that_is_out_is_told_at_once_with_where_it_is_heard(committed, northwind, model):  # noqa: F811
    client, invitation = begun(northwind)
    say(client, invitation, "Yes")
    interview = interview_of(invitation)

    def let_out() -> None:
        try:
            with company_scope(northwind):
                conducting.keep_answer(interview=interview, turn=2, text=WARM)
                conducting.tell(interview=interview, event_at=lambda at: Answered(at, 2, Meaning.ANSWER))
                speech.let_out_sentence(interview=interview_of(invitation), turn=3, draft=3, number=1, text="Let us see.")
        finally:
            connection.close()

    async def heard() -> dict:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(hints.group_of(interview.pk), channel)
        await asyncio.to_thread(let_out)
        while (message := await asyncio.wait_for(layer.receive(channel), 10))["type"] != "room.sentence":
            pass
        return message

    told = asyncio.run(heard())
    [painted_one] = painted(client, invitation)[2]
    assert {name: told[name] for name in ("turn", "n", "text", "url")} == painted_one
    assert listen(client, told["url"])[0] == 200


# How long it took


def test_how_long_a_reply_took_is_kept(committed, northwind, model):  # noqa: F811
    client, invitation = to_a_reply_of_a_model(northwind, model)
    listen(client, painted(client, invitation)[2][0]["url"])
    client.post(address(invitation, "room/heard/"), {"turn": 3, "sentence": 1, "ms": 0})
    with company_scope(northwind):
        found = Waterfall.objects.get(turn=2)
    moments = [found.answered_at, found.first_word_at, found.first_sentence_at, found.first_sound_at]
    assert moments == sorted(moments)
    assert found.heard_at
    assert (found.was_cached, found.was_ahead) == (False, False)


def test_a_wave_that_says_no_length_is_measured():
    head = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00" + (8000).to_bytes(4, "little") + (16000).to_bytes(4, "little")
    data = head + b"\x02\x00\x10\x00" + b"data\xff\xff\xff\xff" + bytes(8000)
    assert seconds_of(data, "wav") == 0.5
    assert seconds_of(data[:20], "wav") is None
    assert seconds_of(b"ID3", "mp3") is None


def test_without_a_voice_of_ours_nobody_is_asked(committed, northwind, settings, model):  # noqa: F811
    client, invitation = begun(northwind)
    url = painted(client, invitation)[2][0]["url"]
    settings.AI = configuration_from({})
    assert listen(client, url)[0] == 503
