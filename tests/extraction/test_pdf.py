"""PDFs made at test time: words in reading order, as headings, paragraphs and items."""

import pytest

from mepp5.extraction.document import Line
from mepp5.extraction.pdf import read_pdf
from tests.extraction.fixture_office import BOLD, WIDE_FONT, Pdf, typeset
from tests.extraction.fixture_pdf import LEFT, RIGHT, make_story, read, texts


def test_lines_become_paragraphs_that_a_gap_divides():
    lines = read(Pdf().write_all(50, 700, LEFT).write_all(50, 630, RIGHT))
    assert lines == [Line("paragraph", " ".join(LEFT)), Line("paragraph", " ".join(RIGHT))]


def test_a_paragraph_begins_with_an_indent():
    pdf = (
        Pdf()
        .write_all(50, 700, LEFT)
        .write(64, 640, "Partners see it too, but only")
        .write(50, 628, "where you agree.")
    )
    assert texts(read(pdf)) == [" ".join(LEFT), "Partners see it too, but only where you agree."]


def test_a_paragraph_ends_where_lines_stand_further_in():
    pdf = Pdf().write_all(50, 700, LEFT[:4]).write_all(70, 652, ["account with all of"])
    assert texts(read(pdf)) == [" ".join(LEFT[:4]), "account with all of"]


def test_a_sentence_that_ends_before_the_line_does_ends_the_paragraph():
    pdf = Pdf().write_all(
        50, 700, ["We sell nothing.", "This holds for all of the data that you give us, without any exception."]
    )
    assert len(read(pdf)) == 2


@pytest.mark.parametrize("is_interleaved", [False, True])
def test_the_left_column_is_read_wholly_before_the_right(is_interleaved):
    pdf = Pdf()
    if is_interleaved:  # as some programs write: row by row
        for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            pdf.write(50, 700 - 12 * number, left).write(310, 700 - 12 * number, right)
    else:
        pdf.write_all(310, 700, RIGHT).write_all(50, 700, LEFT)
    pdf.write(50, 720, "What we do with the data of all who visit our pages, use our apps or write to us by post.")
    assert texts(read(pdf))[-2:] == [" ".join(LEFT), " ".join(RIGHT)]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_typeset_policy_is_read_in_its_order(columns):
    story, expected = make_story(30)
    lines, notes = read_pdf(typeset(story, columns))
    # Where a column ends with a sentence, nothing tells whether the paragraph does.
    assert " ".join(line.text for line in lines if not line.is_chrome) == " ".join(expected)
    assert texts(lines, "heading") == expected[::2]
    assert notes == []


def test_short_columns_on_a_last_page_are_columns_as_on_the_others():
    pdf = Pdf().write_all(50, 700, LEFT).write_all(310, 700, RIGHT).turn_page()
    pdf.write(50, 700, "Write to us about it, to").write(310, 700, "Or ask your authority, in")
    pdf.write(50, 688, "our office.").write(310, 688, "your country.")
    assert texts(read(pdf))[-2:] == ["Write to us about it, to our office.", "Or ask your authority, in your country."]


@pytest.mark.parametrize(
    ("elsewhere", "first", "second", "expected"),
    [
        ("", "We keep your infor-", "mation for a year.", "We keep your information for a year."),
        ("Any third-party site.", "We tell a third-", "party nothing.", "We tell a third-party nothing."),
        ("A party, and then a third.", "We tell a third-", "party nothing.", "We tell a third-party nothing."),
        ("A pass, a word and a password.", "Keep your pass-", "word safe.", "Keep your password safe."),
        ("An email.", "Send us an e-", "mail at once.", "Send us an email at once."),
        ("An e-mail.", "Send us an e-", "mail at once.", "Send us an e-mail at once."),
        ("", "Ask the Data-", "Protection officer.", "Ask the Data-Protection officer."),
        ("", "We keep it for 3-", "4 years.", "We keep it for 3- 4 years."),
    ],
)
def test_hyphens_at_line_ends_are_the_typesetters_unless_the_document_says_otherwise(
    elsewhere, first, second, expected
):
    pdf = Pdf().write_all(50, 700, [first, second]).write(50, 600, elsewhere or "Thank you.")
    assert texts(read(pdf))[0] == expected


def test_heads_feet_and_page_numbers_are_furniture():
    story, _ = make_story(30)
    lines, _ = read_pdf(typeset(story))
    chrome = [line.text for line in lines if line.is_chrome]
    pages = chrome.count("Alpha Ltd: how we treat your data")
    assert pages >= 2
    assert chrome == [
        text for page in range(1, pages + 1) for text in ("Alpha Ltd: how we treat your data", f"Page {page}")
    ]


