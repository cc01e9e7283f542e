"""What is read of a list, however it is laid out, and what is said of addresses in it."""

import pytest

from interviews.services.imports.rows import Unreadable
from interviews.services.lists.addresses import Fault, fault_in
from interviews.services.lists.reading import MOST_ROWS, Entry, entries_in, text_of

AMARA, KENJI = Entry("Amara Diallo", "amara@post.example"), Entry("Kenji Watanabe", "kenji@hey.example")
BOTH = [AMARA, KENJI]


# What is read


@pytest.mark.parametrize(
    "text",
    [
        "Amara Diallo,amara@post.example\nKenji Watanabe,kenji@hey.example",
        "amara@post.example;Amara Diallo\r\nkenji@hey.example;Kenji Watanabe\r\n",
        "Amara Diallo\tamara@post.example\nKenji Watanabe\tkenji@hey.example\n\n",
        "Name,E-Mail\nAmara Diallo,amara@post.example\nKenji Watanabe,kenji@hey.example",
        "E-Mail-Adresse;Vorname;Nachname\namara@post.example;Amara;Diallo\nkenji@hey.example;Kenji;Watanabe",
        "city,surname,first name,email\nLyon,Diallo,Amara,amara@post.example\nOsaka,Watanabe,Kenji,kenji@hey.example",
        "sep=;\nname;mail\nAmara Diallo;amara@post.example\nKenji Watanabe;kenji@hey.example",
        "Amara Diallo <amara@post.example>\nKenji Watanabe <kenji@hey.example>",
        '"Diallo, Amara" <amara@post.example>; Kenji Watanabe <kenji@hey.example>',
        "Amara Diallo amara@post.example\nKenji Watanabe mailto:kenji@hey.example",
        '"Amara Diallo","amara@post.example"\n"Kenji Watanabe","kenji@hey.example"\n,\n',
        "Amara,Diallo,amara@post.example,Lyon\nKenji,Watanabe,kenji@hey.example,Osaka",
        "\ufeffname,email\n Amara  Diallo , amara@post.example \nKenji Watanabe,kenji@hey.example",
    ],
)
def test_a_list_is_understood_however_it_is_laid_out(text):
    assert entries_in(text) == BOTH


@pytest.mark.parametrize(
    "text", ["Eva Novak eva@post,org\nKenji,kenji@hey.example,Rome", "Eva Novak, eva@post,org\nKenji, kenji@hey.example"]
)
def test_a_comma_for_a_dot_is_told_and_takes_no_name_away(text):
    assert entries_in(text) == [Entry("Eva Novak", "eva@post,org"), Entry("Kenji", "kenji@hey.example")]
    assert fault_in("eva@post,org") == Fault("There is a comma or a semicolon in it.", "eva@post.org")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_file_is_read_in_the_letters_it_was_written_in(encoding):
    assert entries_in(text_of("name;mail\nZoë Wrześ;z@post.example".replace("ś", "s").encode(encoding))) == [
        Entry("Zoë Wrzes", "z@post.example")
    ]


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n;;", "name,email\n"])
def test_a_list_without_anybody_says_so(text):
    with pytest.raises(Unreadable, match="nobody in it"):
        entries_in(text)


def test_more_than_can_be_sent_at_once_is_refused_with_the_number():
    lines = "\n".join(f"Person {n},p{n}@post.example" for n in range(MOST_ROWS + 1))
    with pytest.raises(Unreadable, match="5,001 people"):
        entries_in(lines)


@pytest.mark.parametrize("content", [b"PK\x03\x04rest", b"\xff\xfe\x00", b"a,\x81\x8d@x"])
def test_what_is_no_text_is_refused_in_a_sentence(content):
    with pytest.raises(Unreadable):
        entries_in(text_of(content))


@pytest.mark.parametrize(
    "text", ['"open quote,a@b.example\n' * 3, "x" * 200_000 + ",a@b.example", "\x00\x00,a@b.example", "=1+1,a@b.example"]
)
def test_hostile_lists_are_read_or_refused_and_nothing_else(text):
    try:
        assert entries_in(text)
    except Unreadable as why:
        assert str(why)


# Addresses


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("tiago@@outlook.com", "tiago@outlook.com"),
        ("liam@gmial.com", "liam@gmail.com"),
        ("liam@gmial.con", "liam@gmail.com"),
        ("liam@gmail.con", "liam@gmail.com"),
        ("liam@hotmial.com", "liam@hotmail.com"),
        ("liam@own-domain.con", "liam@own-domain.com"),
        ("amara.@post.example", "amara@post.example"),
        ("amara@post..example", "amara@post.example"),
        ("amara @post.example", "amara@post.example"),
        ("amara@post,example", "amara@post.example"),
        ("amara", ""),
        ("@post.example", ""),
        ("amara@", ""),
        ("amara@localhost", ""),
        ("", ""),
        ("a@b@c@d", ""),
    ],
)
def test_a_broken_address_is_explained_and_what_was_meant_is_offered(address, meant):
    fault = fault_in(address)
    assert fault and fault.sentence.endswith(".")
    assert fault.suggestion == meant


@pytest.mark.parametrize(
    "address",
    [
        "a@gmail.com",
        "o'neil+x@uct.example",
        "ü@posteo.de",
        "a@gmx.com",
        "z@wrzesinska.dev",
        "a@mail.ru",
        "k@ziggo.nl",
        "x@me.com",
        "a@hey.io",
    ],
)
def test_an_address_that_is_right_is_left_alone(address):
    assert (fault_in(address) is None) == ("ü" not in address)
