"""PDFs made at test time: tables are rows, turned pages are read as displayed, pictures are told of."""

from mepp5.extraction.document import Line
from mepp5.extraction.pdf import read_pdf
from tests.extraction.fixture_office import BOLD, Pdf
from tests.extraction.fixture_pdf import LEFT, read, texts


def test_tables_are_rows_of_cells():
    pdf = Pdf().write(50, 720, "Data", BOLD).write(200, 720, "Purpose", BOLD).write(400, 720, "Kept for", BOLD)
    for number, row in enumerate((("Name", "To greet you", "A year"), ("Address", "To send you things", "A month"))):
        for x, cell in zip((50, 200, 400), row, strict=True):
            pdf.write(x, 700 - 20 * number, cell)
    pdf.write(200, 668, "that you order")
    assert read(pdf) == [
        Line("header_row", "Data | Purpose | Kept for"),
        Line("table_row", "Name | To greet you | A year"),
        Line("table_row", "Address | To send you things that you order | A month"),
    ]


def test_a_table_of_wrapped_cells_is_no_pair_of_columns():
    pdf = Pdf()
    for number, name in enumerate(("Name", "Address", "Device")):
        pdf.write_all(50, 700 - 30 * number, [f"{name} and all else that you", "have given us yourself"])
        pdf.write_all(310, 700 - 30 * number, ["To answer you and to keep", "our pages as they are"])
    assert texts(read(pdf), "table_row") == [
        f"{name} and all else that you have given us yourself | To answer you and to keep our pages as they are"
        for name in ("Name", "Address", "Device")
    ]


def test_a_table_of_close_rows_is_no_pair_of_columns():
    names = ["Name that you give", "Address that you give", "Device that you use", "Pages that you see"]
    pdf = Pdf().write_all(50, 700, names).write_all(310, 700, ["To answer all questions"] * 4)
    pdf.write(310, 700 - 12 * 4, "and mend our pages")
    assert texts(read(pdf), "table_row") == [f"{name} | To answer all questions" for name in names[:3]] + [
        "Pages that you see | To answer all questions and mend our pages"
    ]


def test_a_table_of_contents_is_furniture():
    lines = read(
        Pdf()
        .write_all(50, 700, ["What we collect . . . . . . . . 2", "Partners .............. 3"])
        .write_all(50, 600, LEFT)
    )
    assert [(line.text, line.is_chrome) for line in lines[:2]] == [
        ("What we collect … 2", True),
        ("Partners … 3", True),
    ]
    assert not lines[2].is_chrome


def test_a_turned_page_is_read_as_it_is_displayed():
    pdf = Pdf()
    pdf.canvas.setPageRotation(90)
    pdf.canvas.translate(595, 0)
    pdf.canvas.rotate(90)
    assert texts(read(pdf.write_all(50, 500, LEFT))) == [" ".join(LEFT)]


def test_words_at_an_angle_are_left_out_with_a_note():
    pdf = Pdf().write_all(50, 700, LEFT)
    pdf.canvas.rotate(45)
    lines, notes = read_pdf(pdf.write(300, 100, "DRAFT", size=60).save())
    assert texts(lines) == [" ".join(LEFT)]
    assert notes == ["1 of its 1 pages is read without words that are set at an angle."]


def test_pages_of_pictures_are_told_of():
    pdf = Pdf().write_all(50, 700, LEFT).turn_page()
    lines, notes = read_pdf(pdf.draw_picture().turn_page().draw_picture().turn_page().save())
    assert texts(lines) == [" ".join(LEFT)]
    assert notes == [
        "2 of its 3 pages are without text, only pictures; run text recognition (OCR) over the file to have them read."
    ]
