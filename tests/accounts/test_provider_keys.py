"""Companies' own keys: encrypted at rest, shown to nobody, checked with their provider, changed and taken away."""

import io
import re
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from accounts.gateway import models_of
from accounts.http import MANAGERS
from accounts.models import AuditEntry, OutboxMail, ProviderKey
from accounts.prompts import CHECK, CheckInputs
from accounts.tenancy import company_scope, every_company
from ai.errors import AIError
from ai.presets import PRESETS
from ai.testing import Fault, ModelServer
from ai.waiting import wait
from tests.accounts.test_models_of_a_company import give_key, setup_of
from tests.accounts.test_outbox import at_once
from tests.conftest import make_user
from tests.database import superuser
from tests.permissions import PERMISSIONS, InCompany
from tests.waiting import eventually

PAGE = "/c/northwind/models/"
KEY_PAGE = f"{PAGE}keys/openai/"
CANARY = "sk-canary-7261-never-to-be-seen-Zq9x"


def keys_of(company) -> list[ProviderKey]:
    with company_scope(company):
        return list(ProviderKey.objects.all())


def save(client, secret=CANARY, provider="openai", **models):
    return client.post(f"{PAGE}keys/{provider}/", {"secret": secret} | models)


# Saving


@pytest.mark.parametrize("name", ["openai", "anthropic", "groq"])
def test_a_key_that_its_provider_accepts_is_saved(northwind, alice, log_in, provider, name):
    answer = log_in(alice).post(f"{PAGE}keys/{name}/", {"secret": CANARY, "careful": "the-best-one"}, follow=True)
    assert "Saved." in answer.content.decode()
    [key] = keys_of(northwind)
    assert (key.provider, key.ending, key.chosen_models, key.created_by) == (name, "Zq9x", {"careful": "the-best-one"}, alice)
    assert key.checked_at is not None
    assert [(call.path, call.authorization) for call in provider.calls] == [("/v1/models", "Zq9x")]


def test_a_key_that_its_provider_does_not_know_is_not_saved(northwind, alice, log_in, settings):
    with ModelServer(key="sk-the-only-right-one") as strict:
        settings.PROVIDER_ADDRESSES = {"openai": strict.url}
        answer = save(log_in(alice))
    assert answer.status_code == 422
    assert "OpenAI does not accept this key." in answer.content.decode()
    assert keys_of(northwind) == []


@pytest.mark.parametrize("fault", [Fault.REFUSE, Fault.HTTP_503, Fault.HTTP_429, Fault.WRONG_TYPE, Fault.SILENCE])
def test_where_the_provider_cannot_say_the_key_is_saved_with_a_word_about_it(northwind, alice, log_in, provider, fault):
    provider.fault(fault)
    answer = log_in(alice).post(KEY_PAGE, {"secret": CANARY}, follow=True).content.decode()
    assert "OpenAI could not be asked now whether it accepts the key." in answer
    assert "Not checked" in answer
    [key] = keys_of(northwind)
    assert key.checked_at is None


@pytest.mark.parametrize(
    "wrong", [{"secret": ""}, {"secret": "short"}, {"secret": "two words of it"}, {"secret": '"sk-in-quotes"'}, {"secret": "x" * 513},
              {"quick": "has space"}, {"quick": "x" * 101}, {"quick": "<script>"}]
)  # fmt: skip
def test_what_is_no_key_and_no_model_is_refused_before_anybody_is_asked(northwind, alice, log_in, provider, wrong):
    answer = log_in(alice).post(KEY_PAGE, {"secret": CANARY} | wrong)
    assert answer.status_code == 422
    assert "Nothing was saved, and the key must be entered again." in answer.content.decode()
    assert keys_of(northwind) == []
    assert (provider.calls == []) or wrong == {"secret": ""}


def test_a_new_key_takes_the_place_of_the_old_one(northwind, alice, ada, log_in, provider):
    save(log_in(alice), quick="gpt-6-sol")
    save(log_in(ada), secret="sk-another-one-1234")
    [key] = keys_of(northwind)
    assert (key.ending, key.created_by, key.chosen_models) == ("1234", ada, {})
    assert setup_of(northwind).configuration.accounts["openai"].key == "sk-another-one-1234"


