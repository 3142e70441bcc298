"""The baselines' committed results, baselines/results/*.json; only those of today's data are ever shown."""

from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.files import read_json
from mepp5.paths import ROOT

RESULTS = "baselines/results"
HISTORY = "baselines/history.json"


def read_results(data_hash: str, root: Path = ROOT) -> list[dict]:
    """Return the results, lowest holdout macro-F1 first; [] before the baselines have run.

    `data_hash` is the content hash of the config "clauses". Raise CorpusError for a result made from other data.
    """
    results = []
    for path in sorted((Path(root) / RESULTS).glob("*.json")):
        result = read_json(path)
        if result.get("data") != f"sha256:{data_hash}":
            raise CorpusError(
                f"{path}: made from other data than today's (sha256:{data_hash}); delete {RESULTS}/*.json, then run "
                "`mepp5 build`, `python -m baselines run --all` and `mepp5 build` again."
            )
        results.append(result)
    return sorted(results, key=lambda result: (_rank(result), result["name"]))


def read_history(root: Path = ROOT) -> dict:
    """Return {version: {protocol: {baseline: {cut: macro-F1}}}} as kept at each release, {} if nothing is kept."""
    path = Path(root) / HISTORY
    return read_json(path) if path.exists() else {}


def _rank(result: dict) -> float:
    return result["protocols"]["holdout"]["all"]["macro_f1"]
