"""Vectors: asked for in requests that every embedder takes, and taken only as what they have to be."""

import json

import pytest

from ai.check import check_each
from ai.errors import BadAnswer, WrongVectors
from ai.gateway import BYTES_AT_ONCE, LONGEST_TEXT
from ai.ledger import NoLedger
from ai.results import DIMENSIONS
from tests.ai.gateway.conftest import QUICK
from tests.ai.gateway.tasks import BARE, Heard
from tests.ai.gateway.test_hostile_servers import serving, whole

GOOD = [0.5] * DIMENSIONS


def answer(*items) -> bytes:
    return whole(json.dumps({"data": list(items), "model": "m"}).encode())


@pytest.mark.parametrize(
    "vector",
    [GOOD[1:], [*GOOD, 0.5], [], [float("nan"), *GOOD[1:]], [float("inf"), *GOOD[1:]], [None, *GOOD[1:]]],
    ids=["short", "long", "empty", "NaN", "infinite", "null"],
)
async def test_vectors_that_cannot_be_compared_are_paid_for_once(vector):
    asked = []

    def serve(number):
        asked.append(number)
        return answer({"index": 0, "embedding": vector})

    async with serving(serve) as models:
        with pytest.raises(WrongVectors):
            await models.embed(["a text"], pace=QUICK)
    assert asked == [1]


async def test_whoever_checks_is_told_what_to_do_about_vectors_of_another_size(gateway, server):
    models = gateway(LOCAL_BASE_URL=server.url, LOCAL_EMBED_MODEL="nomic-embed-text")
    [finding] = [
        found for found in await check_each(models._configuration, NoLedger(), BARE, Heard(answer="x")) if found.ability == "embed"
    ]
    assert finding.sentence == (
        "nomic-embed-text does not make vectors of 384 numbers; LOCAL_EMBED_MODEL names one that does, or that can be asked for 384 dimensions."
    )
    assert len([call for call in server.calls if call.ability == "embed"]) == 1


async def test_vectors_without_a_place_are_those_of_the_texts_in_their_order():
    first, second = [0.25] * DIMENSIONS, [0.75] * DIMENSIONS
    async with serving(lambda number: answer({"embedding": first}, {"embedding": second})) as models:
        assert (await models.embed(["one", "two"], pace=QUICK)).vectors == (tuple(first), tuple(second))
    async with serving(lambda number: answer({"index": 1, "embedding": second}, {"index": 0, "embedding": first})) as models:
        assert (await models.embed(["one", "two"], pace=QUICK)).vectors == (tuple(first), tuple(second))


@pytest.mark.parametrize("places", [[None], [None, None, None], [0, 0], [1, 2], [0, None, 1]], ids=str)
async def test_vectors_of_which_nobody_knows_whose_they_are_are_not_taken(places):
    items = [{"embedding": GOOD} | ({} if place is None else {"index": place}) for place in places]
    async with serving(lambda number: answer(*items)) as models:
        with pytest.raises(BadAnswer) as problem:
            await models.embed(["one", "two"], pace=QUICK)
    assert problem.value.code == "bad_answer"


@pytest.mark.parametrize("letter", ["x", "ж", "質", "🙂"])
async def test_no_request_is_longer_than_an_embedder_takes_in_whatever_script(gateway, server, letter):
    found = await gateway("openai").embed([letter * 20_000] * 100, pace=QUICK)
    assert len(found.vectors) == 100
    sent = [[len(text.encode()) for text in call.body["input"]] for call in server.calls]
    assert sum(map(len, sent)) == 100
    assert all(LONGEST_TEXT - 4 < size <= LONGEST_TEXT for sizes in sent for size in sizes)
    assert all(sum(sizes) <= BYTES_AT_ONCE for sizes in sent)
    assert len(sent) == 3