def test_without_a_new_key_the_old_one_stays_and_the_models_change(northwind, alice, ada, log_in, provider):
    save(log_in(alice))
    provider.behave()
    save(log_in(ada), secret="", quick="gpt-6-sol")
    [key] = keys_of(northwind)
    assert (key.ending, key.created_by, key.chosen_models) == ("Zq9x", alice, {"quick": "gpt-6-sol"})
    assert setup_of(northwind).configuration.accounts["openai"].key == CANARY
    # Asked whether the old one is still accepted, and nothing else.
    assert [(call.path, call.authorization) for call in provider.calls] == [("/v1/models", "Zq9x")]
    save(log_in(ada), secret="", quick="gpt-6-sol")
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="provider_key.models_chosen").count() == 1


def test_the_form_shows_the_models_and_not_the_key(northwind, alice, log_in, provider):
    client = log_in(alice)
    save(client, quick="gpt-6-sol")
    text = client.get(KEY_PAGE).content.decode()
    assert 'value="gpt-6-sol"' in text
    assert "Zq9x" in text
    assert not re.search(r'name="secret"[^>]*value', text)


def test_a_model_that_is_not_chosen_is_the_one_that_the_operator_chose(northwind, alice, log_in, platform):
    platform("openai", OPENAI_QUICK_MODEL="gpt-6-sol")
    assert 'placeholder="gpt-6-sol"' in log_in(alice).get(KEY_PAGE).content.decode()
    assert f'placeholder="{PRESETS["groq"].models["quick"]}"' in log_in(alice).get(f"{PAGE}keys/groq/").content.decode()


def test_there_is_no_page_for_a_provider_of_somebody_s_own(northwind, alice, log_in):
    for name in ("local", "huggingface", "builtin", "nobody"):
        assert log_in(alice).get(f"{PAGE}keys/{name}/").status_code == 404
        assert log_in(alice).post(f"{PAGE}keys/{name}/", {"secret": CANARY, "base_url": "http://169.254.169.254/"}).status_code == 404


def test_an_address_that_is_sent_along_is_ignored(northwind, alice, log_in, provider):
    save(log_in(alice), base_url="http://169.254.169.254/", models="x")
    assert setup_of(northwind).configuration.accounts["openai"].base_url == provider.url
    assert len(provider.calls) == 1


@pytest.mark.usefixtures("committed")
def test_two_who_add_a_key_at_once_leave_one(northwind, provider):
    with at_once(*[lambda: give_key(northwind)] * 4):
        pass
    assert len(keys_of(northwind)) == 1


@pytest.mark.usefixtures("committed")
def test_while_the_provider_is_asked_no_connection_is_held(northwind, alice, log_in, provider, monkeypatch):
    """Ten slow checks would otherwise hold all that the pool has, and every page would wait for them."""
    provider.delays["models"] = 1
    client = log_in(alice)
    monkeypatch.setenv("PGAPPNAME", "key-check")
    with at_once(lambda: save(client)):
        eventually(lambda: provider.calls, within=5)
        with superuser(connections["default"].settings_dict["NAME"]) as server:
            held = server.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'key-check' AND pid <> pg_backend_pid()")
            assert held.fetchone() == (0,)
    assert len(keys_of(northwind)) == 1


def test_nobody_sorts_found_keys_here(northwind, alice, log_in, provider, monkeypatch):
    monkeypatch.setattr("accounts.services.provider_keys.CHECKS_IN_AN_HOUR", 3)
    client = log_in(alice)
    assert [save(client).status_code for _ in range(5)] == [302, 302, 302, 422, 422]
    assert "Many keys were tried in this hour." in save(client).content.decode()
    assert len(provider.calls) == 3


@pytest.mark.parametrize("pasted", ["sk-proj-THISISMYKEY123", "gsk_0123456789abcdef", "two words", "line\nend", "mödel"])
def test_a_key_in_the_field_of_a_model_is_not_kept(northwind, alice, log_in, provider, pasted):
    answer = save(log_in(alice), quick=pasted)
    assert answer.status_code == 422
    assert keys_of(northwind) == []


# Who may


def test_who_does_not_manage_can_neither_save_nor_remove_and_no_provider_is_asked(northwind, carol, bob, charlie, log_in, provider):
    give_key(northwind)
    for who, expected in ((carol, 403), (bob, 403), (charlie, 404)):
        client = log_in(who)
        assert save(client).status_code == expected
        assert client.post(f"{KEY_PAGE}remove/").status_code == expected
    assert len(keys_of(northwind)) == 1
    assert provider.calls == []


