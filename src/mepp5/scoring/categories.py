"""The first task, a clause's categories: what is counted in each clause, and the scores made of it."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from mepp5.files import Object
from mepp5.measures.bootstrap import Measure, Sample, find_each_interval, measure_block, measure_mean
from mepp5.measures.f1 import Array, describe_each, divide, mark_outcomes, round_score
from mepp5.scheme.taxonomy import Taxonomy
from mepp5.scoring.predictions import Predictions

# OPP-115 has one category for these two; merged, scores can be read beside those of its 12 categories.
MERGED = ("international_transfer", "specific_audiences")
MERGED_NAME = "international_and_specific_audiences"


def count_categories(predictions: Predictions, tested: Sequence[Object], taxonomy: Taxonomy) -> dict[str, Array]:
    """Return what each of the N tested rows (keys used: id, labels) counts.

    "categories" (N, 3, 13) and "merged" (N, 3, 12) are outcomes as in f1.py, "exact_match" (N,) whether the set of
    labels is the reference's, "ranking_precision" (N,) its average precision, only where the predictions have scores.
    """
    categories = taxonomy.category_ids
    truth = mark_labels([row["labels"] for row in tested], categories)
    guess = mark_labels([predictions.labels_of(row["id"]) for row in tested], categories)
    merged = [merge_categories(marks, categories)[1] for marks in (truth, guess)]
    counts = {
        "categories": mark_outcomes(truth, guess),
        "merged": mark_outcomes(*merged),
        "exact_match": (truth == guess).all(axis=1),
    }
    if predictions.scores is not None:
        scores = np.array([predictions.scores[row["id"]] for row in tested])
        counts["ranking_precision"] = rank_labels(truth, scores.reshape(truth.shape))
    return counts


def name_categories(taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Return the names of the K categories of each array of outcomes."""
    categories = taxonomy.category_ids
    names, _ = merge_categories(np.zeros((0, len(categories)), bool), categories)
    return {"categories": categories, "merged": names}


def measure_categories(sample: Sample, sets: Mapping[str, Array]) -> dict[str, Measure]:
    """Return the scores of a sample by name; `sets` has the category set of each array of outcomes, boolean (K,)."""
    means = ("exact_match", "ranking_precision")
    return {
        **measure_block(sample, "categories", sets["categories"]),
        **{name: measure_mean(sample, name) for name in means if name in sample.sums},
        **{f"merged.{name}": value for name, value in measure_block(sample, "merged", sets["merged"]).items()},
    }


def describe_categories(sample: Sample, measures: Mapping[str, Measure], names: Mapping[str, Sequence[str]]) -> Object:
    """Return scores, their intervals and the scores of each category, rounded, as they are published."""
    each = describe_each(sample.total("categories"), names["categories"])
    for line, interval in zip(each.values(), find_each_interval(sample, "categories"), strict=True):
        line["interval"] = interval
    own = {name: measure for name, measure in measures.items() if "." not in name}
    merged = {name.removeprefix("merged."): measure for name, measure in measures.items() if "." in name}
    return {**describe(own), "merged": describe(merged), "per_category": each}


def describe(measures: Mapping[str, Measure]) -> Object:
    """Return {name: value} and, under "intervals", {name: [low, high] or None}."""
    values = {name: round_score(measure.value) for name, measure in measures.items()}
    return values | {"intervals": {name: measure.interval for name, measure in measures.items()}}


def mark_labels(label_sets: Sequence[Collection[str]], categories: Sequence[str]) -> Array:
    """Return the label sets as a boolean matrix (N, K), columns in the order of the categories."""
    marks = [[category in labels for category in categories] for labels in label_sets]
    return np.array(marks, bool).reshape(len(label_sets), len(categories))


def merge_categories(marks: Array, categories: Sequence[str]) -> tuple[tuple[str, ...], Array]:
    """Return names and boolean matrix (N, K-1) with MERGED as one category, in the place of the first."""
    first, *others = [categories.index(name) for name in MERGED]
    merged = marks.copy()
    merged[:, first] = marks[:, [first, *others]].any(axis=1)
    names = [MERGED_NAME if place == first else name for place, name in enumerate(categories)]
    kept = [place for place in range(len(names)) if place not in others]
    return tuple(names[place] for place in kept), merged[:, kept]


def rank_labels(truth: Array, scores: Array) -> Array:
    """Return the label-ranking average precision of each row, (N,), of boolean truth and scores (N, K).

    For each true label, the share of true ones among the labels that score at least as high, and the mean of that: what
    scikit-learn's label_ranking_average_precision_score averages over rows. 1 where all labels are true or none.
    """
    above = scores[:, np.newaxis, :] >= scores[:, :, np.newaxis]
    shares = divide((above & truth[:, np.newaxis, :]).sum(axis=2), above.sum(axis=2))
    means = divide((shares * truth).sum(axis=1), truth.sum(axis=1))
    return np.where(truth.all(axis=1) | ~truth.any(axis=1), 1.0, means)