def test_headings_that_open_pages_are_no_furniture():
    pdf = Pdf()
    for number in (1, 2, 3):
        pdf.write(50, 780, f"Section {number}", BOLD, 16).write_all(50, 600, LEFT).turn_page()
    assert [line.is_chrome for line in read(pdf) if line.kind == "heading"] == [False] * 3


def test_a_head_that_counts_the_pages_is_furniture():
    pdf = Pdf()
    for number in range(1, 4):
        pdf.write(50, 800, f"Alpha Ltd, policy of 2024, sheet {number}").write_all(50, 600, LEFT).turn_page()
    assert sum(line.is_chrome for line in read(pdf)) == 3


def test_a_lone_pages_number_is_furniture():
    assert [line.is_chrome for line in read(Pdf().write_all(50, 700, LEFT).write(290, 30, "1"))] == [False, True]


def test_a_paragraph_goes_on_over_the_page_end_and_its_furniture():
    pdf = Pdf()
    for number, part in enumerate((LEFT[:2], LEFT[2:]), start=1):
        pdf.write(50, 800, "Alpha Ltd").write_all(50, 700, part).write(290, 30, f"Page {number}").turn_page()
    assert [line.text for line in read(pdf) if not line.is_chrome] == [" ".join(LEFT)]


def test_a_new_sentence_on_the_next_page_is_a_paragraph_of_its_own():
    assert len(read(Pdf().write_all(50, 700, LEFT).turn_page().write_all(50, 700, RIGHT))) == 2
    assert len(read(Pdf().write_all(50, 700, LEFT).turn_page().write(50, 700, "alpha.example sells nothing."))) == 2


def test_ligatures_soft_hyphens_hard_spaces_and_control_characters_are_made_plain():
    text = "We ﬁnd\u00a0your pro\u00adﬁle \u200bin\x00 the\ufeff ofﬁce."
    assert texts(read(Pdf().write(50, 700, text, WIDE_FONT))) == ["We find your profile in the office."]


def test_a_soft_hyphen_at_a_line_end_is_the_typesetters():
    assert texts(read(Pdf().write_all(50, 700, ["We keep infor\u00ad", "mation."]))) == ["We keep information."]


@pytest.mark.parametrize(("font", "depths"), [("Helvetica", [1, 2, 0, 0]), (BOLD, [1, 2, 3, 0])])
def test_headings_are_told_by_size_and_then_by_weight(font, depths):
    pdf = Pdf().write(50, 780, "Privacy policy", size=20).write(50, 740, "What we collect", size=14)
    pdf.write(50, 710, "Your account", font).write_all(50, 690, LEFT)
    lines = read(pdf)
    assert [line.depth for line in lines] == depths
    assert [line.kind for line in lines] == ["heading" if depth else "paragraph" for depth in depths]


def test_a_paragraph_that_begins_bold_is_no_heading():
    pdf = Pdf().write(50, 700, "We sell nothing, whatever anybody offers us, and never", BOLD)
    pdf.write_all(50, 688, ["will, be it your name, your address or the pages that you", "have visited."])
    assert [line.kind for line in read(pdf)] == ["paragraph"]


@pytest.mark.parametrize("bullet", ["•", "–", "o", "-"])
def test_bullets_make_list_items_without_them(bullet):
    pdf = Pdf().write(50, 700, "We collect:")
    for number, item in enumerate(("your name and the address that", "your device")):
        pdf.write(60, 680 - 24 * number, bullet).write(78, 680 - 24 * number, item)
    pdf.write(78, 668, "you give us;")
    assert read(pdf)[1:] == [
        Line("list_item", "your name and the address that you give us;"),
        Line("list_item", "your device"),
    ]


def test_a_dash_that_begins_a_line_within_a_sentence_is_no_bullet():
    pdf = Pdf().write_all(
        50, 700, ["We keep the data that you have given us", "- all of it - for as long as the law asks."]
    )
    assert [line.kind for line in read(pdf)] == ["paragraph"]


def test_enumerators_begin_paragraphs_and_stay():
    pdf = Pdf().write_all(
        50, 700, ["(a) your name and the address that you give;", "(b) your device; and", "1. the pages."]
    )
    assert texts(read(pdf)) == ["(a) your name and the address that you give;", "(b) your device; and", "1. the pages."]
    assert {line.kind for line in read(Pdf().write(50, 700, "(a) one;"))} == {"paragraph"}


def test_a_policy_of_forty_pages_is_read_to_its_end():
    story, expected = make_story(330)
    lines, _ = read_pdf(typeset(story))
    assert sum(line.text.startswith("Page ") for line in lines) >= 40
    assert texts([line for line in lines if not line.is_chrome]) == expected
