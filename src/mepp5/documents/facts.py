"""What documents say in prose and a program can count: FACTS[name](root)."""

from collections.abc import Callable
from pathlib import Path

from mepp5.agreement.people import read_comparison
from mepp5.annotation.annotators import read_annotators
from mepp5.changes.annotators import read_change_annotators
from mepp5.changes.pairs import read_pairs
from mepp5.corpus.manifest import read_manifest
from mepp5.errors import CorpusError
from mepp5.invented.collection import NEAR
from mepp5.measures.intervals import DIGITS, DRAWS, LEVEL
from mepp5.reading.forms import read_jsonl
from mepp5.release.features import CONFIGS
from mepp5.release.overlap import SHORTEST, THRESHOLD
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.version import read_version

SECOND_ROUND = "annotations/calibration/2/reader.jsonl"
ADJUDICATION = "adjudication"


def _count_trained(root: Path) -> int:
    return sum(policy.split == "train" for policy in read_manifest(root))


def _count_annotators(root: Path) -> int:
    return sum(member.scope != ADJUDICATION for member in read_annotators(root).members)


def _count_readers(root: Path) -> int:
    return sum(member.scope != ADJUDICATION for member in read_change_annotators(root))


def _count_people(root: Path, what: str) -> int:
    comparison = read_comparison(root)
    if comparison is None:
        raise CorpusError("annotations/calibration: no comparison with people; restore comparison.json.")
    return comparison["segments"] if what == "segments" else len(comparison["policies"])


def _list_second(root: Path) -> list[str]:
    return [str(line["policy"]) for line in read_jsonl(root / SECOND_ROUND, dict)]


FACTS: dict[str, Callable[[Path], int | str]] = {
    "policies": lambda root: len(read_manifest(root)),
    "policies but one": lambda root: len(read_manifest(root)) - 1,
    "policies but two": lambda root: len(read_manifest(root)) - 2,
    "policies trained on": _count_trained,
    "policies not trained on": lambda root: len(read_manifest(root)) - _count_trained(root),
    "lineages": lambda root: len({policy.lineage for policy in read_manifest(root)}),
    "categories": lambda root: len(read_taxonomy(root).category_ids),
    "slots": lambda root: len(read_taxonomy(root).slot_ids),
    "pairs": lambda root: len(read_pairs(root)),
    "pairs but one": lambda root: len(read_pairs(root)) - 1,
    "annotators": _count_annotators,
    "readers of changes": _count_readers,
    "configs of the corpus": lambda root: len(CONFIGS) - 1,  # the invented clauses are no part of it
    "draws": lambda root: DRAWS,
    "level": lambda root: round(100 * LEVEL),
    "decimals": lambda root: DIGITS,
    "similarity of duplicates": lambda root: THRESHOLD,
    "characters of the shortest": lambda root: SHORTEST,
    "similarity of invented": lambda root: NEAR,
    "segments with people": lambda root: _count_people(root, "segments"),
    "policies with people": lambda root: _count_people(root, "policies"),
    "segments of the second round": lambda root: len(_list_second(root)),
    "policies of the second round": lambda root: len(set(_list_second(root))),
    "version": read_version,
}
