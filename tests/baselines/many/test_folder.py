"""The folder of a run: which is gone on with, which is refused, what is removed in it."""

import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from baselines.many.blocks import plan_blocks
from baselines.many.folder import open_folder
from baselines.many.inputs import find_sources
from baselines.many.run import describe_file, describe_run
from baselines.many.work import Task, Worker
from mepp5.errors import CorpusError
from tests.baselines.many.fixture_runs import list_files, make_rows, run, write_jsonl
from tests.baselines.predict.fixture_policies import write


@pytest.fixture
def path(tmp_path):
    return write_jsonl(tmp_path / "rows.jsonl", make_rows(9))


def describe(root, path, size=3, model="logreg", **options):
    return describe_run(find_sources([path]), size, root, model, None, options)


def test_what_is_done_is_known_again_and_what_is_cut_off_is_removed(release, worker, path, tmp_path):
    out, run = tmp_path / "out", describe(release, path)
    blocks = plan_blocks(find_sources([path]), 3)
    with open_folder(out, run, blocks) as done:
        assert done == {}
    worker = Worker(Task(release, out, "logreg", None, True, False, describe_file(run)))
    counts = {block.name: worker.work(block) for block in blocks}
    with open_folder(out, run, blocks) as done:
        assert done == counts
    whole = list_files(out)
    first, second, third = (out / block.name for block in blocks)
    first.write_bytes(first.read_bytes()[:-100])
    second.write_bytes(b"")
    write(out / f".{third.name}.host-12-0123abcd.draft", b"PAR1")
    write(out / ".run.json.host-12-0123abcd.draft", b"{")
    with open_folder(out, run, blocks) as done:
        assert list(done) == [third.name]
        assert set(list_files(out)) == {"run.json", third.name}
    for block in blocks[:2]:
        worker.work(block)
    assert list_files(out) == whole  # byte for byte


@pytest.mark.parametrize(
    ("changes", "named"),
    [({"size": 4}, "block_size"), ({"model": "svm"}, "model"), ({"fallback": False}, "options")],
)
def test_the_folder_of_another_run_is_refused(release, path, tmp_path, changes, named):
    with open_folder(tmp_path / "out", describe(release, path), []):
        pass
    other = describe(release, path, **changes)
    with pytest.raises(CorpusError, match=f"another run \\({named} differs"), open_folder(tmp_path / "out", other, []):
        pass


def test_other_content_under_the_same_name_is_another_run(release, path, tmp_path):
    before = describe(release, path)
    path.write_text(path.read_text().replace("data", "date"))
    assert describe(release, path) != before


@pytest.mark.parametrize("name", ["notes.txt", "part-00000-0000099.parquet", ".other.parquet.host-1-0123abcd.draft"])
@pytest.mark.parametrize("begun", [True, False])
def test_foreign_files_are_refused_and_left_alone(release, path, tmp_path, name, begun):
    out, run = tmp_path / "out", describe(release, path)
    if begun:
        with open_folder(out, run, []):
            pass
    write(out / name, b"mine")
    with pytest.raises(CorpusError, match=f"{name} in it is of no such run"), open_folder(out, run, []):
        pass
    assert (out / name).read_bytes() == b"mine"


def test_a_part_without_its_run_is_foreign(release, path, tmp_path):
    blocks = plan_blocks(find_sources([path]), 3)
    write(tmp_path / "out" / blocks[0].name, b"mine")
    with pytest.raises(CorpusError, match="of no such run"), open_folder(tmp_path / "out", {}, blocks):
        pass


def test_a_folder_that_is_written_to_is_not_written_to_again(release, path, tmp_path):
    run = describe(release, path)
    with (
        open_folder(tmp_path / "out", run, []),
        pytest.raises(CorpusError, match="a run is writing"),
        open_folder(tmp_path / "out", run, []),
    ):
        pass


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("missing.parquet", "out"), 1, "missing.parquet: no such file or directory"),
        (("rows.csv", "out"), 1, "neither *.parquet, *.jsonl nor a directory"),
        (("rows.jsonl", "rows.jsonl", "out"), 1, "given twice"),
        (("empty", "out"), 1, "no file in it is called"),
        ((".", "out"), 1, "lies in an INPUT"),
        (("rows.jsonl", "rows.csv"), 2, "is a file"),
        (("rows.jsonl", "out", "--address", "auto"), 2, "--address goes with --engine ray"),
        (("rows.jsonl",), 2, "Missing argument"),
        (("rows.jsonl", "loop"), 2, "loop is a link that leads to nothing"),
        (("rows.jsonl", os.fsdecode(b"out\xff")), 1, "its name is not UTF-8"),
        (("twice.parquet", "out"), 1, "twice.parquet: column id stands twice"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(release, path, tmp_path, monkeypatch, words, code, message):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "rows.csv", b"id,text\n")
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    pq.write_table(pa.table([["a"], ["b"], ["c"]], names=["id", "id", "text"]), tmp_path / "twice.parquet")
    result = run(release, *words)
    assert result.exit_code == code, result.output
    assert message in result.stderr
    assert not list(tmp_path.glob("out*"))
