"""What a browser keeps of a recording until the server has it, also where the browser keeps badly."""

import pytest

# Runs with the module's store, and returns what is found afterwards: of each segment the bytes of its pieces.
FOUND = """
  const found = async (store) => {
    const all = {};
    for (const { key } of await store.segments()) all[key] = (await store.pieces(key)).map((bytes) => [...bytes]);
    return all;
  };
  const keep = async (store, key, ...pieces) => {
    await store.keepSegment({ key, interview: "one", turn: 1, epoch: 1, segment: 1, at: Date.now() });
    for (const [number, byte] of pieces) await store.keepPiece(key, number, new Uint8Array([byte]));
  };
"""
OPEN = 'const { openStore } = await import("/static/js/voice/store.js");'


@pytest.fixture
def run(page, server):
    page.goto(f"{server}/livez")
    return lambda script: page.evaluate(f"async () => {{ {OPEN} {FOUND} {script} }}")


def test_another_page_finds_what_was_kept_and_nothing_of_what_was_forgotten(run):
    assert run("""
        const store = await openStore("one");
        await keep(store, "a", [0, 1], [1, 2]);
        const before = await found(await openStore("one"));
        await store.forgetAll();
        return [before, await found(await openStore("one")), await found(await openStore("other"))];
    """) == [{"a": [[1], [2]]}, {}, {}]


def test_pieces_count_as_far_as_there_is_no_gap(run):
    assert run('const store = await openStore("one"); await keep(store, "a", [0, 1], [1, 2], [3, 4]); return await found(store);') == {
        "a": [[1], [2]]
    }


def test_a_store_that_the_browser_closes_in_the_middle_costs_nothing(run):
    """As Safari does to a tab that was in the background: each question to it is thrown back."""
    assert run("""
        const { transaction } = IDBDatabase.prototype;
        const store = await openStore("one");
        await keep(store, "a", [0, 1]);
        IDBDatabase.prototype.transaction = () => { throw new DOMException("closed", "InvalidStateError"); };
        await keep(store, "b", [0, 2], [1, 3]);
        const meanwhile = await found(store);
        IDBDatabase.prototype.transaction = transaction;
        return [meanwhile, await found(store)];
    """) == [{"b": [[2], [3]]}, {"a": [[1]], "b": [[2], [3]]}]


def test_what_the_disk_does_not_take_is_kept_in_memory(run):
    """A browser takes it, and finds out that it has no room only when it writes."""
    assert run("""
        const { put } = IDBObjectStore.prototype;
        const store = await openStore("one");
        IDBObjectStore.prototype.put = function (value) {
          const request = put.call(this, value);
          this.transaction.abort();
          return request;
        };
        await keep(store, "a", [0, 1], [1, 2]);
        return await found(store);
    """) == {"a": [[1], [2]]}


def test_a_store_that_never_opens_is_not_waited_for(run):
    assert run("""
        IDBFactory.prototype.open = () => ({});
        const store = await openStore("one");
        await keep(store, "a", [0, 1]);
        return await found(store);
    """) == {"a": [[1]]}
