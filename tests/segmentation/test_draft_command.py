"""`mepp5 draft`: the units of a document to read, as lines, or the text that their offsets are of."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mepp5.cli import main
from tests.baselines.predict.fixture_policies import PAGE, TEXT, write
from tests.extraction.fixture_office import Pdf, make_docx

KEYS = ["position", "kind", "level", "section", "lead_in", "start", "end", "text"]


def draft(*words: str | Path, **options):
    return CliRunner().invoke(main, ["draft", *map(str, words)], **options)


def test_units_are_lines_of_json_whose_offsets_are_of_the_text(tmp_path):
    path = write(tmp_path / "policy.html", PAGE)
    result = draft(path, "--json")
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    text = draft(path, "--text").stdout
    assert all(list(row) == KEYS and text[row["start"] : row["end"]] == row["text"] for row in rows)
    assert {row["kind"] for row in rows} == {"heading", "sentence", "list_item", "table_row", "chrome"}
    (lead_in,) = {row["lead_in"] for row in rows if row["kind"] == "list_item" and row["section"]}
    assert rows[lead_in - 1]["text"] == "We may collect, for example:"


def test_units_are_shown_under_their_section(tmp_path):
    shown = draft(write(tmp_path / "policy.txt", TEXT)).stdout
    assert shown.splitlines() == [
        "   1 heading    Policy",
        "   2 sentence   We keep data.",
        "   3 heading    Sharing",
        "",
        "Sharing",
        "   4 sentence   We share it with:",
        "   5 list_item  partners;",
        "   6 list_item  the police.",
        "   7 list_item  They may ask.",
    ]


def test_standard_input_is_drafted():
    result = draft("-", input=TEXT)
    assert result.exit_code == 0, result.stderr
    assert "list_item  partners;" in result.stdout


def test_pdf_and_docx_are_told_by_their_content(tmp_path):
    pdf = Pdf().write(50, 700, "We keep your letters for a year.").save()
    word = make_docx(lambda document: document.add_paragraph("We keep your letters for a year."))
    for content in (pdf, word):
        result = draft(write(tmp_path / "policy", content), "--json")
        assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == ["We keep your letters for a year."]


@pytest.mark.parametrize("option", ["--json", "--text"])
def test_a_file_that_is_not_there_is_one_sentence(tmp_path, option):
    result = draft(tmp_path / "missing.html", option)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {tmp_path / 'missing.html'}: cannot be read")


def test_both_forms_at_once_are_wrong_usage(tmp_path):
    assert draft(write(tmp_path / "policy.txt", TEXT), "--json", "--text").exit_code == 2
