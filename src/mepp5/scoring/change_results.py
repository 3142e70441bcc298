"""The committed results of the task "changes" and their form; only those of today's links are ever shown."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, NotRequired

from pydantic import AfterValidator, Field
from typing_extensions import TypedDict

from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes
from mepp5.paths import ROOT
from mepp5.reading.fields import Identifier, OneLine, PairId
from mepp5.reading.forms import Count, form, open_form, read_json
from mepp5.reading.values import Against, Amount, BaselineName, Interval, ProtocolName, Sha256, Share
from mepp5.release.features import CHANGES
from mepp5.release.loading import SUMS
from mepp5.release.rows import hash_config
from mepp5.scoring.scores import Bootstrap, Intervals, Run
from mepp5.scoring.tracks import Track

CHANGE_RESULTS = "baselines/results/changes/scores.json"
REMEDY = "run python -m baselines run-changes"
OTHER_LINKS = (
    "see `mepp5 check` first: where it names exports that are not as released, restore or pull them; where links were "
    f"changed as they should be, {REMEDY}"
)
CEILING = "reader against backreader"  # one annotator against the other: how far two readings agree


@form
class _F1Interval(TypedDict):
    f1: Interval


@form
class _Align(TypedDict):
    """F1 of linked pairs, of all pairs of policies and of each."""

    links: Count
    precision: Share
    recall: Share
    f1: Share
    sections: Count
    intervals: _F1Interval
    per_pair: Annotated[dict[PairId, Share], Field(min_length=1)]
    per_pair_intervals: dict[PairId, Interval]


def _check_pairs(scores: _Align) -> _Align:
    if set(scores["per_pair"]) != set(scores["per_pair_intervals"]):
        raise ValueError("should have the pairs of per_pair in per_pair_intervals, and no others")
    return scores


@form
class _Label(TypedDict):
    f1: Share
    support: Count


@form
class _Labels(TypedDict):
    """F1 over the labels of one question; where no link is asked it, None or missing."""

    micro_f1: NotRequired[Share]
    macro_f1: NotRequired[Share]
    exact: Share | None
    intervals: Intervals
    per_label: Annotated[dict[Identifier, _Label], Field(min_length=1)]


@form
class _Judge(TypedDict):
    """What became of linked clauses, and of those that stand alone."""

    links: Count
    alone: Count
    form: _Labels
    meaning: _Labels
    effects: _Labels
    effects_alone: _Labels


@form
class _AlignCuts(TypedDict):
    all: Annotated[_Align, AfterValidator(_check_pairs)]
    not_identical: Annotated[_Align, AfterValidator(_check_pairs)]


@form
class _JudgeCuts(TypedDict):
    all: _Judge
    not_identical: _Judge


@form
class _Scores(TypedDict):
    """What the scorer says of links, and of what is judged of them."""

    align: _AlignCuts
    judge: _JudgeCuts


@form
class _Baseline(_Scores):
    description: OneLine
    track: Track
    seconds: Amount
    task: Literal["changes"]
    protocol: ProtocolName
    bootstrap: Bootstrap


@form
class ChangeResults(Run):
    """Every baseline of changes, the floor first, and every annotator against another."""

    changes: Sha256
    invented: Sha256
    protocol: ProtocolName
    baselines: Annotated[dict[BaselineName, _Baseline], Field(min_length=1)]
    note: OneLine
    annotators: Annotated[dict[Against, _Scores], Field(min_length=1)]


@open_form
@dataclass(frozen=True, slots=True)
class _Stated:
    changes: str


def read_change_results(root: Path = ROOT) -> Object | None:
    """Return the results, None before the baselines have run.

    Raises CorpusError for results of other links, and for what is not of the form ChangeResults.
    """
    path = Path(root) / CHANGE_RESULTS
    if not path.is_file():
        return None
    if read_json(path, _Stated, REMEDY).changes != hash_changes(root):
        raise CorpusError(f"{path}: made from other links than today's; {OTHER_LINKS}.")
    kind: Any = ChangeResults
    result: Object = read_json(path, kind, REMEDY)
    return result


def hash_changes(root: Path = ROOT) -> str:
    """Return the content hash of the config "changes"."""
    return f"sha256:{hash_config(CHANGES, read_bytes(Path(root) / SUMS))}"
