"""The official scorer: the only code that computes scores.

Counts are arrays (..., 3, K): true positives, false positives and false negatives of K categories; leading axes are
kept, so that the same functions serve one set of predictions and a thousand bootstrap draws of it.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from mepp5.paths import ROOT
from mepp5.predictions import Predictions, read_predictions
from mepp5.protocols import find_novel, find_tested, make_folds, read_rows
from mepp5.taxonomy import Taxonomy, read_taxonomy

# OPP-115 has one category for these two; merged, scores can be read beside those of its 12 categories.
MERGED = ("international_transfer", "specific_audiences")
MERGED_NAME = "international_and_specific_audiences"
DIGITS = 4


def score_file(path: Path, protocol: str, root: Path = ROOT) -> dict:
    """Score a predictions file under a protocol (a key of PROTOCOLS) against the release in root.

    Returns {"protocol": its name} and what score_predictions returns. Raises CorpusError, and gives no score, where
    the protocol is unknown or the file is not what the format asks for.
    """
    rows, taxonomy = read_rows(root), read_taxonomy(root)
    folds = make_folds(protocol, rows)
    tested = find_tested(folds, rows)
    predictions = read_predictions(path, tested, taxonomy)
    return {"protocol": protocol} | score_predictions(predictions, tested, find_novel(folds, rows), taxonomy)


def score_predictions(
    predictions: Predictions, tested: Sequence[dict], novel: Collection[str], taxonomy: Taxonomy
) -> dict:
    """Return the scores of predictions for the tested rows (keys used: id, labels), rounded to 4 decimals.

    {"categories": {id: positives} of the category set, "merged_categories": the same with MERGED as one category,
    "all": scores of all tested clauses, "novel": of those whose ids are in `novel`, or None if there are none}. Scores
    are {"clauses", "micro_f1", "macro_f1", "exact_match", "merged": {"micro_f1", "macro_f1"}, "per_category"}.
    The category set is taken from all tested clauses and holds for both cuts.
    """
    categories = taxonomy.category_ids
    truth = mark_labels([row["labels"] for row in tested], categories)
    guess = mark_labels([predictions.labels[row["id"]] for row in tested], categories)
    names, merged = merge_categories(truth, categories)
    is_novel = np.array([row["id"] in novel for row in tested], bool)
    return {
        "categories": find_supports(truth, categories),
        "merged_categories": find_supports(merged, names),
        "all": score_cut(truth, guess, np.ones_like(is_novel), categories),
        "novel": score_cut(truth, guess, is_novel, categories),
    }


def score_cut(truth: np.ndarray, guess: np.ndarray, cut: np.ndarray, categories: Sequence[str]) -> dict | None:
    """Return the scores of the rows of boolean matrices (N, K) that cut, boolean (N,), marks; None if it marks none.

    Macro-F1 is the mean over the categories with a positive in all N rows, marked or not.
    """
    if not cut.any():
        return None
    counts = count_outcomes(truth[cut], guess[cut])
    merged_truth, merged_guess = (merge_categories(marks, categories)[1] for marks in (truth, guess))
    merged_counts = count_outcomes(merged_truth[cut], merged_guess[cut])
    return {
        "clauses": int(cut.sum()),
        **_score_counts(counts, truth.any(axis=0)),
        "exact_match": _round((truth == guess).all(axis=1)[cut].mean()),
        "merged": _score_counts(merged_counts, merged_truth.any(axis=0)),
        "per_category": _score_categories(counts, categories),
    }


def mark_labels(label_sets: Sequence[Collection[str]], categories: Sequence[str]) -> np.ndarray:
    """Return the label sets as a boolean matrix (N, K), columns in the order of the categories."""
    marks = [[category in labels for category in categories] for labels in label_sets]
    return np.array(marks, bool).reshape(len(label_sets), len(categories))


def merge_categories(marks: np.ndarray, categories: Sequence[str]) -> tuple[tuple[str, ...], np.ndarray]:
    """Return names and boolean matrix (N, K-1) with MERGED as one category, in the place of the first."""
    first, *others = [categories.index(name) for name in MERGED]
    merged = marks.copy()
    merged[:, first] = marks[:, [first, *others]].any(axis=1)
    names = [MERGED_NAME if place == first else name for place, name in enumerate(categories)]
    kept = [place for place in range(len(names)) if place not in others]
    return tuple(names[place] for place in kept), merged[:, kept]


def find_supports(truth: np.ndarray, categories: Sequence[str]) -> dict[str, int]:
    """Return the category set, the categories with a positive in boolean (N, K), and how many each has."""
    return {name: int(count) for name, count in zip(categories, truth.sum(axis=0), strict=True) if count}


def count_outcomes(truth: np.ndarray, guess: np.ndarray) -> np.ndarray:
    """Return the counts (3, K) of boolean matrices (N, K)."""
    return np.stack([(truth & guess).sum(axis=0), (~truth & guess).sum(axis=0), (truth & ~guess).sum(axis=0)])


def measure_f1(counts: np.ndarray) -> np.ndarray:
    """Return F1 = 2 TP / (2 TP + FP + FN) of counts (..., 3, K), shape (..., K); 0 where undefined."""
    hits, false_alarms, misses = np.moveaxis(counts, -2, 0)
    return _divide(2 * hits, 2 * hits + false_alarms + misses)


def measure_micro_f1(counts: np.ndarray) -> np.ndarray:
    """Return F1 of the outcomes summed over all K categories, shape (...)."""
    return measure_f1(counts.sum(axis=-1, keepdims=True))[..., 0]


def measure_macro_f1(counts: np.ndarray, in_set: np.ndarray) -> np.ndarray:
    """Return the mean of F1 over the categories that in_set, boolean (K,), marks; 0 if it marks none."""
    f1 = measure_f1(counts)[..., in_set]
    return _divide(f1.sum(axis=-1), in_set.sum())


def _score_counts(counts: np.ndarray, in_set: np.ndarray) -> dict[str, float]:
    return {"micro_f1": _round(measure_micro_f1(counts)), "macro_f1": _round(measure_macro_f1(counts, in_set))}


def _score_categories(counts: np.ndarray, categories: Sequence[str]) -> dict[str, dict]:
    hits, false_alarms, misses = counts
    columns = {
        "precision": _divide(hits, hits + false_alarms),
        "recall": _divide(hits, hits + misses),
        "f1": measure_f1(counts),
    }
    return {
        name: {key: _round(column[place]) for key, column in columns.items()} | {"support": int((hits + misses)[place])}
        for place, name in enumerate(categories)
    }


def _round(score: float) -> float:
    return round(float(score), DIGITS)


def _divide(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Return above / below, 0 where below is 0."""
    return np.divide(above, below, out=np.zeros(np.shape(above)), where=np.asarray(below) != 0)