def test_another_company_s_key_is_not_to_be_removed_from_here(northwind, southgate, alice, log_in):
    give_key(southgate)
    assert log_in(alice).post(f"{KEY_PAGE}remove/").status_code == 404
    assert len(keys_of(southgate)) == 1


# Removing


def test_a_key_is_removed_after_a_question(northwind, alice, log_in, provider):
    client = log_in(alice)
    save(client)
    assert "Remove the key at OpenAI?" in client.get(f"{KEY_PAGE}remove/").content.decode()
    asked = client.get(f"{KEY_PAGE}remove/", headers={"HX-Request": "true"}).content.decode()
    assert "<dialog" in asked
    assert "<html" not in asked
    client.post(f"{KEY_PAGE}remove/")
    assert keys_of(northwind) == []


def test_the_audit_log_says_who_did_what_and_knows_no_key(northwind, alice, log_in, provider):
    client = log_in(alice)
    save(client, quick="gpt-6-sol")
    client.post(f"{KEY_PAGE}remove/")
    with company_scope(northwind):
        found = {entry.action: entry for entry in AuditEntry.objects.filter(action__startswith="provider_key.")}
    assert found["provider_key.set"].details == {"ending": "Zq9x", "models": ["quick gpt-6-sol"]}
    assert found["provider_key.removed"].target_name == "OpenAI"
    assert {entry.actor for entry in found.values()} == {alice}


# Never seen


def test_at_rest_there_is_no_key(northwind, alice, log_in, provider):
    save(log_in(alice))
    with connections["default"].cursor() as cursor, company_scope(northwind):
        cursor.execute("SELECT to_jsonb(t)::text FROM accounts_providerkey t")
        [(row,)] = cursor.fetchall()
    assert "canary" not in row
    assert "Zq9x" in row


def test_no_page_of_the_company_and_no_export_shows_a_key(committed, northwind, alice, log_in, provider, caplog):
    caplog.set_level(0)
    client = log_in(alice)
    save(client)
    save(client, secret=f"{CANARY} with a space")
    [key] = keys_of(northwind)
    shown = [client.get(address) for address in addresses()]
    shown += [client.post("/c/northwind/audit/export/"), client.get(f"{PAGE}keys/groq/"), save(client, secret=f"{CANARY}'")]
    staff = log_in(make_user("Sam Staff", "sam@colloquy.example", is_staff=True, is_superuser=True))
    shown += [staff.get(reverse("admin:accounts_providerkey_changelist"))]
    shown += [staff.get(reverse("admin:accounts_providerkey_change", args=[key.pk]))]
    assert {answer.status_code for answer in shown} <= {200, 422}
    for answer in shown:
        assert "canary" not in answer.content.decode()
        assert key.secret not in answer.content.decode()
    assert "canary" not in caplog.text
    with every_company("a test"):
        assert "canary" not in str(list(AuditEntry.objects.values()))


def addresses() -> list[str]:
    """Every page of a company that a manager may look at."""
    names = [name for name, row in PERMISSIONS.items() if isinstance(row, InCompany) and set(MANAGERS) <= set(row.roles)]
    looks = [name for name in names if not PERMISSIONS[name].object and (PERMISSIONS[name].method == "get" or PERMISSIONS[name].asks)]
    made = [reverse(name, kwargs={"company": "northwind"} | PERMISSIONS[name].arguments) for name in looks]
    assert {PAGE, KEY_PAGE, "/c/northwind/audit/"} <= set(made)
    return [*made, f"{KEY_PAGE}remove/"]


@pytest.mark.parametrize("broken", [{"ENCRYPTION_KEYS": ["no key at all"]}, {"PROVIDER_ADDRESSES": {}}], ids=str)
def test_the_page_that_shows_developers_what_broke_hides_it_too(northwind, alice, log_in, provider, settings, broken):
    settings.DEBUG = True
    for name, value in broken.items():
        setattr(settings, name, value)
    client = log_in(alice)
    client.raise_request_exception = False
    answer = save(client)
    assert answer.status_code == 500
    assert "Traceback" in answer.content.decode()
    assert CANARY not in answer.content.decode()


def breaks(respond):
    def middleware(request):
        posted, key = request.POST, request.POST.get("secret")
        raise RuntimeError(f"{len(posted)} and {len(key)}")

    return middleware


