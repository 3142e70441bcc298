"""Documents that are too long for a batch, or for a sentence."""

import pytest

from baselines.predict.labeller import BATCH, BATCH_LENGTH, LONGEST, divide_batches, find_overlong, label_document
from mepp5.errors import CorpusError
from mepp5.extraction.plain import read_plain
from mepp5.segmentation.outline import Unit


def test_a_sentence_without_end_is_refused_before_the_first_clause():
    document = read_plain("endless.txt", "We share data.\n" + "word " * (LONGEST // 5 + 1))
    with pytest.raises(CorpusError, match=r"a sentence of more than 50,000 characters \(at 15\)"):
        label_document(document, None)
    assert find_overlong(read_plain("long.txt", "We share data. " * LONGEST), LONGEST) == -1


def test_batches_are_bounded_by_clauses_and_by_length():
    def unit(length: int) -> Unit:
        return Unit(1, "sentence", 0, (), 0, "", 0, length, "x" * length)

    assert [len(batch) for batch in divide_batches([unit(1)] * (BATCH + 1))] == [BATCH, 1]
    long = BATCH_LENGTH // 2
    assert [len(batch) for batch in divide_batches([unit(long), unit(long), unit(1)])] == [2, 1]
    assert [len(batch) for batch in divide_batches([unit(BATCH_LENGTH + 1), unit(1)])] == [1, 1]
