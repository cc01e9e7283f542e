"""Where a text lies, by the model that lookups use now."""

import pytest
from django.db import connections

from accounts.gateway import TransactionOpen
from accounts.tenancy import company_scope, every_company
from ai.configuration import configuration_from
from interviews.meaning import CannotCompare, points_of
from interviews.models import VectorModel
from interviews.queries.lookup import serving_model
from interviews.services.vectors import target_model
from tests.interviews.test_vectors import BUILTIN


def test_texts_are_placed_by_the_model_that_serves(committed, northwind):
    target_model()
    one, other = points_of(["How do you find a slow query?", "What is a good brief?"], company=northwind)
    assert one.model == serving_model() == VectorModel.objects.get(name=BUILTIN)
    assert len(one.vector) == 384
    assert one.vector != other.vector


def test_nobody_is_asked_from_inside_a_transaction(committed, northwind):
    target_model()
    with company_scope(northwind), pytest.raises(TransactionOpen):
        points_of(["How?"])


def test_who_waits_has_given_every_connection_back(committed, northwind):
    target_model()
    with every_company("the test holds a connection of either role"):
        assert VectorModel.objects.exists()
    points_of(["How?"], company=northwind)
    assert [line.connection for line in connections.all()] == [None, None]


def test_before_there_are_any_vectors_nothing_can_be_compared(committed):
    with pytest.raises(CannotCompare):
        points_of(["How?"])


def test_a_model_that_the_settings_no_longer_have_is_not_asked(committed, northwind):
    target_model()
    with every_company("the test gives the model another name"):
        VectorModel.objects.update(name="openai:a-model-of-yesterday")
    with pytest.raises(CannotCompare):
        points_of(["How?"], company=northwind)


def test_a_provider_that_is_away_is_an_answer_and_no_fault(committed, settings, northwind):
    values = {"OPENAI_API_KEY": "sk-test-of-nothing", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "AI_EMBED": "openai"}
    settings.AI = configuration_from(values)
    assert target_model().name.startswith("openai:")
    with pytest.raises(CannotCompare):
        points_of(["How?"], company=northwind)
