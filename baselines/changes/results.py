"""The committed results of the task "changes" (baselines/results/changes/scores.json): reading, and comparing."""

from collections.abc import Iterator
from pathlib import Path

from baselines.corpus import ROOT
from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.scoring import change_results
from mepp5.scoring.change_results import CHANGE_RESULTS, REMEDY

COMPARED = ("changes", "data", "invented", "seeds", "protocol", "baselines", "note", "annotators")
TOLERANCE = 1e-9


def read_change_results(root: Path = ROOT) -> Object:
    """Return the results; raise CorpusError where there are none, or of other links than today's."""
    if (result := change_results.read_change_results(root)) is None:
        raise CorpusError(f"{Path(root) / CHANGE_RESULTS}: cannot be read; {REMEDY}.")
    return result


def compare_change_results(kept: Object, found: Object) -> Iterator[str]:
    """Yield where two results differ in what must be the same: not in time, code or libraries."""
    for name in COMPARED:
        yield from _differ(kept.get(name), found.get(name), name)


def _differ(kept: object, found: object, path: str) -> Iterator[str]:
    if isinstance(kept, dict) and isinstance(found, dict):
        for key in dict.fromkeys((*kept, *found)):
            if key != "seconds":
                yield from _differ(kept.get(key), found.get(key), f"{path}.{key}")
    elif isinstance(kept, float) and isinstance(found, float):
        if abs(kept - found) > TOLERANCE:
            yield f"{path} is {kept}, now {found}"
    elif kept != found:
        yield f"{path} is {kept!r}, now {found!r}"
