"""The browser's own recognition, which finds words a while after they were said: each stands in the answer in which it was said.

No browser that runs by itself has one that works, so a small one stands in its place, told by the test what it finds and when.
"""

import pytest

EAR = """
  const ears = [];
  window.SpeechRecognition = class {
    constructor() { ears.push(this); }
    start() { this.isOn = true; if (window.refuses) throw new Error("refused"); }
    stop() { this.isOn = false; }
    abort() { this.isOn = false; setTimeout(() => this.onend()); }
    finds(transcript, isFinal = true) {
      this.onresult({ resultIndex: 0, results: [Object.assign([{ transcript }], { isFinal })] });
    }
  };
  const { makeRecognition } = await import("/static/js/voice/recognition.js");
  const said = { coming: [], failed: 0 };
  const recognition = makeRecognition({
    language: "en",
    told: { coming: (text) => said.coming.push(text), failed: () => (said.failed += 1) },
  });
  const soon = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
"""


@pytest.fixture
def run(page, server):
    page.goto(f"{server}/livez")
    return lambda script: page.evaluate(f"async () => {{ {EAR} {script} }}")


def test_words_found_after_a_recording_has_ended_still_go_with_it(run):
    assert run("""
        await recognition.begin(2);
        const taken = recognition.taken(2);
        await soon(300);
        ears[0].finds("I built a tool");
        return taken;
    """) == "I built a tool"  # fmt: skip


def test_at_the_end_of_an_answer_the_last_words_are_waited_for(run):
    assert run("""
        await recognition.begin(2);
        const first = recognition.taken(2);
        recognition.end();
        const last = recognition.taken(2);
        await soon(300);
        ears[0].finds("I built a tool");
        ears[0].onend();
        return [await first, await last];
    """) == ["I built a tool", ""]  # fmt: skip


def test_what_is_found_too_late_is_no_part_of_the_next_answer(run):
    assert run("""
        await recognition.begin(2);
        recognition.end();
        const taken = await recognition.taken(2);
        await recognition.begin(3);
        ears[0].finds("of the answer before");
        ears[0].onend();
        const next = recognition.taken(3);
        ears[1].finds("the next");
        return [taken, await next, ears.length];
    """) == ["", "the next", 2]  # fmt: skip


def test_one_that_begins_anew_while_another_ends_waits_for_it(run):
    assert run("""
        await recognition.begin(2);
        recognition.end();
        recognition.begin(2);
        await soon(50);
        const before = ears.length;
        ears[0].finds("one");
        ears[0].onend();
        await soon();
        ears[1].finds("two");
        return [before, ears.map(({ isOn }) => isOn), await recognition.taken(2)];
    """) == [1, [False, True], "one two"]  # fmt: skip


def test_where_the_browser_stops_by_itself_it_is_asked_again_and_not_in_a_hurry(run):
    assert run("""
        await recognition.begin(2);
        ears[0].onend();
        await soon(200);
        const soonAfter = ears.length;
        await soon(1000);
        return [soonAfter, ears.length];
    """) == [1, 2]  # fmt: skip


def test_words_that_nobody_waits_for_are_owed(run):
    assert run("""
        await recognition.begin(2);
        const owed = [recognition.isOwed(2)];
        ears[0].finds("I built", false);
        owed.push(recognition.isOwed(2), recognition.isOwed(3));
        recognition.taken(2);
        owed.push(recognition.isOwed(2));
        return owed;
    """) == [False, True, False, False]  # fmt: skip


def test_what_does_not_count_is_forgotten_also_where_it_is_still_on_its_way(run):
    assert run("""
        await recognition.begin(2);
        ears[0].finds("wrong");
        recognition.forget(2);
        ears[0].finds("wrong again");
        while (!ears[1]) await soon(50);
        ears[1].finds("right");
        return [await recognition.taken(2), ears.length];
    """) == ["right", 2]  # fmt: skip


def test_one_that_cannot_work_is_told_of_once_and_keeps_nobody_waiting(run):
    assert run("""
        window.refuses = true;
        await recognition.begin(2);
        const taken = await recognition.taken(2);
        await recognition.end();
        return [taken, said.failed, recognition.isOwed(2)];
    """) == ["", 1, False]  # fmt: skip
