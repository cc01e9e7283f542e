from celery import shared_task

from interviews.services import near_pairs, vectors

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
