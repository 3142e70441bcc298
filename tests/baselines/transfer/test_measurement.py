"""Everything together: which rows the models of the copy's own policies come from."""

from pathlib import Path

import numpy as np
import pytest

from baselines.categories.registry import BASELINES
from baselines.corpus import load_corpus
from baselines.transfer import measurement
from baselines.transfer.exam import prepare_exam
from baselines.transfer.measurement import count_steps, measure_transfer
from tests.baselines.transfer.fixture_copy import make_copy
from tests.release.fixture_release import make_release


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_release(tmp_path_factory.mktemp("measurement"))


def test_folds_are_joined_for_each_training(root, tmp_path, monkeypatch):
    """A model of the copy alone says the first category; one that has more to train on, the second."""

    def predict(make, exam, tested, beside):
        marks = np.zeros((tested.sum(), len(exam.categories)), bool)
        marks[:, 0 if beside is None else 1] = True
        return marks

    monkeypatch.setattr(measurement, "predict_fold", predict)
    exam, steps, kind = prepare_exam(make_copy(tmp_path), root), [], BASELINES["nb"]
    result = measure_transfer(exam, load_corpus(root), [kind], kind, 1, lambda: steps.append(1))
    assert len(steps) == count_steps(exam, [kind]) == 1 + 2 * 3
    for trained_on, said in (("OPP-115", 0), ("OPP-115 and MEPP-5", 1)):
        (row,) = (row for row in result["models"] if row["trained_on"] == trained_on)
        recalls = [line["recall"] for line in row["majority"]["per_category"].values()]
        assert recalls == [1.0 if place == said else 0.0 for place in range(12)]
        assert row["empty"] == 0
