from django.core.exceptions import BadRequest
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from accounts.models import User
from config.urls import *  # noqa: F403
from config.urls import urlpatterns as ours
from tests.servers.house import tasks


class Unforeseen(Exception):
    pass


def fail(request, words):
    raise Unforeseen(words)


def twice(request, words):
    """Break a constraint, so that Postgres repeats the address in its error."""
    User.objects.create_user(f"{words}@mail.example", name=words)
    User.objects.create_user(f"{words}@mail.example", name=words)


def say_no(request, words):
    raise BadRequest(words)


def lose_the_database(request):
    """Ask the database, lose it, ask again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    return HttpResponse("never")


def start(request, name, words):
    getattr(tasks, name).delay(words)
    return HttpResponse("started")


urlpatterns = [
    path("fail/<str:words>/", fail),
    path("twice/<str:words>/", twice),
    path("say-no/<str:words>/", say_no),
    path("lose-the-database/", lose_the_database),
    path("start/<str:name>/<str:words>/", start),
    *ours,
]
