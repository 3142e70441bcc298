"""The most confident mistakes, confusions, and what a reader said of them."""

import pytest

from baselines.catalogue import find_recommended
from baselines.categories.registry import BASELINES
from baselines.corpus import load_corpus
from baselines.report.confusion import count_confusion, list_confusions
from baselines.report.curves import Learner
from baselines.report.mistakes import FILE, find_mistakes, judge, read_verdicts
from mepp5.errors import CorpusError
from mepp5.files import write_files
from tests.release.fixture_release import make_release


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return load_corpus(make_release(tmp_path_factory.mktemp("mistakes")))


def line(clause: str, **scores: float) -> dict:
    return {"id": clause, "labels": [name for name, score in scores.items() if score > 0], "scores": scores}


def answer(corpus, right: float, wrong: float) -> tuple[dict, str, str]:
    """Return a prediction for the first clause with one category, that category and another one."""
    row = next(row for row in corpus.rows if len(row["labels"]) == 1)
    reference = row["labels"][0]
    other = next(category for category in corpus.categories if category != reference)
    low = dict.fromkeys(corpus.categories, -9.0)
    return line(row["id"], **{**low, reference: right, other: wrong}), reference, other


def test_the_margin_is_of_the_wrong_category_over_the_reference(corpus):
    wrong, reference, other = answer(corpus, right=-0.5, wrong=1.0)
    (mistake,) = find_mistakes([wrong], corpus)
    assert (mistake["predicted"], mistake["reference"], mistake["margin"]) == (other, [reference], 1.5)


def test_a_right_answer_is_no_mistake_and_no_confusion(corpus):
    right, _, _ = answer(corpus, right=1.0, wrong=-0.5)
    assert find_mistakes([right], corpus) == []
    assert list_confusions(count_confusion([right], corpus), corpus.categories, 9) == []


def test_a_confusion_is_counted_at_its_reference(corpus):
    wrong, reference, other = answer(corpus, right=0.5, wrong=1.0)
    assert list_confusions(count_confusion([wrong], corpus), corpus.categories, 9) == [(reference, other, 1, 1)]


def test_verdicts_are_of_a_clause_and_what_was_predicted(corpus):
    wrong, _, other = answer(corpus, right=-0.5, wrong=1.0)
    verdict = {"verdict": "model", "note": "Because."}
    mistakes = find_mistakes([wrong], corpus)
    assert judge(mistakes, {(wrong["id"], other): verdict})[0]["verdict"] == "model"
    assert judge(mistakes, {(wrong["id"], "another"): verdict})[0]["verdict"] is None


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"verdict": "fate"}, '"fate" should be'),
        ({"id": "alpha-2020/9999"}, "is no clause of the release"),
        ({"predicted": "nothing"}, "is no category"),
        ({"extra": "word"}, "extra: is an unknown key"),
    ],
)
def test_a_broken_verdict_is_named(tmp_path, corpus, change, complaint):
    entry = {"id": corpus.rows[0]["id"], "predicted": corpus.categories[0], "verdict": "model", "note": "So."} | change
    text = "[[mistake]]\n" + "".join(f'{key} = "{value}"\n' for key, value in entry.items())
    write_files(tmp_path, {FILE: text.encode()})
    with pytest.raises(CorpusError, match=complaint):
        read_verdicts(corpus, tmp_path)


def test_a_verdict_that_stands_twice_is_refused(tmp_path, corpus):
    clause, category = corpus.rows[0]["id"], corpus.categories[0]
    text = f'[[mistake]]\nid = "{clause}"\npredicted = "{category}"\nverdict = "model"\nnote = "So."\n'
    write_files(tmp_path, {FILE: 2 * text.encode()})
    with pytest.raises(CorpusError, match="mistake 2: stands twice"):
        read_verdicts(corpus, tmp_path)


@pytest.mark.exact
def test_the_committed_mistakes_of_the_best_model_are_read():
    corpus = load_corpus()
    mistakes = find_mistakes(Learner(BASELINES[find_recommended("categories")], corpus).predict_all(), corpus)
    unread = [mistake for mistake in judge(mistakes, read_verdicts(corpus)) if mistake["verdict"] is None]
    assert not unread, "read them (python -m baselines mistakes) and say what they are in " + FILE
