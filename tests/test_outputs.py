"""A folder that is filled again: what the earlier run wrote goes, what is anybody else's stays and is named."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from baselines.command import main as baselines
from mepp5.cli import main
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.outputs import LISTING, OutFolder, is_free, tell_others, write_folder


def list_names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")} - {LISTING}


def test_what_the_earlier_run_wrote_goes(tmp_path):
    assert write_folder(tmp_path / "out", {"a.txt": b"1", "sub/deep/b.txt": b"2", "sub/c.txt": b"3"}) == []
    assert write_folder(tmp_path / "out", {"a.txt": b"4", "sub/c.txt": b"3"}) == []
    assert list_names(tmp_path / "out") == {"a.txt", "sub", "sub/c.txt"}
    assert (tmp_path / "out/a.txt").read_bytes() == b"4"
    assert write_folder(tmp_path / "out", {"d.txt": b"5"}) == []
    assert list_names(tmp_path / "out") == {"d.txt"}


def test_what_is_not_ours_stays_and_is_named(tmp_path):
    write_folder(tmp_path, {"old.txt": b"old", "gone.txt": b"gone"})
    (tmp_path / "old.txt").write_bytes(b"changed by its reader")
    (tmp_path / "mine.txt").write_bytes(b"mine")
    others = write_folder(tmp_path, {"new.txt": b"new"})
    assert others == ["mine.txt", "old.txt"]
    assert (tmp_path / "old.txt").read_bytes() == b"changed by its reader"
    assert tell_others(others, tmp_path).startswith(f"{tmp_path}: mine.txt and 1 more in it was not written by")
    assert tell_others([], tmp_path) == ""
    assert write_folder(tmp_path, {"new.txt": b"new"}) == others


@pytest.mark.parametrize(
    "line",
    ["../outside.txt", "/outside.txt", "link/outside.txt", "sub/../../outside.txt", "", "nul\0.txt", "pointer.txt"],
)
def test_a_listing_that_somebody_made_up_removes_nothing_elsewhere(tmp_path, line):
    import hashlib

    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    (folder / "pointer.txt").symlink_to(outside)
    line = line.replace("/outside.txt", str(outside)) if line.startswith("/") else line
    (folder / LISTING).write_bytes(f"{hashlib.sha256(b'mine').hexdigest()}  {line}\nnonsense\n\xff\n".encode("latin-1"))
    write_folder(folder, {"new.txt": b"new"})
    assert outside.read_bytes() == b"mine"
    assert (folder / "pointer.txt").is_symlink()


def test_half_of_what_was_killed_is_in_nobodys_way(tmp_path):
    write_files(tmp_path, {"sub/.a.txt.1-00000000.mepp5.draft": b"half"})
    assert is_free(tmp_path)
    assert list_names(tmp_path) == {"sub"}
    write_files(tmp_path, {".notes.draft": b"no draft of ours"})
    assert not is_free(tmp_path)
    assert list_names(tmp_path) == {"sub", ".notes.draft"}


def test_a_run_that_is_killed_before_the_old_files_are_gone_knows_them_the_next_time(tmp_path, monkeypatch):
    write_folder(tmp_path, {"old.txt": b"old"})
    monkeypatch.setattr("mepp5.outputs._remove", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path, {"new.txt": b"new"})
    monkeypatch.undo()
    assert list_names(tmp_path) == {"old.txt", "new.txt"}
    assert write_folder(tmp_path, {"newest.txt": b"newest"}) == []
    assert list_names(tmp_path) == {"newest.txt"}


def test_a_target_that_is_a_folder_leaves_all_as_it_was(tmp_path):
    write_folder(tmp_path, {"a.txt": b"1", "b.txt": b"2"})
    (tmp_path / "c.txt").mkdir()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(CorpusError, match=r"c\.txt: cannot be written \(it is a folder\)"):
        write_folder(tmp_path, {"a.txt": b"3", "c.txt": b"4"})
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


FILLING = {
    "site": (main, ("site", "-o")),
    "export": (main, ("export", "--format", "csv", "-o")),
    "new": (main, ("new", "nimbus", "nowhere.txt", "--root")),
    "run": (baselines, ("run", "majority", "--predictions")),
    "predict-many": (baselines, ("predict-many", "nowhere.jsonl")),
}


@pytest.mark.parametrize("name", FILLING)
@pytest.mark.parametrize(
    ("out", "fault"),
    [
        ("nothing", "nothing is a link that leads to nothing; make the folder that it leads to, or name another."),
        ("itself", "itself is a link that leads to nothing"),
        ("nothing/deep/er", "nothing is a link that leads to nothing"),
        ("file", "file is a file; name a folder."),
        ("file/below", "file is a file; name a folder."),
        ("pipe", "pipe is a file; name a folder."),
        ("full", "full is a file; name a folder."),
    ],
)
def test_what_is_no_folder_is_refused_by_all_alike_before_any_work(tmp_path, monkeypatch, name, out, fault):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nothing").symlink_to("there")
    (tmp_path / "itself").symlink_to("itself")
    (tmp_path / "file").write_bytes(b"mine")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "full").symlink_to("/dev/full")
    before = sorted(os.listdir(tmp_path))
    command, words = FILLING[name]
    done = CliRunner().invoke(command, [*words, out])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith("Error: Invalid value for ")
    assert fault in done.stderr
    assert sorted(os.listdir(tmp_path)) == before
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_folder_behind_a_link_is_filled_where_it_is(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert OutFolder().convert(str(tmp_path / "link/new/er"), None, None) == tmp_path / "link/new/er"
    write_folder(tmp_path / "link", {"sub/a.txt": b"1"})
    assert list_names(tmp_path / "real") == {"sub", "sub/a.txt"}
