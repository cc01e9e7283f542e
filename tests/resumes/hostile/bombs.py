"""PDFs that are small and become large, deep or slow."""

import zlib
from functools import cache

from resumes.reading.verdict import Problem
from tests.resumes.hostile import READ, nasty
from tests.resumes.hostile.pdf import CATALOG, SAID, page, pdf, standard, stream, with_content

# A bomb may be seen for what it is, or run into whichever limit comes first.
STOPPED = (Problem.BOMB, Problem.TOO_MUCH_MEMORY, Problem.TOO_SLOW)
HARMLESS_OR_STOPPED = (READ, Problem.NO_TEXT, Problem.DAMAGED, *STOPPED)
MEGABYTE = 1024 * 1024


@cache
def packed(megabytes: int, byte: bytes = b" ") -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(byte * MEGABYTE) for _ in range(megabytes)) + packer.flush()


@nasty(*STOPPED)
def pdf_of_hundreds_of_packed_megabytes() -> bytes:
    """300 KB that unpack to 300 MB."""
    return with_content(packed(300), b"/Filter /FlateDecode")


@nasty(*STOPPED)
def pdf_packed_twice() -> bytes:
    """Some kilobytes that unpack to 300 KB, which unpack to 300 MB."""
    return with_content(zlib.compress(packed(300)), b"/Filter [/FlateDecode /FlateDecode]")


@nasty(Problem.NO_TEXT, *STOPPED)
def pdf_packed_just_below_a_readers_limit() -> bytes:
    """74 MB of spaces, on each of fifty pages."""
    numbers = range(10, 60)
    kids = b" ".join(b"%d 0 R" % at for at in numbers)
    pages = b"<< /Type /Pages /Kids [%s] /Count 50 >>" % kids
    return pdf(standard(stream(packed(71), b"/Filter /FlateDecode"), o2=pages) | dict.fromkeys(numbers, page()))


@nasty(*STOPPED, Problem.DAMAGED)
def pdf_packed_thirty_times() -> bytes:
    """Thirty filters, one after the other."""
    data = SAID
    for _ in range(30):
        data = zlib.compress(data)
    return with_content(data, b"/Filter [%s]" % (b"/FlateDecode " * 30))


@nasty(*STOPPED, Problem.DAMAGED, Problem.NO_TEXT)
def pdf_with_ten_thousand_filters() -> bytes:
    """Ten thousand filters on nothing."""
    return with_content(b"", b"/Filter [%s]" % (b"/ASCIIHexDecode " * 10_000))


@nasty(*STOPPED, Problem.DAMAGED)
def pdf_of_hex_of_hex() -> bytes:
    """Hexadecimal of hexadecimal of hexadecimal, twelve times."""
    data = SAID
    for _ in range(12):
        data = data.hex().encode() + b">"
    return with_content(data, b"/Filter [%s]" % (b"/ASCIIHexDecode " * 17))


@nasty(*STOPPED, Problem.NO_TEXT, Problem.DAMAGED)
def pdf_of_long_runs() -> bytes:
    """Run lengths: two bytes stand for 128, under a packer that takes these to almost nothing."""
    return with_content(zlib.compress(b"\x81 " * 2_000_000), b"/Filter [/FlateDecode /RunLengthDecode]")


