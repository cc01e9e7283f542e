"""Two candidates who are one person become one, with all that both had, or nothing happens."""

from threading import Barrier, Thread

import pytest
from django.core.files.base import ContentFile
from django.db import connections

from accounts.models import AuditEntry
from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from resumes.models import Candidate, Resume
from resumes.services.candidates import change_candidate
from resumes.services.merging import CandidateGone, NotCarriedOver, merge_candidates
from resumes.services.uploads import receive_resume
from resumes.signals import candidates_merged
from tests.resumes.people import make_candidate, make_resume

BY = Actor()
LIST = "/c/northwind/candidates/"


@pytest.fixture
def page(log_in, carol):
    return log_in(carol)


@pytest.fixture
def two(rows, northwind):
    """Dana, and Dana once more from a file."""
    with company_scope(northwind):
        kept = make_candidate(northwind, tags=["backend"], notes="Met at the fair.", links=["https://dana.example"])
        gone = make_candidate(northwind, "Dana Novak-Berg", "", phone="+420 555", tags=["Backend", "Prague"], notes="Called twice.")
    return kept, gone


def merge(kept, gone, from_gone=()):
    with company_scope(kept.company):
        return merge_candidates(kept=kept, gone=gone, from_gone=from_gone, by=BY)


def test_one_remains_with_all_that_both_had(two, northwind):
    kept, gone = two
    with company_scope(northwind):
        make_resume(kept, sha256="a" * 64)
        make_resume(gone, sha256="b" * 64)
        oldest = gone.created_at = kept.created_at.replace(year=2020)
        gone.save()
    merge(kept, gone, ["name", "phone"])
    with company_scope(northwind):
        found = Candidate.objects.get()
        assert found.resumes.count() == 2
    assert (found.pk, found.name, found.email, found.phone) == (kept.pk, "Dana Novak-Berg", "dana@post.example", "+420 555")
    assert (found.tags, found.links) == (["backend", "Prague"], ["https://dana.example"])
    assert found.notes == "Met at the fair.\n\nCalled twice."
    assert found.created_at == oldest


def test_the_address_of_the_one_that_goes_may_be_the_one_that_stays(two, northwind):
    kept, gone = two
    with company_scope(northwind):
        Candidate.objects.filter(pk=gone.pk).update(email="private@post.example")
    assert merge(kept, gone, ["email"]).email == "private@post.example"


def test_the_same_file_of_both_is_one(media, committed, northwind):
    with company_scope(northwind):
        kept, gone = make_candidate(northwind), make_candidate(northwind, "Dana", "")
        for candidate in (kept, gone):
            receive_resume(candidate=candidate, file=ContentFile(b"Dana Novak"), name="cv.txt", by=Actor())
    merge(kept, gone)
    with company_scope(northwind):
        assert [resume.candidate_id for resume in Resume.objects.all()] == [kept.pk]
        assert [path.name for path in media.rglob("*") if path.is_file()] == [str(Resume.objects.get().pk)]


@pytest.mark.parametrize("corrected_of_both", [False, True])
def test_of_the_same_file_the_one_that_a_person_corrected_stays(two, northwind, corrected_of_both):
    kept, gone = two
    with company_scope(northwind):
        own = make_resume(kept, corrected={"headline": "own"} if corrected_of_both else None)
        other = make_resume(gone, corrected={"headline": "other"})
    merge(kept, gone)
    with company_scope(northwind):
        assert Resume.objects.get().pk == (own if corrected_of_both else other).pk


def test_of_the_same_file_what_the_candidate_gave_themselves_stays_theirs(two, northwind, carol):
    kept, gone = two
    with company_scope(northwind):
        make_resume(kept, given_by=carol)
        make_resume(gone)
    merge(kept, gone)
    with company_scope(northwind):
        assert Resume.objects.get().given_by is None


def test_the_log_has_both_ids_and_no_name(two, northwind):
    kept, gone = two
    merge(kept, gone)
    with company_scope(northwind):
        entry = AuditEntry.objects.get(action="candidate.merged")
    assert (entry.target_id, entry.details) == (str(kept.pk), {"merged": str(gone.pk), "resumes": 0})
    assert entry.target_name == ""


def test_apps_above_move_their_rows_in_the_same_transaction(two, northwind):
    kept, gone = two
    heard = []

    def receiver(sender, **ids):
        # Both are there still, inside the scope of their company.
        heard.append((Candidate.objects.count(), ids))

    with company_scope(northwind):
        own, other = make_resume(kept), make_resume(gone)
    candidates_merged.connect(receiver)
    try:
        merge(kept, gone)
    finally:
        candidates_merged.disconnect(receiver)
    [(count, ids)] = heard
    ids.pop("signal")
    assert count == 2
    assert ids == {"company_id": northwind.pk, "kept_id": kept.pk, "gone_id": gone.pk, "resumes": {other.pk: own.pk}, "by": BY}


def test_an_app_that_fails_takes_the_merge_back(two, northwind):
    class OursError(Exception):
        pass

    def receiver(sender, **ids):
        raise OursError

    candidates_merged.connect(receiver)
    try:
        with pytest.raises(OursError):
            merge(*two)
    finally:
        candidates_merged.disconnect(receiver)
    with company_scope(northwind):
        assert Candidate.objects.count() == 2


