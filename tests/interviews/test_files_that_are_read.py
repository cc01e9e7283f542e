"""What spreadsheets, programs and hostile people send, and what we say to it. No database."""

import io
import json
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from interviews.services.exports import csv_lines
from interviews.services.imports.banks import Banks, Place
from interviews.services.imports.cells import joined, neutralised, split, undone
from interviews.services.imports.columns import column_called
from interviews.services.imports.decoding import NOTICE
from interviews.services.imports.opening import rows_of, survey_of
from interviews.services.imports.reading import Said, said_in
from interviews.services.imports.rows import Fault, Row, Unreadable
from interviews.services.imports.template import template
from tests.interviews.files import as_csv, as_json, row, rows

PLACE = Place("backend", "Backend", "backend", "en")


def read(content: bytes, at_most: int = 1_000):
    """The survey, and each row as what it says or what is wrong with it."""
    file = io.BytesIO(content)
    survey = survey_of(file, at_most=at_most)
    banks = Banks([PLACE], default=PLACE)
    return survey, [[each] if isinstance(each, Fault) else said_in(each, banks) for each in rows_of(file, survey)]


def faults(content: bytes):
    return [(fault.row, fault.column, fault.sentence) for each in read(content)[1] if isinstance(each, list) for fault in each]


def refusal(content: bytes, at_most: int = 1_000) -> str:
    with pytest.raises(Unreadable) as refused:
        read(content, at_most)
    return str(refused.value)


def texts(content: bytes) -> list[str]:
    return [each.written.wording.text for each in read(content)[1] if isinstance(each, Said)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_encoding_and_delimiter_is_read(encoding, delimiter):
    assert texts(as_csv([row(text="Wie, denn; “so”?\tÄh…")], delimiter, encoding)) == ["Wie, denn; “so”?\tÄh…"]


def test_utf_16_with_a_mark_of_either_order_is_read():
    content = as_csv([row()], ",", "utf-16-be")
    assert texts(b"\xfe\xff" + content) == [row()["text"]]
    assert texts(as_json([row()]).decode().encode("utf-16")) == [row()["text"]]


def test_windows_1252_is_the_last_resort_and_is_said():
    survey, _ = read(as_csv([row(text="Übung für “Größe”?")], ";", "cp1252"))
    assert survey.notices == (NOTICE,)
    assert texts(as_csv([row(text="Übung für “Größe”?")], ";", "cp1252")) == ["Übung für “Größe”?"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf  \r\n", "The file is empty."),
        (b"PK\x03\x04rest of a workbook", "This is a workbook or an archive, not text. In the spreadsheet, choose “Save as” and then CSV."),
        (b"text,\x81\x8d\x8f", "The file is no text that we can read: neither UTF-8, nor UTF-16, nor Windows-1252. Save it as UTF-8."),
        (as_csv([row()], ",", "utf-16")[:-1], "The file says that it is Unicode, and is broken or cut off. Save it once more as UTF-8."),
        (as_csv([row()]).split(b"\r\n")[0], "There are no questions in this file."),
        (b"[]", "There are no questions in this file."),
        (b'{"text": "x"}', "The JSON is no list. Write the questions between [ and ], each between { and }."),
    ],
    ids=["empty", "blank", "workbook", "bytes", "half of a letter", "header alone", "empty list", "no list"],
)
def test_a_file_that_is_no_list_of_questions_is_refused_in_a_sentence(content, sentence):
    assert refusal(content) == sentence


def test_missing_columns_are_named_all_at_once():
    less = {name: value for name, value in row().items() if name not in ("difficulty", "anchor_2", "shows")}
    assert refusal(as_csv([less])) == (
        "The columns “difficulty”, “shows” and “anchor_2” are missing. The first row must name the columns; the template shows all of them."
    )


def test_names_of_columns_are_read_forgivingly():
    content = (
        as_csv([row()])
        .replace(b"follow_up_1_when", b"Follow-up 1 When")
        .replace(b"difficulty", b" Difficulty ")
        .replace(b"anchor_3", b"ANCHOR 3")
    )
    survey, [said] = read(content)
    assert (said.written.wording.difficulty, said.written.follow_ups[0].when, survey.notices) == ("medium", "They guess.", ())


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("Ideal answer", "ideal_answer"),
        ("ideal_answer_1", "ideal_answer"),
        ("Ideal-Answer 02", "ideal_answer_2"),
        ("FollowUp3", "followup3"),
    ],
)
def test_what_a_head_means(head, column):
    assert column_called(head) == column


def test_unknown_columns_are_named_and_not_read():
    survey, _ = read(as_csv([row(notes="x", author="y")]))
    assert survey.notices == ("Not read, as we know no such column: “notes”, “author”.",)
    survey, _ = read(as_json([{**row(), "notes": {"deep": []}}]))
    assert survey.notices == ("Not read, as we know no such name: “notes”.",)


def test_a_column_that_stands_there_twice_is_refused():
    assert refusal(as_csv([row()]).replace(b"minutes", b"text", 1)) == "The first row names “text” more than once."


