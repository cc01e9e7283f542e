"""The staff page about models: who does what, and whether it works when really asked."""

import pytest
from django.core.cache import cache

from accounts.models import ModelCall
from accounts.tenancy import every_company
from ai.configuration import configuration_from
from ai.testing import Fault, ModelServer
from tests.conftest import make_user

PAGE = "/staff/models/"
KEY = "sk-for-the-staff-page"


@pytest.fixture(scope="module")
def running_server():
    with ModelServer(key=KEY) as running:
        yield running


@pytest.fixture
def server(running_server, settings):
    running_server.behave()
    cache.clear()
    settings.AI = configuration_from({"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": running_server.url})
    return running_server


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db(databases=["default", "owner"])
def test_looking_at_it_asks_nobody(server, sam, log_in):
    text = text_of(log_in(sam).get(PAGE))
    assert "gpt-6-luna" in text and "whisper-1" in text
    assert "Not asked yet" in text
    assert not server.calls


@pytest.mark.django_db(databases=["default", "owner"])
def test_without_a_key_it_says_who_does_the_work(sam, log_in, settings):
    settings.AI = configuration_from({})
    assert "No provider has a key" in text_of(log_in(sam).get(PAGE))


@pytest.mark.usefixtures("committed")
def test_asking_is_a_real_call_to_each_and_is_booked(server, sam, log_in):
    text = text_of(log_in(sam).post(PAGE))
    assert sorted(call.ability for call in server.calls) == ["chat", "chat", "embed", "speak", "transcribe"]
    assert text.count("Works") == 6  # the rules need nobody
    with every_company("the test reads the platform's own calls"):
        assert ModelCall.objects.filter(company=None, state="done").count() == 5
    assert KEY not in text


@pytest.mark.usefixtures("committed")
def test_what_does_not_work_is_said_in_a_sentence(server, sam, log_in):
    server.fault(Fault.HTTP_401, ability="chat")
    server.fault(Fault.CUT, ability="speak")
    text = text_of(log_in(sam).post(PAGE))
    assert "openai does not accept the key in OPENAI_API_KEY." in text
    assert "openai broke off in the middle of its answer." in text
    assert text.count("Does not work") == 3


@pytest.mark.usefixtures("committed")
def test_the_last_hour_of_every_company_is_there(server, sam, log_in):
    client = log_in(sam)
    client.post(PAGE)
    text = text_of(client.get(PAGE))
    assert "The last hour" in text
    assert "text-embedding-3-small" in text.partition("The last hour")[2]


@pytest.mark.django_db(databases=["default", "owner"])
def test_nobody_else_comes_in(server, alice, log_in):
    for method in ("get", "post"):
        assert getattr(log_in(alice), method)(PAGE).status_code == 302
    assert not server.calls


@pytest.mark.django_db(databases=["default", "owner"])
def test_staff_who_may_not_see_the_ledger_do_not_see_it_here(server, log_in):
    tim = make_user("Tim Temp", "tim@colloquy.example", is_staff=True)
    for method in ("get", "post"):
        assert getattr(log_in(tim), method)(PAGE).status_code == 403
    assert not server.calls


@pytest.mark.usefixtures("committed")
def test_asking_twice_in_a_row_asks_once(server, sam, log_in):
    client = log_in(sam)
    client.post(PAGE)
    assert "They were asked a moment ago." in text_of(client.post(PAGE))
    assert len(server.calls) == 5
