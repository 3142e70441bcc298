"""Reliability: shares of labels by stated probability."""

import math

import pytest

from mepp5.scoring.calibration import measure_calibration

CATEGORIES = ("a", "b")


def line(number: int, *probabilities: float) -> dict:
    odds = [math.log(each / (1 - each)) for each in probabilities]
    return {"id": str(number), "scores": dict(zip(CATEGORIES, odds, strict=True))}


def test_bins_say_how_often_a_stated_probability_holds():
    lines = [line(0, 0.85, 0.15), line(1, 0.85, 0.15), line(2, 0.85, 0.15), line(3, 0.85, 0.15)]
    labels = {"0": ["a"], "1": ["a"], "2": ["a"], "3": ["b"]}
    found = measure_calibration(lines, labels, CATEGORIES)
    assert found["bins"] == [
        {"from": 0.1, "to": 0.2, "predictions": 4, "mean": 0.15, "share": 0.25},
        {"from": 0.8, "to": 0.9, "predictions": 4, "mean": 0.85, "share": 0.75},
    ]
    assert found["expected_error"] == pytest.approx(0.1)
    assert found["brier"] == pytest.approx((6 * 0.15**2 + 2 * 0.85**2) / 8, abs=1e-4)
