"""The tasks: what travels, what runs on time, and that a worker is known to work."""

import base64
import json
import secrets
import time
from uuid import UUID

from django.core.cache import cache

from accounts import tasks
from accounts.models import OutboxMail
from accounts.services.outbox import store_mail
from accounts.tenancy import company_scope
from config.celery import PULSE_SECONDS, QUEUES, app
from config.health import PULSE_TOO_OLD_SECONDS
from interviews.live.threads import REPLIED_WITHIN_SECONDS, send_later
from tests.waiting import eventually


def waiting_messages(house):
    return [json.loads(raw) for raw in house.store.lrange("colloquy:default", 0, -1)]


def test_what_travels_through_redis_is_ids_and_the_request_s_id_alone(held, northwind, alice, session_of):
    canary = f"canary{secrets.token_hex(6)}"
    visitor = held.visitor(session_of(alice))
    answer = visitor.post("/c/northwind/team/invite/", {"email": f"{canary}@mail.example", "role": "recruiter"})
    assert answer.status == 302
    [message] = waiting_messages(held)
    args, kwargs, embedded = json.loads(base64.b64decode(message["body"]))
    mail_id, company_id = args
    assert UUID(company_id) == northwind.pk
    assert UUID(mail_id)
    assert kwargs == {}
    assert set(embedded.values()) == {None}
    headers = message["headers"]
    assert headers["request_id"] == answer["X-Request-ID"]
    assert headers["argsrepr"] == repr((mail_id, company_id))
    every_byte = "".join(raw.decode(errors="replace") for key in held.store.scan_iter() for raw in values(held.store, key))
    for word in (canary, "Alice", "Northwind", "alice@"):
        assert word not in every_byte


def values(store, key):
    kind = store.type(key)
    read = {b"list": lambda: store.lrange(key, 0, -1), b"set": lambda: store.smembers(key), b"hash": lambda: store.hvals(key)}
    return [key, *read.get(kind, list)(), *([store.get(key)] if kind == b"string" else [])]


def test_a_person_s_own_mail_travels_as_ids_too(held, alice):
    held.visitor().post("/password/reset/", {"email": alice.email})
    [message] = waiting_messages(held)
    [mail_id, company_id], _, _ = json.loads(base64.b64decode(message["body"]))
    assert UUID(mail_id)
    assert company_id is None
    assert alice.email not in json.dumps(message["headers"])


def test_every_queue_that_is_fed_is_one_that_the_worker_reads(house):
    for queue in QUEUES:
        house.age_pulse(queue, seconds=1000)
        app.tasks["config.pulse"].apply_async((queue,), queue=queue)
    eventually(lambda: all(time.time() - cache.get(f"pulse:{queue}") < 30 for queue in QUEUES), within=15)


def test_what_nobody_waits_for_begins_once_a_reply_can_be_heard(house):
    house.age_pulse("default", seconds=1000)
    sent_at = time.time()
    send_later(app.tasks["config.pulse"], "default")
    eventually(lambda: time.time() - cache.get("pulse:default") < 500, within=15)
    assert cache.get("pulse:default") >= sent_at + REPLIED_WITHIN_SECONDS


def test_the_beat_feeds_every_queue_s_pulse_and_the_sweeps_in_time():
    app.finalize()
    app.loader.import_default_modules()
    planned = {(entry["task"], entry["options"].get("queue")): entry["schedule"] for entry in app.conf.beat_schedule.values()}
    sweeps = {(f"accounts.tasks.sweep_{what}", "default") for what in ("outbox", "model_calls", "budgets")}
    sweeps |= {(f"interviews.tasks.{what}", "bulk") for what in ("make_vectors", "sweep_imports")}
    assert set(planned) >= {("config.pulse", queue) for queue in QUEUES} | sweeps
    assert {task for task, _ in planned} - set(app.tasks) == set()
    assert all(float(planned["config.pulse", queue]) * 3 < PULSE_TOO_OLD_SECONDS for queue in QUEUES)
    assert PULSE_SECONDS * 3 < PULSE_TOO_OLD_SECONDS


def test_the_real_beat_sends_what_is_due(house, northwind):
    mail = store_mail(kind="test", to="dmitri@mail.example", company=northwind, key="one", subject="s", text="t", html="h")
    for queue in QUEUES:
        house.age_pulse(queue, seconds=1000)
    beat = house.program("beat", "celery", "--app", "config.celery", "--quiet", "beat", "--schedule", str(house.home / "schedule"))
    # As if it had run long ago, so that everything is due at once.
    age_schedule(house.home / "schedule")
    beat.start()
    try:
        eventually(lambda: house.mail.mails, within=40)
        eventually(lambda: all(time.time() - cache.get(f"pulse:{queue}") < 60 for queue in QUEUES), within=20)
    finally:
        beat.stop()
    assert house.mail.recipients == ["dmitri@mail.example"]
    assert mail.pk


def age_schedule(path):
    """Leave the file that a beat leaves, with times of an hour ago."""
    from datetime import UTC, datetime, timedelta

    from celery.beat import PersistentScheduler

    app.finalize()
    scheduler = PersistentScheduler(app=app, schedule_filename=str(path), lazy=True)
    scheduler.setup_schedule()
    for entry in scheduler.schedule.values():
        entry.last_run_at = datetime.now(UTC) - timedelta(hours=1)
    scheduler.close()


def test_a_task_that_fails_leaves_the_worker_working(house, northwind):
    from tests.servers.house.tasks import fail

    fail.delay("words")
    mail = store_mail(kind="test", to="dmitri@mail.example", company=northwind, key="one", subject="s", text="t", html="h")
    tasks.deliver_mail.delay(str(mail.pk), str(northwind.pk))
    eventually(lambda: house.mail.mails, within=15)


def test_a_task_for_a_mail_that_is_gone_ends_well(house, northwind):
    task = tasks.deliver_mail.delay("00000000-0000-4000-8000-000000000000", str(northwind.pk))
    eventually(lambda: house.lines(event="task ended", id=task.id, state="SUCCESS"), within=15)
    assert house.mail.mails == []


def test_the_sweep_enqueues_what_nobody_did(held, northwind):
    due = store_mail(kind="test", to="dmitri@mail.example", company=northwind, key="one", subject="s", text="t", html="h")
    done = store_mail(kind="test", to="d@mail.example", company=northwind, key="two", subject="s", text="t", html="h")
    with company_scope(northwind):
        OutboxMail.objects.filter(pk=done.pk).update(state=OutboxMail.State.SENT)
    tasks.sweep_outbox()
    bodies = [json.loads(base64.b64decode(message["body"]))[0] for message in waiting_messages(held)]
    assert bodies == [[str(due.pk), str(northwind.pk)]]


def test_a_worker_takes_up_work_again_when_redis_was_away(house):
    house.redis.cut()
    house.redis.mend()
    assert_work_is_taken_up(house)


def test_a_worker_takes_up_work_again_when_redis_was_silent(house):
    house.redis.hush()
    house.redis.mend()
    assert_work_is_taken_up(house)


def assert_work_is_taken_up(house):
    """Redis may hand the first task to the line that is just dying, and then it is gone: that is what the sweeps are for."""
    from tests.servers.house.tasks import succeed

    sent = []

    def one_is_done():
        sent.append(succeed.delay("words").id)
        return any(house.lines(event="task ended", id=task, state="SUCCESS") for task in sent)

    eventually(one_is_done, within=30, every=1)
