"""A file that a user keeps under the name of one that a command writes: refused, and nothing is written."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mepp5.cli import main
from mepp5.errors import CorpusError
from mepp5.files import sha256
from mepp5.outputs import LISTING, write_folder
from tests.release.fixture_release import make_release

FILLED = {"export": ("export", "--format", "csv"), "site": ("site",)}


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return make_release(tmp_path_factory.mktemp("release"))


@pytest.mark.parametrize("name", ["a.txt", "sub/b.txt"])
def test_what_nobody_listed_is_not_overwritten(tmp_path, name):
    (tmp_path / "sub").mkdir()
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(CorpusError, match=rf"{name}: was not written by this command, or changed since; take it away"):
        write_folder(tmp_path, {"a.txt": b"1", "sub/b.txt": b"2"})
    assert read_all(tmp_path) == {name: b"mine"}


def test_what_was_changed_since_is_not_overwritten(tmp_path):
    write_folder(tmp_path, {"a.txt": b"1", "b.txt": b"2", "c.txt": b"3"})
    (tmp_path / "b.txt").write_bytes(b"changed by its reader")
    (tmp_path / "c.txt").write_bytes(b"2")  # as another file was written
    before = read_all(tmp_path)
    with pytest.raises(CorpusError, match=r"b\.txt: .* changed since \(and 1 more\); "):
        write_folder(tmp_path, {"a.txt": b"4", "b.txt": b"5", "c.txt": b"6"})
    assert read_all(tmp_path) == before


def test_what_a_killed_run_wrote_is_ours(tmp_path):
    write_folder(tmp_path, {"a.txt": b"1", "b.txt": b"2"})
    listing = (tmp_path / LISTING).read_bytes()
    (tmp_path / LISTING).write_bytes(listing + f"{sha256(b'3')}  a.txt\n".encode())
    (tmp_path / "a.txt").write_bytes(b"3")
    assert write_folder(tmp_path, {"a.txt": b"3", "b.txt": b"4"}) == []
    assert (tmp_path / "b.txt").read_bytes() == b"4"


@pytest.mark.parametrize("name", FILLED)
def test_no_command_overwrites_what_its_user_keeps(root, tmp_path, name):
    words = ["--root", str(root), *FILLED[name], "--force", "-o"]
    assert CliRunner().invoke(main, [*words, str(tmp_path / "first")]).exit_code == 0
    target = sorted(path for path in read_all(tmp_path / "first") if path != LISTING)[-1]
    mine = tmp_path / "second" / target
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    done = CliRunner().invoke(main, [*words, str(tmp_path / "second")])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith(f"Error: {mine}: was not written by this command")
    assert read_all(tmp_path / "second") == {target: b"mine"}
    mine.unlink()
    for _ in range(2):
        assert CliRunner().invoke(main, [*words, str(tmp_path / "second")]).exit_code == 0