def test_excels_own_first_line_is_skipped():
    _, [said] = read(b"sep=;\r\n" + as_csv([row()], ";"))
    assert said.number == 3


def test_rows_have_the_numbers_that_a_spreadsheet_shows():
    content = as_csv([row(text="Two\nlines?"), row(key="b"), row(key="c", minutes="99")]) + b",,,\r\n\r\n"
    assert [number for number, *_ in faults(content)] == [4]


def test_a_half_broken_row_in_the_middle_is_named_and_the_others_are_read():
    lines = as_csv(rows(3)).split(b"\r\n")
    lines[2] = lines[2][:60]
    found = faults(b"\r\n".join(lines))
    assert [(number, column) for number, column, _ in found] == [(3, "")]
    assert "cells and the first row names 17 columns. Is it cut off, or was a line end lost?" in found[0][2]
    assert len(texts(b"\r\n".join(lines))) == 2


def test_a_row_that_is_too_long_is_named_unless_empty_cells_make_it_so():
    lines = as_csv(rows(2)).split(b"\r\n")
    assert len(texts(b"\r\n".join([lines[0], lines[1] + b",,,", lines[2]]))) == 2
    [(number, _, sentence)] = faults(b"\r\n".join([lines[0], lines[1] + b",more", lines[2]]))
    assert (number, sentence) == (
        2,
        "The row has 18 cells and the first row names 17 columns. Is there a delimiter in a text without quotes?",
    )


@pytest.mark.parametrize(
    ("changes", "column", "sentence"),
    [
        ({"difficulty": "tough"}, "difficulty", "“tough” is no difficulty. Write easy, medium or hard."),
        ({"difficulty": ""}, "difficulty", "Here something must be written, and nothing is."),
        ({"type": "quiz"}, "type", "“quiz” is no type. Write behavioural, technical, situational or warm-up."),
        ({"minutes": "½"}, "minutes", "“½” is no number of minutes. Write a whole number from 1 to 15."),
        ({"minutes": "9" * 5_000}, "minutes", f"“{'9' * 40}…” is no number of minutes. Write a whole number from 1 to 15."),
        ({"language": "tlh"}, "language", "“tlh” is no language of ours. Write en, de, fr or es."),
        ({"text": "x" * 601}, "text", "The text has 601 characters; at most 600 fit."),
        ({"anchor_4": " \n "}, "anchor_4", "Here something must be written, and nothing is."),
        (
            {"key": "with spaces"},
            "key",
            "“with spaces” is no key. A key has letters without accents, digits, hyphens and underscores only.",
        ),
        ({"roles": "r" * 61}, "roles", f"The role “{'r' * 40}…” has 61 characters; at most 60 fit."),
        ({"follow_up_1": ""}, "follow_up_1", "It says when to ask this follow-up, and not what."),
        ({"text": "a\0b"}, "text", "There is a character in it that is no character (a zero byte, or half of one). Delete it."),
        ({"ideal_answer": "x" * 3_001}, "ideal_answer", "The text has 3,001 characters; at most 3,000 fit."),
    ],
)
def test_what_is_wrong_in_a_cell_is_said_with_what_is_right(changes, column, sentence):
    assert faults(as_csv([row(**changes)])) == [(2, column, sentence)]
    assert faults(as_json([row(**changes)])) == [(1, column, sentence)]


@pytest.mark.parametrize(("written", "meant"), [(" HARD ", "hard"), ("Easy", "easy")])
def test_allowed_words_are_read_forgivingly(written, meant):
    [said] = read(as_csv([row(difficulty=written, type="Warm Up", language="German")]))[1]
    assert (said.written.wording.difficulty, said.written.wording.kind, said.written.wording.language) == (meant, "warm-up", "de")


def test_all_that_is_wrong_in_a_row_is_said():
    assert {column for _, column, _ in faults(as_csv([row(difficulty="x", minutes="0", shows="")]))} == {"difficulty", "minutes", "shows"}


def test_a_quote_that_is_never_closed_ends_the_reading():
    lines = as_csv(rows(3)).split(b"\r\n")
    found = faults(b"\r\n".join([lines[0], lines[1], lines[2].replace(b"What do", b'"What do'), lines[3]]))
    assert found == [(3, "", "A quote is opened and never closed, or a cell is longer than 131,072 characters. Reading ended there.")]


def test_text_after_a_closing_quote_is_named_and_reading_goes_on():
    lines = as_csv(rows(3)).split(b"\r\n")
    content = b"\r\n".join([lines[0], lines[1], b'backend,"x"y,' + lines[2], lines[3]])
    assert faults(content) == [(3, "", "There is text after a closing quote. A quote inside a text is written twice.")]
    assert len(texts(content)) == 2


