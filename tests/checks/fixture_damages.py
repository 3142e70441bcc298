"""How the tiny corpus is damaged for each check: DAMAGES[check](root), and MORE_DAMAGES for some."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace as replace_fields
from pathlib import Path

from mepp5.adjudication.known_issues import KNOWN_ISSUES
from mepp5.adjudication.revisions import REVISIONS
from mepp5.annotation.calibration import COMPARISON
from mepp5.corpus.drafts import Draft, drafts_path, dump_drafts
from mepp5.documents import front_matter
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_json, dump_jsonl, sha256, write_files
from mepp5.metadata import croissant
from mepp5.past.labels import hash_labels, policy_of, read_archive
from mepp5.past.loading import hash_rows
from mepp5.past.releases import RELEASES, Release, dump_releases
from mepp5.reading.forms import read_json, read_jsonl
from mepp5.release.loading import SUMS
from mepp5.release.rows import dump_sums, hash_config, list_labelled
from tests.agreement.fixture_people import make_people
from tests.checks.fixture_change_damages import CHANGE_DAMAGES
from tests.checks.fixture_change_edits import replace
from tests.checks.fixture_contents_damages import CONTENT_DAMAGES
from tests.checks.fixture_generated_damages import GENERATED_DAMAGES
from tests.checks.fixture_record_damages import RECORD_DAMAGES
from tests.fixture_corpus import REPOSITORY

ROWS = "data/clauses/train.jsonl"
UNITS = "corpus/clauses/alpha-2020.jsonl"
RAW = "corpus/raw/alpha-2020.txt"
TEXT = "corpus/text/alpha-2020.txt"
EXPORT = "annotations/exports/alpha-2020.json"


def change_row(path: str, line: int, **changes) -> Callable[[Path], None]:
    """Return a damage: columns of one line (from 0), in a file whose hash is then mended if it is in data/."""

    def damage(root: Path) -> None:
        rows = read_jsonl(root / path, Object)
        rows[line] |= changes
        write_rows(root, path, rows)

    return damage


def write_rows(root: Path, path: str, rows: list[dict]) -> None:
    """Write the rows; in data/ the hashes and the card are made to fit, so that deeper checks can see the damage."""
    write_files(root, {path: dump_jsonl(rows)})
    if path.startswith("data/"):
        mend_hashes(root)


def mend_hashes(root: Path) -> None:
    data = front_matter.read_data(root)
    data[SUMS] = dump_sums({name: content for name, content in data.items() if name != SUMS})
    (root / SUMS).write_bytes(data[SUMS])
    with suppress(CorpusError):  # rows that do not keep the schema have no card
        write_files(root, {"README.md": front_matter.draw_front_matter(data, root).encode()})


def drop_row(root: Path) -> None:
    write_rows(root, ROWS, read_jsonl(root / ROWS, Object)[1:])


def mark_twice(root: Path) -> None:
    rows = read_jsonl(root / ROWS, Object)
    rows[0]["practices"] *= 2
    write_rows(root, ROWS, rows)


def shift_span(root: Path) -> None:
    rows = read_jsonl(root / ROWS, Object)
    rows[0]["practices"][0]["text"] = "Another text"
    write_rows(root, ROWS, rows)


def label_twins_apart(root: Path) -> None:
    """Have the validation split say "We encrypt …" without context, and otherwise labelled than in the test split."""
    row = next(row for row in read_jsonl(root / "data/clauses/test.jsonl", Object) if row["id"] == "gamma-2022/0003")
    rows = read_jsonl(root / "data/clauses/validation.jsonl", Object)
    rows[0] |= {"text": row["text"], "context": row["context"], "labels": ["data_retention"]}
    write_rows(root, "data/clauses/validation.jsonl", rows)


def add_result(root: Path) -> None:
    write_files(root, {"baselines/results/nb.json": dump_json({"name": "nb", "data": "sha256:0"})})


def score_with_other_code(root: Path) -> None:
    """Take over a result of ours as one of these data, but of no code that there is."""
    path, sums = "baselines/results/majority.json", (root / SUMS).read_bytes()
    data = {
        key: f"sha256:{hash_config(config, sums)}" for key, config in (("data", "clauses"), ("invented", "invented"))
    }
    ours = read_json(REPOSITORY / path, Object)
    ours |= {key: value for key, value in data.items() if key in ours} | {"code": f"sha256:{64 * '0'}"}
    write_files(root, {path: dump_json(ours)})


def spoil_raw(root: Path) -> None:
    """Put an unseen character into the raw file, its hash mended, and remake the text by hand."""
    raw = (root / RAW).read_bytes()
    changed = raw.replace(b"Alpha Privacy", "Alpha\u200bPrivacy".encode())
    (root / RAW).write_bytes(changed)
    replace("corpus/manifest.toml", sha256(raw), sha256(changed))(root)
    replace(TEXT, "Alpha Privacy", "Alpha\u200bPrivacy")(root)


def list_issue(clause: str) -> Callable[[Path], None]:
    """Return a damage: the clause, which is no table row, is listed as one with lost cells."""
    entry = f'[[issue]]\nkind = "lost_cells"\nclauses = ["{clause}"]\nreason = "none"\n'
    return lambda root: write_files(root, {KNOWN_ISSUES: entry.encode()})


def write_revision(clause: str, category: str = "data_security") -> Callable[[Path], None]:
    """Return a damage: an earlier release with other labels of that clause."""
    practice = {"start": 0, "end": 3, "category": category, "polarity": "affirmed"}
    row = {"version": "0.3.0", "id": clause, "before": {"practices": [practice], "slots": []}}
    return lambda root: write_files(root, {REVISIONS: dump_jsonl([row])})


def write_people(labels: dict[str, str]) -> Callable[[Path], None]:
    """Return a damage: a comparison with people of other labels than the calibration's, of which there are none."""
    return lambda root: write_files(root, {COMPARISON: dump_json(make_people(labels))})