def test_what_no_receiver_moves_stops_the_merge_instead_of_going_with_the_row(two, northwind):
    kept, gone = two

    def receiver(sender, **ids):
        # It stands for a row of an app above that somebody forgot.
        make_resume(gone, sha256="f" * 64)

    candidates_merged.connect(receiver)
    try:
        with pytest.raises(NotCarriedOver, match="Resume"):
            merge(kept, gone)
    finally:
        candidates_merged.disconnect(receiver)
    with company_scope(northwind):
        assert Candidate.objects.count() == 2


def test_two_people_who_merge_the_same_two_crosswise_neither_wait_for_ever_nor_lose_both(committed, northwind):
    with company_scope(northwind):
        one, two = make_candidate(northwind), make_candidate(northwind, "Dana", "")
    begin, outcomes = Barrier(2), []

    def work(kept, gone):
        begin.wait(10)
        try:
            merge(kept, gone)
            outcomes.append("merged")
        except CandidateGone:
            outcomes.append("gone")
        finally:
            connections.close_all()

    threads = [Thread(target=work, args=pair) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["gone", "merged"]
    with company_scope(northwind):
        assert Candidate.objects.count() == 1


def test_links_to_the_one_that_went_lead_on_through_every_merge(two, page, northwind):
    kept, gone = two
    merge(kept, gone)
    with company_scope(northwind):
        last = make_candidate(northwind, "Dana", "d@post.example")
    merge(last, kept)
    answer = page.get(f"{LIST}{gone.pk}/", follow=True)
    assert [to for to, _ in answer.redirect_chain] == [f"{LIST}{kept.pk}/", f"{LIST}{last.pk}/"]
    assert page.get(f"{LIST}{gone.pk}/edit/").status_code == 404
    text = answer.content.decode()
    assert text.count("merged another candidate into this one") == 2


def test_a_link_to_one_that_was_merged_and_then_erased_is_no_page(two, page, northwind):
    kept, gone = two
    merge(kept, gone)
    page.post(f"{LIST}{kept.pk}/erase/")
    assert page.get(f"{LIST}{gone.pk}/", follow=True).status_code == 404


# The pages


def test_whom_to_merge_with_begins_with_those_who_look_alike(two, page, northwind):
    kept, _ = two
    with company_scope(northwind):
        make_candidate(northwind, "DANA NOVAK", "d2@post.example")
        twin = make_candidate(northwind, "scan 3", "")
        make_resume(kept, understood={"contact": {"email": "old@post.example"}})
        make_resume(twin)
        make_candidate(northwind, "Kim Larsen", "kim@post.example")
        make_candidate(northwind, "D. N.", "OLD@post.example")
    text = page.get(f"{LIST}{kept.pk}/merge/").content.decode()
    assert ("DANA NOVAK" in text, "scan 3" in text, "D. N." in text, "Kim Larsen" in text) == (True, True, True, False)
    found = page.get(f"{LIST}{kept.pk}/merge/?q=larsen").content.decode()
    assert ("Kim Larsen" in found, "scan 3" in found) == (True, False)
    assert f'href="?with={kept.pk}"' not in page.get(f"{LIST}{kept.pk}/merge/?q=novak").content.decode()


def test_side_by_side_the_fuller_value_is_proposed(two, page, northwind):
    kept, gone = two
    text = page.get(f"{LIST}{kept.pk}/merge/?with={gone.pk}").content.decode()
    assert 'name="name" value="gone" checked' in text
    assert '<input type="hidden" name="phone" value="gone">' in text
    assert '<input type="hidden" name="email" value="kept">' in text


def test_of_two_addresses_the_longer_one_is_not_the_better_one(two, page, northwind):
    kept, gone = two
    with company_scope(northwind):
        Candidate.objects.filter(pk=gone.pk).update(email="a.much.longer.address@post.example")
    assert 'name="email" value="kept" checked' in page.get(f"{LIST}{kept.pk}/merge/?with={gone.pk}").content.decode()


def test_the_name_of_a_file_is_never_the_fuller_one(rows, page, northwind):
    with company_scope(northwind):
        kept = make_candidate(northwind, "resume final version of march (3)", "", source="uploaded")
        make_resume(kept, name="resume final version of march (3).pdf")
        gone = make_candidate(northwind)
    assert 'name="name" value="gone" checked' in page.get(f"{LIST}{kept.pk}/merge/?with={gone.pk}").content.decode()


def test_what_was_chosen_stays(two, page, northwind):
    kept, gone = two
    answer = page.post(f"{LIST}{kept.pk}/merge/?with={gone.pk}", {"name": "kept", "email": "kept", "phone": "gone"})
    assert answer.headers["Location"] == f"{LIST}{kept.pk}/"
    with company_scope(northwind):
        found = Candidate.objects.get()
    assert (found.name, found.phone) == ("Dana Novak", "+420 555")


def test_another_company_s_candidate_and_oneself_are_nobody_to_merge_with(two, page, northwind, southgate):
    kept, _ = two
    with company_scope(southgate):
        theirs = make_candidate(southgate)
    address = f"{LIST}{kept.pk}/merge/?with="
    assert page.get(address + str(theirs.pk)).status_code == 404
    assert page.post(address + str(theirs.pk)).status_code == 404
    for nobody in (kept.pk, "no-id", ""):
        assert "with whom?" in page.post(address + str(nobody)).content.decode()
    with company_scope(southgate):
        assert Candidate.objects.get() == theirs


def test_an_edit_waits_for_the_merge_and_finds_nobody(two, northwind):
    kept, gone = two
    merge(kept, gone)
    with company_scope(northwind), pytest.raises(Candidate.DoesNotExist):
        change_candidate(candidate=gone, changes={"phone": "1"}, seen={"phone": ""}, by=Actor())
