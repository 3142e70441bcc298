"""Whether probabilities hold: predictions of categories and labels in, shares of labels by stated probability out.

As in a reliability diagram (Niculescu-Mizil and Caruana 2005, ICML): the probabilities of all clauses and categories in
ten bins of equal width; the expected calibration error is the mean distance, weighted by how many are in each bin.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import expit

from mepp5.files import Object
from mepp5.scoring.scorer import mark_labels

BINS = 10
DIGITS = 4


def measure_calibration(
    lines: Sequence[Object], labels: Mapping[str, Sequence[str]], categories: Sequence[str]
) -> Object:
    """Return {"bins": [{"from", "to", "predictions", "mean", "share"}], "expected_error", "brier"} of a model's lines.

    `lines` are those of a predictions file whose scores are log-odds, `labels` the reference's by clause. A bin without
    a prediction is left out; "mean" is its mean probability, "share" how many of its predictions are right; "brier" is
    the mean squared distance of probability and label.
    """
    truth = mark_labels([labels[line["id"]] for line in lines], categories).ravel()
    probabilities = expit(np.array([[line["scores"][name] for name in categories] for line in lines]).ravel())
    places = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    bins = [
        {
            "from": place / BINS,
            "to": (place + 1) / BINS,
            "predictions": int(inside.sum()),
            "mean": round(float(probabilities[inside].mean()), DIGITS),
            "share": round(float(truth[inside].mean()), DIGITS),
        }
        for place in range(BINS)
        if (inside := places == place).any()
    ]
    error = sum(each["predictions"] * abs(each["mean"] - each["share"]) for each in bins) / max(len(truth), 1)
    brier = float(np.mean((probabilities - truth) ** 2)) if len(truth) else 0.0
    return {"bins": bins, "expected_error": round(error, DIGITS), "brier": round(brier, DIGITS)}