def write_line(path: str, **changes) -> Callable[[Path], None]:
    """Return a damage: a second reading with one verdict, changed, or one adjudication."""
    verdict = {"id": "alpha-2020/0002", "annotator": "reader", "verdict": "right", "note": ""}
    row = changes if "reason" in changes else verdict | changes
    return lambda root: write_files(root, {path: dump_jsonl([row])})


def write_release(**changes) -> Callable[[Path], None]:
    """Return a damage: a record of a release with other labels, or other facts, than are restored."""

    def damage(root: Path) -> None:
        archive = read_archive(root)
        policies = tuple(dict.fromkeys(map(policy_of, archive.reference)))
        rows = {name: own for name, own in list_labelled(archive.reference, {}, root).items() if "clauses/" in name}
        hashes = {"clauses": hash_rows("clauses", rows)}
        labels = hash_labels(archive.reference)
        true = Release("0.6.0", "2026-01-01", policies, len(archive.reference), labels, (), "", hashes)
        write_files(root, {RELEASES: dump_releases([replace_fields(true, **changes)])})

    return damage


def leave_draft(root: Path) -> None:
    write_files(root, {drafts_path("alpha-2020"): dump_drafts([Draft("alpha-2020/0002", "guessed")])})


def describe_other_data(root: Path) -> None:
    """Write a description of the release as it was before a row was lost."""
    shutil.copy(REPOSITORY / "CITATION.cff", root)
    write_files(root, croissant.generate(root))
    drop_row(root)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "manifest": replace("corpus/manifest.toml", 'lineage = "beta"', 'lineage = "alpha"'),
    "raw-hash": replace(RAW, "We encrypt", "We decrypt"),
    "corrections": replace("corpus/corrections.toml", 'before = "â"', 'before = "é"'),
    "edits": replace(TEXT, "We encrypt", "We decrypt"),
    "text-characters": spoil_raw,
    "unit-types": change_row(UNITS, 3, level="deep"),
    "units": change_row(UNITS, 3, start=70),
    "unit-text": change_row(UNITS, 3, text="We collect the following things here:"),
    "unit-raw": change_row(UNITS, 3, raw_start=0),
    "lead-in": change_row(UNITS, 4, lead_in="alpha-2020/0003"),
    "drafts": leave_draft,
    "taxonomy": replace("annotations/taxonomy.toml", 'id = "do_not_track"', 'id = "data_security"'),
    "annotators": replace("annotations/annotators.toml", "protocols/reader.md", "protocols/nobody.md"),
    "exports": replace(EXPORT, "policy_change", "policy_changes"),
    "adjudication": write_line("annotations/adjudication.jsonl", id="alpha-2020/0002", reason="none"),
    "known-issues": list_issue("alpha-2020/0002"),
    "revisions": write_revision("nowhere/0001"),
    "releases": write_release(labels=64 * "0"),
    "second-reading": write_line("annotations/second_reading.jsonl", id="nowhere/0001"),
    "agreement": replace("annotations/agreement.json", '"value": 1.0', '"value": 0.9'),
    "calibration": write_line("annotations/calibration/reader.jsonl"),
    **{check: next(iter(CHANGE_DAMAGES[check].values()))[0] for check in list(CHANGE_DAMAGES)[:5]},
    **RECORD_DAMAGES,
    "data-hash": replace(ROWS, "We encrypt", "We decrypt"),
    "data-schema": change_row(ROWS, 0, labels=["policy_changes"]),
    "data-rows": drop_row,
    "data-columns": change_row(ROWS, 0, lineage="huami"),
    "data-policies": change_row("data/policies/corpus.jsonl", 0, raw_sha256="0"),
    "span-text": shift_span,
    "span-rules": mark_twice,
    "labels-column": change_row(ROWS, 0, labels=["data_security"]),
    "invented": change_row("data/invented/train.jsonl", 1, text="We sell it."),
    "duplicate-groups": change_row(ROWS, 0, duplicate_group="beta/0002"),
    "folds": change_row("data/clauses/test.jsonl", 0, fold=9),
    "duplicate-labels": label_twins_apart,
    "card-hash": replace("README.md", "sha256:", "sha256:0"),
    "results-data": add_result,
    "results-code": score_with_other_code,
    **{check: next(iter(CHANGE_DAMAGES[check].values()))[0] for check in list(CHANGE_DAMAGES)[5:]},
    "schemas": lambda root: write_files(root, {"data/schema/rows/clauses.json": b"{}"}),
    "croissant": describe_other_data,
    **CONTENT_DAMAGES,
    **GENERATED_DAMAGES,
}
MORE_DAMAGES = {
    "manifest": replace("corpus/manifest.toml", 'split = "test"', 'split = "dev"'),
    "units": replace(UNITS, "alpha-2020/0010", "alpha-2020/0011"),
    "unit-types": replace(UNITS, '"start": 0', '"start": null'),
    "exports": replace(EXPORT, '"start": 22', '"start": 23'),
    "known-issues": list_issue("nowhere/0001"),
    "revisions": write_revision("alpha-2020/0002", "nothing"),
    "releases": write_release(reasons={"alpha-2020": (99,)}),
    "second-reading": write_line("annotations/second_reading.jsonl", annotator="nobody"),
    "calibration": write_people({"reader": "0"}),
    "data-schema": replace(ROWS, '{"id"', '{"di"'),
    "data-rows": change_row(ROWS, 0, id="alpha-2020/0003"),
    "folds": change_row("data/clauses/test.jsonl", 0, fold=4),
    "data-hash": lambda root: (root / SUMS).write_text((root / SUMS).read_text().splitlines(keepends=True)[0]),
    "schemas": lambda root: write_files(root, {"data/schema/rows/nothing.json": b"{}"}),
    "card-hash": lambda root: (root / "README.md").write_text("---\nconfigs: 3\n---\n"),
}
