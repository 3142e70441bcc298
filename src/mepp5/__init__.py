"""MEPP-5, the Mi Ecosystem Privacy Policies corpus: five privacy policies labelled span by span, and their benchmark.

>>> import mepp5
>>> clauses = mepp5.load("clauses")                          # datasets.DatasetDict: train, validation, test
>>> folds = mepp5.folds("leave-one-policy-out")              # which clauses to train on and which to predict
>>> scores = mepp5.score("predictions.jsonl", "holdout")     # the official scorer, with intervals
>>> differences = mepp5.compare("a.jsonl", "b.jsonl", "holdout")

What stands in `__all__` is public and keeps its meaning within a major version; all other modules are private and may
move. Offsets are code points, half-open. Bad input raises CorpusError, whose message is one sentence.
"""

from collections.abc import Sequence
from importlib.metadata import version as _read_version
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mepp5.errors import CorpusError

if TYPE_CHECKING:
    from datasets import DatasetDict

    from mepp5.release.protocols import Fold

__version__ = _read_version("mepp5")
__all__ = ["CorpusError", "__version__", "compare", "folds", "load", "score"]

File = str | PathLike[str]
CHANGES = "changes"  # a task with a protocol and a scorer of its own

# Imported where they are used, so that `import mepp5` stays light.


def load(config: str = "clauses", root: File | None = None, version: str | None = None) -> "DatasetDict":
    """Return a config of the release as a `datasets.DatasetDict`, equal to `load_dataset(root, config)`.

    `config` is "clauses" (a row a clause, reference labels), "annotators" (a row a clause and annotator), "invented"
    (clauses and page furniture that were invented, no part of the corpus), "policies" (the texts whole) or "changes" (a
    row a link of clauses of two policies, a split a pair); `root` is the clone to read, if not the release that this
    package carries. Category, polarity, slot, kind and the like are integers of a ClassLabel, whose `names` are in the
    features. Nothing is cached or downloaded.

    `version` ("0.2.0") asks for "clauses" or "annotators" as an earlier release had them, without columns that it did
    not have (docs/old-releases.md).

    Raises CorpusError for an unknown config or version, for what an earlier release had and cannot be restored, and for
    a data file that is missing or is not as data/SHA256SUMS has it.
    """
    if version is not None:
        from mepp5.past.loading import load_past

        return load_past(config, version, _find_root(root))
    from mepp5.release.loading import load as load_config

    return load_config(config, _find_root(root))


def folds(protocol: str = "leave-one-policy-out", root: File | None = None) -> "Sequence[Fold]":
    """Return the folds of a protocol, each with `name`, `train` and `test`, the latter two tuples of clause ids.

    `protocol` is "leave-one-policy-out" (the headline), "leave-one-lineage-out", "holdout", "forward" or "in-domain".
    No clause is tested twice; a predictions file has one line for each tested clause of all folds. The protocol of the
    task "changes" is "leave-one-pair-out": its folds are of ids of the config "changes".

    Raises CorpusError for an unknown protocol and as `load` does.
    """
    from mepp5.release.change_protocols import LEAVE_ONE_PAIR_OUT, list_change_folds
    from mepp5.release.protocols import make_folds, read_rows

    if protocol == LEAVE_ONE_PAIR_OUT:
        return list_change_folds(_find_root(root))
    return make_folds(protocol, read_rows(_find_root(root)))


def score(
    predictions: File,
    protocol: str = "leave-one-policy-out",
    task: str = "categories",
    root: File | None = None,
    track: str | None = None,
) -> dict[str, Any]:
    """Return the official scores of a predictions file under a protocol, over all tested clauses and the novel ones.

    `predictions` is a file of JSON lines, one for each tested clause: {"id", "labels": [category, …]} and perhaps
    "scores": {category: number} for the task "categories", {"id", "slots": [{"start", "end", "slot"}, …]} for "slots".
    For "changes", whose one protocol is leave-one-pair-out, {"pair", "old": [clause, …], "new": [clause, …]} aligns and
    {"id", "form", "meaning", "effects"} judges a row of the config "changes"; baselines/README.md says more.

    `track` is "closed" for a system trained on the protocol's training clauses alone, "open" for one made with anything
    but the labels of the tested policies. Whoever made it must say so: nothing in a predictions file shows it.

    Returns {"task", "protocol", "track", "bootstrap", "categories" or "slots": {name: positives}, "all": scores,
    "novel": scores or None}; scores of categories are "micro_f1", "macro_f1", "exact_match" and more, each with a 95 %
    interval under "intervals": {name: [low, high] or None}; those of slots stand under "strict" and "partial".

    Raises CorpusError, and gives no score, where protocol, task or track is unknown, the file is not as described, or
    a row of the release is not.
    """
    from mepp5.release.valid_rows import check_rows

    check_rows(_find_root(root), [CHANGES if task == CHANGES else "clauses"])
    if task == CHANGES:
        from mepp5.scoring.changes import score_changes

        return score_changes(Path(predictions), _find_root(root), track)
    from mepp5.scoring.scorer import score_file

    return score_file(Path(predictions), protocol, _find_root(root), task, track)


def compare(
    first: File,
    second: File,
    protocol: str = "leave-one-policy-out",
    task: str = "categories",
    root: File | None = None,
) -> dict[str, Any]:
    """Return the scores of one predictions file less those of another, with intervals of paired draws.

    Arguments and errors are those of `score`, without `track`. Returns {"task", "protocol", "bootstrap", "all" and
    "novel": {name: difference, "intervals": {name: [low, high] or None}}}, "novel" being None where no clause is.
    """
    from mepp5.release.valid_rows import check_rows
    from mepp5.scoring.scorer import compare_files

    check_rows(_find_root(root), ["clauses"])
    return compare_files(Path(first), Path(second), protocol, _find_root(root), task)


def _find_root(root: File | None) -> Path:
    from mepp5.paths import ROOT

    return ROOT if root is None else Path(root)
