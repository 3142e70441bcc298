"""Subjects and unknown polarities that break a rule are findings, in the exports and in the released rows alike."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from mepp5.adjudication.known_issues import KNOWN_ISSUES
from mepp5.annotation.exports import export_path, parse_export
from mepp5.checks.catalogue import run_checks
from mepp5.documents.front_matter import read_data
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_jsonl, write_files
from mepp5.paths import ROOT
from mepp5.reading.forms import read_jsonl
from mepp5.release.loading import SUMS, data_path
from mepp5.release.rows import dump_sums
from mepp5.scheme.taxonomy import read_taxonomy
from tests.annotation.fixture_annotators import add_layer
from tests.annotation.fixture_faults import FAULTS, FAULTY, LISTED, LOST, forget, make_lost_corpus, write_practice
from tests.release.fixture_release import make_release

POLICY = FAULTY.rpartition("/")[0]
ROWS = data_path("clauses", "test")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_release(tmp_path_factory.mktemp("subjects"))


@pytest.fixture
def root(sound: Path, tmp_path: Path) -> Path:
    """A copy of the tiny release, to be damaged."""
    return shutil.copytree(sound, tmp_path / "damaged")


def change_row(root: Path, **changes: object) -> None:
    """Change columns of FAULTY's row, and the hashes with them, so that deeper checks can see it."""
    rows = read_jsonl(root / ROWS, Object)
    next(row for row in rows if row["id"] == FAULTY).update(changes)
    write_files(root, {ROWS: dump_jsonl(rows)})
    data = read_data(root)
    write_files(root, {SUMS: dump_sums({name: content for name, content in data.items() if name != SUMS})})


def find(root: Path, check: str) -> list[str]:
    return [f"{finding.place}: {finding.problem}" for finding in run_checks(root) if finding.check == check]


@pytest.mark.parametrize("name", FAULTS)
def test_an_export_that_breaks_a_rule_is_found(root: Path, name: str) -> None:
    practice, message = FAULTS[name]
    write_practice(root, practice)
    (found,) = find(root, "exports")
    assert f"{export_path(POLICY)}: {POLICY}, section 'The rest' at " in found
    assert f"reader: {FAULTY}: {message}" in found


@pytest.mark.parametrize("name", FAULTS)
def test_what_a_server_holds_is_refused_as_a_file_is(root: Path, name: str) -> None:
    practice, message = FAULTS[name]
    write_practice(root, practice)
    exported = json.loads((root / export_path(POLICY)).read_text())
    with pytest.raises(CorpusError) as caught:
        parse_export(exported, POLICY, "project 'ours' of http://x", root)
    assert str(caught.value).startswith("project 'ours' of http://x: gamma-2022, section 'The rest' at ")
    assert f"reader: {FAULTY}: {message}" in str(caught.value)


@pytest.mark.parametrize("name", FAULTS)
def test_a_released_row_that_breaks_a_rule_is_found(root: Path, name: str) -> None:
    practice, message = FAULTS[name]
    text = next(row["text"] for row in read_jsonl(root / ROWS, Object) if row["id"] == FAULTY)
    fields = asdict(practice)
    columns = {key: fields[key] for key in ("start", "end")} | {"text": text[practice.start : practice.end]}
    columns |= {key: fields[key] for key in ("category", "polarity")} | {"subjects": list(practice.subjects)}
    change_row(root, practices=[columns])
    if name == "a subject that is no category":
        (found,) = find(root, "data-schema")
        assert 'practices[0].subjects[0]: "data_safety" should be' in found
    else:
        (found,) = find(root, "span-rules")
        assert f"{FAULTY}: {message}" in found


@pytest.mark.parametrize(
    "topics",
    [
        ["specific_audiences"],  # without what the practice is about
        ["specific_audiences", "data_security"],  # in another order
        ["data_security"],
        ["data_security", "specific_audiences", "privacy_contact_information"],
        [],
    ],
)
def test_topics_are_labels_and_subjects_in_order(root: Path, topics: list[str]) -> None:
    row = next(row for row in read_jsonl(root / ROWS, Object) if row["id"] == FAULTY)
    practices = [row["practices"][0] | {"subjects": ["data_security"]}]
    change_row(root, practices=practices, topics=["data_security", "specific_audiences"])
    assert find(root, "labels-column") == []
    change_row(root, topics=topics)
    (found,) = find(root, "labels-column")
    assert found.endswith(f"{FAULTY}: topics are not the labels and the practices' subjects in taxonomy order")


@pytest.mark.parametrize("config", ["clauses", "annotators"])
@pytest.mark.parametrize("split", ["train", "validation", "test"])
def test_our_topics_are_labels_and_subjects_in_order(config: str, split: str) -> None:
    order = read_taxonomy().category_ids
    rows = read_jsonl(ROOT / data_path(config, split), Object)
    for row in rows:
        about = {subject for practice in row["practices"] for subject in practice["subjects"]}
        assert row["topics"] == sorted({*row["labels"], *about}, key=order.index), row["id"]
    assert any(row["topics"] != row["labels"] for row in rows)


def test_an_unknown_polarity_needs_a_known_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_lost_corpus(tmp_path, monkeypatch)
    add_layer(root, "judge", forget, scope="adjudication")
    file = root / "annotations/annotators.toml"
    file.write_text(file.read_text().replace('reference = "reader"', 'reference = "reference"', 1))
    unlisted = f"{KNOWN_ISSUES}: {LOST}: polarity 'unknown', but {KNOWN_ISSUES} lists no lost cells of it"
    assert unlisted in find(root, "known-issues")
    (root / KNOWN_ISSUES).write_text(LISTED)
    assert find(root, "known-issues") == []
    (root / KNOWN_ISSUES).write_text(LISTED.replace("lost_cells", "duplicate_labels"))
    assert unlisted in find(root, "known-issues")


def test_our_unknown_polarities_are_those_of_the_lost_table() -> None:
    """The rule and the list of known issues are of the same clauses, and of no others."""
    rows = [
        row
        for split in ("train", "validation", "test")
        for row in read_jsonl(ROOT / data_path("clauses", split), Object)
    ]
    unknown = [row["id"] for row in rows if any(p["polarity"] == "unknown" for p in row["practices"])]
    assert unknown == [f"zepp-2024/{number:04d}" for number in range(169, 179)]
