"""Judging links: form by rule, meaning and effects by models of the words that differ."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from baselines.changes.words import NAMES, describe_altered, find_altered, join_texts
from mepp5.changes.links import EFFECTS
from mepp5.diff.comparison import Clause
from mepp5.files import Object

ARTICLES = frozenset(("a", "an", "the"))
UNCHANGED = ("identical", "edited")
LEAST = 0.5  # of a probability, from which on it is said

# {clause id: {name: number}}: which practices and phrases a clause has, as labelled or as a model says
Traits = Mapping[str, Mapping[str, float]]
NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Judged:
    """A link, or a clause alone, with form, meaning (None of a clause alone), effects, and how sure each is."""

    form: str
    meaning: str | None
    effects: tuple[str, ...]
    scores: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """What is judged: the clauses of a link, or one clause alone."""

    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    traits: Traits = field(default_factory=dict)

    def sum_traits(self, clauses: Sequence[Clause]) -> Mapping[str, float]:
        """Return the traits of clauses of it, added up."""
        total: Counter[str] = Counter()
        for clause in clauses:
            total.update(self.traits.get(clause.id, NOTHING))
        return total

    @property
    def texts(self) -> tuple[str, str]:
        """The text of each side."""
        return join_texts(clause.text for clause in self.old), join_texts(clause.text for clause in self.new)


def name_form(item: Item) -> str:
    """Return the form that the numbers of clauses and their words have by the table of CHANGES.md."""
    old, new = len(item.old), len(item.new)
    if not (old and new):
        return "removed" if old else "added"
    if old != new:
        return "split" if new > old else "merged"
    if [clause.text for clause in item.old] == [clause.text for clause in item.new]:
        return "identical" if old == 1 else "reworded"
    return "edited" if old == 1 and not _list_reworded(*item.texts) else "reworded"


def _list_reworded(old: str, new: str) -> list[tuple[str, str]]:
    """Return the words that differ in more than spelling, an ending, an article or a name."""
    altered = find_altered(old, new)
    out, put = ([w for w in words if w not in NAMES and w not in ARTICLES] for words in (altered.out, altered.put))
    return [(one, other) for one, other in zip_longest(out, put, fillvalue="") if not _is_ending(one, other)]


def _is_ending(one: str, other: str) -> bool:
    """Whether two words differ in their ending alone: they share all but three letters of the longer, four at least."""
    if any(c.isdigit() for c in one + other):
        return False
    shared = next((n for n, (a, b) in enumerate(zip_longest(one, other)) if a != b), len(one))
    return shared >= max(4, max(len(one), len(other)) - 3)


class Judge:
    """Judges items by the words that differ and by the traits that their clauses have, gained and lost."""

    def fit(self, items: Sequence[Item], rows: Sequence[Object]) -> "Judge":
        """Learn from items and their rows (keys used: form, meaning, effects)."""
        features = [_describe(item) for item in items]
        linked = [n for n, row in enumerate(rows) if row["meaning"] and row["form"] not in UNCHANGED]
        self.meaning = _fit([features[n] for n in linked], [rows[n]["meaning"] == "changed" for n in linked])
        stated = [n for n, row in enumerate(rows) if row["effects"]]
        self.effects = {
            effect: _fit([features[n] for n in stated], [effect in rows[n]["effects"] for n in stated])
            for effect in EFFECTS
        }
        return self

    def judge(self, items: Sequence[Item]) -> list[Judged]:
        """Return what is said of each item."""
        if not items:
            return []
        features = [_describe(item) for item in items]
        changed = _predict(self.meaning, features)
        effects = {effect: _predict(model, features) for effect, model in self.effects.items()}
        return [
            _decide(
                name_form(item), float(changed[n]), {effect: float(values[n]) for effect, values in effects.items()}
            )
            for n, item in enumerate(items)
        ]


def _describe(item: Item) -> dict[str, float]:
    features = describe_altered(find_altered(*item.texts))
    features["alone"] = float(not (item.old and item.new))
    before, after = item.sum_traits(item.old), item.sum_traits(item.new)
    for name in before.keys() | after.keys():
        gained = after.get(name, 0) - before.get(name, 0)
        features[f"put:{name}"], features[f"out:{name}"] = max(gained, 0), max(-gained, 0)
        features[f"both:{name}"] = min(before.get(name, 0), after.get(name, 0))
    return features


def _decide(form: str, changed: float, effects: dict[str, float]) -> Judged:
    scores = {"changed": changed, **effects}
    if form in UNCHANGED or (form not in ("removed", "added") and changed < LEAST):
        return Judged(form, "same", (), scores)
    top = max(effects, key=lambda effect: effects[effect])
    if form in ("removed", "added"):
        return Judged(form, None, (top,), scores)
    chosen = tuple(effect for effect in EFFECTS if effects[effect] >= LEAST) or (top,)
    return Judged(form, "changed", chosen, scores)


def _fit(features: Sequence[dict[str, float]], truth: Sequence[bool]) -> Pipeline | float:
    """Return a model of the truth, or the one probability where all is alike."""
    if len(set(truth)) < 2:
        return float(truth[0]) if truth else 0.0
    model = LogisticRegression(C=0.3, max_iter=2000, class_weight="balanced", random_state=0)
    return make_pipeline(DictVectorizer(), model).fit(features, np.array(truth))


def _predict(model: Pipeline | float, features: Sequence[dict[str, float]]) -> Sequence[float]:
    if isinstance(model, float):
        return [model] * len(features)
    probabilities: Sequence[float] = model.predict_proba(features)[:, 1]
    return probabilities
