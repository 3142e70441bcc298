"""A folder that cannot be listed is told: what is in it must not be lost without a word."""

import os
from pathlib import Path

import click
import pytest

from mepp5.annotation.calibration import CALIBRATION, list_calibration
from mepp5.command import Command
from mepp5.errors import CorpusError
from mepp5.extraction.files import list_documents
from mepp5.files import list_files
from mepp5.invented.collection import read_collection
from tests.fixture_corpus import make_corpus
from tests.fixture_forks import Surroundings, run_forked

NOBODY = 65534


def test_what_is_in_a_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).touch()
    assert list_files(tmp_path, "*.txt") == [tmp_path / "a.txt", tmp_path / "b.txt"]
    assert list_files(tmp_path / "none", "*.txt") == []


def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path) -> None:
    root = make_corpus(tmp_path)
    (root / CALIBRATION).write_text("")
    with pytest.raises(CorpusError, match=r"calibration: cannot be listed \(Not a directory\)"):
        list_calibration(root)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else, who may not read the folder")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    root = make_corpus(tmp_path)
    for folder in (root / CALIBRATION, root / "pages"):
        folder.mkdir()
        (folder / "page.html").touch()
        folder.chmod(0)
    (root / "invented").chmod(0)

    @click.command(cls=Command)
    @click.argument("place")
    def list_place(place: str) -> None:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        os.chdir(root)
        readers = {"calibration": list_calibration, "invented": read_collection}
        readers[place](Path()) if place in readers else list_documents([Path("pages")])

    for path in (root, *root.parents[:-1]):
        path.chmod(path.stat().st_mode | 0o055)
    said = {
        "calibration": "calibration: cannot be listed",
        "invented": "files.toml: cannot be used",
        "pages": "pages: cannot be listed",
    }
    for place, sentence in said.items():
        ending = run_forked(list_place.main, [place], Surroundings())
        assert (ending.status, ending.has_fault) == (1, False), ending
        assert f"{sentence} (Permission denied)".encode() in ending.errors
