"""Three ways of asking about paragraphs, with a model that says what is written down for each text."""

import numpy as np
import pandas as pd
import pytest

from baselines.corpus import INPUTS
from baselines.transfer.pages import Page
from baselines.transfer.ways import FALLBACK, PARAGRAPH, SENTENCES, ask

DECISIONS = {
    "whole one": (0.5, -1, -1),
    "whole two": (-3, -2, -4),  # nothing passes: the second category is the fallback
    "a": (0.2, -0.1, -1),
    "b": (-1, -0.5, 0.1),
    "c": (-0.4, -0.3, -0.9),
    "d": (-0.2, -0.6, -0.9),  # the highest of the second paragraph, though "c" has another one highest
}


class Written:
    """A model that looks up its decisions, and keeps what it was asked together."""

    def __init__(self):
        self.asked: list[list[str]] = []

    def decision_function(self, frame: pd.DataFrame) -> np.ndarray:
        self.asked.append(frame["text"].tolist())
        return np.array([DECISIONS[text] for text in frame["text"]], float)


def make_page(whole: list[str], clauses: list[str], owners: list[int]) -> Page:
    frames = [pd.DataFrame([("", text, "", "") for text in texts], columns=INPUTS) for texts in (whole, clauses)]
    return Page(*frames, np.array(owners), 0)


@pytest.fixture
def pages() -> list[Page]:
    return [make_page(["whole one"], ["a", "b"], [0, 0]), make_page(["whole two"], ["c", "d"], [0, 0])]


def test_a_whole_paragraph_gets_what_passes_or_the_highest(pages):
    assert ask(Written(), pages)[PARAGRAPH].tolist() == [[True, False, False], [False, True, False]]


def test_sentences_give_all_that_any_clause_gets_and_perhaps_nothing(pages):
    assert ask(Written(), pages)[SENTENCES].tolist() == [[True, False, True], [False, False, False]]


def test_one_fallback_takes_the_highest_of_any_clause(pages):
    assert ask(Written(), pages)[FALLBACK].tolist() == [[True, False, True], [True, False, False]]


def test_policies_are_asked_apart(pages):
    model = Written()
    ask(model, pages)
    assert sorted(model.asked) == sorted([["whole one"], ["whole two"], ["a", "b"], ["c", "d"]])
