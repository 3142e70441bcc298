"""`mepp5 new`: a policy of every kind of file goes into a corpus, with offsets that hold in both texts."""

import json

import datasets
import pytest

from mepp5.checks.catalogue import run_checks
from mepp5.corpus.clauses import read_units
from mepp5.corpus.drafts import read_drafts
from mepp5.corpus.edits import OffsetMap, read_edits
from mepp5.corpus.manifest import find_policy, read_raw
from mepp5.corpus.text import read_text_of
from mepp5.files import dump_jsonl, sha256
from mepp5.release.loading import load
from tests.extraction.fixture_office import Pdf, make_docx
from tests.fixture_corpus import make_corpus
from tests.intake.fixture_nimbus import (
    CLAUSES,
    ID,
    MARKDOWN,
    PAGE,
    TEXT,
    add,
    label,
    list_clauses,
    list_files,
    run,
    write,
)

# Of a new corpus: what must be annotated, and what is built of that.
UNFINISHED = {"drafts", "exports", "agreement", "data-hash", "data-schema", "data-policies", "invented"}


def find_checks(root) -> set[str]:
    return {finding.check for finding in run_checks(root)}


def test_an_empty_directory_becomes_a_corpus_that_lacks_labels_alone(tmp_path):
    root = tmp_path / "own"
    done = add(root, write(tmp_path / "nimbus.html"), "--publisher", "Nimbus | “Ltd”", "--date", "2024-03-01")
    assert done.exit_code == 0, done.stderr
    assert list_clauses(root) == CLAUSES
    assert find_checks(root) == UNFINISHED
    policy = find_policy(ID, root)
    assert (policy.publisher, policy.title) == ("Nimbus | “Ltd”", "Nimbus Umbrella Privacy Policy")
    assert (policy.lineage, policy.split, policy.date_kind, policy.received) == (
        "nimbus",
        "train",
        "effective",
        f"{ID}.html",
    )
    assert (root / "corpus/received" / policy.received).read_text() == PAGE
    assert policy.received_sha256 == sha256(PAGE.encode())


def test_what_is_to_be_decided_is_told(tmp_path):
    done = add(tmp_path / "own", write(tmp_path / "nimbus.html"))
    assert "nimbus-2024: 14 draft units (7 sentence, 4 heading, 2 list_item, 1 chrome)" in done.stdout
    assert "nimbus-2024/0001  chrome: Home Umbrellas\n      left out as furniture of the page: is it?" in done.stdout
    assert "annotated by: person\n" in done.stdout
    assert f"next: mepp5 --root {tmp_path / 'own'} decide {ID}" in done.stdout
    assert len(read_drafts(ID, tmp_path / "own")) == 14


def test_it_builds_and_loads_once_there_are_labels(tmp_path):
    root = tmp_path / "own"
    add(root, write(tmp_path / "nimbus.html"))
    assert run("--root", root, "decide", ID, "all").exit_code == 0
    assert "drafts" not in find_checks(root)
    label(root)
    assert run("--root", root, "build").exit_code == 0
    assert run("--root", root, "build", "--check").exit_code == 0
    assert run_checks(root) == []
    rows = load("clauses", root)
    assert (len(rows["train"]), len(rows["test"])) == (len(CLAUSES), 0)
    loaded = datasets.load_dataset(str(root), "clauses", cache_dir=str(tmp_path / "hub"))
    assert list(loaded) == ["train"]
    assert loaded["train"].features == rows["train"].features
    assert list(loaded["train"]) == list(rows["train"])


def test_a_corpus_of_one_policy_scores_what_was_trained_elsewhere(tmp_path):
    root = tmp_path / "own"
    add(root, write(tmp_path / "nimbus.html"))
    label(root)
    assert run("--root", root, "build").exit_code == 0
    clauses = [unit.id for unit in read_units(ID, root) if unit.is_clause]
    lines = write(tmp_path / "p.jsonl", dump_jsonl({"id": id, "labels": ["data_security"]} for id in clauses))
    done = run("--root", root, "score", lines, "--json")
    assert json.loads(done.stdout)["all"]["clauses"] == json.loads(done.stdout)["novel"]["clauses"] == len(clauses)
    assert run("--root", root, "score", lines, "--protocol", "in-domain").exit_code == 0
    refused = run("--root", root, "score", lines, "--protocol", "holdout")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "Error: holdout, fold test: no clauses to train or test on; choose a protocol that the corpus's policies, "
        "splits and dates allow.\n",
    )


