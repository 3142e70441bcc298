"""Every file that a reader or command takes, damaged byte by byte: it is read, or refused in one sentence."""

import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import click
import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from reportlab.pdfgen.canvas import Canvas

from baselines.categories.features import read_cues
from baselines.many.blocks import plan_blocks
from baselines.many.inputs import find_sources
from baselines.many.records import read_records
from baselines.transfer.policies import read_copy
from mepp5.changes.handin import find_hand_in_faults
from mepp5.changes.pairs import read_pairs, read_sides
from mepp5.checks.release import CHECKS
from mepp5.cli import main as mepp5
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl, read_bytes, write_files
from mepp5.invented.collection import read_collection
from mepp5.metadata.citation import read_citation
from mepp5.past.releases import read_releases
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.version import read_version
from tests.baselines.transfer.fixture_copy import LAMPS, make_copy
from tests.fixture_noise import list_noise
from tests.scripts.fixture_label_studio import hand_in
from tests.scripts.test_predictions_push import make_tasks
from tests.test_damage import MORE, READERS

Read = Callable[[Path], object]
# Of OPP-115's categories, so many as its readers need.
NAMES = ("First Party Collection/Use", "Third Party Sharing/Collection", "Data Security", "Data Retention")
LINK = {"old": ["alpha-2020/0002"], "new": [], "form": "removed", "effect": "neutral", "reason": "why"}
PREDICTED = {"old": ["alpha-2020/0002"], "new": [], "score": 0.5, "form": "removed"}


def run(main: click.Command, *words: str | Path) -> None:
    """Run a command; raise CorpusError for what it refuses, and whatever else comes out of it as it is."""
    result = CliRunner().invoke(main, list(map(str, words)))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    if result.exit_code:
        assert result.exit_code in (1, 2)
        raise CorpusError(result.stderr.strip().splitlines()[-1])


def check_readme(root: Path) -> None:
    for check in CHECKS:
        if not check.each_policy:
            list(check.find(root))


def read_many(path: Path) -> None:
    """Read all records, faulty ones too, which do not stop the rest; of a file that breaks off, the block is told."""
    for block in plan_blocks(find_sources([path]), 2):
        try:
            records = list(read_records(block))
        except OSError:
            continue
        for record in records:
            with suppress(CorpusError):
                record.read()


def read_links(path: Path) -> None:
    (pair, *_) = read_pairs(path.parent)
    find_hand_in_faults([path], read_sides(pair, path.parent).units, read_taxonomy(path.parent), reasons=True)


def push(*words: str) -> Read:
    def read(path: Path) -> None:
        sys.path.insert(0, str(ROOT / "scripts"))
        from label_studio import main

        run(main, "--root", path.parent, "push", "--dry-run", *words, path)

    return read


def score(task: str) -> Read:
    return lambda path: run(mepp5, "--root", path.parent, "score", "--task", task, "--protocol", "holdout", path)


# name of a file in the root -> what reads it, given its path
COMMANDS: dict[str, Read] = {
    "CITATION.cff": lambda path: read_citation(path.parent),
    "pyproject.toml": lambda path: read_version(path.parent),
    "README.md": lambda path: check_readme(path.parent),
    "invented/shop.txt": lambda path: read_collection(path.parents[1]),
    "annotations/releases.toml": lambda path: read_releases(path.parents[1]),
    "cues.toml": read_cues,
    "policies.jsonl": read_many,
    "policies.parquet": read_many,
    f"OPP-115/annotations/{LAMPS}.csv": lambda path: read_copy(path.parents[1], NAMES),
    f"OPP-115/sanitized_policies/{LAMPS}.html": lambda path: read_copy(path.parents[1], NAMES),
    "hand-in.jsonl": push("--annotator", "reader"),
    "tasks.json": push("--predictions"),
    "links.jsonl": read_links,
    "labels.jsonl": score("categories"),
    "slots.jsonl": score("slots"),
    "changes.jsonl": score("changes"),
    **{f"page.{kind}": lambda path: run(mepp5, "draft", path) for kind in ("txt", "md", "html", "docx", "pdf")},
}


@pytest.fixture(scope="module")
def root(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished tiny release, and beside its files those that commands are given."""
    root = shutil.copytree(finished, tmp_path_factory.mktemp("noise") / "root")
    write_files(root, {**MORE, **dict(list_inputs(root))})
    make_copy(root)
    for name in ("CITATION.cff", "annotations/releases.toml"):
        shutil.copy(ROOT / name, root / name)
    return root


def list_inputs(root: Path) -> Iterator[tuple[str, bytes]]:
    rows = [{"id": str(number), "text": f"We keep your data for {number} days."} for number in range(5)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows), sink)
    yield "policies.jsonl", dump_jsonl(rows)
    yield "policies.parquet", sink.getvalue().to_pybytes()
    yield "hand-in.jsonl", dump_jsonl(hand_in(root, "beta"))
    yield "tasks.json", json.dumps(make_tasks()).encode()
    yield "links.jsonl", dump_jsonl([LINK])
    yield "changes.jsonl", dump_jsonl([PREDICTED])
    yield "labels.jsonl", (root / "predictions/majority.holdout.jsonl").read_bytes()
    yield "slots.jsonl", next((root / "predictions").glob("gazetteer*holdout*.jsonl")).read_bytes()
    yield "cues.toml", (ROOT / "baselines/categories/cues.toml").read_bytes()
    page = (ROOT / "tests/fixtures/nimbus.html").read_bytes()
    yield from ((f"page.{kind}", page) for kind in ("txt", "md", "html"))
    office, printed = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_heading("Your data")
    document.add_paragraph("We keep your data for a year.")
    document.save(office)
    canvas = Canvas(printed, pageCompression=0)
    canvas.drawString(72, 700, "We keep your data for a year.")
    canvas.save()
    yield from (("page.docx", office.getvalue()), ("page.pdf", printed.getvalue()))


def assert_told(read: Callable[[], Any], damage: str) -> bool:
    """Return whether the file is refused; no other exception than CorpusError may come out."""
    try:
        read()
    except CorpusError as refusal:
        said = str(refusal)
    except BaseException as error:
        raise AssertionError(f"{damage}: {type(error).__name__}: {str(error)[:300]}") from error
    else:
        return False
    assert "\n" not in said, damage
    assert len(said) < 2000, damage
    return True


@pytest.mark.parametrize("name", [*COMMANDS, *READERS])
def test_noise_is_read_or_told(root: Path, name: str) -> None:
    path = root / name
    content = path.read_bytes()
    read = (lambda: COMMANDS[name](path)) if name in COMMANDS else (lambda: (read_bytes(path), READERS[name](root)))
    try:
        refused = []
        for damage, noisy in list_noise(content):
            path.write_bytes(noisy)
            refused.append(assert_told(read, damage))
        path.unlink()
        assert_told(read, "missing")
        path.mkdir()
        assert_told(read, "a folder")
        path.rmdir()
        path.write_bytes(content)
        path.rename(path.with_name("kept"))
        path.symlink_to("/dev/null")
        assert_told(read, "/dev/null")
        path.unlink()
    finally:
        path.write_bytes(content)
    assert any(refused) or name.startswith(("page", "policies"))
