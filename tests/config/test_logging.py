"""What the programs print: lines that a machine can read, a thread through each request, and nobody's words."""

import json
import logging
import secrets
import socket
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress

from accounts.models import OutboxMail
from accounts.tenancy import every_company
from config.logging import JsonLines
from tests.conftest import PASSWORD
from tests.waiting import eventually

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def canary():
    """A word that stands nowhere but where a test puts it."""
    return f"canary{secrets.token_hex(6)}"


def is_silent_about(house, *words):
    said = house.said()
    return not [word for word in words if word in said]


def ended(house, task, state, since):
    return eventually(lambda: house.lines(event="task ended", task=task, state=state)[since:], within=15)


def count(house, task, state):
    return len(house.lines(event="task ended", task=task, state=state))


# Form


def test_every_line_of_every_program_is_json(house):
    house.visitor().get("/fail/words/")
    lines = house.lines()
    assert all({"at", "level", "logger", "event"} <= line.keys() for line in lines)
    assert lines


def test_a_warning_is_a_line_of_the_log_without_its_words(house, canary):
    answer = house.visitor().get(f"/start/warn/{canary}/")
    eventually(lambda: house.lines(logger="py.warnings", request=answer["X-Request-ID"]), within=15)
    assert is_silent_about(house, canary)


# The thread


@pytest.mark.parametrize("path", ["/fail/words/", "/say-no/words/", "/nowhere/", "/twice/words/", "/lose-the-database/"])
def test_the_lines_of_a_request_carry_the_id_that_the_answer_names(house, path):
    answer = house.visitor().get(path)
    lines = eventually(lambda: house.lines(request=answer["X-Request-ID"]), within=5)
    assert {line.get("status") for line in lines} <= {answer.status, None}
    assert answer.status in {line.get("status") for line in lines}


def test_two_requests_have_two_ids(house):
    first, second = (house.visitor().get("/livez")["X-Request-ID"] for _ in range(2))
    assert first != second


@pytest.mark.parametrize(
    ("name", "state", "runs"),
    [("succeed", "SUCCESS", 1), ("fail", "FAILURE", 1), ("fail_in_postgres", "FAILURE", 1), ("come_back", "SUCCESS", 2)],
)
def test_a_task_s_lines_carry_the_id_of_the_request_that_caused_it(house, name, state, runs):
    answer = house.visitor().get(f"/start/{name}/words/")
    task = f"tests.servers.house.tasks.{name}"
    of_ours = {"request": answer["X-Request-ID"], "event": "task ended", "task": task}
    of_celery = {"request": answer["X-Request-ID"], "event": task, "logger": "celery.app.trace"}
    # A task that comes back may end before its first run has said so.
    eventually(lambda: len(house.lines(**of_ours)) == runs and house.lines(**of_ours, state=state), within=15)
    eventually(lambda: len(house.lines(**of_celery)) == runs, within=5)


def test_the_next_task_does_not_inherit_the_id(house):
    answer = house.visitor().get("/start/succeed/words/")
    eventually(lambda: house.lines(request=answer["X-Request-ID"], event="task ended"), within=15)
    from tests.servers.house.tasks import succeed

    before = count(house, "tests.servers.house.tasks.succeed", "SUCCESS")
    for _ in range(8):
        succeed.delay("words")
    eventually(lambda: count(house, "tests.servers.house.tasks.succeed", "SUCCESS") == before + 8, within=15)
    assert len(house.lines(request=answer["X-Request-ID"], event="task ended")) == 1


def test_an_invitation_can_be_followed_from_the_press_to_the_mail(house, northwind, alice, session_of):
    answer = house.visitor(session_of(alice)).post("/c/northwind/team/invite/", {"email": "dmitri@mail.example", "role": "recruiter"})
    wanted = {"request": answer["X-Request-ID"], "task": "accounts.tasks.deliver_mail", "state": "SUCCESS"}
    eventually(lambda: house.lines(**wanted), within=15)


# Silence


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/fail/{}/", 500),
        ("/twice/{}/", 500),
        ("/say-no/{}/", 400),
        ("/join/{}/", 404),
        ("/{}/nowhere/?next={}", 404),
        ("/password/reset/key/1-{}/", 200),
        ("/confirm-email/{}/", 200),
        ("/static/{}.css", 404),
        ("/logo/{}/", 404),
    ],
)
def test_no_address_and_no_error_text_of_a_request_is_logged(house, canary, path, status):
    answer = house.visitor().get(path.replace("{}", canary))
    assert answer.status == status
    # What is served below our middleware, and what goes well, leaves no line.
    if status != 200 and answer["X-Request-ID"]:
        eventually(lambda: house.lines(request=answer["X-Request-ID"]), within=5)
    assert is_silent_about(house, canary)


def test_a_refused_form_is_logged_without_what_it_held(house, canary):
    visitor = house.visitor()
    refused = visitor.ask(
        "POST", f"/login/?next=/{canary}/", f"login={canary}@mail.example".encode(), FORM | {"Referer": f"https://{canary}.example"}
    )
    assert refused.status == 403
    assert visitor.post("/login/", {"login": f"{canary}@mail.example", "password": canary}).status == 200
    assert eventually(lambda: house.lines(request=refused["X-Request-ID"], status=403), within=5)
    assert is_silent_about(house, canary)


