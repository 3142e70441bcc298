"""The baselines, each a few lines; every hyper-parameter stands here, none chosen on the published scores."""

from typing import Any

from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from baselines.baseline import OF_STRANGERS, Baseline
from baselines.categories.blending import SectionBlend
from baselines.categories.features import Block, join_blocks, spot_cues, weigh_characters, weigh_words
from baselines.categories.models import BinaryRelevance, CueMatch, LeastSquares
from baselines.categories.stacking import NeighbourStack
from baselines.categories.vectors import MeanVectors
from mepp5.scoring.tracks import OPEN


def _regress() -> BinaryRelevance:
    return BinaryRelevance(LogisticRegression(C=10, class_weight="balanced", max_iter=1000))


def _separate() -> BinaryRelevance:
    return BinaryRelevance(LinearSVC(C=1, class_weight="balanced", max_iter=10_000, random_state=0))


def _words() -> Block:
    return "words", "text", weigh_words(), 1.0


def _read_around() -> Pipeline:
    """The blocks of logreg-context, and characters: what trials.json shows a gain for."""
    blocks = join_blocks(
        _words(),
        ("characters", "text", weigh_characters(), 1.0),
        ("section", "section", weigh_words(), 0.5),
        ("context", "context", weigh_words(), 0.35),
    )
    return make_pipeline(blocks, _regress())


def _regress_fast(strength: float) -> BinaryRelevance:
    """Coordinate descent on the dual problem, which regularises the intercept too: twice as fast on wide features."""
    fast: dict[str, Any] = {"solver": "liblinear", "dual": True, "tol": 0.1, "random_state": 0}
    return BinaryRelevance(LogisticRegression(C=strength, class_weight="balanced", max_iter=1000, **fast))


def _read_fast() -> Pipeline:
    """The blocks of section-blend."""
    return make_pipeline(_read_around()[0], _regress_fast(30))


def _look_up() -> Pipeline:
    """What the titles and the context alone say, so that the second model can weigh them by category."""
    blocks = join_blocks(("section", "section", weigh_words(), 1.0), ("context", "context", weigh_words(), 0.7))
    return make_pipeline(blocks, _regress_fast(3))


def _average() -> Pipeline:
    return make_pipeline(MeanVectors({"text": 4.0, "section": 2.0, "context": 2.0}), LeastSquares(alpha=10, slope=4))


_ALL = (
    Baseline(
        "majority",
        "the most frequent category of the training clauses",
        lambda categories: BinaryRelevance(DummyClassifier(strategy="prior")),
    ),
    Baseline(
        "keyword",
        "every category of which a cue phrase (cues.toml) stands in the clause",
        lambda categories: make_pipeline(spot_cues(), CueMatch(categories)),
        track=OPEN,
    ),
    Baseline(
        "nb",
        "complement naive Bayes (smoothing 0.1), one-vs-rest, on word 1–2-gram TF-IDF",
        lambda categories: make_pipeline(join_blocks(_words()), BinaryRelevance(ComplementNB(alpha=0.1))),
    ),
    Baseline(
        "logreg",
        "balanced one-vs-rest logistic regression (C = 10) on word 1–2-gram TF-IDF",
        lambda categories: make_pipeline(join_blocks(_words()), _regress()),
    ),
    Baseline(
        "svm",
        "balanced one-vs-rest linear SVM (C = 1) on word 1–2-gram TF-IDF",
        lambda categories: make_pipeline(join_blocks(_words()), _separate()),
    ),
    Baseline(
        "svm-char",
        "svm with a second block: character 3–5-gram TF-IDF",
        lambda categories: make_pipeline(
            join_blocks(_words(), ("characters", "text", weigh_characters(), 1.0)), _separate()
        ),
    ),
    Baseline(
        "logreg-context",
        "logreg with blocks of their own for section titles (weight 0.5) and context (weight 0.35)",
        lambda categories: make_pipeline(
            join_blocks(
                _words(),
                ("section", "section", weigh_words(), 0.5),
                ("context", "context", weigh_words(), 0.35),
            ),
            _regress(),
        ),
    ),
    Baseline(
        "section-blend",
        "logreg-context with character 3–5-grams; a third of each probability is its mean over the clause's section",
        lambda categories: SectionBlend(_read_around()),
        recommended=True,
    ),
    Baseline(
        "section-blend+",
        "section-blend trained on the invented clauses as well",
        lambda categories: SectionBlend(_read_around()),
        track=OPEN,
        invented=True,
        protocols=OF_STRANGERS,
    ),
    Baseline(
        "stack+",
        "logistic regression (C = 0.5) on out-of-fold scores by words and characters, by titles and context, by static "
        "word vectors, and those of the neighbours and the section; trained on the invented clauses as well",
        lambda categories: NeighbourStack([_read_fast(), _look_up(), _average()], strength=0.5, folds=4),
        track=OPEN,
        invented=True,
        protocols=OF_STRANGERS,
        recommended=True,
        deterministic=False,  # sums of dense vectors differ in their last digits, and probabilities with them
        calibrated=True,
    ),
)

BASELINES = {baseline.name: baseline for baseline in _ALL}
