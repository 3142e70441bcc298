"""Agreement on links: figures against hand-counted ones, against plain sets and against scikit-learn's kappa."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from sklearn.metrics import cohen_kappa_score

from mepp5.agreement.changes import CHANGE_AGREEMENT, generate, measure_change_agreement, read_change_agreement
from mepp5.changes.exports import change_export_path, read_change_export, write_change_export
from mepp5.changes.links import Difference, Link, Quotation
from mepp5.changes.pairs import Pair, read_pairs
from mepp5.errors import CorpusError
from mepp5.files import write_files
from tests.fixture_changes import FIRST, SECOND, link_pair
from tests.fixture_corpus import make_corpus

Links = Sequence[Link]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_corpus(tmp_path)


def find_figures(root: Path, pair: str, first: str = "reader", second: str = "backreader") -> dict:
    figures = measure_change_agreement(root)["figures"]
    return next(each for each in figures if (each["pair"], each["first"], each["second"]) == (pair, first, second))


def relink(root: Path, pair: Pair, change: Callable[[dict[str, list[Link]]], dict[str, list[Link]]]) -> None:
    """Write the pair's export anew with other links."""
    layers = change(link_pair(pair, root))
    write_files(root, {change_export_path(pair): write_change_export(layers, pair, root)})


def test_figures_of_a_pair_as_counted_by_hand(root: Path) -> None:
    found = find_figures(root, FIRST)
    assert found["links"] == {"reader": 9, "backreader": 10}
    # One reader links 5 and 6 with 9, 7 with 3 and 10 with 10; the other not 5. 7 and 3 are the same characters.
    assert found["linked_pairs"]["value"] == round(2 * 3 / (4 + 3), 4)
    assert found["linked_pairs_not_identical"]["value"] == round(2 * 2 / (3 + 2), 4)
    assert found["whole_links"]["value"] == round(2 * 2 / (3 + 3), 4)
    # Both have the links of 7 and of 10, and six clauses alone.
    assert found["form"]["decisions"] == found["moved"]["decisions"] == 2
    assert found["form"]["kappa"]["value"] == found["moved"]["kappa"]["value"] == 1.0
    assert (found["meaning"]["decisions"], found["meaning"]["kappa"]["value"]) == (1, None)
    assert (found["effects"]["decisions"], found["effects"]["observed"]["value"]) == (7, round(6 / 7, 4))
    # Five quotations against four, the same four.
    assert {name: each["value"] for name, each in found["words"].items()} == dict.fromkeys(
        ("exact", "overlapping", "overlapping_with_effect"), round(2 * 4 / (5 + 4), 4)
    )
    second = find_figures(root, SECOND)
    assert second["words"]["exact"]["value"] == second["words"]["overlapping"]["value"] == 1.0
    # One effect of two differences is another: two of three quotations are alike with it.
    assert second["words"]["overlapping_with_effect"]["value"] == round(2 * 2 / (3 + 3), 4)


def test_all_pairs_are_pooled(root: Path) -> None:
    found = find_figures(root, "all pairs")
    assert found["links"] == {"reader": 15, "backreader": 16}
    assert found["linked_pairs"]["value"] == round(2 * 7 / (8 + 7), 4)
    assert found["effects"]["decisions"] == 7 + 4


def test_annotators_who_say_the_same_agree_wholly(root: Path) -> None:
    for pair in read_pairs(root):
        relink(root, pair, lambda layers: dict.fromkeys(layers, layers["reference"]))
    for figures in measure_change_agreement(root)["figures"]:
        values = [figures[name]["value"] for name in ("linked_pairs", "linked_pairs_not_identical", "whole_links")]
        values += [each["value"] for each in figures["words"].values()]
        for name in ("form", "moved", "meaning", "effects"):
            assert figures[name]["decisions"] > 0
            values += [figures[name]["observed"]["value"], figures[name]["kappa"]["value"] or 1.0]
        assert set(values) == {1.0}


def test_every_two_annotators_are_compared_the_reference_last(root: Path) -> None:
    agreement = measure_change_agreement(root)
    named = [(each["first"], each["second"], each["pair"]) for each in agreement["figures"]]
    every_two = (("reader", "backreader"), ("reader", "reference"), ("backreader", "reference"))
    assert named == [(*two, pair) for two in every_two for pair in (FIRST, SECOND, "all pairs")]


