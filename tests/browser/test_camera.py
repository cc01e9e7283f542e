"""A candidate's camera, in a real browser: seen by them while it is on, recorded while they answer, and watched beside the report."""

from playwright.sync_api import expect

from accounts.tenancy import company_scope
from interviews.models import Piece
from tests.browser.candidate_pages import opened
from tests.browser.microphones import say
from tests.browser.pages.reports import behind_the_browser, reported
from tests.browser.speaking import (  # noqa: F401 - fixtures
    PLAN,
    READY,
    TOOL,
    answers,
    asks,
    attend,
    ear,
    is_heard,
    listening_server,
    press_done,
    room,
    state,
    worker,
)
from tests.browser.writing import is_sound
from tests.interviews.invited import TOKEN
from tests.interviews.rooms import turns_of
from tests.interviews.voices import make_film, segments_of
from tests.waiting import eventually

FILMED = {"may_be_filmed": True}
# Decodes a recording as a recruiter's browser does: how wide it is, and whether it has a picture at its end.
PLAYS = """async (bytes) => {
  const video = document.createElement("video");
  video.muted = true;
  video.src = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: "video/webm" }));
  await new Promise((resolve, reject) => { video.onloadeddata = resolve; video.onerror = () => reject(video.error); });
  return [video.videoWidth, video.videoHeight];
}"""


def films(invitation, turn: int | None = None):
    numbers = {each.pk: each.number for each in turns_of(invitation)}
    return [each for each in segments_of(invitation) if each.kind == "camera" and turn in (None, numbers[each.turn_id])]


def filed(invitation, turn: int):
    """Those of a turn, once they are in storage."""

    def found():
        there = films(invitation, turn)
        return there if there and all(each.file for each in there) else None

    return eventually(found, within=20)


def switch_camera(page, *, on: bool) -> None:
    page.locator("#more > summary").click()
    page.get_by_label("Record my camera too").set_checked(on)
    page.locator("#more > summary").click()


def test_it_is_off_until_switched_on_and_records_only_while_they_answer(room):  # noqa: F811
    page, invitation = room(plan=FILMED)
    is_heard(page, 1)
    view = page.locator("#self-view")
    expect(view).to_be_hidden()
    switch_camera(page, on=True)
    expect(view.get_by_text("Your camera records.")).to_be_visible()
    is_sound(page, "room with camera")
    say(page, READY)
    press_done(page)
    expect(view.get_by_text("Your camera is on and records nothing now.")).to_be_visible()
    is_heard(page, 2)
    expect(view.get_by_text("Your camera records.")).to_be_visible()
    say(page, TOOL)
    view.get_by_role("button", name="Switch it off").click()
    expect(view).to_be_hidden()
    say(page, PLAN)
    press_done(page)
    is_heard(page, 3)
    # What they said is what they said, whatever the camera did.
    assert answers(invitation)[:2] == [READY, f"{TOOL} {PLAN}"]
    [one], [two] = filed(invitation, 1), filed(invitation, 2)
    assert films(invitation, 3) == []
    for each in (one, two):
        with each.file.open() as file:
            assert page.evaluate(PLAYS, list(file.read())) == [640, 360]
    with company_scope(invitation.company_id):
        assert not Piece.objects.filter(kind="camera").exists()


def test_by_requests_too(room):  # noqa: F811
    page, invitation = room(plan=FILMED, sockets=False)
    is_heard(page, 1)
    switch_camera(page, on=True)
    say(page, READY)
    press_done(page)
    is_heard(page, 2)
    filed(invitation, 1)
    assert answers(invitation)[0] == READY


def test_what_it_recorded_while_the_line_was_cut_comes_behind_the_voice(room):  # noqa: F811
    page, invitation = room(plan=FILMED)
    is_heard(page, 1)
    switch_camera(page, on=True)
    expect(page.get_by_text("Your camera records.")).to_be_visible()
    page.context.set_offline(True)
    say(page, READY)
    press_done(page)
    expect(page.locator("#voice-now")).to_contain_text("Your answer is on its way.")
    page.context.set_offline(False)
    eventually(lambda: answers(invitation)[0] == READY, within=30)
    # Whole, though none of it could be sent while it was recorded: what was heard is also seen.
    [film] = filed(invitation, 1)
    assert film.problems == []
    assert film.seconds > 0.7 * sum(each.seconds for each in segments_of(invitation) if each.kind == "sound") > 0.5


def test_a_page_that_is_loaded_anew_has_it_as_it_was(room):  # noqa: F811
    page, invitation = room(plan=FILMED)
    is_heard(page, 1)
    switch_camera(page, on=True)
    say(page, TOOL)
    page.reload()
    is_heard(page, 1)
    expect(page.locator("#self-view").get_by_text("Your camera records.")).to_be_visible()
    say(page, PLAN)
    press_done(page)
    eventually(lambda: answers(invitation)[0].endswith(PLAN), within=20)
    eventually(lambda: len(films(invitation)) == 2, within=20)
    page.get_by_role("button", name="Type", exact=True).click()
    expect(page.locator("#self-view")).to_be_hidden()


