"""An input that turns out to be spoilt while it is read: it is named, and not the file that is written of it."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from baselines.many.blocks import plan_blocks
from baselines.many.inputs import find_sources
from tests.baselines.many.fixture_runs import MODEL, make_rows, run, write_jsonl


@pytest.fixture
def spoilt(tmp_path):
    """Return a Parquet file whose foot is whole, and whose pages are not."""
    path = tmp_path / "rows.parquet"
    rows = [{"id": row["id"], "text": "We keep your letters. " * 50} for row in make_rows(9)]
    pq.write_table(pa.Table.from_pylist(rows), path, compression="snappy", use_dictionary=False, write_statistics=False)
    content = bytearray(path.read_bytes())
    place = pq.ParquetFile(path).metadata.row_group(0).column(1).data_page_offset
    content[place + 40 : place + 120] = b"\xff" * 80
    path.write_bytes(content)
    return path


def test_a_spoilt_page_of_parquet_is_its_own_fault(release, spoilt, tmp_path):
    out = tmp_path / "out"
    done = run(release, spoilt, out, *MODEL, "--workers", "1")
    assert done.exit_code == 1
    assert f"Error: {spoilt}: cannot be read (" in done.stderr
    assert done.stderr.endswith("); mend the file and start again.\n")
    assert "cannot be written" not in done.stderr
    assert not list(out.glob("part-*"))


def test_a_file_that_goes_while_it_is_read_is_named(worker, tmp_path):
    path = write_jsonl(tmp_path / "rows.jsonl", make_rows(3))
    (block,) = plan_blocks(find_sources([path]), 3)
    path.unlink()
    said = worker.work(block)
    assert said == f"{path}: cannot be read (No such file or directory); mend the file and start again."
