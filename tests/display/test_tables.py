"""Tables: whole in a pipe, and in a terminal as wide as there is room, or as records."""

import json

import pytest

from mepp5.display.tables import show_rows

ROWS = [
    {
        "id": "section-blend",
        "count": 7,
        "said": "a third of each probability is its mean over the section",
        "of": ["a", "b"],
    },
    {"id": "svm", "count": 12, "said": "words\nand \x1b[31mred", "of": []},
]

PIPE = """id             count  said                                                      of
section-blend      7  a third of each probability is its mean over the section  a, b
svm               12  words and  [31mred                                        –
"""
NARROW = """id             count  said                         of
────────────────────────────────────────────────────────
section-blend      7  a third of each probability  a, b
                      is its mean over the
                      section
svm               12  words and  [31mred           –
"""
RECORDS = """section-blend
  count: 7
  said: a third of each
  probability is its mean over
  the section
  of: a, b

svm
  count: 12
  said: words and  [31mred
  of: –
"""


def show(capsysbinary, monkeypatch, width: int, terminal: str = "1") -> str:
    for name, value in {"FORCE_COLOR": terminal, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": str(width)}.items():
        monkeypatch.setenv(name, value)
    show_rows(ROWS, as_json=False)
    return "".join(f"{line.rstrip()}\n" for line in capsysbinary.readouterr().out.decode().splitlines())


def test_a_pipe_gets_whole_lines(capsysbinary, monkeypatch):
    assert show(capsysbinary, monkeypatch, 20, terminal="") == PIPE


@pytest.mark.parametrize(("width", "shown"), [(56, NARROW), (32, RECORDS)])
def test_a_narrow_terminal_gets_wrapped_cells_or_records(capsysbinary, monkeypatch, width, shown):
    assert show(capsysbinary, monkeypatch, width) == shown


@pytest.mark.parametrize("width", range(24, 120))
def test_no_width_cuts_or_breaks_a_word(capsysbinary, monkeypatch, width):
    shown = show(capsysbinary, monkeypatch, width)
    assert max(map(len, shown.splitlines())) <= width
    assert set(PIPE.split()) <= set(shown.replace(":", "").split()) | {"id", "count", "said", "of"}
    assert "…" not in shown


def test_json_is_one_array(capsys):
    show_rows(ROWS, as_json=True)
    assert json.loads(capsys.readouterr().out) == ROWS


def test_columns_can_be_chosen(capsys):
    show_rows(ROWS, as_json=False, columns=("of", "id"))
    assert capsys.readouterr().out == "of    id\na, b  section-blend\n–     svm\n"
