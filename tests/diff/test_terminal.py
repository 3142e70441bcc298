"""Lines in a terminal and in a pipe."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from mepp5.diff.comparison import Clause, Comparison, Document, Entry
from mepp5.diff.filtering import select_entries
from mepp5.diff.terminal import show_entries
from tests.diff.fixture_comparison import COMPARISON, ENTRIES

STRIKE, UNDERLINE = "\x1b[9;31m", "\x1b[4;32m"

PLAIN = """
alpha-2020 → gamma-2022: one shop's policy and the next one's.
alpha-2020 (A policy | of privacy, 2020-05-01) → gamma-2022 (A policy | of privacy, 2022-05-01): \
as labelled in the corpus
section (old → new)       same  changed  added  removed  moved  broader  narrower  different
Before the first heading     1        0      0        0      0        0         0          0
Data → Your data             1        1      1        1      0        3         1          0
Post (only in the old)       0        0      0        1      0        0         0          1
Data → Safety                1        0      0        0      1        0         0          0
Phone (only in the new)      0        0      1        0      0        0         0          1
all sections                 3        1      2        2      1        3         1          2
5 of 8 shown, 3 left out.

Data → Your data

alpha-2020/0005 → nothing
  Data › [bold]Loans
  [-We lend it to <script>alert(1)</script> nobody.-]
  removed; ▲ broader
  categories: data_security

alpha-2020/0006 → gamma-2022/0006
  No lamps for children under [-13-]{+16 and buyers+}.
  reworded; meaning changed; ▲ broader, ▼ narrower
  categories: specific_audiences
  audience: "13" → "16" (narrower)
  audience: nothing → "and buyers" (broader)

nothing → gamma-2022/0007
  {+We count visits.+}
  added; ▲ broader
  categories: first_party_collection_use

Post (only in the old)

alpha-2020/0008 → nothing
  [-Write to us.-]
  removed; ◆ different
  categories: privacy_contact_information

Phone (only in the new)

nothing → gamma-2022/0011
  {+Call us.+}
  added; ◆ different
"""


def show(comparison: Comparison, shown=None, environment=None, **options) -> str:
    file = io.StringIO()
    console = Console(file=file, highlight=False, _environ=environment or {}, **options)
    show_entries(comparison, select_entries(comparison) if shown is None else shown, console)
    return file.getvalue()


def show_terminal(comparison: Comparison, **options) -> str:
    given = {"force_terminal": True, "color_system": "standard", "width": 60, "legacy_windows": False} | options
    return show(comparison, **given)


def test_a_pipe_has_plain_lines():
    assert show(COMPARISON) == PLAIN.removeprefix("\n")


def test_a_long_heading_and_a_long_clause_are_whole_in_a_pipe():
    heading, text = "What we do with whatever you tell us " * 5, "We keep what you tell us. " * 40
    entry = Entry((), (Clause("new/1", text, (heading,)),), "added", effects=("broader",))
    lines = show(Comparison(Document("old"), Document("new"), (entry,))).splitlines()
    assert any(line.startswith(f"{heading} (only in the new)") for line in lines)
    assert f"  {{+{text}+}}" in lines


def test_a_terminal_strikes_and_underlines():
    shown = show_terminal(COMPARISON)
    assert f"{STRIKE}13\x1b[0m {UNDERLINE}16 and buyers\x1b[0m." in shown
    assert "[-" not in shown
    assert "{+" not in shown


@pytest.mark.parametrize("options", [{"environment": {"NO_COLOR": "1"}}, {"color_system": None}])
def test_without_colour_there_are_marks(options):
    shown = show_terminal(COMPARISON, **options)
    assert "[-13-]{+16 and buyers+}." in shown
    assert "\x1b[9" not in shown


def test_lines_are_wrapped_to_a_terminal():
    entry = Entry(
        (Clause("old/1", "word " * 100, ("A heading that is rather long for so small a window",)),), (), "removed"
    )
    shown = show_terminal(Comparison(Document("old"), Document("new"), (entry,)), color_system=None, width=70)
    assert max(map(len, shown.splitlines())) <= 70
    assert " ".join(shown.split()).count("word") == 100


def test_a_prediction_is_called_one_and_has_scores():
    guessed = replace(ENTRIES[4], scores={"link": 0.91, "broader": 0.5})
    shown = show(replace(COMPARISON, entries=(guessed,), predicted=True))
    assert "predicted by a model" in shown
    assert "  scores: link 0.91, broader 0.50" in shown.splitlines()
    assert "predicted" not in show(COMPARISON)


def test_equal_ones_say_so_and_nothing_else():
    equal = show(replace(COMPARISON, entries=ENTRIES[:1], notes=()))
    assert equal.splitlines()[1:] == ["Nothing changed."]


def test_the_same_in_other_words_says_so():
    assert "Nothing changed in meaning (1 identical, 1 edited)." in show(replace(COMPARISON, entries=ENTRIES[:2]))


def test_what_only_moved_is_not_equal():
    moved = replace(ENTRIES[0], moved=True)
    assert "Nothing changed in meaning (1 identical)." in show(replace(COMPARISON, entries=(moved,)))


def test_two_that_share_nothing_say_so():
    apart = replace(COMPARISON, entries=(ENTRIES[3], ENTRIES[5]))
    assert "No clause of alpha-2020 states what a clause of gamma-2022 does." in show(apart).splitlines()
    assert "No clause of alpha-2020" not in show(COMPARISON)


def test_what_would_steer_a_terminal_is_a_space():
    hostile = Entry((Clause("old/1", "a\x1b]0;gone\x07 b\nc", ("[red]H\x1b[2J",)),), (), "removed")
    shown = show_terminal(Comparison(Document("old"), Document("new"), (hostile,)), color_system=None)
    assert "\x1b" not in shown
    assert "[red]H [2J" in shown
    assert shown.count("[red]") == 2  # in the table and above the entry
    assert "a ]0;gone  b c" in shown
