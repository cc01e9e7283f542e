"""The audit log: for owners and admins; filtered; exported."""

import csv
import io
from datetime import UTC, datetime

import pytest

from accounts.models import AuditEntry
from accounts.tenancy import company_scope

LOG = "/c/northwind/audit/"


@pytest.fixture
def entries(northwind, alice):
    with company_scope(northwind):
        for day, action, name in [
            (1, "job.opened", "Backend engineer"),
            (2, "job.closed", "Night shift lead"),
            (3, "job.opened", "=cmd|' /C calc'!A0"),
        ]:
            AuditEntry.objects.create(
                company=northwind,
                at=datetime(2026, 11, day, 23, 30, tzinfo=UTC),
                actor_name="Carol Mendes <carol@northwind.example>",
                action=action,
                target_kind="job",
                target_id=str(day),
                target_name=name,
                address="192.0.2.7",
            )


def shown(answer) -> list[str]:
    return [name for name in ("Backend engineer", "Night shift lead", "calc") if name in answer.content.decode()]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Backend engineer", "Night shift lead", "calc"]),
        ("?action=job.opened", ["Backend engineer", "calc"]),
        ("?words=SHIFT", ["Night shift lead"]),
        ("?words=carol", ["Backend engineer", "Night shift lead", "calc"]),
        # Entries were made at 23:30 UTC: in Stockholm that is half past midnight of the day after.
        ("?since=2026-11-03&until=2026-11-03", ["Night shift lead"]),
        ("?words=nobody", []),
    ],
)
def test_it_is_filtered(query, expected, entries, alice, log_in):
    assert shown(log_in(alice).get(LOG + query)) == expected


def test_an_impossible_filter_is_explained(entries, alice, log_in):
    answer = log_in(alice).get(f"{LOG}?since=2026-11-05&until=2026-11-01")
    assert answer.status_code == 422
    assert "The end lies before the beginning." in answer.content.decode()
    assert log_in(alice).get(f"{LOG}?since=yesterday").status_code == 422
    assert log_in(alice).get(f"{LOG}?until=9999-12-31").status_code == 422


def test_with_htmx_only_the_list_comes(entries, alice, log_in):
    text = log_in(alice).get(f"{LOG}?action=job.closed", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    assert 'id="entries"' in text
    assert "Night shift lead" in text


def test_it_is_exported_as_filtered_with_formulas_made_harmless_and_the_export_is_an_entry(entries, alice, log_in, northwind):
    answer = log_in(alice).post(f"{LOG}export/?action=job.opened")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="audit-northwind-')
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[6] for row in rows] == ["What", "'=cmd|' /C calc'!A0", "Backend engineer"]
    with company_scope(northwind):
        assert AuditEntry.objects.filter(action="audit.exported").count() == 1


def test_a_page_beyond_the_last_shows_the_last(entries, alice, log_in):
    assert log_in(alice).get(f"{LOG}?page=999").status_code == 200
    assert log_in(alice).get(f"{LOG}?page=x").status_code == 200


def test_in_an_export_a_semicolon_begins_no_cell(northwind, alice, log_in):
    with company_scope(northwind):
        AuditEntry.objects.create(company=northwind, actor_name="x;=1+1", action="a", target_kind="job", target_id="1")
    text = log_in(alice).post(f"{LOG}export/").content.decode("utf-8-sig")
    assert '"x;=1+1"' in text
