"""What is written is the old file or the new one in whole, and what cannot be written is named."""

import errno
import os
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.system.drafts import MARK, find_left, is_draft, name_draft, open_draft, open_scratch, remove_left
from tests.fixture_limits import CAN_BIND, can_mount, run_bound, run_in_disk

BUILD = "from pathlib import Path; from mepp5.files import write_files; import sys; write_files(Path(sys.argv[1]), {})"


def list_tree(root: Path) -> dict[str, bytes | None]:
    return {str(each.relative_to(root)): each.read_bytes() if each.is_file() else None for each in root.rglob("*")}


def refuse(root: Path, contents: dict[str, bytes]) -> str:
    """Return what write_files says, and check that it left everything as it was."""
    before = list_tree(root)
    with pytest.raises(CorpusError) as caught:
        write_files(root, contents)
    assert list_tree(root) == before
    assert "\n" not in str(caught.value)
    assert "draft" not in str(caught.value)
    return str(caught.value)


def test_files_are_written_and_nothing_else_is_there(tmp_path):
    write_files(tmp_path, {"a/b/one": b"1", "two": b"2" * 10**6})
    assert list_tree(tmp_path) == {"a": None, "a/b": None, "a/b/one": b"1", "two": b"2" * 10**6}


@pytest.mark.parametrize("name", ["a" * 255, "ä" * 127, "a" * 200 + ".json"])
def test_a_name_may_be_as_long_as_the_disk_allows(tmp_path, name):
    write_files(tmp_path, {name: b"x"})
    write_files(tmp_path, {name: b"y"})
    assert list_tree(tmp_path) == {name: b"y"}


def test_a_name_that_is_too_long_is_named(tmp_path):
    (tmp_path / "old").write_bytes(b"old")
    assert "it is too long" in refuse(tmp_path, {"old": b"new", "sub/x": b"", "a" * 256: b"x"})
    deep = "/".join(["a" * 200] * 30)  # each step may be, the whole may not
    assert "cannot be written (File name too long)" in refuse(tmp_path, {"old": b"new", deep: b"x"})


def test_a_file_keeps_its_mode_and_a_new_one_follows_the_umask(tmp_path):
    (tmp_path / "own").write_bytes(b"")
    (tmp_path / "own").chmod(0o600)
    before = os.umask(0o027)
    try:
        write_files(tmp_path, {"own": b"1", "new": b"2"})
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"own": 0o600, "new": 0o640}


def test_what_is_no_common_file_is_left_alone(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "lost").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    kinds = {"folder": "a folder", "link": "a link", "lost": "a link", "pipe": "no common file"}
    for name, kind in kinds.items():
        assert f"{tmp_path / name}: cannot be written (it is {kind})" in refuse(tmp_path, {"file": b"new", name: b"x"})
    assert (tmp_path / "link").is_symlink()
    with pytest.raises(CorpusError, match=r"/dev/full: cannot be written \(it is no common file"):
        write_files(Path("/dev"), {"full": b"x"})
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


def test_a_file_below_a_file_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"old")
    assert f"{tmp_path}/file/below: cannot be written" in refuse(tmp_path, {"file": b"new", "file/below": b"x"})


def test_a_link_to_the_folder_itself_is_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "root").symlink_to("real")
    write_files(tmp_path / "root", {"a/b": b"x"})
    assert (tmp_path / "real/a/b").read_bytes() == b"x"


def test_where_the_files_are_too_many_one_is_named(tmp_path):
    (tmp_path / "0").write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, before[1]))
    try:
        said = refuse(tmp_path, {str(number): b"new" for number in range(100)})
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert said.endswith("cannot be written (Too many open files); check the disk.")
    assert said.startswith(str(tmp_path))


