from uuid import UUID

from celery import Task, shared_task
from django.utils import timezone

from accounts.tasks import deliver_on_commit
from interviews.live import ahead, carrying_on, listening, listening_again, threads
from interviews.models import QuestionImport, Recorded, Segment
from interviews.services import (
    domains,
    due_words,
    endings,
    erasing,
    farewells,
    near_pairs,
    reminders,
    slots,
    speech,
    timers,
    trials,
    vectors,
)
from interviews.services.imports import intake, running
from interviews.services.lists import sending
from interviews.services.recordings import again, forgetting, orphans, segments

# Some minutes of work with a provider; what is left is taken up by the next sweep.
AT_ONCE = 5_000
COMPARED_AT_ONCE = 50_000


@shared_task(queue="bulk", time_limit=600, soft_time_limit=570, expires=60)
def make_vectors() -> None:
    if vectors.make_vectors(at_most=AT_ONCE):
        find_near_pairs.delay()


@shared_task(queue="bulk", time_limit=600, soft_time_limit=570, expires=60)
def find_near_pairs() -> None:
    near_pairs.find_near_pairs(at_most=COMPARED_AT_ONCE)


@shared_task(queue="bulk", time_limit=1800, soft_time_limit=1740)
def check_import(import_id: str, company_id: str | None) -> None:
    running.check_import(import_id=UUID(import_id), company_id=UUID(company_id) if company_id else None)


@shared_task(queue="bulk", time_limit=1800, soft_time_limit=1740)
def write_import(import_id: str, company_id: str | None) -> None:
    running.write_import(import_id=UUID(import_id), company_id=UUID(company_id) if company_id else None)


@shared_task(queue="bulk", expires=60)
def sweep_imports() -> None:
    """Take up imports that nobody enqueued or whose worker died, and forget those that are of no more use."""
    for import_id, company_id, state in running.due_imports():
        task = check_import if state == QuestionImport.State.CHECKING else write_import
        task.delay(str(import_id), str(company_id) if company_id else None)
    intake.forget_old_imports()


@shared_task(queue="bulk", expires=3600)
def remove_stray_files() -> None:
    intake.remove_stray_files()
    forgetting.remove_stray_files()


@shared_task(queue="bulk", time_limit=60, soft_time_limit=50)
def find_domains(resume_id: str, company_id: str) -> None:
    domains.find_domains(resume_id=UUID(resume_id), company_id=UUID(company_id))


@shared_task(queue="bulk", expires=60)
def sweep_domains() -> None:
    """Take up résumés that nobody announced, or that could not be compared with the library until now."""
    for resume_id, company_id in domains.due_for_domains():
        find_domains.delay(str(resume_id), str(company_id))


@shared_task(queue="bulk", time_limit=120, soft_time_limit=110)
def send_list(list_id: str, company_id: str) -> None:
    """One batch; the next is another task's, so that long lists let others in between."""
    batch = sending.send_batch(list_id=UUID(list_id), company_id=UUID(company_id))
    for mail in batch.mails:
        deliver_on_commit(mail)
    if batch.has_more:
        send_list.delay(list_id, company_id)


@shared_task(queue="bulk", expires=60)
def sweep_lists() -> None:
    for list_id, company_id in sending.due_lists():
        send_list.delay(str(list_id), str(company_id))
    sending.forget_old_lists()


@shared_task(time_limit=60, soft_time_limit=50)
def send_reminder(invitation_id: str, company_id: str) -> None:
    mail = reminders.send_reminder(invitation_id=UUID(invitation_id), company_id=UUID(company_id), now=timezone.now())
    if mail:
        deliver_on_commit(mail)


@shared_task(expires=60)
def sweep_reminders() -> None:
    for invitation_id, company_id in reminders.due_reminders(timezone.now()):
        send_reminder.delay(str(invitation_id), str(company_id))


@shared_task(queue="live", time_limit=60, soft_time_limit=50)
def carry_on(interview_id: str, company_id: str) -> None:
    carrying_on.carry_on(interview_id=UUID(interview_id), company_id=UUID(company_id))


@shared_task(queue="live", expires=60)
def sweep_interviews() -> None:
    """Take up interviews whose worker died or was never told."""
    for interview_id, company_id in due_words.interviews_that_wait():
        carry_on.delay(str(interview_id), str(company_id))


