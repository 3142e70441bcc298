"""Everything that the pages show, read once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mepp5 import __version__
from mepp5.adjudication.cases import open_cases, read_draw, read_reasons
from mepp5.annotation.annotators import Annotators, read_annotators
from mepp5.annotation.exports import read_exports
from mepp5.changes.pairs import Pair, read_pairs
from mepp5.corpus.clauses import Unit, read_units
from mepp5.files import Object
from mepp5.paths import ROOT
from mepp5.reading.forms import read_json
from mepp5.release.counts import Statistics
from mepp5.release.features import POLICY_SPLITS
from mepp5.release.loading import read_rows
from mepp5.release.rows import STATS
from mepp5.release.valid_rows import check_rows
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy
from mepp5.version import read_version


@dataclass(frozen=True, slots=True)
class Source:
    """The release as the pages need it.

    `policies` are rows of that config, in corpus order; `units` and `clauses` are by policy and by clause id; `views`
    are the rows of the config "annotators" by clause; `reasons` and `disputes` are by clause.
    """

    version: str
    taxonomy: Taxonomy
    annotators: Annotators
    policies: tuple[Object, ...]
    units: Mapping[str, tuple[Unit, ...]]
    clauses: Mapping[str, Object]
    views: Mapping[str, tuple[Object, ...]]
    reasons: Mapping[str, str]
    disputes: Mapping[str, tuple[str, ...]]
    pairs: tuple[Pair, ...]
    stats: Statistics


def read_source(root: Path = ROOT) -> Source:
    """Return the release of root; raise CorpusError where a part of it is missing or not as it was built."""
    annotators = read_annotators(root)
    check_rows(root, ("policies", *CONFIGS))
    policies = read_rows("policies", "corpus", root)
    rows = {config: [row for split in POLICY_SPLITS for row in read_rows(config, split, root)] for config in CONFIGS}
    views: dict[str, list[Object]] = defaultdict(list)
    for row in rows["annotators"]:
        views[row["id"]].append(row)
    cases = open_cases(read_exports(root), annotators, read_draw(root))
    return Source(
        version=find_version(root),
        taxonomy=read_taxonomy(root),
        annotators=annotators,
        policies=tuple(policies),
        units={policy["id"]: tuple(read_units(policy["id"], root)) for policy in policies},
        clauses={row["id"]: row for row in rows["clauses"]},
        views={clause: tuple(each) for clause, each in views.items()},
        reasons=read_reasons(root),
        disputes={case.id: case.disputes for case in cases},
        pairs=tuple(read_pairs(root)),
        stats=read_json(Path(root) / STATS, Statistics, "run mepp5 build"),
    )


CONFIGS = ("clauses", "annotators")


def find_version(root: Path) -> str:
    """Return the version of the checkout in root, or of the installed package, whose data have no pyproject.toml."""
    return read_version(root) if (Path(root) / "pyproject.toml").is_file() else __version__


def split_id(clause: str) -> tuple[str, str]:
    """Return policy and number of a unit's id: ("huami-2021", "0042")."""
    policy, _, number = clause.rpartition("/")
    return policy, number


def find_address(clause: str) -> str:
    """Return the address of a unit inside the explorer: "huami-2021.html#0042"."""
    policy, number = split_id(clause)
    return f"{policy}.html#{number}"
