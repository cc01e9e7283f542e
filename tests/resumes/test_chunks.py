"""A résumé in pieces: by its structure, never mixing two entries, and without what is nobody's business."""

import pytest

from accounts.services.audit import Actor
from accounts.tenancy import company_scope
from resumes.chunks.cutting import LONGEST, pieces_of
from resumes.models import Chunk, ChunkVector, Resume
from resumes.services.corrections import correct_understanding
from resumes.services.preparing import prepare_resume
from resumes.services.vectors import make_vectors
from resumes.understanding.fields import Job, Understood
from resumes.understanding.rules import understood_by_rules
from tests.resumes.prepared import BACKEND, prepared_resume


def pieces(text=BACKEND, understood=None):
    return pieces_of(text, understood or understood_by_rules(text))


def test_pieces_follow_the_entries_of_a_resume():
    found = [(piece.kind, piece.entry, piece.text.splitlines()[0]) for piece in pieces()]
    assert found == [
        ("experience", 0, "Backend Engineer, Acme Ltd (March 2021 – present)"),
        ("experience", 2, "Software Engineer, Harbour Pay Ltd (2016 – 2020)"),
        ("education", 0, "BSc Computer Science"),
        ("skills", 0, "Python, Go, PostgreSQL, Kafka, Terraform"),
    ]


def test_the_same_resume_gives_the_same_pieces():
    assert pieces() == pieces()


def test_each_piece_leads_to_its_place_in_the_text():
    for piece in pieces():
        start, end = piece.place
        assert piece.items[0].text in BACKEND[start:end]
        assert piece.items[-1].text in BACKEND[start:end]


@pytest.mark.parametrize(
    "private", ["ann@post", "7946", "1984", "Married", "children", "Irish", "Maternity", "child", "2002", "native", "Ann Lee"]
)
def test_what_is_nobodys_business_is_in_no_piece(private):
    assert private not in "\n".join(piece.text for piece in pieces())


def test_many_highlights_are_grouped_and_entries_are_never_mixed():
    jobs = [Job(title=f"Engineer {job}", highlights=[f"Job {job}, line {line}: " + "worked " * 20 for line in range(12)]) for job in (1, 2)]
    found = pieces("", Understood(experience=jobs))
    assert len(found) > 4
    for piece in found:
        assert len(piece.items) > 1
        assert sum(len(item.text) for item in piece.items) <= LONGEST
        assert len({item.text.split(",")[0] for item in piece.items}) == 1
        assert piece.head == f"Engineer {piece.entry + 1}"


def test_a_long_text_without_a_pause_is_cut():
    found = pieces("", Understood(summary="w" * 700 + "v" * 800, skills=["Go"]))
    assert [len(piece.text) for piece in found] == [700, 700, 100, 2]


def test_a_text_that_nobody_understood_is_cut_by_its_lines():
    text = "Ann Lee\nann@post.example\nI have kept bees for the city since 2011.\nBefore that I repaired clocks."
    assert [piece.text for piece in pieces(text, Understood())] == [
        "Ann Lee\nI have kept bees for the city since 2011.\nBefore that I repaired clocks."
    ]


def test_talks_are_work_and_hobbies_are_not():
    text = BACKEND + "\nTalks\nQueues that forget nothing, Northern Conference 2022\nHobbies\nSings in a church choir\n"
    said = "\n".join(piece.text for piece in pieces(text))
    assert "Queues that forget nothing" in said
    assert "church" not in said


def test_chunks_stand_in_order_and_nothing_is_made_twice(committed, northwind):
    resume = prepared_resume(northwind)
    with company_scope(northwind):
        before = list(Chunk.objects.order_by("position").values_list("pk", "position", "kind"))
        Resume.objects.update(state="understood")
    prepare_resume(resume_id=resume.pk, company_id=northwind.pk)
    with company_scope(northwind):
        assert list(Chunk.objects.order_by("position").values_list("pk", "position", "kind")) == before
    assert [position for _, position, _ in before] == [0, 1, 2, 3]


def test_a_correction_makes_chunks_anew_and_what_says_the_same_keeps_its_vector(committed, northwind):
    resume = prepared_resume(northwind)
    with company_scope(northwind):
        before = {chunk.text: chunk.pk for chunk in Chunk.objects.all()}
        vectors = dict(ChunkVector.objects.values_list("chunk", "pk"))
        corrected = Understood.model_validate(resume.understood)
        corrected.skills = ["Cobol"]
        correct_understanding(resume=resume, corrected=corrected, seen=None, by=Actor())
        assert Resume.objects.get().state == "understood"
    assert prepare_resume(resume_id=resume.pk, company_id=northwind.pk)
    assert make_vectors(company_id=northwind.pk) == 1
    with company_scope(northwind):
        after = {chunk.text: chunk.pk for chunk in Chunk.objects.all()}
        assert (Resume.objects.get().state, after.keys() - before.keys()) == ("ready", {"Cobol"})
        assert before.keys() - after.keys() == {"Python, Go, PostgreSQL, Kafka, Terraform"}
        for text in after.keys() & before.keys():
            assert after[text] == before[text]
            assert ChunkVector.objects.get(chunk=after[text]).pk == vectors[after[text]]
        cobol = Chunk.objects.get(text="Cobol")
        assert (cobol.start, cobol.end) == (None, None)