@nasty(*HARMLESS_OR_STOPPED)
def pdf_of_lzw_without_end() -> bytes:
    """LZW codes that build ever longer runs, and never say that they are done."""
    return with_content(zlib.compress(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 100_000), b"/Filter [/FlateDecode /LZWDecode]")


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_a_predictor_of_a_billion_columns() -> bytes:
    """A predictor whose rows are 10⁹ columns wide."""
    return with_content(zlib.compress(SAID), b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 1000000000 >>")


@nasty(*STOPPED, Problem.DAMAGED)
def pdf_whose_table_is_a_bomb() -> bytes:
    """The cross-reference table is a stream that unpacks to 300 MB."""
    table = stream(packed(300, b"\0"), b"/Type /XRef /W [1 4 2] /Size 100000000 /Root 1 0 R /Filter /FlateDecode")
    return b"%PDF-1.7\n1 0 obj\n" + table + b"\nendobj\nstartxref\n9\n%%EOF"


@nasty(*HARMLESS_OR_STOPPED)
def pdf_whose_objects_are_in_a_bomb() -> bytes:
    """The catalog is in a stream of objects that announces a billion of them."""
    inside = stream(packed(200), b"/Type /ObjStm /N 1000000000 /First 10 /Filter /FlateDecode /Extends 9 0 R")
    return pdf(standard(o9=inside)).replace(b"1 0 obj", b"8 0 obj", 1)


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_a_hundred_thousand_open_brackets() -> bytes:
    """Arrays in arrays in arrays."""
    return with_content(b"[" * 100_000)


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_a_catalog_of_dictionaries_in_dictionaries() -> bytes:
    """A hundred thousand dictionaries, each in the other."""
    return pdf(standard(o1=CATALOG.removesuffix(b">>") + b"/A << " * 100_000 + b">>" * 100_000 + b">>"))


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_many_saved_states() -> bytes:
    """The graphics state is saved 200,000 times and never taken back."""
    return with_content(zlib.compress(b"q " * 200_000), b"/Filter /FlateDecode")


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_many_letters_one_by_one() -> bytes:
    """Each letter is placed and shown by itself, 40,000 times."""
    return with_content(zlib.compress(b"BT /F1 9 Tf " + b"1 0 Td (a) Tj " * 40_000 + b"ET"), b"/Filter /FlateDecode")


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_a_word_for_every_atom() -> bytes:
    """Fifteen thousand blocks of text, all at the same place."""
    return with_content(zlib.compress(b"BT /F1 9 Tf 72 700 Td (same) Tj ET " * 15_000), b"/Filter /FlateDecode")


@nasty(*HARMLESS_OR_STOPPED)
def pdf_that_draws_itself() -> bytes:
    """A form that draws itself."""
    form = stream(b"/X Do " + SAID, b"/Type /XObject /Subtype /Form /Resources << /XObject << /X 9 0 R >> /Font << /F1 5 0 R >> >>")
    return pdf(standard(stream(b"/X Do"), o3=page(resources=b"/XObject << /X 9 0 R >>"), o9=form))


@nasty(*HARMLESS_OR_STOPPED)
def pdf_of_a_billion_laughs() -> bytes:
    """Nine forms, each drawing the next ten times, and the last says a word: 10⁹ words."""

    def form(at: int, data: bytes) -> bytes:
        below = b"/Resources << /XObject << /X %d 0 R >> /Font << /F1 5 0 R >> >>" % (at + 1)
        return stream(data, b"/Type /XObject /Subtype /Form " + below)

    forms = {at: form(at, b"/X Do " * 10) for at in range(10, 19)} | {19: form(19, SAID)}
    return pdf(standard(stream(b"/X Do"), o3=page(resources=b"/XObject << /X 10 0 R >>")) | forms)


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_a_letter_table_of_four_billion() -> bytes:
    """The font says which letter each of 4,294,967,296 codes is."""
    cmap = stream(b"begincmap\n1 beginbfrange\n<00000000> <FFFFFFFF> <0041>\nendbfrange\nendcmap")
    return pdf(standard(o5=b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 9 0 R >>", o9=cmap))


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_a_letter_as_long_as_a_book() -> bytes:
    """The font says that the letter D stands for 500,000 others, and the text is all D."""
    cmap = stream(b"begincmap\n1 beginbfchar\n<44> <" + b"0041" * 500_000 + b">\nendbfchar\nendcmap")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 9 0 R >>"
    return pdf(standard(stream(b"BT /F1 12 Tf 72 700 Td (" + b"D" * 2_000 + b") Tj ET"), o5=font, o9=cmap))


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_widths_for_a_million_letters() -> bytes:
    """The font gives a width to each of 100 million letters in one row."""
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [7 0 R] >>"
    below = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /W [0 100000000 500] /DW 1000 >>"
    return pdf(standard(o5=font, o7=below))


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_text_at_the_end_of_the_universe() -> bytes:
    """Text at 10³⁰ and at -10³⁰, so that the room between them would be spaces."""
    return with_content(b"BT /F1 12 Tf 1e30 1e30 Td (far) Tj -2e30 -2e30 Td (away from everything here) Tj ET")


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_text_a_million_lines_apart() -> bytes:
    """A font of size 0.001 and lines that are a mile apart: as lines of text, millions."""
    return with_content(b"BT /F1 0.001 Tf 0 5000000 Td (far) Tj 5000000 -5000000 Td (away from everything here) Tj ET")


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_numbers_that_are_none() -> bytes:
    """Sizes and places that are 1e999, minus minus and dots."""
    return with_content(b"BT /F1 1e999 Tf --5 ..3 Td 0 0 0 0 0 0 Tm (Dana Novak is an engineer) Tj ET 99999999999999999999999999999 Tz")


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_a_string_of_five_megabytes() -> bytes:
    """One string that opens a bracket five million times."""
    return with_content(b"BT /F1 9 Tf " + b"(" * 5_000_000)


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_a_name_of_nine_megabytes() -> bytes:
    """The font's name has nine million letters."""
    return with_content(b"BT /" + b"F" * 9_000_000 + b" 9 Tf (Dana Novak is an engineer) Tj ET")


@nasty(*HARMLESS_OR_STOPPED)
def pdf_of_nine_megabytes_of_remarks() -> bytes:
    """Nothing but percent signs, and no table, so that a reader searches."""
    return b"%PDF-1.7\n" + b"%\n" * 4_500_000


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_many_objects_of_one_number() -> bytes:
    """Object number one, 100,000 times, and no table."""
    return b"%PDF-1.7\n" + b"1 0 obj\n<<>>\nendobj\n" * 100_000


@nasty(*HARMLESS_OR_STOPPED)
def pdf_that_never_ends_an_object() -> bytes:
    """Objects begin, a million times, and none ends."""
    return b"%PDF-1.7\n" + b"1 0 obj << " * 800_000 + b"trailer << /Root 1 0 R >>"


@nasty(*HARMLESS_OR_STOPPED)
def pdf_with_a_picture_in_line_that_never_ends() -> bytes:
    """A picture begins in the content, and its end never comes."""
    return with_content(SAID + b" BI /W 9 /H 9 /BPC 8 ID " + b"E I" * 300_000)


@nasty(Problem.BOMB, Problem.TOO_MANY_PAGES, *STOPPED)
def pdf_that_says_two_million_letters() -> bytes:
    """A page on which one short form with 4,000 letters is drawn 500 times."""
    form = stream(b"BT /F1 1 Tf (" + b"word " * 800 + b") Tj ET", b"/Type /XObject /Subtype /Form /Resources << /Font << /F1 5 0 R >> >>")
    return pdf(standard(stream(b"/X Do " * 500), o3=page(resources=b"/XObject << /X 9 0 R >>"), o9=form))


@nasty(*HARMLESS_OR_STOPPED)
def pdf_of_a_hundred_columns() -> bytes:
    """A hundred columns of a hundred lines: who looks for columns compares each with each."""
    shown = b"".join(b"BT /F1 1 Tf 1 0 0 1 %d %d Tm (ab) Tj ET " % (x * 6, y * 7) for x in range(100) for y in range(100))
    return with_content(zlib.compress(shown), b"/Filter /FlateDecode")


@nasty(*HARMLESS_OR_STOPPED)
def pdf_of_stairs() -> bytes:
    """Each of 400 lines begins a little further to the right, and has a word at the far end."""
    shown = b"".join(b"BT /F1 1 Tf 1 0 0 1 %d %d Tm (step) Tj 500 0 Td (end) Tj ET " % (at, 780 - at) for at in range(400))
    return with_content(zlib.compress(shown), b"/Filter /FlateDecode")
