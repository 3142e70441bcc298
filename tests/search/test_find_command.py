"""`mepp5 find` as a user meets it."""

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

import mepp5
from mepp5.cli import main
from mepp5.corpus.manifest import read_manifest
from mepp5.paths import ROOT
from tests.release.fixture_release import make_release

SHOWN = """alpha-2020/0005  What we collect
  your «name» and your e-mail address; and
    first_party_collection_use (affirmed): your name and your e-mail address
    data_type = contact_details: name

alpha-2020/0006  What we collect
  your «heart rate» while you sleep.
    first_party_collection_use (affirmed): whole unit
    data_type = health_fitness: heart rate
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return make_release(tmp_path_factory.mktemp("release"))


def find(root: Path, *words: str | Path, **environment: str):
    return CliRunner().invoke(main, ["--root", str(root), "find", *map(str, words)], env=environment)


def read(config: str) -> list[dict]:
    return [json.loads(line) for path in sorted((ROOT / "data" / config).glob("*.jsonl")) for line in path.open()]


def test_clauses_are_plain_in_a_pipe(root):
    result = find(root, "--slot", "data_type", "--policy", "alpha-2020")
    assert (result.exit_code, result.stdout) == (0, SHOWN)
    both = find(root, "while you", "--slot", "data_type").stdout.splitlines()
    assert both[1] == "  your «heart rate» «while you» sleep."


def test_a_long_clause_is_one_line_in_a_pipe():
    lines = find(ROOT, "swimming strokes", "--policy", "amazfit-2018", COLUMNS="40").stdout.splitlines()
    assert any(len(line) > 300 and "«swimming strokes»" in line for line in lines)


def test_a_terminal_gets_styles_and_wrapped_lines():
    words = ("swimming strokes", "--policy", "amazfit-2018")
    shown = find(ROOT, *words, FORCE_COLOR="1", TERM="xterm", COLUMNS="40").stdout
    assert "\x1b[1;4mswimming strokes\x1b[0m" in shown
    assert "«" not in shown
    plain = find(ROOT, *words, FORCE_COLOR="1", TERM="xterm", COLUMNS="40", NO_COLOR="1").stdout
    assert "\x1b" not in plain
    assert "«swimming" in plain
    assert max(map(len, plain.splitlines())) <= 40


def test_json_is_an_object_a_line_with_the_columns_of_the_release(root):
    result = find(root, "sell", "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row.pop("marks") for row in rows] == [
        [{"start": 10, "end": 14, "by": "word"}],
        [{"start": 9, "end": 13, "by": "word"}],
    ]
    released = [json.loads(line) for path in (root / "data/clauses").glob("*.jsonl") for line in path.open()]
    assert rows == sorted((row for row in released if "sell" in row["text"]), key=lambda row: row["id"])


def test_clauses_with_an_effect_are_those_of_the_links(root):
    released = [json.loads(line) for path in (root / "data/changes").glob("*.jsonl") for line in path.open()]
    held = {id for row in released if "broader" in row["effects"] for id in (*row["old"], *row["new"])}
    assert {json.loads(line)["id"] for line in find(root, "--effect", "broader", "--json").stdout.splitlines()} == held


def test_counts_are_by_policy(root):
    words = ("--category", "data_retention", "--category", "data_security", "--count")
    assert find(root, *words).stdout == "alpha-2020  1\nbeta        1\ngamma-2022  1\ntotal       3\n"
    assert json.loads(find(root, *words, "--json", "--policy", "beta").stdout) == {"policies": {"beta": 1}, "total": 1}
    assert json.loads(find(root, "--count", "--json").stdout)["total"] == 16


@pytest.mark.parametrize("words", [("nowhere",), ("--disagree",), ("nowhere", "--json")])
def test_nothing_found_is_told_on_standard_error(root, words):
    result = find(root, *words)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No clause matches.\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--category", "data_secrity"), "no category 'data_secrity'; the nearest: data_security (mepp5 taxonomy"),
        (("--topic", "retention"), "no category 'retention'; the nearest: data_retention (mepp5 taxonomy"),
        (("--slot", "purposes"), "no slot 'purposes'; the nearest: purpose (mepp5 taxonomy lists all)."),
        (("--slot", "zzz"), "no slot 'zzz'; choose one of: data_type, purpose, "),
        (("--value", "china"), "no value 'china'; the nearest: China, place=China"),
        (("--slot", "place", "--value", "email"), "no value of place 'email'; choose one of: China, "),
        (("--policy", "alpha"), "no policy 'alpha'; the nearest: alpha-2020 (mepp5 policies lists all)."),
        (("--gdpr", "Art. 13(2)(h)"), "no GDPR point '13.2.h'; the nearest: 13.2."),
        (("--gdpr", "rights"), "no GDPR point 'rights'; none is near (mepp5 crosswalk --to gdpr lists all)."),
        (("--polarity", "no"), "'no' is not one of 'affirmed', 'negated', 'unknown'."),
        (("--effect", "broad"), "'broad' is not one of 'broader', 'narrower', 'different'."),
        (("",), "'' holds no word; give words or a phrase in quotation marks."),
        ((), "give words or an option; --count or --json without any take all clauses."),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(root, words, message):
    result = find(root, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    (error,) = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert message in error


def test_edited_data_are_one_sentence_and_status_1(corpus_copy):
    path = corpus_copy / "data/annotators/test.jsonl"
    path.write_bytes(path.read_bytes().replace(b"affirmed", b"negated"))
    assert find(corpus_copy, "privacy", "--count").exit_code == 0
    result = find(corpus_copy, "--disagree")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "data/annotators/test.jsonl: edited by hand" in result.stderr


def list_expected() -> dict[tuple[str, ...], set[str]]:
    """Return {words: clauses that must be found}, counted from the rows of the release in another way."""
    clauses = read("clauses")
    labels: dict[str, set] = {}
    for row in read("annotators"):
        labels.setdefault(row["id"], set()).add(frozenset(row["labels"]))
    narrower = [row for row in read("changes") if "narrower" in row["effects"]]
    right = {"user_access_edit_deletion"}
    return {
        ("--disagree",): {id for id, by in labels.items() if len(by) > 1},
        ("--effect", "narrower"): {id for row in narrower for id in row["old"] + row["new"]},
        ("--gdpr", "13.2.b"): {
            row["id"]
            for row in clauses
            if right & set(row["labels"]) or any(span["slot"] == "right" for span in row["slots"])
        },
        ("consent",): {row["id"] for row in clauses if "consent" in row["text"].lower().translate(SPLIT).split()},
        ("--polarity", "negated", "--topic", "third_party_sharing_collection"): {
            row["id"]
            for row in clauses
            for span in row["practices"]
            if span["polarity"] == "negated"
            and "third_party_sharing_collection" in (span["category"], *span["subjects"])
        },
    }


SPLIT = str.maketrans(dict.fromkeys(".,;:()/-‑–—“”\"'’[]?!", " "))


@pytest.mark.parametrize(
    ("words", "expected"), list_expected().items(), ids=[" ".join(each) for each in list_expected()]
)
def test_the_real_clauses_are_those_counted_otherwise(words, expected):
    found = [json.loads(line)["id"] for line in find(ROOT, *words, "--json").stdout.splitlines()]
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert expected


def test_clauses_come_in_the_order_of_the_corpus():
    found = [json.loads(line) for line in find(ROOT, "--json").stdout.splitlines()]
    assert list(dict.fromkeys(row["policy"] for row in found)) == [policy.id for policy in read_manifest(ROOT)]
    assert all(one["position"] < next["position"] for one, next in pairwise(found) if one["policy"] == next["policy"])


def test_what_was_asked_for_is_shown_with_the_clause():
    disputed = find(ROOT, "combine the personal information", "--disagree", "--policy", "smartmi").stdout
    assert "    minimalist: first_party_collection_use\n" in disputed
    row = json.loads(find(ROOT, "--effect", "narrower", "--json").stdout.splitlines()[0])
    assert all("narrower" in entry["effects"] and row["id"] in entry["old"] + entry["new"] for entry in row["changes"])


def test_a_pipe_gets_utf_8_whatever_the_locale(root):
    command = [sys.executable, "-c", "from mepp5.cli import main; main()", "--root", str(root), "find", "clerk"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(mepp5.__file__).parents[1])}
    result = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "the shop’s «clerk» if" in result.stdout.decode()
