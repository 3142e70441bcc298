"""The file of agreement (annotations/agreement.json): its reading and writing, and which exports it was made from."""

import json
from pathlib import Path

from mepp5.agreement.figures import Agreement
from mepp5.annotation.exports import export_path
from mepp5.corpus.manifest import read_manifest
from mepp5.errors import CorpusError
from mepp5.files import read_bytes, sha256
from mepp5.paths import ROOT
from mepp5.reading.forms import read_json

AGREEMENT = "annotations/agreement.json"


def read_agreement(root: Path = ROOT) -> Agreement:
    """Return agreement.json; raise CorpusError where it is malformed or made from other exports than root's."""
    path = Path(root) / AGREEMENT
    agreement = read_json(path, Agreement, "run mepp5 build")
    if agreement["exports"] != hash_exports(root):
        raise CorpusError(f"{path}: it was made from other exports than those in annotations/exports; run mepp5 build.")
    return agreement


def hash_exports(root: Path = ROOT) -> str:
    """Return the SHA-256 over the SHA-256 and path of every policy's export, one a line, in corpus order."""
    paths = [export_path(policy.id) for policy in read_manifest(root)]
    return sha256("".join(f"{sha256(read_bytes(Path(root) / path))}  {path}\n" for path in paths).encode())


def dump_agreement(agreement: object) -> bytes:
    """Return it as JSON with a decision's figures on one line each: diffs stay readable."""
    return (_dump(agreement, "") + "\n").encode()


def _dump(value: object, indent: str) -> str:
    """Return the value as JSON, on one line if it nests no deeper than figures in an object."""
    if _measure_depth(value) < 3:
        return json.dumps(value, ensure_ascii=False)
    inner = f"{indent}  "
    if isinstance(value, dict):
        lines = [f"{json.dumps(key)}: {_dump(member, inner)}" for key, member in value.items()]
        opening, closing = "{", "}"
    elif isinstance(value, list):
        lines = [_dump(member, inner) for member in value]
        opening, closing = "[", "]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(lines) + f"\n{indent}{closing}"


def _measure_depth(value: object) -> int:
    if not isinstance(value, dict | list):
        return 0
    return 1 + max(map(_measure_depth, value.values() if isinstance(value, dict) else value), default=0)