def test_a_foreign_host_and_a_broken_request_are_logged_without_their_words(house, canary):
    stranger = house.visitor()
    stranger.host = f"{canary}.example"
    answer = stranger.get("/")
    assert answer.status == 400
    assert eventually(lambda: house.lines(request=answer["X-Request-ID"], logger="django.security.DisallowedHost"), within=5)
    for raw in (
        f"GET /{canary} HTTP/9\r\n\r\n",
        f"{canary}\r\n\r\n",
        f"GET /\xff{canary} HTTP/1.1\r\nHost: x\r\nContent-Length: {canary}\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", house.port), timeout=10) as line:
            line.sendall(raw.encode("latin-1"))
            line.shutdown(socket.SHUT_WR)
            while line.recv(4096):
                pass
    assert is_silent_about(house, canary)


@pytest.mark.parametrize(
    ("name", "state"), [("succeed", "SUCCESS"), ("fail", "FAILURE"), ("fail_in_postgres", "FAILURE"), ("come_back", "RETRY")]
)
def test_neither_the_arguments_nor_the_error_of_a_task_are_logged(house, canary, name, state):
    task = f"tests.servers.house.tasks.{name}"
    before = count(house, task, state)
    house.visitor().get(f"/start/{name}/{canary}/")
    ended(house, task, state, before)
    assert is_silent_about(house, canary)


def test_nothing_that_an_invited_person_does_is_logged_in_words(house, northwind, alice, session_of, canary):
    """Inviting, reading the mail, following its link, signing up with a name, asking for a new password."""
    address = f"{canary}@mail.example"
    owner = house.visitor(session_of(alice))
    owner.post("/c/northwind/team/invite/", {"email": address, "role": "recruiter"})
    owner.post("/c/northwind/team/invite/", {"email": address, "role": "recruiter"})
    mail = eventually(lambda: house.mail.mails, within=15)[0]
    link = link_in(mail, "/join/")
    visitor = house.visitor()
    assert visitor.get(link).status == 200
    signed_up = visitor.post("/signup/", {"email": address, "name": f"Name {canary}", "password1": "correct horse battery staple"})
    assert signed_up.status == 302
    house.visitor().post("/password/reset/", {"email": address})
    reset = link_in(
        eventually(lambda: [mail for mail in house.mail.mails if "/password/reset/" in body(mail)], within=15)[0], "/password/reset/"
    )
    assert house.visitor().get(reset).status in (200, 302)
    assert is_silent_about(house, canary, link, reset, link.split("/")[2], reset.split("/")[-2], str(mail["Subject"]), "invites you")


def test_a_failing_mail_server_s_words_are_not_logged(house, northwind, canary):
    from accounts import tasks
    from accounts.services.outbox import store_mail

    house.mail.to_recipient = f"550 no {canary} here"
    mail = store_mail(kind="test", to=f"{canary}@mail.example", company=northwind, key="one", subject=canary, text=canary, html=canary)
    tasks.deliver_mail.delay(str(mail.pk), str(northwind.pk))
    eventually(lambda: state_of(mail) == OutboxMail.State.FAILED, within=15)
    assert is_silent_about(house, canary)


def state_of(mail):
    with every_company("a test looks at the row"):
        return OutboxMail.objects.get(pk=mail.pk).state


def test_no_password_of_a_service_is_logged_even_while_it_is_away(house):
    house.redis.cut()
    house.postgres.cut()
    house.visitor().get("/account/")
    eventually(
        lambda: (
            house.lines(logger="celery.worker.consumer.consumer", level="error")
            or house.lines(logger="celery.worker.consumer.consumer", level="warning")
        ),
        within=15,
    )
    house.tidy()
    secrets_of_ours = {
        quote(url.rpartition("@")[0].rpartition(":")[2]) for url in (house.environment["DATABASE_URL"], house.environment["REDIS_URL"])
    }
    assert is_silent_about(house, house.environment["SECRET_KEY"], *secrets_of_ours)


def test_what_daphne_and_celery_say_in_trouble_loses_its_words(canary):
    for name in ("daphne.server", "celery.worker.consumer.consumer", "kombu", "asyncio", "django.security.csrf"):
        record = logging.LogRecord(name, logging.WARNING, "/x/server.py", 283, "%s took too long", (canary,), None)
        line = json.loads(JsonLines().format(record))
        assert (line["event"], line["from"]) == ("library", "server.py:283 None")
        assert canary not in json.dumps(line)


def test_logging_in_by_password_logs_neither_name_nor_password(house, alice, canary):
    EmailAddress.objects.filter(user=alice).update(email=f"{canary}@mail.example")
    type(alice).objects.filter(pk=alice.pk).update(email=f"{canary}@mail.example", name=canary)
    visitor = house.visitor()
    assert visitor.post("/login/", {"login": f"{canary}@mail.example", "password": PASSWORD}).status == 302
    assert visitor.get("/account/").status == 200
    assert is_silent_about(house, canary, PASSWORD)


def body(mail):
    return mail.get_body(["plain"]).get_content()


def link_in(mail, path):
    [line] = {word for word in body(mail).split() if path in word}
    return line.removeprefix("https://colloquy.example")
