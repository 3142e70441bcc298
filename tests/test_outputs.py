"""A folder that is filled again: what the earlier run wrote goes, what is anybody else's stays and is named."""

from pathlib import Path

import pytest

from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.outputs import LISTING, is_free, tell_others, write_folder


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
