"""A docx made at test time: a heading, a sentence, an item and a table."""

from typing import Any

from tests.extraction.fixture_office import make_docx

SENTENCE = "We collect your name and the pages that you visit."


def write_policy(document: Any) -> None:
    document.add_heading("Privacy policy", 1)
    document.add_paragraph(SENTENCE)
    document.add_paragraph("your name;", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Name", "To greet you"


POLICY = make_docx(write_policy)
