"""Documents in rows, runs of predict-many over them, and the rows that come out."""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from click.testing import CliRunner, Result

from baselines.command import main
from baselines.many.blocks import plan_blocks
from baselines.many.inputs import find_sources
from baselines.many.work import Task, Worker
from mepp5.files import Object, dump_jsonl
from mepp5.paths import CLONE

MODEL = ("--model", "logreg", "--slots", "none")
SLOTS = ("--model", "logreg", "--slots", "gazetteer")
TEXT = "# Policy {number}\nWe collect your e-mail address and heart rate.\n## Sharing\n"
TEXT += "We share {number} things with:\n• partners;\n• the police.\n"
PAGE = "<html><body><h1>Privacy Policy</h1><p>We encrypt your data {number} times.</p></body></html>"


def make_rows(number: int, first: int = 0) -> list[Object]:
    """Return so many documents, every third a page."""
    texts = ({"text": TEXT.format(number=n)} if n % 3 else {"html": PAGE.format(number=n)} for n in range(number))
    return [{"id": f"d{first + n}", **words} for n, words in enumerate(texts)]


def write_parquet(path: Path, rows: Sequence[Object], group: int = 7) -> Path:
    schema = pa.schema([("id", pa.string()), ("text", pa.string()), ("html", pa.string())])
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(list(rows), schema), path, row_group_size=group)
    return path


def write_jsonl(path: Path, rows: Iterable[Object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(dump_jsonl(rows))
    return path


def run(root: Path, *words: str | Path) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "predict-many", *map(str, words)])


def start(root: Path, *words: str | Path, **environment: str) -> subprocess.Popen[str]:
    """Start a run in a session of its own, whose processes can be told by its number."""
    command = [sys.executable, "-m", "baselines", "--root", str(root), "predict-many", *map(str, words)]
    whole = {**os.environ, **environment}
    whole["PYTHONPATH"] = os.pathsep.join([environment.get("PYTHONPATH", ""), *sys.path])
    return subprocess.Popen(command, cwd=CLONE, env=whole, start_new_session=True, text=True, stderr=subprocess.PIPE)


def make_worker(root: Path, out: Path, slots: str | None = None) -> Worker:
    out.mkdir(exist_ok=True)
    return Worker(Task(root, out, "logreg", slots, True, False, {"asked": "it"}))


def label_here(worker: Worker, *inputs: Path, size: int = 3) -> list[Object]:
    """Label the inputs without an engine and return the rows."""
    blocks = plan_blocks(find_sources(inputs), size)
    for block in blocks:
        assert not isinstance(worker.work(block), str)
    return [row for block in blocks for row in pq.read_table(worker.task.out / block.name).to_pylist()]


def read_rows(out: Path) -> list[Object]:
    """Return the rows of a run in the order of its files."""
    return [row for path in sorted(out.glob("part-*")) for row in pq.read_table(path).to_pylist()]


def list_files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def list_session(number: int) -> list[int]:
    """Return the processes of a session."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = path.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(session) == number and state != "Z":
            found.append(int(path.parent.name))
    return found
