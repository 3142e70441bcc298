"""A pipe or a link to a device in the place of a file of the corpus: no reader waits for its end."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mepp5.contents import UnlistedError, list_known
from mepp5.errors import CorpusError
from mepp5.files import read_bytes

# Each file in turn becomes a pipe that nobody writes to; whatever reads it without a look waits for ever.
TRY_EACH = """
import os, sys
from pathlib import Path
from mepp5.build import find_stale
from mepp5.checks.catalogue import run_checks
from mepp5.errors import CorpusError
root = Path(sys.argv[1])
for path in sorted(each for each in root.rglob("*") if each.is_file()):
    aside = path.rename(path.with_name("aside"))
    os.mkfifo(path)
    print(path.relative_to(root), flush=True)
    for read in (find_stale, run_checks):
        try:
            read(root)
        except CorpusError:
            pass
    path.unlink()
    aside.rename(path)
"""


def test_no_file_of_a_corpus_is_waited_for(finished: Path, tmp_path: Path) -> None:
    root = shutil.copytree(finished, tmp_path / "corpus", ignore=shutil.ignore_patterns("predictions"))
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    run = subprocess.run(
        [sys.executable, "-c", TRY_EACH, str(root)], capture_output=True, text=True, timeout=1200, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.split("\n")[:-1] == files


@pytest.fixture(params=["a pipe", "a link to a device"])
def endless(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """What is read without an end."""
    path = tmp_path / "corpus/manifest.toml"
    path.parent.mkdir()
    if request.param == "a pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    return path


def test_what_has_no_end_is_named(endless: Path) -> None:
    with pytest.raises(CorpusError, match=r"manifest\.toml: cannot be read \(it is no common file\)"):
        read_bytes(endless)
    with pytest.raises(UnlistedError, match=r"corpus/manifest\.toml cannot be read"):
        list_known(endless.parents[1], "corpus")


def test_a_pipe_of_the_process_is_read() -> None:
    """As `<(…)` of a shell gives it."""
    out, into = os.pipe()
    os.write(into, b"words")
    os.close(into)
    assert read_bytes(Path(f"/dev/fd/{out}")) == b"words"
    os.close(out)
