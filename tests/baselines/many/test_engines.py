"""The engines: the same rows from both as from predict, and what they say where they cannot work."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import gettempdir

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from baselines.command import main
from baselines.many.engines.cluster import connect
from mepp5.errors import CorpusError
from mepp5.files import sha256
from tests.baselines.many.fixture_runs import (
    PAGE,
    SLOTS,
    TEXT,
    list_files,
    make_rows,
    read_rows,
    run,
    start,
    write_jsonl,
    write_parquet,
)
from tests.baselines.predict.fixture_policies import write

RAY = ("--engine", "ray")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("inputs")
    write(folder / "files/a.txt", TEXT.format(number=1))
    write(folder / "files/b/page.html", PAGE.format(number=2))
    write(folder / "files/c.txt", b"")
    rows = [*make_rows(8), {"id": "bad"}]
    return [
        folder / "files",
        write_parquet(folder / "rows.parquet", rows),
        write_jsonl(folder / "rows.jsonl", make_rows(5, 100)),
    ]


@pytest.fixture(scope="module")
def local(release, inputs, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("local") / "out"
    with pytest.MonkeyPatch.context() as patch:  # models kept by another test's release would be told of
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        result = run(release, *inputs, out, *SLOTS, "--workers", "2", "--block-size", "4")
    assert result.exit_code == 0, result.output
    (line,) = result.stderr.splitlines()
    assert line == f"17 documents: {len(read_rows(out)) - 2} clauses, 2 errors; see {out}."
    return out


def test_ray_gives_the_same_files_and_goes_on_where_another_engine_stopped(release, inputs, local, tmp_path):
    for name in ("run.json", "part-00000-0000000.parquet", "part-00001-0000001.parquet"):
        write(tmp_path / "out" / name, (local / name).read_bytes())
    process = start(release, *inputs, tmp_path / "out", *SLOTS, *RAY, "--workers", "2", "--block-size", "4")
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert len(told.splitlines()) == 1, told
    assert list_files(tmp_path / "out") == list_files(local)


def test_the_rows_are_those_of_predict(release, inputs, local):
    predicted = CliRunner().invoke(main, ["--root", str(release), "predict", str(inputs[0]), *SLOTS])
    expected = [json.loads(line) for line in predicted.stdout.splitlines()]
    found = [row for row in pq.read_table(local / "part-00000-0000000.parquet").to_pylist() if not row["error"]]
    assert len(found) == len(expected) > 0
    assert any(row["slots"] for row in found)
    for row, other in zip(found, expected, strict=True):
        assert str(inputs[0] / row.pop("id")) == other.pop("file")
        assert row.pop("error") is None
        row["scores"] = {name: round(score, 4) for name, score in row["scores"].items()}
        assert row == {**other, "slots": [{key: slot[key] for key in slot} for slot in other["slots"]]}


def test_every_file_says_what_it_is_of(local):
    asked = sha256((local / "run.json").read_bytes())
    paths = sorted(local.glob("part-*"))
    assert len(paths) == 1 + 3 + 2
    schemas = [pq.read_schema(path) for path in paths]
    assert all(schema.equals(schemas[0], check_metadata=True) for schema in schemas)
    metadata = {key.decode(): value.decode() for key, value in schemas[0].metadata.items()}
    assert (metadata["model"], metadata["slots"]) == ("logreg", "gazetteer")
    assert json.loads(metadata["options"]) == {"any_language": False, "fallback": True}
    assert metadata["asked"] == f"sha256:{asked}"
    assert metadata["categories"].split() == [field.name for field in schemas[0].field("scores").type]


def test_without_ray_one_sentence_names_the_extra(release, inputs, tmp_path):
    write(tmp_path / "stub/ray/__init__.py", "raise ModuleNotFoundError('No module named ray', name='ray')\n")
    process = start(release, *inputs, tmp_path / "out", *SLOTS, *RAY, PYTHONPATH=str(tmp_path / "stub"))
    _, told = process.communicate(timeout=30)
    assert process.returncode == 1
    assert told == "Error: ray is not installed; pip install 'mepp5[scale]' brings it.\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("address", ["127.0.0.1:{closed}", "auto", "nonsense", "ray://127.0.0.1:10001"])
def test_a_cluster_that_is_not_there_is_one_error(release, inputs, tmp_path, address, monkeypatch):
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    result = run(release, *inputs, tmp_path / "out", *RAY, "--address", address.format(closed=find_port()))
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1, result.stderr


@pytest.mark.parametrize("address", ["user:secret@127.0.0.1:1", "secret@nonsense"])
def test_the_password_of_an_address_is_not_told(address):
    with pytest.raises(CorpusError, match="holds a user or password") as told:
        connect(None, address, None)
    assert "secret" not in str(told.value)


def find_port() -> int:
    """Return a port that nothing listens on, outside of the range that Ray gives its workers."""
    while True:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port = int(listener.getsockname()[1])
        if port > 20_000:
            return port


@pytest.fixture
def cluster(tmp_path_factory):
    """A cluster of one node, open to this machine alone."""
    words = ["--head", "--block", "--node-ip-address=127.0.0.1", "--num-cpus=1", "--include-dashboard=false"]
    port, folder = find_port(), f"{gettempdir()}/mepp5-{os.getpid()}"  # short, since sockets are in it
    command = [sys.executable, "-m", "ray.scripts.scripts", "start", *words, f"--port={port}", f"--temp-dir={folder}"]
    environment = {**os.environ, "RAY_AUTH_MODE": "disabled", "RAY_USAGE_STATS_ENABLED": "0"}
    process = subprocess.Popen(
        command, env=environment, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    for line in process.stdout:
        if "block forever" in line:
            break
    yield f"127.0.0.1:{port}"
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    subprocess.run(["rm", "-rf", folder], check=True)


def test_a_cluster_gives_the_same_files(release, inputs, local, cluster, tmp_path):
    time.sleep(1)
    words = (*SLOTS, *RAY, "--address", cluster, "--workers", "2", "--block-size", "4")
    process = start(release, *inputs, tmp_path / "out", *words)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert list_files(tmp_path / "out") == list_files(local)
