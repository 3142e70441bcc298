"""Judging links: form by rule, meaning and effects by models of the words that differ."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np
from rapidfuzz import fuzz
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from baselines.changes.contents import ContentModel, reverse
from baselines.changes.similarity import squeeze
from baselines.changes.words import NAMES, describe_altered, find_altered, find_chunks, join_texts
from mepp5.changes.links import EFFECTS
from mepp5.diff.comparison import Clause
from mepp5.files import Object

ARTICLES = frozenset(("a", "an", "the"))
UNCHANGED = ("identical", "edited")
RATIO = 10  # what the ratio of edits, from 0 to 1, weighs: as much as a few words
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
    """Judges clauses alone by what their text would do, links by that of each chunk of words that differs.

    What chunks would do is learned first (contents.py); a second model weighs them, and the traits gained and lost.
    """

    def __init__(self, vectors: bool = False):
        self.vectors = vectors

    def fit(self, sets: Sequence[tuple[Sequence[Item], Sequence[Object]]]) -> "Judge":
        """Learn from sets of items with their rows (keys used: form, meaning, effects, differences, texts).

        The second model learns from what the first says when it is fitted without the set: as it will be asked.
        """
        self.contents = ContentModel(self.vectors).fit([row for _, rows in sets for row in rows])
        links, meanings, effects = [], [], []
        for place, (items, rows) in enumerate(sets):
            others = [row for n, (_, each) in enumerate(sets) for row in each if n != place]
            contents = ContentModel(self.vectors).fit(others) if others else self.contents
            for item, row in zip(items, rows, strict=True):
                if row["meaning"] and row["form"] not in UNCHANGED:
                    links.append(_describe(item, contents))
                    meanings.append(row["meaning"] == "changed")
                    effects.append(row["effects"])
        changed = [n for n, each in enumerate(meanings) if each]
        self.meaning = _fit(links, meanings, balanced=False)
        self.effects = [_fit([links[n] for n in changed], [name in effects[n] for n in changed]) for name in EFFECTS]
        return self

    def judge(self, items: Sequence[Item]) -> list[Judged]:
        """Return what is said of each item."""
        lone = iter(self._judge_lone([item for item in items if not (item.old and item.new)]))
        return [self._judge_link(item) if item.old and item.new else next(lone) for item in items]

    def _judge_lone(self, items: Sequence[Item]) -> list[Judged]:
        """Return what is said of clauses alone, of all at once: asked one by one, the model takes most of the time."""
        likely = self.contents.predict(["".join(item.texts) for item in items])
        judged = []
        for item, put, out in zip(items, likely, reverse(likely), strict=True):
            values = put if item.new else out
            scores: dict[str, float] = dict(zip(EFFECTS, map(float, values), strict=True))
            judged.append(Judged(name_form(item), None, (EFFECTS[int(values.argmax())],), scores))
        return judged

    def _judge_link(self, item: Item) -> Judged:
        form = name_form(item)
        if form in UNCHANGED:
            return Judged(form, "same", (), {"changed": 0.0})
        features = [_describe(item, self.contents)]
        changed = _predict(self.meaning, features)
        effects: dict[str, float] = {
            name: _predict(model, features) for name, model in zip(EFFECTS, self.effects, strict=True)
        }
        return _decide(form, changed, effects)


def _describe(item: Item, contents: ContentModel) -> dict[str, float]:
    """Return what is known of a link: kinds of words, what each chunk would do, traits gained and lost."""
    features = describe_altered(find_altered(*item.texts))
    features["ratio"] = RATIO * fuzz.ratio(*map(squeeze, item.texts)) / 100
    for gone, came in find_chunks(*item.texts):
        beside = "replaced" if gone and came else "alone"
        for likely in ([reverse(contents.predict([gone]))[0]] if gone else []) + (
            [contents.predict([came])[0]] if came else []
        ):
            for effect, value in zip(EFFECTS, likely, strict=True):
                name = f"{beside}:{effect}"
                features[name] = max(features.get(name, 0), float(value))
                features[f"all {name}"] = features.get(f"all {name}", 0) + float(value)
    before, after = item.sum_traits(item.old), item.sum_traits(item.new)
    for trait in before.keys() | after.keys():
        gained = after.get(trait, 0) - before.get(trait, 0)
        features[f"put:{trait}"], features[f"out:{trait}"] = max(gained, 0), max(-gained, 0)
    return features


def _decide(form: str, changed: float, effects: dict[str, float]) -> Judged:
    scores = {"changed": changed, **effects}
    if changed < LEAST:
        return Judged(form, "same", (), scores)
    top = max(effects, key=lambda effect: effects[effect])
    chosen = tuple(effect for effect in EFFECTS if effects[effect] >= LEAST) or (top,)
    return Judged(form, "changed", chosen, scores)


def _fit(features: Sequence[dict[str, float]], truth: Sequence[bool], balanced: bool = True) -> Pipeline | float:
    """Return a model of the truth, or the one probability where all is alike."""
    if len(set(truth)) < 2:
        return float(truth[0]) if truth else 0.0
    weight = "balanced" if balanced else None
    model = LogisticRegression(C=0.3, max_iter=2000, class_weight=weight, random_state=0)
    return make_pipeline(DictVectorizer(), model).fit(features, np.array(truth))


def _predict(model: Pipeline | float, features: Sequence[dict[str, float]]) -> float:
    return model if isinstance(model, float) else float(model.predict_proba(features)[0, 1])
