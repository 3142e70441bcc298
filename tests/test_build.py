"""A build writes all or nothing: decisions are read first, and no stage's files are seen before the last is through."""

import shutil
from pathlib import Path

import pytest

from mepp5 import build as building
from mepp5.annotation.exports import export_path
from mepp5.build import build, find_stale
from mepp5.corpus.text import text_path
from mepp5.errors import CorpusError
from mepp5.files import write_files
from tests.changes.test_build import make_buildable
from tests.checks.fixture_change_edits import replace


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus that was never built; not to be changed."""
    return make_buildable(tmp_path_factory.mktemp("whole"), pairs=True)


@pytest.fixture
def root(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "copy"))


def read_all(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


LATE = {  # a damage that only a late stage meets, with the stage
    "release": lambda root: (root / export_path("beta")).unlink(),
    "card": lambda root: (root / "DATASHEET.md").write_text("no blocks\n"),
    "croissant": lambda root: (root / "CITATION.cff").write_text("title: [\n"),
}


@pytest.mark.parametrize("stage", LATE)
def test_a_late_failure_leaves_all_as_it_was(root: Path, stage: str) -> None:
    (root / text_path("alpha-2020")).write_text("stale\n")  # so that the first stage has something to write
    LATE[stage](root)
    before = read_all(root)
    with pytest.raises(CorpusError, match=rf"\(build wrote nothing; its stage was '{stage}'\)\.$") as caught:
        build(root)
    assert read_all(root) == before
    assert str(root) in str(caught.value)
    assert "mepp5-build-" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_later_stages_read_what_earlier_ones_made(root: Path) -> None:
    written = build(root)
    assert {"data/SHA256SUMS", "README.md", "annotations/agreement.json", "data/schema/SHA256SUMS"} <= {*written}
    assert (find_stale(root), build(root)) == ([], [])
    (root / text_path("alpha-2020")).write_text("stale\n")
    assert build(root) == [text_path("alpha-2020")]


def test_what_no_stage_reads_is_read_before_the_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "STAGES", ())
    files = {
        "annotations/known_issues.toml": b"[[issue]]\nkind = 3\n",
        "annotations/adjudication.jsonl": b"{}\n",
        "annotations/second_reading.jsonl": b"{}\n",
        "annotations/revisions.jsonl": b"{}\n",
        "annotations/adjudication_draw.json": b"{}\n",
        "annotations/releases.toml": b"[[release]]\n",
        "annotations/changes/adjudication.jsonl": b"{}\n",
        "annotations/changes/draw.json": b"{}\n",
        "annotations/changes/second_reading.jsonl": b"{}\n",
        "annotations/changes/annotators.toml": b"[[annotator]]\n",
        "annotations/changes/pairs.toml": b"[[pair]]\n",
        "invented/shop.txt": b"S fp | a clause of no source\n",
    }
    for name, content in files.items():
        before = (root / name).read_bytes() if (root / name).is_file() else None
        write_files(root, {name: content})
        with pytest.raises(CorpusError, match=Path(name).name):
            build(root)
        (root / name).unlink() if before is None else (root / name).write_bytes(before)
    assert build(root) == []


def test_a_correction_of_no_policy_or_of_nothing_is_refused(root: Path) -> None:
    replace("corpus/corrections.toml", 'policy = "gamma-2022"', 'policy = "nowhere"')(root)
    with pytest.raises(CorpusError, match=r"nowhere, raw offset \d+: no such policy; choose one of: alpha-2020, "):
        build(root)
    replace("corpus/corrections.toml", 'policy = "nowhere"', 'policy = "gamma-2022"')(root)
    replace("corpus/corrections.toml", 'after = "’"', 'after = "â"')(root)
    with pytest.raises(CorpusError, match="before and after are the same"):
        build(root)
