"""What is said of links: form by rule, meaning and effects by what was learned, effects reversed where words go."""

import numpy as np
import pytest

from baselines.changes.contents import ContentModel, list_contents, reverse
from baselines.changes.judging import Item, Judge, name_form
from baselines.changes.models import BestRatio, EqualTexts
from mepp5.diff.comparison import Clause
from mepp5.files import Object
from tests.baselines.changes.fixture_problems import make_pair


def item(old: list[str], new: list[str]) -> Item:
    sides = ([Clause(f"{side}/{n}", text) for n, text in enumerate(texts)] for side, texts in (("a", old), ("b", new)))
    return Item(*map(tuple, sides))


@pytest.mark.parametrize(
    ("old", "new", "form"),
    [
        (["We keep it."], [], "removed"),
        ([], ["We keep it."], "added"),
        (["We keep it."], ["We keep it."], "identical"),
        (["We keep it."], ["we keep it"], "edited"),
        (["We will keep it."], ["Wewill keep it."], "edited"),
        (["the analytics of it"], ["analytical data"], "reworded"),
        (["our analytics"], ["our analytical"], "edited"),
        (["the process"], ["processes"], "edited"),
        (["HUAMI and our Services"], ["HUAMI and our Sites"], "edited"),
        (["our Privacy Policy"], ["this Privacy Notice"], "reworded"),
        (["under 13"], ["under 16"], "reworded"),
        (["1300 years"], ["1301 years"], "reworded"),  # a number has no ending
        (["We keep it."], ["We do not keep it."], "reworded"),
        (["We keep it. We use it."], ["We keep it.", "We use it."], "split"),
        (["a", "b"], ["a", "b", "c"], "split"),
        (["We keep it.", "We use it."], ["We keep it. We use it."], "merged"),
        (["a", "b", "c"], ["a", "b"], "merged"),
        (["a", "b"], ["a", "b"], "reworded"),
        (["a", "b"], ["c", "d"], "reworded"),
    ],
)
def test_forms_by_rule(old: list[str], new: list[str], form: str) -> None:
    assert name_form(item(old, new)) == form


def test_effects_are_reversed_where_words_are_taken_out() -> None:
    probabilities = np.array([[0.7, 0.2, 0.1]])
    assert reverse(probabilities).tolist() == [[0.2, 0.7, 0.1]]
    lone = {"meaning": None, "differences": []}
    rows: list[Object] = [
        lone | {"old_texts": ["We sell it."], "new_texts": [], "effects": ["narrower"]},
        lone | {"old_texts": [], "new_texts": ["We erase it."], "effects": ["narrower"]},
        {
            "meaning": "changed",
            "differences": [
                {"old_text": "only", "new_text": "", "effect": "broader"},
                {"old_text": "one", "new_text": "other", "effect": "different"},
            ],
        },
    ]
    assert list_contents(rows) == (["We sell it.", "We erase it.", "only"], ["broader", "narrower", "narrower"])


@pytest.fixture(scope="module")
def judge() -> Judge:
    """A judge of two made-up pairs."""
    problems = [make_pair("a", "b", 1), make_pair("c", "d", 2)]
    return Judge().fit([(problem.items, problem.rows) for problem in problems])


def test_what_was_learned_of_words_holds_for_clauses_alone_and_links(judge: Judge) -> None:
    kept = "qwertz asdfgh yxcvbn poiuzt lkjhgf mnbvcx rewqas tzuiop"
    clauses = [item([], ["We sell wxyzab."]), item(["We sell wxyzab."], []), item([], ["We protect wxyzab."])]
    assert [(each.form, each.meaning, each.effects) for each in judge.judge(clauses)] == [
        ("added", None, ("broader",)),
        ("removed", None, ("narrower",)),
        ("added", None, ("narrower",)),
    ]
    links = [item([f"{kept}."], [f"{kept} sell wxyzab."]), item([f"{kept}."], [f"{kept} protect wxyzab."])]
    broader, narrower = judge.judge(links)
    assert (broader.form, broader.meaning, broader.effects) == ("reworded", "changed", ("broader",))
    assert narrower.effects == ("narrower",)
    assert broader.scores["broader"] > broader.scores["narrower"]


def test_clauses_alone_are_judged_at_once_as_they_are_one_by_one(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    link = item(["We keep it."], ["We keep it"])
    items = [item([], ["We sell wxyzab."]), link, item(["We protect wxyzab."], []), link, item([], ["We keep it."])]
    one_by_one = [judge.judge([each])[0] for each in items]
    asked: list[int] = []
    predict = judge.contents.predict
    monkeypatch.setattr(judge.contents, "predict", lambda texts: asked.append(len(texts)) or predict(texts))
    assert judge.judge(items) == one_by_one
    assert asked == [3]


def test_what_is_the_same_by_form_has_no_effect(judge: Judge) -> None:
    for old, new in ((["We keep it."], ["We keep it."]), (["We keep it."], ["We keep it"])):
        (said,) = judge.judge([item(old, new)])
        assert (said.meaning, said.effects) == ("same", ())


def test_probabilities_of_effects_add_up() -> None:
    model = ContentModel().fit(make_pair("a", "b", 3).rows)
    found = model.predict(["We sell it.", "?"])
    assert found.sum(axis=1) == pytest.approx([1, 1])
    assert model.predict([]).shape == (0, 3)


def test_equality_and_best_ratio_say_what_is_commonest() -> None:
    problems = [make_pair("a", "b", 1), make_pair("c", "d", 2)]
    equal, best = EqualTexts(problems), BestRatio(problems)
    changed, same = item(["one"], ["wholly other"]), item(["A.", "b"], ["a", "B"])
    assert [(each.form, each.meaning) for each in equal.judge([changed, same])] == [
        ("reworded", "changed"),
        ("reworded", "same"),
    ]
    assert len(equal.judge([changed])[0].effects) == 1
    assert equal.judge([item([], ["x"])])[0].meaning is None
    assert best.judge([changed])[0].meaning == "changed"
    clauses = (
        [Clause("a/1", "We keep it."), Clause("a/2", "We keep it.")],
        [Clause("b/1", "we keep it"), Clause("b/2", "x")],
    )
    assert [(link.old, link.new) for link in equal.align(*clauses)] == [((0,), (0,))]