@shared_task(queue="live", time_limit=60, soft_time_limit=50)
def transcribe(segment_id: str, company_id: str) -> None:
    segment = listening.claim(UUID(segment_id), UUID(company_id))
    if segment is None:
        return
    is_whole = listening.listen(segment)
    if is_whole:
        # At once, and not by way of a queue: somebody waits for the interviewer.
        carrying_on.carry_on(interview_id=segment.turn.interview_id, company_id=UUID(company_id))
    elif is_whole is not None:
        threads.send(draft_ahead, str(segment.turn.interview_id), company_id)
    listening.put_away(segment)


@shared_task(time_limit=60, soft_time_limit=50)
def store_camera(segment_id: str, company_id: str) -> None:
    """Nobody waits for it, and nobody listens to it."""
    segment = listening.claim(UUID(segment_id), UUID(company_id))
    if segment is not None:
        listening.put_away(segment)


def brings_to_storage(segment: Segment) -> "Task[[str, str], None]":
    return store_camera if segment.kind == Recorded.CAMERA else transcribe


@shared_task(queue="live", expires=60)
def sweep_recordings() -> None:
    """Take up what nobody has listened to, or could not bring to storage."""
    for segment_id, company_id in segments.due_segments():
        transcribe.delay(str(segment_id), str(company_id))
    for segment_id, company_id in segments.due_segments(Recorded.CAMERA):
        store_camera.delay(str(segment_id), str(company_id))
    orphans.adopt_lost_pieces()


@shared_task(time_limit=900, soft_time_limit=840)
def listen_again(interview_id: str, turn: int, company_id: str) -> None:
    listening_again.listen_again(interview_id=UUID(interview_id), number=turn, company_id=UUID(company_id))


@shared_task(expires=30)
def sweep_answers() -> None:
    """Take up spoken answers that nobody has listened to again, or whose model, store or worker was away."""
    for interview_id, turn, company_id in again.due_answers():
        listen_again.delay(str(interview_id), turn, str(company_id))


@shared_task(time_limit=60, soft_time_limit=50)
def tell_ending(interview_id: str, company_id: str) -> None:
    for mail in endings.tell_ending(interview_id=UUID(interview_id), company_id=UUID(company_id)):
        deliver_on_commit(mail)


@shared_task(expires=60)
def sweep_endings() -> None:
    """Take up interviews that ended and of whose end nobody was told."""
    for interview_id, company_id in endings.untold_endings():
        tell_ending.delay(str(interview_id), str(company_id))


@shared_task(queue="live", time_limit=60, soft_time_limit=50, expires=10)
def draft_ahead(interview_id: str, company_id: str) -> None:
    ahead.draft_ahead(interview_id=UUID(interview_id), company_id=UUID(company_id))


@shared_task(queue="bulk", expires=3600)
def forget_sounds() -> None:
    speech.forget_sounds()


@shared_task(queue="bulk", expires=3600, time_limit=600, soft_time_limit=570)
def forget_old_recordings() -> None:
    while forgetting.forget_old_recordings():
        pass


@shared_task(queue="bulk", expires=3600, time_limit=600, soft_time_limit=570)
def forget_old_interviews() -> None:
    while erasing.forget_old_interviews(timezone.now()):
        pass


@shared_task(queue="bulk", expires=3600)
def forget_trials() -> None:
    trials.forget_old_trials()


@shared_task(queue="live", time_limit=30, soft_time_limit=20, expires=60)
def look_at_interview(interview_id: str, company_id: str) -> None:
    told = timers.look_at_interview(interview_id=UUID(interview_id), company_id=UUID(company_id))
    if told and told.commands:
        carry_on.delay(interview_id, company_id)


@shared_task(queue="live", expires=60)
def sweep_timers() -> None:
    """Look at interviews in which somebody may be silent or away, or time may be up."""
    for interview_id, company_id in timers.due_timers():
        look_at_interview.delay(str(interview_id), str(company_id))


@shared_task(queue="bulk", time_limit=600, soft_time_limit=570)
def tell_of_closing(job_id: str, company_id: str) -> None:
    for mail in farewells.tell_of_closing(job_id=UUID(job_id), company_id=UUID(company_id)):
        deliver_on_commit(mail)


@shared_task(queue="bulk", time_limit=600, soft_time_limit=570)
def ask_for_times(job_id: str, company_id: str) -> None:
    for mail in slots.ask_for_times(job_id=UUID(job_id), company_id=UUID(company_id)):
        deliver_on_commit(mail)


@shared_task(queue="bulk", expires=60)
def sweep_times() -> None:
    for job_id, company_id in slots.jobs_to_ask_for():
        ask_for_times.delay(str(job_id), str(company_id))


@shared_task(queue="bulk", expires=60)
def sweep_farewells() -> None:
    for job_id, company_id in farewells.untold_of_closing():
        tell_of_closing.delay(str(job_id), str(company_id))