def test_who_comes_first_does_not_matter(root: Path) -> None:
    before = find_figures(root, FIRST)
    relink(root, read_pairs(root)[0], lambda k: k | {"reader": k["backreader"], "backreader": k["reader"]})
    after = find_figures(root, FIRST)
    for name in ("linked_pairs", "whole_links", "words", "form", "effects"):
        assert after[name] == before[name]


def test_what_is_linked_besides_does_not_part_equal_words(root: Path) -> None:
    """A clause of an earlier section more in one's link: pairs and words that both have still match."""
    words = Difference(Quotation("alpha-2020/0010", 0, 5), Quotation("gamma-2022/0010", 0, 3), "contact", "different")
    one = Link(("alpha-2020/0010",), ("gamma-2022/0010",), "reworded", False, "changed", (words,))

    def change(layers: dict[str, list[Link]]) -> dict[str, list[Link]]:
        kept = [k for k in layers["backreader"] if not {*k.old} & {"alpha-2020/0002", "alpha-2020/0010"}]
        other = replace(one, old=("alpha-2020/0002", "alpha-2020/0010"), form="merged")
        lone = Link(("alpha-2020/0002",), (), "removed", effect="different")
        return layers | {"reader": [*kept, one, lone], "backreader": [*kept, other]}

    relink(root, read_pairs(root)[0], change)
    found = find_figures(root, FIRST)
    assert found["words"]["exact"]["value"] == 1.0
    assert found["linked_pairs"]["value"] == round(2 * 3 / (3 + 4), 4)


OURS = [(pair, *two) for pair in read_pairs() for two in combinations(("reader", "backreader", "reference"), 2)]


def find_shared(first: Links, second: Links) -> list[tuple[Link, Link]]:
    other = {(link.old, link.new): link for link in second}
    return [(link, other[link.old, link.new]) for link in first if (link.old, link.new) in other]


@pytest.mark.parametrize(("pair", "first", "second"), OURS, ids=lambda each: getattr(each, "id", each))
def test_our_figures_are_those_of_sets_and_of_scikit_learn(pair: Pair, first: str, second: str) -> None:
    layers, agreement = read_change_export(pair), read_change_agreement()
    ones, others = layers[first], layers[second]
    found = next(
        each
        for each in agreement["figures"]
        if [each[n] for n in ("pair", "first", "second")] == [pair.id, first, second]
    )
    linked = [{each for link in links for each in link.pairs} for links in (ones, others)]
    assert found["linked_pairs"]["value"] == round(2 * len(linked[0] & linked[1]) / sum(map(len, linked)), 4)
    quoted = [
        Counter(words for link in links for each in link.differences for words in (each.old, each.new) if words)
        for links in (ones, others)
    ]
    matched, sizes = (quoted[0] & quoted[1]).total(), quoted[0].total() + quoted[1].total()
    assert found["words"]["exact"]["value"] == round(2 * matched / sizes, 4)
    shared = find_shared(ones, others)
    both = [(one, other) for one, other in shared if one.old and one.new]
    told = {
        "form": [(one.form, other.form) for one, other in both],
        "moved": [(one.moved, other.moved) for one, other in both],
        "meaning": [(one.meaning, other.meaning) for one, other in both if one.form != "identical"],
        "effects": [(str(one.effects), str(other.effects)) for one, other in shared if one.effects and other.effects],
    }
    for name, decisions in told.items():
        assert found[name]["decisions"] == len(decisions)
        assert found[name]["observed"]["value"] == round(sum(a == b for a, b in decisions) / len(decisions), 4)
        assert found[name]["kappa"]["value"] == pytest.approx(
            cohen_kappa_score(*zip(*decisions, strict=True)), abs=5e-5
        )


def test_the_file_is_of_today_s_exports(root: Path) -> None:
    write_files(root, generate(root))
    assert generate(root) == generate(root)
    assert read_change_agreement(root) == json.loads((root / CHANGE_AGREEMENT).read_text())
    relink(root, read_pairs(root)[1], lambda layers: layers | {"reader": layers["backreader"]})
    with pytest.raises(CorpusError, match=r"agreement\.json: it was made from other exports than those beside it; run"):
        read_change_agreement(root)


def test_without_pairs_there_is_no_agreement(tmp_path: Path) -> None:
    root = make_corpus(tmp_path, pairs=False)
    assert generate(root) == {}
    assert measure_change_agreement(root) is read_change_agreement(root) is None
