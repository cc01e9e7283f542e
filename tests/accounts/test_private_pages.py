"""After logging out, "back" shows nothing: no page of a person is kept anywhere."""

import pytest

KEPT_NOWHERE = ["/c/northwind/", "/c/northwind/team/", "/c/northwind/audit/", "/account/", "/companies/new/", "/sessions/", "/login/", "/"]


@pytest.mark.parametrize("address", KEPT_NOWHERE)
def test_no_cache_keeps_it(address, northwind, alice, log_in):
    assert "no-store" in log_in(alice).get(address).headers["Cache-Control"]


def test_nor_the_export(northwind, alice, log_in):
    assert "no-store" in log_in(alice).post("/c/northwind/audit/export/").headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/c/northwind/team/", "/c/northwind/audit/", "/livez", "/account/"])
def test_head_answers_where_get_does(address, northwind, alice, log_in):
    assert log_in(alice).head(address).status_code == 200
