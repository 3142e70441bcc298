"""What a stranger's document says never steers the reader's terminal; what a program reads is exact."""

import json
import subprocess
from pathlib import Path

import pytest

from mepp5.display.exact import escape_json
from tests.extraction.fixture_office import Pdf
from tests.fixture_terminals import HOSTILE, MEPP5, SHOWN, find_steering, run_in_terminal

MORE = "We keep the letters that you send to us for a year, and share them with nobody. " * 5  # or it is no text
PAGE = f"<html><body><h2>Choices</h2><h3>Rights{HOSTILE}</h3><p>We keep data{HOSTILE} for a year. {MORE}</p></body>"
TEXT = f"Privacy Policy\n\nYour Choices{HOSTILE}\n\nWe keep data{HOSTILE} for a year. {MORE}\n"
DRAFT = [*MEPP5, "draft"]


@pytest.fixture(params=["policy.txt", f"policy{HOSTILE}.txt", "policy.html"])
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / request.param
    path.write_text(PAGE if path.suffix == ".html" else TEXT)
    return path


@pytest.mark.parametrize("options", [[], ["--text"], ["--json"]])
def test_no_document_steers_the_terminal(path: Path, options: list[str]) -> None:
    status, shown = run_in_terminal([*DRAFT, *options, str(path)])
    assert status == 0
    assert find_steering(shown) == set()
    assert "We keep data" in shown


def test_a_note_shows_the_name_of_a_file_with_escapes(tmp_path: Path) -> None:
    path = tmp_path / f"policy{HOSTILE}.pdf"
    path.write_bytes(Pdf().write(50, 700, "We keep your letters for a year.").turn_page().draw_picture().save())
    done = subprocess.run([*DRAFT, str(path)], capture_output=True, encoding="utf-8", check=True)
    assert rf"policy{SHOWN}.pdf: 1 of its 2 pages is without text" in done.stderr
    assert find_steering(done.stderr) == set()


def test_what_goes_to_a_program_is_exact(tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_text(TEXT)
    text = subprocess.run([*DRAFT, "--text", path], capture_output=True, encoding="utf-8", check=True).stdout
    lines = subprocess.run([*DRAFT, "--json", path], capture_output=True, encoding="utf-8", check=True).stdout
    assert text.count(HOSTILE) == 2
    rows = [json.loads(line) for line in lines.splitlines()]
    assert [row["text"] for row in rows] == [text[row["start"] : row["end"]] for row in rows]
    shown = [json.loads(line) for line in run_in_terminal([*DRAFT, "--json", str(path)])[1].splitlines()]
    assert shown == rows


def test_escapes_of_json_are_the_same_values() -> None:
    words = f"é {HOSTILE} \x7f\u2028\U000e0041\xa0\n\t"
    content = json.dumps({"words": words}, ensure_ascii=False, indent=2) + "\n"
    escaped = escape_json(content)
    assert json.loads(escaped) == {"words": words}
    assert find_steering(escaped) == {"\xa0"}  # a space
    assert "é" in escaped
