"""The committed results of the task "changes"; only those of today's links are ever shown."""

from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes
from mepp5.paths import ROOT
from mepp5.reading.forms import read_json
from mepp5.release.features import CHANGES
from mepp5.release.loading import SUMS
from mepp5.release.rows import hash_config

CHANGE_RESULTS = "baselines/results/changes/scores.json"
REMEDY = "run python -m baselines run-changes"
OTHER_LINKS = (
    "see `mepp5 check` first: where it names exports that are not as released, restore or pull them; where links were "
    f"changed as they should be, {REMEDY}"
)
CEILING = "reader against backreader"  # one annotator against the other: how far two readings agree


def read_change_results(root: Path = ROOT) -> Object | None:
    """Return the results, None before the baselines have run; raise CorpusError for results of other links."""
    path = Path(root) / CHANGE_RESULTS
    if not path.is_file():
        return None
    result: Object = read_json(path, Object, REMEDY)
    if result.get("changes") != hash_changes(root):
        raise CorpusError(f"{path}: made from other links than today's; {OTHER_LINKS}.")
    return result


def hash_changes(root: Path = ROOT) -> str:
    """Return the content hash of the config "changes"."""
    return f"sha256:{hash_config(CHANGES, read_bytes(Path(root) / SUMS))}"