@pytest.mark.parametrize("quote", ['"', ""], ids=["quoted", "bare"])
def test_a_cell_of_50_mb_is_refused_within_little_memory(quote):
    content = as_csv([row()]) + f"backend,big,{quote}{'x' * 50_000_000}".encode()
    tracemalloc.start()
    found = faults(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [number for number, *_ in found] == [3]
    assert most < 120_000_000  # the file itself, in this test's hands, is none of it


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'[{"text": "cut o', "The file is cut off in the middle of this question. Reading ended there."),
        (b'[{"text": "a"}', "The file is cut off. Reading ended there."),
        (b"[" * 100_000, "Something is nested far deeper than a question is. Reading ended there."),
        (b'[{"a":' * 100_000, "Something is nested far deeper than a question is. Reading ended there."),
        (b'[{"minutes": NaN}]', "NaN is no JSON. Reading ended there."),
        (b'[{"minutes": -Infinity}]', "-Infinity is no JSON. Reading ended there."),
        (b'[{"text": "a", "text": "b"}]', "One name stands twice in one question. Reading ended there."),
        (b'[{"text": "a"} {"text": "b"}]', "A comma or the end of the list is missing after the question before. Reading ended there."),
        (b'[{"text": "a"}] and more', "There is more after the end of the list. Reading ended there."),
        (
            b'[{"text": "' + b"x" * 3_000_000,
            "The question is longer than 1,000,000 characters, or a quote or bracket is never closed. Reading ended there.",
        ),
        (b"[{'text': 1}]", "This is no JSON, at “{'text': 1}]”. Reading ended there."),
    ],
    ids=["cut in a text", "cut", "deep lists", "deep objects", "NaN", "Infinity", "twice", "no comma", "more", "endless", "other quotes"],
)
def test_json_that_is_none_ends_the_reading_in_a_sentence(content, sentence):
    assert faults(content)[-1][2] == sentence


@pytest.mark.parametrize(
    ("item", "column", "sentence"),
    [
        ("no object", "", "This is no question: write each between { and }."),
        ({**row(), "text": ["a"]}, "text", "Here must stand a text, and no list, object or yes and no."),
        ({**row(), "minutes": True}, "minutes", "Here must stand a text, and no list, object or yes and no."),
        ({**row(), "anchors": ["a"]}, "anchors", "There are five anchors, and here are 1."),
        ({**row(), "follow_ups": ["a"]}, "follow_ups", 'Write each follow-up as {"when": "…", "text": "…"}.'),
        ({**row(), "ideal_answers": ["a"] * 51}, "ideal_answers", "There may be 50 of them, and here are 51."),
        (
            {**row(), "text": "half \ud800"},
            "text",
            "There is a character in it that is no character (a zero byte, or half of one). Delete it.",
        ),
    ],
)
def test_json_of_another_shape_is_said_by_question(item, column, sentence):
    assert faults(as_json([row(), item])) == [(2, column, sentence)]


def test_json_is_read_in_pieces():
    content = as_json(rows(6_000))
    tracemalloc.start()
    assert read(content, 6_000)[0].rows == 6_000
    file = io.BytesIO(content)
    survey = survey_of(file, at_most=6_000)
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    assert sum(1 for _ in rows_of(file, survey)) == 6_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most - before < 2_000_000 < len(content)


def test_more_rows_than_may_come_are_refused_before_the_rest_is_read():
    assert refusal(as_csv(rows(4)), 3) == "The file has more than 3 questions. Divide it and bring the parts one after the other."
    assert refusal(as_json(rows(4)), 3) == "The file has more than 3 questions. Divide it and bring the parts one after the other."


def test_the_template_is_a_file_without_faults():
    [said] = read(template().encode())[1]
    assert (said.key, len(said.written.follow_ups), len(said.written.ideal_answers)) == ("deadline-that-could-not-hold", 3, 1)


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
STARTS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "'", "''=", "'=", "＝", '"', ",", ";", "\n", "שלום", "👩🏽‍💻", ""])


@given(st.builds(str.__add__, STARTS, ANY_TEXT))
@example("=1+1")
@example("''''@x")
def test_a_cell_comes_back_letter_for_letter_and_no_spreadsheet_runs_it(text):
    assert undone(neutralised(text)) == text
    assert not neutralised(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.lists(st.builds(str.__add__, STARTS, ANY_TEXT).map(str.strip).filter(bool), max_size=5))
@example(["a;b", "c\\", "\\;", ";"])
def test_roles_come_back_from_their_cell(roles):
    assert split(joined(roles)) == roles


@given(st.lists(st.builds(str.__add__, STARTS, ANY_TEXT.filter(lambda text: "\0" not in text)), min_size=1, max_size=4))
def test_a_table_comes_back_from_csv(cells):
    heads = [f"follow_up_{number}" for number in range(1, len(cells) + 1)]
    names, said = [*row(), *heads[1:]], {**row(), **dict(zip(heads, cells, strict=True))}
    content = csv_lines([names, [said[name] for name in names]]).encode()
    file = io.BytesIO(content)
    [found] = rows_of(file, survey_of(file, at_most=10))
    assert isinstance(found, Row)
    assert [found.cells[name] for name in heads] == cells


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(content):
    try:
        read(content)
    except Unreadable as refused:
        assert str(refused)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from([*row(), "roles", "anchors", "follow_ups", "ideal_answers", "x"]), inner)
        ),
        max_leaves=20,
    )
)
def test_no_json_breaks_the_reading(value):
    try:
        read(json.dumps([value]).encode())
    except Unreadable as refused:
        assert str(refused)
