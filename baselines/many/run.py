"""What was asked in, the description of a run out: the same one goes on, another one is refused."""

from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

import mepp5
from baselines.corpus import ROOT, hash_clauses, hash_invented
from baselines.many.fingerprints import describe_source
from baselines.many.inputs import Source
from baselines.many.parts import ASKED
from baselines.provenance import LIBRARIES, hash_code
from mepp5.files import Object, dump_json, dump_jsonl, sha256
from mepp5.version import read_version

# Beside what fits the models: the code that decides which rows a document gives.
OF_PACKAGE = ("corpus", "extraction", "segmentation")
OF_BASELINES = ("predict/labeller.py", "many/records.py", "many/rows.py", "many/work.py")


def describe_run(
    sources: Sequence[Source], size: int, root: Path, model: str, slots: str | None, options: Object
) -> Object:
    """Return what decides the rows of a run and the cut of its files; engine and workers decide neither."""
    return {
        "model": model,
        "slots": slots,
        "options": options,
        "block_size": size,
        "version": read_version(ROOT),
        "code": f"sha256:{_hash_rows_code()}",
        "data": {"clauses": f"sha256:{hash_clauses(root)}", "invented": f"sha256:{hash_invented(root)}"},
        "libraries": {name: version(name) for name in LIBRARIES},
        "inputs": [describe_source(source) for source in sources],
    }


def describe_file(run: Object) -> dict[str, str]:
    """Return the metadata of every file of a run."""
    return {
        "model": run["model"],
        "slots": run["slots"] or "none",
        "options": dump_jsonl([run["options"]]).decode().strip(),
        "mepp5": run["version"],
        ASKED: hash_run(run),
    }


def hash_run(run: Object) -> str:
    """Return the hash of what was asked."""
    return f"sha256:{sha256(dump_json(run))}"


def find_difference(kept: Object, run: Object) -> str | None:
    """Return the first thing in which two runs differ, None for the same."""
    return next((key for key in [*run, *kept] if kept.get(key) != run.get(key)), None)


def _hash_rows_code() -> str:
    contents = {path: path.read_bytes().replace(b"\r\n", b"\n") for path in _list_sources()}
    hashes = (f"{path.name} {sha256(content)}\n" for path, content in contents.items())
    return sha256("".join([hash_code(), *hashes]).encode())


def _list_sources() -> Iterable[Path]:
    package, own = Path(mepp5.__file__).parent, Path(__file__).parents[1]
    for room in OF_PACKAGE:
        yield from sorted(path for path in (package / room).rglob("*") if path.suffix in (".py", ".toml", ".json"))
    yield from (own / name for name in OF_BASELINES)
