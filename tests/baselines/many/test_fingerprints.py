"""What tells an input from another: its bytes, so that no label of what it was is given for what it is."""

import os

import pytest

from baselines.many import fingerprints
from baselines.many.fingerprints import describe_source
from baselines.many.inputs import find_sources
from mepp5.errors import CorpusError
from tests.baselines.many.fixture_runs import MODEL, run
from tests.baselines.predict.fixture_policies import write

OLD, NEW = b"We share your data.\n", b"We delete all of it\n"


def describe(path):
    (source,) = find_sources([path])
    return describe_source(source)


def replace(path, content):
    """Replace the content and keep the times, as cp -p and rsync do."""
    times = os.stat(path)
    write(path, content)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@pytest.mark.parametrize("name", ["a.txt", "sub/b.txt"])
def test_a_document_of_the_same_size_is_another(tmp_path, name):
    for each in ("a.txt", "sub/b.txt"):
        write(tmp_path / each, OLD)
    before = describe(tmp_path)
    replace(tmp_path / name, NEW)
    after = describe(tmp_path)
    assert after["hash"] != before["hash"]
    assert (after["kind"], after["size"]) == ("documents", 2 * len(OLD)) == (before["kind"], before["size"])
    replace(tmp_path / name, OLD)
    assert describe(tmp_path) == before


def test_documents_that_changed_places_are_others(tmp_path):
    write(tmp_path / "a.txt", OLD)
    write(tmp_path / "b.txt", NEW)
    before = describe(tmp_path)
    write(tmp_path / "a.txt", NEW)
    write(tmp_path / "b.txt", OLD)
    assert describe(tmp_path)["hash"] != before["hash"]


@pytest.mark.parametrize("name", ["rows.jsonl", "docs/a.txt"])
def test_of_a_large_file_the_ends_the_size_and_the_time_tell(tmp_path, monkeypatch, name):
    monkeypatch.setattr(fingerprints, "WHOLE", 8)
    monkeypatch.setattr(fingerprints, "END", 2)
    path = write(tmp_path / name, b"aa......zz")
    given = path if name.endswith(".jsonl") else path.parent
    before = describe(given)
    assert describe(given) == before
    times = os.stat(path)
    for content in (b"ab......zz", b"aa......yz", b"aa.......zz"):
        replace(path, content)
        assert describe(given)["hash"] != before["hash"]
    write(path, b"aa..new.zz")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns + 1))
    assert describe(given)["hash"] != before["hash"]


def test_a_document_that_is_gone_by_then_is_named(tmp_path):
    write(tmp_path / "a.txt", OLD)
    (source,) = find_sources([tmp_path])
    (tmp_path / "a.txt").unlink()
    with pytest.raises(CorpusError, match=r"a\.txt: cannot be read \(No such file or directory\)"):
        describe_source(source)


def test_labels_of_what_a_document_was_are_not_given_again(release, tmp_path):
    words = (tmp_path / "in", tmp_path / "out", *MODEL)
    write(tmp_path / "in/a.txt", OLD)
    assert run(release, *words).exit_code == 0
    replace(tmp_path / "in/a.txt", NEW)
    result = run(release, *words)
    assert result.exit_code == 1
    assert "the folder of another run (inputs differs" in result.stderr
