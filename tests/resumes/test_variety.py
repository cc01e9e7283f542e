"""Résumés in the ways in which people write them: how much is understood, and the order of what is not English."""

import pytest

from resumes.reading.child import read
from resumes.understanding.rules import understood_by_rules
from tests.resumes.scores import HELD_OUT, LOOKED_AT, VARIETY, share

KINDS = ("titles", "employers", "periods", "skills")


def in_order(text: str, *parts: str) -> None:
    places = [text.index(part) for part in parts]
    assert places == sorted(places), text


@pytest.mark.parametrize("kind", KINDS)
def test_of_those_that_the_rules_were_made_with_nearly_all_is_right(kind):
    assert share(LOOKED_AT, kind) >= 0.95


@pytest.mark.parametrize("kind", KINDS)
def test_of_those_that_nobody_looked_at_most_is_right(kind):
    assert share(HELD_OUT, kind) >= 0.7


def test_what_was_drawn_out_of_order_is_read_in_order():
    text = read(VARIETY / "adams-one-column.pdf").text
    in_order(text, "Oliver Adams", "Work Experience", "Site Reliability Engineer", "April 2020 – Present", "Kept the object store",
             "Systems Administrator", "Jan 2016", "Education", "2010 – 2013", "Technical Skills")  # fmt: skip


def test_a_column_at_the_right_comes_after_the_one_at_the_left():
    text = read(VARIETY / "czerny-sidebar-right.pdf").text
    in_order(text, "Magdalena Czerny", "Projektleiterin", "Bauleiterin", "Studium", "Hochschule Biberach", "Kontakt", "AutoCAD", "Polnisch")


def test_room_in_a_line_is_kept_as_a_tab():
    assert "2012 – 2016\tTécnico de calidad\tConservas Laredo S.L." in read(VARIETY / "echeverria-table.pdf").text


def test_letters_that_are_drawn_as_one_and_capitals_that_are_larger():
    assert "Offgrid Energy" in read(VARIETY / "sorensen-timeline.pdf").text
    assert "ARJUN" in read(VARIETY / "mehta-latex.pdf").text


def test_chinese_in_a_font_that_is_not_in_the_file():
    text = read(VARIETY / "wang-chinese.pdf").text
    in_order(text, "王小明", "软件工程师", "工作经历", "深圳云帆科技有限公司", "广州海岸软件公司", "教育背景", "中山大学", "Kubernetes")


def test_arabic_from_top_to_bottom():
    text = read(VARIETY / "zayd-arabic.pdf").text
    in_order(text, "الخبرة", "شركة النور للتقنية", "التعليم", "المهارات")


def test_two_titles_at_one_firm_are_both_there():
    found = understood_by_rules(read(VARIETY / "oliveira-linkedin.pdf").text)
    assert [(job.title, job.employer) for job in found.experience][:2] == [
        ("Head of People", "Corvid Software"),
        ("HR Business Partner", "Corvid Software"),
    ]