def test_it_goes_into_a_corpus_that_has_others_and_is_annotated_by_one_alone(tmp_path):
    root = make_corpus(tmp_path)
    before = list_files(root)
    mark = (root / "annotations/annotators.toml").read_text().replace('"some"', '"adjudication"')
    mark = mark.replace('reference = "reader"', 'reference = "reference"')
    (root / "annotations/annotators.toml").write_text(mark)
    done = add(root, write(tmp_path / "nimbus.html"), "--annotator", "rain@nimbus.example")
    assert done.exit_code == 0, done.stderr
    assert "annotated by: rain\n" in done.stdout
    again = add(
        root, write(tmp_path / "b.txt", "Snow melts. Ice stays."), "--annotator", "rain@nimbus.example", policy="b"
    )
    assert again.exit_code == 0, again.stderr
    assert 'policies = ["nimbus-2024", "b"]' in (root / "annotations/annotators.toml").read_text()
    after = list_files(root)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"corpus/manifest.toml", "annotations/annotators.toml"}
    assert after["corpus/manifest.toml"].startswith(before["corpus/manifest.toml"].rstrip())
    assert find_checks(root) & {"manifest", "corrections", "annotators", "edits", "units", "unit-text"} == set()


@pytest.mark.parametrize(
    ("name", "content", "clauses"),
    [
        ("nimbus.txt", TEXT, CLAUSES[:-1]),
        ("nimbus.txt", TEXT.replace("\n", "\r\n"), CLAUSES[:-1]),
        ("nimbus.txt", "\ufeff" + TEXT.replace(" of ", "  \t of\u00a0"), CLAUSES[:-1]),
        ("nimbus.txt", TEXT.replace("sends us", "sends\u2003\u00adus"), CLAUSES[:-1]),
        ("nimbus.md", MARKDOWN, [CLAUSES[0], CLAUSES[7]]),
        ("nimbus.pdf", Pdf().write_all(50, 700, CLAUSES[:2], 30).save(), CLAUSES[:2]),
        ("nimbus.docx", make_docx(lambda document: document.add_paragraph(" ".join(CLAUSES[:2]))), CLAUSES[:2]),
        ("nimbus.html", PAGE, CLAUSES),
    ],
)
def test_every_kind_of_file_has_offsets_that_hold(tmp_path, name, content, clauses):
    root = tmp_path / "own"
    done = add(root, write(tmp_path / name, content))
    assert done.exit_code == 0, done.stderr
    assert list_clauses(root) == clauses
    assert find_checks(root) == UNFINISHED
    text, raw, offsets = read_text_of(ID, root), read_raw(find_policy(ID, root), root), OffsetMap(read_edits(ID, root))
    for unit in read_units(ID, root):
        assert text[unit.start : unit.end] == unit.text
        assert (offsets.start_to_text(unit.raw_start), offsets.end_to_text(unit.raw_end)) == (unit.start, unit.end)
        assert "".join(raw[unit.raw_start : unit.raw_end].split())[:3] == "".join(unit.text.split())[:3]


def test_a_text_that_is_read_as_it_stands_is_kept_once(tmp_path):
    root = tmp_path / "own"
    add(root, write(tmp_path / "nimbus.txt", TEXT))
    assert find_policy(ID, root).received == ""
    assert (root / f"corpus/raw/{ID}.txt").read_text() == TEXT
    assert not (root / "corpus/received").exists()


def test_a_received_file_that_was_changed_is_found(tmp_path):
    root = tmp_path / "own"
    add(root, write(tmp_path / "nimbus.html"))
    write(root / f"corpus/received/{ID}.html", PAGE + " ")
    assert "raw-hash" in find_checks(root)


def test_a_part_in_another_language_is_left_out_and_told(tmp_path):
    french = (
        "<p>" + "Nous ne vendons jamais vos données personnelles à qui que ce soit, où que vous soyez. " * 6 + "</p>"
    )
    done = add(tmp_path / "own", write(tmp_path / "n.html", PAGE.replace("</body>", french + "</body>")))
    assert done.exit_code == 0, done.stderr
    assert "words in French" in done.stderr
    assert list_clauses(tmp_path / "own") == CLAUSES