def test_a_camera_that_is_refused_or_goes_away_stops_nothing(room):  # noqa: F811
    page, invitation = room(plan=FILMED)
    is_heard(page, 1)
    page.evaluate(
        """() => {
          const devices = navigator.mediaDevices, before = devices.getUserMedia;
          devices.getUserMedia = async (wishes) => {
            if (wishes.video) throw new DOMException("refused", "NotAllowedError");
            return before(wishes);
          };
          window.giveCamera = () => (devices.getUserMedia = before);
        }"""
    )
    page.locator("#more > summary").click()
    page.get_by_label("Record my camera too").click()
    expect(page.get_by_text("Your browser gives no camera to this page.")).to_be_visible()
    expect(page.get_by_label("Record my camera too")).not_to_be_checked()
    page.evaluate("() => window.giveCamera()")
    page.get_by_label("Record my camera too").click()
    page.locator("#more > summary").click()
    expect(page.locator("#self-view")).to_be_visible()
    page.evaluate("() => document.querySelector('#self-view video').srcObject.getTracks()[0].dispatchEvent(new Event('ended'))")
    expect(page.get_by_text("Your camera went away.")).to_be_visible()
    say(page, READY)
    press_done(page)
    is_heard(page, 2)
    assert answers(invitation)[0] == READY


def test_where_the_plan_has_none_there_is_none(room):  # noqa: F811
    page, _ = room()
    is_heard(page, 1)
    page.locator("#more > summary").click()
    expect(page.get_by_label("Say the questions aloud")).to_be_visible()
    expect(page.get_by_label("Record my camera too")).to_be_hidden()


def test_it_is_tried_and_decided_in_the_sound_check(cast, worker, browser, listening_server):  # noqa: F811
    opened(cast, "check", plan=FILMED)
    with browser.new_context(base_url=listening_server) as context:
        page = context.new_page()
        page.goto(f"/i/{TOKEN}/")
        wanted = page.get_by_label("Begin the interview with my camera on")
        expect(wanted).not_to_be_checked()
        page.get_by_role("button", name="Try my camera").click()
        expect(page.get_by_text("You see yourself")).to_be_visible()
        expect(page.get_by_label("What your camera sees")).to_be_visible()
        is_sound(page, "check with camera")
        page.get_by_role("button", name="Switch it off").click()
        expect(page.get_by_label("What your camera sees")).to_be_hidden()
        wanted.check()
        page.reload()
        expect(wanted).to_be_checked()


# A page that may have two pieces in the air, and what it sends of a camera and of a voice when it comes up.
SENDS = """async () => {
  const { openSender } = await import("/static/js/voice/sender.js");
  const sent = [];
  const way = {
    piece: ({ camera, segment, piece }) => sent.push(`${camera ? "camera" : "voice"} ${segment}.${piece}`),
    segment: ({ segment }) => sent.push(`whole ${segment}`),
    spoken: (turn) => sent.push(`answer ${turn}`),
  };
  const nothing = () => {};
  const store = { segments: async () => [], keepSegment: nothing, keepPiece: nothing, forget: nothing, forgetPieces: nothing };
  const told = { changed: nothing, lost: nothing, filmLost: nothing };
  const sender = await openSender({ interview: "one", store, way: () => way, told });
  const film = sender.begin({ turn: 1, epoch: 1, mime: "video/webm", camera: true });
  const voice = sender.begin({ turn: 1, epoch: 1, mime: "audio/webm" });
  const take = (what, times) => { for (let at = 0; at < times; at += 1) what.take(new ArrayBuffer(8)); };
  const ack = (segment, upto) => sender.ack({ turn: 1, epoch: 1, segment, upto, credit: 2 });
  take(film, 3);
  take(voice, 3);
  sender.up({ credit: 2, segments: [] });
  ack(2, 1);
  ack(2, 2);
  take(voice, 1);
  ack(2, 3);
  ack(2, 4);
  await voice.finish({ ms: 4000 });
  sender.answer({ turn: 1, spoken: sender.spoken(1), endedAt: Date.now() });
  ack(1, 1);
  return [sent, sender.spoken(1), sender.waiting()];
}"""


def test_the_voice_goes_first_and_no_answer_waits_for_a_camera(page, server):
    page.goto(f"{server}/livez")
    sent, spoken, waiting = page.evaluate(SENDS)
    assert sent == ["voice 2.0", "voice 2.1", "voice 2.2", "camera 1.0", "voice 2.3", "whole 2", "answer 1", "camera 1.1"]
    assert (spoken, waiting) == ([[1, 2]], 0)


# Two seconds of a picture that changes.
RECORDS = """async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const pen = canvas.getContext("2d");
  const timer = setInterval(() => {
    pen.fillStyle = `hsl(${(performance.now() / 10) % 360} 40% 50%)`;
    pen.fillRect(0, 0, 640, 360);
  }, 50);
  const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm;codecs=vp8" });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  setTimeout(() => recorder.stop(), 2000);
  await ended;
  clearInterval(timer);
  return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
}"""


def test_whoever_recruits_watches_it_beside_the_answer(cast, page, context, enter, server, server_folder, settings, complaints):
    settings.MEDIA_ROOT = server_folder / "media"
    page.goto(f"{server}/livez")
    data = bytes(page.evaluate(RECORDS))

    def work():
        interview, _ = reported(cast.northwind)
        with company_scope(cast.northwind):
            make_film(interview, data)
        return interview

    interview = behind_the_browser(work)
    enter(context, cast.carol)
    found = complaints(page)
    page.goto(f"/c/northwind/interviews/{interview.pk}/report/")
    turn = page.locator("#turn-1")
    turn.get_by_text("Camera", exact=True).click()
    video = turn.locator("video")
    expect(video).to_be_visible()
    video.evaluate("video => video.play()")
    eventually(lambda: video.evaluate("video => video.currentTime") > 0.3, within=10)
    is_sound(page, "report with camera")
    assert found == []