@pytest.mark.parametrize("place", [0, None], ids=["before all others", "after all others"])
def test_the_page_that_shows_what_broke_before_the_view_was_reached_hides_it_too(northwind, alice, log_in, settings, place):
    settings.DEBUG = True
    middleware = list(settings.MIDDLEWARE)
    middleware.insert(len(middleware) if place is None else place, f"{__name__}.breaks")
    settings.MIDDLEWARE = middleware
    client = log_in(alice)
    client.raise_request_exception = False
    answer = save(client, quick="gpt-6-sol")
    assert answer.status_code == 500
    assert "gpt-6-sol" in answer.content.decode()
    assert "canary" not in answer.content.decode()


# A change of encryption keys


@pytest.mark.usefixtures("committed")
def test_after_encrypting_anew_the_old_key_can_go(northwind, southgate, settings):
    give_key(northwind, secret=CANARY)
    give_key(southgate, secret="sk-of-southgate-1")
    newest = "dGhlIHRlc3RzIGVuY3J5cHQgd2l0aCB0aGlzIGtleSE="
    settings.ENCRYPTION_KEYS = [newest, *settings.ENCRYPTION_KEYS]
    said = io.StringIO()
    call_command("reencrypt_keys", stdout=said)
    assert said.getvalue() == "2 encrypted anew.\n"
    settings.ENCRYPTION_KEYS = [newest]
    assert setup_of(northwind).configuration.accounts["openai"].key == CANARY
    assert setup_of(southgate).configuration.accounts["openai"].key == "sk-of-southgate-1"


@pytest.mark.usefixtures("committed")
def test_what_cannot_be_read_is_told_and_left_as_it_is(northwind, settings):
    key = give_key(northwind)
    settings.ENCRYPTION_KEYS = ["dGhlIHRlc3RzIGVuY3J5cHQgd2l0aCB0aGlzIGtleSE="]
    with pytest.raises(CommandError, match="1 could not be read"):
        call_command("reencrypt_keys", stdout=io.StringIO())
    assert keys_of(northwind)[0].secret == key.secret


# A key that is refused later


def ask_with_own_key(company):
    with suppress(AIError):
        wait(models_of(company).run(CHECK, CheckInputs("lighthouse")))


def refusals(company) -> list[str]:
    with company_scope(company):
        return sorted(OutboxMail.objects.filter(company=company, kind="key_refused").values_list("to", flat=True))


def test_a_key_that_is_refused_is_told_once_and_the_page_says_since_when(
    committed, northwind, alice, ada, carol, log_in, platform, provider
):
    platform()
    give_key(northwind)
    provider.fault(Fault.HTTP_401)
    for _ in range(2):
        ask_with_own_key(northwind)
    page = log_in(alice).get(PAGE).content.decode()
    [key] = keys_of(northwind)
    assert f"OpenAI refuses your key since {timezone.localtime(key.refused_at, northwind.zone):%-d %b, %H:%M}." in page
    assert "(your key, which is refused)" in page
    assert ">Refused<" in page
    assert refusals(northwind) == [ada.email, alice.email]


def test_a_good_answer_makes_it_accepted_again_and_a_later_refusal_is_news(committed, northwind, alice, platform, provider):
    platform()
    give_key(northwind)
    for fault in (Fault.HTTP_401, None, Fault.HTTP_401):
        provider.behave()
        if fault:
            provider.fault(fault)
        ask_with_own_key(northwind)
        [key] = keys_of(northwind)
        assert (key.refused_at is None, key.checked_at is None) == ((False, True) if fault else (True, False))
    assert refusals(northwind) == [alice.email] * 2


def test_what_was_asked_with_the_key_before_says_nothing_of_this_one(committed, northwind, platform, provider):
    platform()
    give_key(northwind)
    provider.fault(Fault.HTTP_401)
    provider.delays["chat"] = 1
    with at_once(lambda: ask_with_own_key(northwind)):
        eventually(lambda: provider.calls, within=5)
        give_key(northwind)
    [key] = keys_of(northwind)
    assert (key.refused_at, key.checked_at is None) == (None, False)


def test_saving_with_the_field_empty_asks_about_the_key_that_is_there(northwind, alice, log_in, platform, provider):
    platform()
    give_key(northwind)
    provider.fault(Fault.HTTP_401, times=1)
    answer = log_in(alice).post(KEY_PAGE, {"secret": ""}, follow=True).content.decode()
    assert "OpenAI refuses the key that is here; enter another one." in answer
    assert ">Refused<" in answer
    answer = log_in(alice).post(KEY_PAGE, {"secret": ""}, follow=True).content.decode()
    assert ">Accepted<" in answer
