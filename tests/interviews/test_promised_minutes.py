"""How long it takes is one figure: on the first page, in its letter, and in the room as it begins."""

import re
from dataclasses import replace

import pytest

from accounts.models import OutboxMail
from accounts.tenancy import company_scope
from interviews.engine.plan import MINUTE
from interviews.live.progress import progress_of
from interviews.models import Invitation
from interviews.queries.invitations import about_job
from interviews.services.candidate_mail import mail_candidate, words_for
from tests.interviews.invited import SHORT, address
from tests.interviews.rooms import at_the_door, page, work
from tests.interviews.test_progress import PLAN, STATE


def minutes_in(text: str, pattern: str) -> int:
    return int(re.search(pattern, re.sub(r"\s+", " ", text))[1])


def mailed(invitation: Invitation) -> OutboxMail:
    with company_scope(invitation.company_id):
        return mail_candidate(invitation=invitation, kind="reminder", key="reminder", text=words_for(invitation).reminder)


@pytest.mark.parametrize("factor", [1, 1.5])
@pytest.mark.parametrize("limit", [13, 15, 17, 35, 40, 55])
def test_the_room_begins_with_the_figure_of_the_first_page(northwind, limit, factor):
    client, invitation = at_the_door(northwind, plan=SHORT | {"minutes": limit}, adjustments={"time_factor": factor} if factor > 1 else {})
    first = minutes_in(client.get(address(invitation, "ready/")).content.decode(), r"About (\d+) minutes")
    assert minutes_in(mailed(invitation).text, r"takes about (\d+) minutes") == first
    client.post(address(invitation, "start/"))
    work(invitation)
    assert minutes_in(page(client, invitation), r"About (\d+) min left") == first
    if factor == 1:
        with company_scope(northwind):
            assert about_job(invitation.job).minutes == first


def test_the_first_minute_takes_none_of_those_that_are_told(northwind):
    clock = replace(STATE.clock, limit=20 * MINUTE)
    seen = [progress_of(PLAN, replace(STATE, clock=replace(clock, spent=spent))).minutes for spent in (0, MINUTE - 1, MINUTE, 20 * MINUTE)]
    assert seen == [20, 20, 19, 0]
