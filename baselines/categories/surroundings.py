"""What stands around a clause. Frames hold clauses in document order; no label and no policy name is looked at."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.preprocessing import FunctionTransformer

FIRST = 8  # words


def number_runs(sections: pd.Series) -> NDArray[np.int64]:
    """Return the number, from 0, of the section that each of N clauses stands in, (N,).

    A section is a run of neighbouring clauses under the same titles, so that equal titles further on are another.
    """
    changed = (sections != sections.shift()).to_numpy()
    return np.cumsum(changed) - 1


def number_lists(frame: pd.DataFrame) -> NDArray[np.int64]:
    """Return the number, from 0, of the list that each of N clauses stands in, (N,); one outside of lists is its own.

    A list is a clause that ends in a colon and the clauses right after it that have it as their context.
    """
    begins, text, context = [], frame["text"].tolist(), frame["context"].tolist()
    for place, lead_in in enumerate(context):
        above = (context[place - 1], text[place - 1]) if place else ()
        begins.append(not (lead_in.endswith(":") and lead_in in above))
    return np.cumsum(begins) - 1


def average_runs(values: NDArray[np.float64], runs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each of N clauses the mean of the values (N, K) over its section, (N, K); runs are number_runs'."""
    sums = np.zeros((runs[-1] + 1 if len(runs) else 0, values.shape[1]))
    np.add.at(sums, runs, values)
    return (sums / np.bincount(runs, minlength=len(sums))[:, np.newaxis])[runs]


def shift_rows(values: NDArray[np.float64], by: int) -> NDArray[np.float64]:
    """Return the values (N, K) of the clause `by` rows before (after, if negative), 0 where there is none."""
    shifted = np.zeros_like(values)
    if by > 0:
        shifted[by:] = values[:-by]
    else:
        shifted[:by] = values[-by:]
    return shifted


def describe_surroundings(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame of clauses with more columns, all strings.

    "previous" and "next" are the texts of the neighbouring clauses ("" at the ends), "first" the first 8 words, "shape"
    words for what can be seen of a clause's kind: whether it introduces a list, continues a lead-in, begins in lower
    case, and its length (the binary logarithm of its number of words).
    """
    text = frame["text"]
    return frame.assign(
        previous=text.shift(1, fill_value=""),
        next=text.shift(-1, fill_value=""),
        first=[" ".join(words.split()[:FIRST]) for words in text],
        shape=[_sketch(words, before) for words, before in zip(text, frame["context"], strict=True)],
    )


def look_around() -> FunctionTransformer:
    """Return describe_surroundings as a step of a pipeline."""
    return FunctionTransformer(describe_surroundings)


def _sketch(text: str, context: str) -> str:
    signs = [f"length{len(text.split()).bit_length()}"]
    signs += ["introduces"] if text.endswith(":") else []
    signs += ["introduced"] if context.endswith(":") else []
    signs += ["lower"] if text[:1].islower() else []
    return " ".join(signs)
