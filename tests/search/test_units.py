"""`mepp5 show` as a user meets it: in a pipe, in a terminal, narrowed, and asked for what there is not."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mepp5.cli import main
from tests.release.fixture_release import make_release

TERMINAL = {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "40", "NO_COLOR": ""}

PLAIN = """alpha-2020/0001  #
  Alpha Privacy Policy
alpha-2020/0003  #
  What we collect
alpha-2020/0005  list_item
  your name and your e-mail address; and
    first_party_collection_use (affirmed): your name and your e-mail address
    data_type = contact_details: name
alpha-2020/0006  list_item
  your heart rate while you sleep.
    first_party_collection_use (affirmed): whole unit
    data_type = health_fitness: heart rate
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return make_release(tmp_path_factory.mktemp("release"))


def show(root: Path, *words: str, **environment: str):
    return CliRunner().invoke(main, ["--root", str(root), "show", *words], env=environment)


def test_clauses_with_a_slot_stand_under_their_headings(root):
    result = show(root, "alpha-2020", "--slot", "data_type", "--slot", "right", COLUMNS="30")
    assert (result.exit_code, result.stdout) == (0, PLAIN)


def test_categories_and_slots_narrow_together(root):
    words = ("gamma-2022", "--category", "user_access_edit_deletion")
    assert [row["id"] for row in json.loads(show(root, *words, "--json").stdout)] == [
        "gamma-2022/0005",
        "gamma-2022/0006",
        "gamma-2022/0007",
    ]
    narrow = json.loads(show(root, *words, "--slot", "right", "--json").stdout)
    assert [row["id"] for row in narrow] == ["gamma-2022/0006"]


def test_a_heading_of_another_branch_is_not_shown(root):
    lines = show(root, "gamma-2022", "--category", "specific_audiences").stdout.splitlines()
    assert lines[:3] == ["gamma-2022/0008  #", "  The rest", "gamma-2022/0010  sentence"]


def test_nothing_to_show_is_told_on_standard_error(root):
    result = show(root, "beta", "--category", "do_not_track")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No clause matches.\n")
    assert show(root, "beta", "--category", "do_not_track", "--json").stdout == "[]\n"


@pytest.mark.parametrize("words", [("alpha-2020", "7"), ("alpha-2020/0007",), ("alpha-2020", "alpha-2020/0007")])
def test_a_clause_by_number_or_id(root, words):
    assert show(root, *words).stdout.splitlines()[:2] == [
        "alpha-2020/0007  sentence",
        "  We encrypt what we store on our servers!",
    ]


def test_a_terminal_gets_bold_headings_and_wrapped_clauses(root):
    shown = show(root, "alpha-2020", **TERMINAL).stdout
    assert "\x1b[1;4mWhat we collect\x1b[0m" in shown
    plain = show(root, "alpha-2020", **TERMINAL | {"NO_COLOR": "1"}).stdout
    assert "\x1b" not in plain
    assert "  We encrypt what we store on our\n  servers!\n" in plain
    assert max(map(len, plain.splitlines())) <= 40
    assert not any(line.endswith(" ") for line in plain.splitlines())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("alpha",), "no policy 'alpha'; the nearest: alpha-2020 (mepp5 policies lists all)."),
        (("x",), "no policy 'x'; choose one of: alpha-2020, beta, gamma-2022 (mepp5 policies lists all)."),
        (("beta", "99"), "no unit '99' in beta; the nearest: beta/0005; its units are beta/0001 to beta/0005 (mepp5"),
        (("beta/0099",), "no unit '0099' in beta; the nearest: beta/0005; "),
        (("beta", "9" * 5000), "the nearest: beta/0005; "),
        (("beta", "last"), "no unit 'last' in beta; its units are beta/0001 to beta/0005 (mepp5 show beta lists all)."),
        (("beta", "--category", "security"), "no category 'security'; the nearest: data_security (mepp5 taxonomy"),
        (("beta", "--slot", "reason"), "no slot 'reason'; choose one of: data_type, "),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(root, words, message):
    result = show(root, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    (error,) = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert message in error
