"""The pairs of policies that are compared (annotations/changes/pairs.toml), and their clauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.reading.fields import OneLine, PolicyId
from mepp5.reading.forms import form, read_toml

PAIRS = "annotations/changes/pairs.toml"
JOINT = "--"  # between the two policies in a pair's name


@form
@dataclass(frozen=True, slots=True)
class Pair:
    """Two policies that are compared, from the old to the new; `direction` says whether that is an order of time."""

    old: PolicyId
    new: PolicyId
    direction: Literal["time", "template"]
    relation: OneLine

    @property
    def id(self) -> str:
        """The pair's name in files and ids."""
        return f"{self.old}{JOINT}{self.new}"


@dataclass(frozen=True)
class Sides:
    """A pair with the units of both its policies, in order."""

    pair: Pair
    old: tuple[Unit, ...]
    new: tuple[Unit, ...]

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """The units of both policies by id."""
        return {unit.id: unit for unit in (*self.old, *self.new)}


@form
@dataclass(frozen=True, slots=True)
class _File:
    pair: Annotated[list[Pair], Field(min_length=1)]


def list_pairs(root: Path = ROOT) -> list[Pair]:
    """Return the pairs that the file names, [] without one, whether or not root has their policies.

    The release is loaded with annotations/ and data/ alone beside it, where no manifest says which policies there are.
    """
    path = Path(root) / PAIRS
    return read_toml(path, _File).pair if path.is_file() else []


def read_pairs(root: Path = ROOT) -> list[Pair]:
    """Return the pairs of root, [] where no file names any; raise CorpusError for one that cannot be compared."""
    path, pairs = Path(root) / PAIRS, list_pairs(root)
    if not pairs:
        return []
    known = [policy.id for policy in read_manifest(root)]
    for pair in pairs:
        for name in (pair.old, pair.new):
            if name not in known:
                raise CorpusError(f"{path}: {pair.id}: no policy {name!r}; choose one of: {', '.join(known)}.")
        if pair.old == pair.new:
            raise CorpusError(f"{path}: {pair.id}: a policy is not compared with itself; name two.")
    if len({frozenset((pair.old, pair.new)) for pair in pairs}) < len(pairs):
        raise CorpusError(f"{path}: two policies are paired twice; keep one pair of them.")
    return pairs


def find_pair(old: str, new: str, root: Path = ROOT) -> Pair:
    """Return the pair of these policies in this direction; raise CorpusError naming the pairs that exist."""
    pairs = read_pairs(root)
    for pair in pairs:
        if (pair.old, pair.new) == (old, new):
            return pair
    known = ", ".join(f"{pair.old} {pair.new}" for pair in pairs) or "none"
    raise CorpusError(f"no pair {old} {new} in {PAIRS}; choose one of: {known}.")


def read_sides(pair: Pair, root: Path = ROOT) -> Sides:
    """Return the pair with its units."""
    return Sides(pair, tuple(read_units(pair.old, root)), tuple(read_units(pair.new, root)))
