"""Fixtures of the real parts: a mail server, and a house in which the real web server and the real worker run."""

import pytest


@pytest.fixture(scope="session")
def running_mail_server():
    from tests.servers.mail import MailServer

    server = MailServer().start()
    yield server
    server.stop()


@pytest.fixture
def mail_server(running_mail_server, settings):
    """Takes what this process sends."""
    running_mail_server.behave()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running_mail_server.port
    settings.EMAIL_TIMEOUT = 0.5
    return running_mail_server


@pytest.fixture(scope="session")
def running_store():
    from tests.servers.store import Store

    store = Store()
    yield store
    store.stop()


@pytest.fixture
def store(running_store):
    """A store that speaks S3."""
    running_store.wire.mend()
    yield running_store
    running_store.wire.mend()


@pytest.fixture(scope="session")
def running_house(django_db_setup, running_mail_server, tmp_path_factory):
    from tests.servers.programs import House

    house = House(tmp_path_factory.mktemp("house"), running_mail_server)
    yield house.start()
    house.stop()


@pytest.fixture(autouse=True)
def tasks_of_a_test(request):
    """Only a test that is in the house sends its tasks to the worker there. The house stands longer, and its worker would meddle
    with the rows of others."""
    from django.conf import settings

    from config.celery import app

    wanted = settings.CELERY_BROKER_URL if "house" in request.fixturenames else "memory://"
    if app.conf.broker_write_url != wanted:
        app.conf.broker_write_url = wanted
        # It keeps its lines to the broker that was, those for tasks and those for questions to workers.
        app._after_fork()


@pytest.fixture
def house(committed, no_tries_so_far, running_house):
    """Web server and worker as in production, between wires that a test may cut."""
    running_house.tidy()
    yield running_house
    running_house.tidy()


@pytest.fixture
def held(house):
    """A house whose worker takes nothing, so that a test can look at what waits."""
    # To freeze the worker would not do: its question is with Redis already, which would answer it.
    house.worker.stop()
    yield house
    if not house.worker.is_running:
        house.worker.start()


@pytest.fixture
def session_of():
    """The value of a session cookie, as somebody's browser has it after logging in."""
    from django.conf import settings
    from django.test import Client

    def session(user):
        client = Client()
        client.force_login(user)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    return session


@pytest.fixture
def no_tries_so_far():
    """Forget whom the rate limits have counted."""
    import redis
    from django.conf import settings

    with redis.Redis.from_url(settings.REDIS_URL) as store:
        for key in store.scan_iter("colloquy:1:allauth:rl:*"):
            store.delete(key)
