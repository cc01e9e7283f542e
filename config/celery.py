"""The Celery application: `celery --app config.celery worker` and `… beat`."""

import logging
import os
from time import time
from typing import Any

from celery import Celery, signals
from django.conf import settings
from django.core.cache import cache

from config.deafness import watch_over
from config.keys import check_keys
from config.logging import request_id

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
log = logging.getLogger(__name__)

QUEUES = ("live", "default", "bulk")
PULSE_SECONDS = 15
GIVES_WAY_BY = 10
SWEEPS = (
    (30, "default", "accounts.tasks.sweep_outbox", "sweep of the outbox"),
    (60, "default", "accounts.tasks.sweep_model_calls", "sweep of model calls"),
    (60, "default", "accounts.tasks.sweep_budgets", "sweep of budgets"),
    (3600, "default", "accounts.tasks.clear_sessions", "sessions that have ended"),
    (30, "default", "resumes.tasks.sweep_resumes", "sweep of résumés"),
    (60, "bulk", "resumes.tasks.sweep_vectors", "vectors of résumés that are missing"),
    (3600, "bulk", "resumes.tasks.remove_stray_files", "files without a row"),
    (5, "live", "interviews.tasks.sweep_interviews", "interviews that wait for words"),
    (5, "live", "interviews.tasks.sweep_timers", "interviews in which something may be due"),
    (5, "live", "interviews.tasks.sweep_recordings", "recordings that nobody has listened to"),
    (15, "default", "interviews.tasks.sweep_answers", "spoken answers that wait to be heard again"),
    (60, "bulk", "interviews.tasks.make_vectors", "vectors that are missing"),
    (60, "bulk", "interviews.tasks.sweep_domains", "domains of résumés that are missing"),
    (60, "bulk", "interviews.tasks.sweep_imports", "sweep of imports"),
    (3600, "bulk", "interviews.tasks.remove_stray_files", "files of imports without a row"),
    (60, "bulk", "interviews.tasks.find_near_pairs", "near pairs that are missing"),
    (60, "bulk", "interviews.tasks.sweep_lists", "sweep of invitation lists"),
    (60, "bulk", "interviews.tasks.sweep_farewells", "candidates of closed jobs who were not told"),
    (60, "bulk", "interviews.tasks.sweep_times", "candidates who were not asked yet to choose a time"),
    (60, "default", "interviews.tasks.sweep_reminders", "sweep of reminders"),
    (15, "default", "reports.tasks.sweep_assessments", "answers that wait to be assessed"),
    (15, "default", "reports.tasks.sweep_reports", "reports that wait for their answers"),
    (600, "bulk", "reports.tasks.sweep_overlooked", "interviews that were left without a report for days"),
    (60, "default", "reports.tasks.sweep_feedback", "feedback that candidates wait for"),
    (60, "default", "interviews.tasks.sweep_endings", "ends of interviews that nobody was told of"),
    (3600, "bulk", "interviews.tasks.forget_sounds", "sounds that nobody needs any more"),
    (3600, "bulk", "interviews.tasks.forget_old_recordings", "recordings that were kept as long as was promised"),
    (3600, "bulk", "interviews.tasks.forget_old_interviews", "interviews that were kept as long as was promised"),
    (3600, "bulk", "interviews.tasks.forget_trials", "trials of plans, after a day"),
)


app = Celery("colloquy")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.task(name="config.pulse", expires=PULSE_SECONDS * 2)
def pulse(queue: str) -> None:
    """Prove that a worker takes work from this queue and finishes it. `/readyz` reads what is left here."""
    cache.set(f"pulse:{queue}", time(), timeout=3600)


@app.on_after_finalize.connect
def schedule(sender: Celery, **kwargs: object) -> None:
    for queue in QUEUES:
        sender.add_periodic_task(PULSE_SECONDS, pulse.s(queue).set(queue=queue), name=f"pulse of {queue}")
    for seconds, queue, task, name in SWEEPS:
        sender.add_periodic_task(seconds, app.signature(task).set(queue=queue), name=name)


@signals.celeryd_after_setup.connect
def give_way(instance: Any = None, **kwargs: object) -> None:
    """Where programs share processors, what candidates wait for comes before what nobody waits for."""
    if "live" not in instance.app.amqp.queues.consume_from:
        os.nice(GIVES_WAY_BY)


@signals.worker_init.connect
def start_with_right_keys(**kwargs: object) -> None:
    check_keys()


signals.worker_ready.connect(watch_over)


@signals.worker_ready.connect
def first_pulse(**kwargs: object) -> None:
    """Without it a fresh installation would wait for the first beat before it is ready."""
    for queue in QUEUES:
        pulse.apply_async((queue,), queue=queue)


@signals.before_task_publish.connect
def send_request_id(headers: dict[str, object] | None = None, **kwargs: object) -> None:
    if headers is not None and request_id.get():
        headers["request_id"] = request_id.get()


@signals.task_prerun.connect
def take_request_id(task: Any = None, **kwargs: object) -> None:
    request_id.set(getattr(task.request, "request_id", None) or "")


@signals.task_postrun.connect
def say_what_ran(task: Any = None, state: str = "", **kwargs: object) -> None:
    log.info("task ended", extra={"facts": {"task": task.name, "id": task.request.id, "state": state}})


@signals.setup_logging.connect
def keep_our_logging(**kwargs: object) -> None:
    """Connecting to this signal stops Celery from installing handlers of its own."""
    from logging.config import dictConfig

    dictConfig(settings.LOGGING)
    # What a library prints, and what Python prints of a thread that broke, becomes a line of the log as well.
    app.log.redirect_stdouts(logging.WARNING, "celery.redirected")
