"""The model of links, kept in the user's cache: fitted on all labelled pairs once, then read in a moment."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from baselines.changes.models import Learned
from baselines.corpus import ROOT, hash_clauses, hash_invented
from baselines.provenance import LIBRARIES, hash_code
from baselines.store import dump_kept, find_cache, keep, read_kept
from mepp5.files import dump_json, read_bytes, sha256
from mepp5.release.features import CHANGES
from mepp5.release.loading import SUMS
from mepp5.release.rows import hash_config

NAME = "learned-links+.skops"
TRUSTED = [
    "baselines.changes.contents.ContentModel",
    "baselines.changes.judging.Judge",
    "baselines.changes.models.Learned",
]
KEPT_LIBRARIES = (*LIBRARIES, "rapidfuzz", "skops", "tokenizers", "wordllama")


def load_links(root: Path = ROOT, tell: Callable[[str], None] = lambda note: None) -> Learned:
    """Return the model fitted on the release in root, a kept one if it is of the same data, code and libraries."""
    path, made = find_cache() / NAME, describe_links(root)
    model = read_kept(path, made, TRUSTED, tell)
    if isinstance(model, Learned):
        return model
    from baselines.changes.problem import load_problems

    model = Learned(load_problems(root), vectors=True)
    keep(path, lambda: dump_kept(model, made, TRUSTED), tell)
    return model


def describe_links(root: Path = ROOT) -> str:
    """Return what decides how the model is fitted, as one hash."""
    sums = read_bytes(root / SUMS)
    versions = {name: version(name) for name in KEPT_LIBRARIES}
    code = hash_code(of_changes=True)
    return sha256(
        dump_json({"facts": [hash_config(CHANGES, sums), hash_clauses(root), hash_invented(root), code, versions]})
    )
