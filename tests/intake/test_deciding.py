"""`mepp5 decide`: units are changed by reading, those behind them follow, and none once there are labels."""

import pytest

from mepp5.checks.catalogue import run_checks
from mepp5.corpus.clauses import read_units
from mepp5.corpus.drafts import read_drafts
from tests.intake.fixture_nimbus import CLAUSES, ID, add, label, list_files, run, write


@pytest.fixture
def root(tmp_path):
    """A corpus with the small policy, all drafts."""
    own = tmp_path / "own"
    assert add(own, write(tmp_path / "nimbus.html")).exit_code == 0
    return own


def decide(root, *words):
    return run("--root", root, "decide", *words)


def find(root, words: str):
    return next(unit for unit in read_units(ID, root) if unit.text == words)


def test_drafts_are_shown_and_struck_off(root):
    assert decide(root).stdout == "nimbus-2024: 14 of 14 units are drafts\n"
    shown = decide(root, ID).stdout
    assert "   1 chrome: Home Umbrellas\n     ? left out as furniture of the page: is it?\n" in shown
    assert "   7 list_item 1 after 6: your name and e-mail address;\n" in shown
    assert decide(root, ID, "1", "3-5", "nimbus-2024/0007").stdout == "nimbus-2024: 9 units are still drafts\n"
    assert [draft.id[-2:] for draft in read_drafts(ID, root)] == ["02", "06", "08", "09", "10", "11", "12", "13", "14"]
    assert decide(root, ID, "all").stdout == "nimbus-2024: 0 units are still drafts\n"


def test_a_split_renumbers_what_is_behind_and_a_join_undoes_it(root):
    before = list_files(root)
    words = "register an umbrella"
    assert decide(root, ID, "6", "--before", words).exit_code == 0
    units = read_units(ID, root)
    assert [unit.text for unit in units[5:7]] == ["When you", "register an umbrella, we collect:"]
    assert [unit.lead_in for unit in units[7:9]] == [f"{ID}/0007"] * 2  # the piece that says "we collect:"
    assert [unit.id for unit in units] == [f"{ID}/{number:04d}" for number in range(1, 16)]
    assert decide(root, ID, "6", "--join").exit_code == 0
    after = list_files(root)
    drafts = f"corpus/drafts/{ID}.jsonl"
    assert after[drafts] != before[drafts]
    assert {path: after[path] for path in after if path != drafts} == {
        path: before[path] for path in before if path != drafts
    }


def test_a_heading_takes_the_units_below_it_into_its_section(root):
    assert decide(root, ID, "10", "--kind", "heading", "--level", "1").exit_code == 0
    assert find(root, CLAUSES[7]).section == ("Security",)
    assert decide(root, ID, "11", "--kind", "sentence").exit_code == 0
    assert find(root, CLAUSES[7]).section == (CLAUSES[6],)
    assert decide(root, ID, "13", "--level", "2").exit_code == 0
    assert find(root, CLAUSES[8]).section == (CLAUSES[6], "Contact")
    assert not {"units", "unit-text", "unit-raw", "lead-in"} & {finding.check for finding in run_checks(root)}


def test_a_lead_in_is_taken_away_and_given(root):
    decide(root, ID, "7", "--lead-in", "0")
    assert find(root, CLAUSES[3]).lead_in is None
    decide(root, ID, "7", "--lead-in", "6")
    assert find(root, CLAUSES[3]).lead_in == f"{ID}/0006"


def test_what_the_joined_unit_introduced_the_two_introduce(root):
    decide(root, ID, "5", "--kind", "sentence")
    assert decide(root, ID, "5", "--join").exit_code == 0
    assert [unit.lead_in for unit in read_units(ID, root)[5:7]] == [f"{ID}/0005"] * 2
    assert read_units(ID, root)[4].text.endswith(CLAUSES[2])


def test_a_sentence_keeps_its_lead_in_where_its_kind_stays(root):
    decide(root, ID, "9", "--lead-in", "6")
    decide(root, ID, "9", "--kind", "sentence")
    assert find(root, CLAUSES[5]).lead_in == f"{ID}/0006"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("7", "--lead-in", "99"),
            "Error: nimbus-2024/0007: there is no unit 99 to introduce it; give one of 1 to 14, or 0.",
        ),
        (
            ("5", "--lead-in", "3"),
            "Error: nimbus-2024/0005: a heading has no lead-in; leave --lead-in out.",
        ),
        (
            ("6", "--level", "4"),
            "Error: nimbus-2024/0006: a sentence has no level; leave --level out, or give --kind heading or list_item.",
        ),
        (
            ("7", "--kind", "sentence", "--level", "2"),
            "nimbus-2024/0007: a sentence has no level; leave --level out, or give --kind heading or list_item.",
        ),
        (("6", "--before", ""), "'' does not stand in it once, after its first letter; copy more words."),
        (("6", "--kind", "heading"), "lead_in 'nimbus-2024/0006' is no clause before it; mend lead_in."),
        (
            ("6", "--before", "umbrellas"),
            "'umbrellas' does not stand in it once, after its first letter; copy more words.",
        ),
        (("14", "--join"), "nimbus-2024/0014: it is the last unit; there is none to join it with."),
    ],
)
def test_what_would_break_a_rule_is_refused(root, words, sentence):
    before = list_files(root)
    done = decide(root, ID, *words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith(f"{sentence}\n")
    assert list_files(root) == before


def test_units_are_frozen_once_they_are_labelled(root):
    label(root)
    before = list_files(root)
    done = decide(root, ID, "6", "--kind", "heading")
    assert (
        done.stderr
        == "Error: nimbus-2024 is annotated, and its units are frozen; only as they stand are they decided.\n"
    )
    assert list_files(root) == before
    assert decide(root, ID, "all").exit_code == 0


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("nimbus-2023",), "did you mean nimbus-2024?"),
        ((ID, "15"), "'15' names no units; give numbers of 1 to 14, 3-17, or all."),
        ((ID, "9-3"), "'9-3' names no units"),
        ((ID, "all", "99"), "'99' names no units"),
        ((ID, "beta/0003"), "'beta/0003' is of another policy than nimbus-2024; give its own numbers."),
        ((ID, "beta/0003", "--join"), "'beta/0003' is of another policy than nimbus-2024; give its own numbers."),
        ((ID, "2", "3", "--join"), "are of one unit; give its number."),
        ((ID, "--join"), "are of one unit; give its number."),
    ],
)
def test_wrong_usage_is_told(root, words, part):
    done = decide(root, *words)
    assert done.exit_code == 2
    assert part in done.stderr