def test_a_file_larger_than_the_limit_is_named(tmp_path):
    (tmp_path / "old").write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        said = refuse(tmp_path, {"old": b"new", "sub/large": b"x" * 2000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert said == f"{tmp_path / 'sub/large'}: cannot be written (File too large); check the disk."


@pytest.mark.skipif(not CAN_BIND, reason="permissions cannot be made to bind here: no setpriv")
def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    (tmp_path / "shut").mkdir()
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "shut").chmod(0o555)
    words = "write_files(Path(sys.argv[1]), {'old': b'new', 'shut/new': b'x'})"
    done = run_bound([sys.executable, "-c", BUILD.replace("write_files(Path(sys.argv[1]), {})", words), str(tmp_path)])
    assert done.stderr.strip().endswith(f"{tmp_path}/shut/new: cannot be written (Permission denied); check the disk.")
    assert (tmp_path / "old").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["old", "shut"]


@pytest.mark.skipif(not can_mount(), reason="nothing can be mounted here")
def test_a_full_disk_is_named_and_keeps_the_old_files(tmp_path):
    words = (
        "root = Path(sys.argv[1]); write_files(root, {'old': b'old'})\n"
        "try: write_files(root, {'old': b'new', 'sub/large': b'x' * 10**6})\n"
        "except Exception as error: print(error)\n"
        "print(sorted(str(path.relative_to(root)) for path in root.rglob('*')), (root / 'old').read_bytes())\n"
    )
    code = BUILD.replace("write_files(Path(sys.argv[1]), {})", "pass") + "\n" + words
    done = run_in_disk([sys.executable, "-c", code, str(tmp_path)], tmp_path, kib=256)
    said, left = done.stdout.splitlines()
    assert said == f"{tmp_path}/sub/large: cannot be written (No space left on device); check the disk."
    assert left == "['old'] b'old'"


def test_drafts_of_the_dead_are_told_from_those_of_the_living(tmp_path):
    living, dead = (tmp_path / name_draft("file") for name in range(2))
    number = open_draft(living)
    os.close(open_draft(dead))
    (tmp_path / ".hidden").write_bytes(b"")
    assert list(find_left([tmp_path])) == [dead]
    assert remove_left([tmp_path, tmp_path / "nowhere"]) == [dead]
    assert {path.name for path in tmp_path.iterdir()} == {living.name, ".hidden"}
    os.close(number)
    assert remove_left([tmp_path]) == [living]


def test_what_is_left_goes_with_the_next_write_beside_it(tmp_path):
    (tmp_path / name_draft("file")).write_bytes(b"half")
    write_files(tmp_path, {"other": b"x"})
    assert list_tree(tmp_path) == {"other": b"x"}


def test_a_draft_of_a_killed_writer_is_left_behind_and_found(tmp_path):
    words = (
        "import os, sys, time; from pathlib import Path; from mepp5.system.drafts import *\n"
        "open_draft(Path(sys.argv[1]) / name_draft('file')); print('ready', flush=True); time.sleep(600)"
    )
    process = subprocess.Popen([sys.executable, "-c", words, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"ready\n"
    assert list(find_left([tmp_path])) == []
    process.kill()
    process.communicate()
    (left,) = find_left([tmp_path])
    assert is_draft(left.name)
    assert str(process.pid) in left.name


def test_a_folder_that_a_killed_process_left_goes_when_it_is_old(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("tried-old", "tried-young", "other-old"):
        write_files(tmp_path, {f"{name}/{MARK}": b"", f"{name}/file": b""})
    write_files(tmp_path, {"tried-own/file": b"the user's, by a name like ours", "own/file": b""})
    (tmp_path / "tried-link").symlink_to("other-old")
    for name in ("tried-old", "other-old", "tried-own"):
        os.utime(tmp_path / name, (0, 0))
    os.utime(tmp_path / "tried-link", (0, 0), follow_symlinks=False)
    with open_scratch("tried-") as first:
        os.utime(first.parent, (0, 0))
        with open_scratch("tried-"):
            assert first.is_dir()  # for its process lives
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"tried-young", "other-old", "tried-own", "tried-link", "own"}
    assert (tmp_path / "other-old/file").is_file()


@pytest.mark.parametrize("name", [".letter.2024.draft", ".plan.2024-20241231.draft", ".x.12-0a1b2c3d.draft"])
def test_a_draft_of_the_users_own_stays_where_something_is_written_beside_it(tmp_path, name):
    (tmp_path / name).write_bytes(b"Dear")
    write_files(tmp_path, {"page.html": b"new"})
    assert (tmp_path / name).read_bytes() == b"Dear"


def test_a_draft_that_leads_elsewhere_is_not_followed(tmp_path):
    (tmp_path / ".x.draft").symlink_to("file")
    (tmp_path / "file").write_bytes(b"")
    assert remove_left([tmp_path]) == []


def test_errors_without_a_name_are_known_to_be_so(tmp_path):
    """Why the target is named by us: a write that fails names no file."""
    with pytest.raises(OSError, match="No space left") as caught, open("/dev/full", "wb", buffering=0) as file:
        file.write(b"x")
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, None)
