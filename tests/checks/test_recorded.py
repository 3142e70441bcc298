"""Whose hash is recorded: what people wrote, decided, received and measured; what an absent folder excuses."""

import shutil
from pathlib import Path

import pytest

from mepp5.checks.recorded import CHECKS, RECORDED, dump_recorded, list_recorded
from mepp5.paths import CLONE

(CHECK,) = CHECKS
WRITTEN = ("invented/blind.jsonl", "invented/README.md", "data/README.md", "baselines/README.md", "docs/numbers.toml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A few recorded files, of one folder that may be absent and of others."""
    for path in ("LICENSE", "docs/a.md", "invented/blind.jsonl", "baselines/a.toml"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("words")
    for folder in ("benchmarks", "scripts"):
        (tmp_path / folder).mkdir()
    (tmp_path / RECORDED).write_bytes(dump_recorded(tmp_path))
    return tmp_path


def test_what_people_wrote_is_recorded() -> None:
    assert set(WRITTEN) <= set(list_recorded(CLONE))


def test_nothing_is_told_of_what_stands_as_recorded(root: Path) -> None:
    assert list(CHECK.find(root)) == []


@pytest.mark.parametrize("folder", ["docs", "benchmarks", "scripts"])
def test_an_absent_folder_excuses_what_stood_in_it_alone(root: Path, folder: str) -> None:
    shutil.rmtree(root / folder)
    assert list(CHECK.find(root)) == []
    (root / "LICENSE").unlink()
    assert [place for place, _ in CHECK.find(root)] == ["LICENSE"]
