"""The rules of links: every fault is told, clauses in no link or two are told, and the order is one."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from mepp5.changes.links import Difference, Link, Quotation, find_fault, find_gaps, sort_links
from mepp5.changes.pairs import Pair, Sides
from mepp5.scheme.taxonomy import read_taxonomy
from tests.fixture_changes import link_pair

TAXONOMY = read_taxonomy()


def old(*numbers: int) -> tuple[str, ...]:
    return tuple(f"alpha-2020/{number:04d}" for number in numbers)


def new(*numbers: int) -> tuple[str, ...]:
    return tuple(f"gamma-2022/{number:04d}" for number in numbers)


WROTE, ASK = Quotation(*old(10), 0, 5), Quotation(*new(10), 0, 3)  # "Write", "Ask"
ONE = Difference(WROTE, ASK, "contact", "different")
GOOD = Link(old(10), new(10), "reworded", False, "changed", (ONE,))
EQUAL = Link(old(7), new(3), "identical", True, "same")
REMOVED, ADDED = Link(old(2), (), "removed", effect="different"), Link((), new(5), "added", effect="narrower")


@pytest.mark.parametrize(
    "link",
    [
        GOOD,
        EQUAL,
        REMOVED,
        ADDED,
        Link(old(2), new(5), "edited", False, "same"),
        Link(old(2), new(5, 6), "split", False, "same"),
        Link(old(2, 4), new(5, 6, 7), "split", True, "same"),
        Link(old(2, 4), new(5), "merged", False, "same"),
        Link(old(2, 4), new(5, 6), "reworded", False, "same"),
        replace(GOOD, differences=(replace(ONE, old=None), replace(ONE, new=None, about="data_security"))),
        replace(GOOD, differences=(replace(ONE, old=Quotation(*old(10), 0, 31)),)),
    ],
)
def test_what_keeps_the_rules_has_no_fault(link: Link, sides: Sides) -> None:
    assert find_fault(link, sides.units, TAXONOMY) is None


def differ(**changes: object) -> Link:
    return replace(GOOD, differences=(replace(ONE, **changes),))


FAULTS = {
    "unknown id": (replace(GOOD, old=("alpha-2020/0099",)), "unknown id 'alpha-2020/0099'; use a clause of the pair"),
    "heading": (replace(GOOD, old=old(3)), "alpha-2020/0003 is heading, which no link holds; leave it out"),
    "furniture": (replace(GOOD, new=new(1)), "gamma-2022/0001 is chrome, which no link holds; leave it out"),
    "twice": (replace(GOOD, old=old(10, 10)), "a clause stands twice in the link; keep it once"),
    "two removed": (replace(REMOVED, old=old(2, 4)), "form removed is of one clause alone; give each its own line"),
    "removed and new": (replace(REMOVED, new=new(5)), "form removed is of one clause alone"),
    "added, but old": (replace(REMOVED, form="added"), "form added is of one clause alone"),
    "no effect": (replace(ADDED, effect=None), "a clause that is added has an effect; use one of: broader, narrower"),
    "lone meaning": (replace(REMOVED, meaning="same"), "a clause that is removed has an effect and nothing else; drop"),
    "lone moved": (replace(ADDED, moved=True), "a clause that is added has an effect and nothing else"),
    "lone difference": (replace(ADDED, differences=(ONE,)), "a clause that is added has an effect and nothing else"),
    "one side": (replace(GOOD, new=()), "form reworded joins clauses of both policies; a clause alone is removed or"),
    "split into one": (replace(GOOD, form="split"), "form split of 1 old and 1 new clauses; see the table of forms"),
    "merged from one": (replace(GOOD, form="merged"), "form merged of 1 old and 1 new clauses"),
    "reworded into two": (replace(GOOD, new=new(9, 10)), "form reworded of 1 old and 2 new clauses"),
    "edited two": (Link(old(2, 4), new(5, 6), "edited", False, "same"), "form edited of 2 old and 2 new clauses"),
    "not identical": (
        Link(old(2), new(5), "identical", False, "same"),
        "form identical, but the texts are not the same",
    ),
    "identical": (replace(EQUAL, form="edited"), "form edited, but the texts are the same characters; mend it"),
    "effect on a link": (replace(GOOD, effect="broader"), "an effect on a link; effects are of differences, and of"),
    "no meaning": (replace(GOOD, meaning=None), "a link has a meaning; use one of: same, changed"),
    "changed, edited": (replace(GOOD, form="edited"), "meaning changed in form edited; where the meaning changed"),
    "no difference": (replace(GOOD, differences=()), "meaning changed without a difference; quote what changed"),
    "same, yet different": (replace(GOOD, meaning="same"), "a difference in a link whose meaning is the same; drop it"),
    "about nothing": (differ(about="data"), "a difference about 'data'; name a slot or a category"),
    "of another clause": (
        differ(old=Quotation(*old(9), 0, 2)),
        "a difference quotes alpha-2020/0009, which the link does not hold there; quote one of alpha-2020/0010",
    ),
    "of the other side": (differ(old=ASK), "a difference quotes gamma-2022/0010, which the link does not hold there"),
    "white space before": (differ(old=Quotation(*old(10), 5, 8)), "5 to 8 of alpha-2020/0010, ' to'; mark the words"),
    "white space after": (differ(old=Quotation(*old(10), 0, 6)), "'Write '; mark the words alone"),
    "no words": (differ(old=Quotation(*old(10), 3, 3)), "''; mark the words alone"),
    "beyond the end": (differ(old=Quotation(*old(10), 0, 33)), "a difference quotes 0 to 33 of alpha-2020/0010"),
    "neither side": (differ(old=None, new=None), "a difference without words; quote the old, the new or both"),
    "the same words": (
        differ(old=Quotation(*old(10), 3, 4), new=Quotation(*new(10), 4, 5)),
        "a difference quotes 't' on both sides; quote what differs",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told(name: str, sides: Sides) -> None:
    link, message = FAULTS[name]
    assert message in (find_fault(link, sides.units, TAXONOMY) or "nothing")


def test_every_clause_stands_in_one_link(pair: Pair, tiny: Path, sides: Sides) -> None:
    links = link_pair(pair, tiny)["reference"]
    assert find_gaps(links, sides.old, sides.new) == []
    assert find_gaps([*links, links[0], GOOD], sides.old, sides.new) == [
        "alpha-2020/0002 stands in 2 links; keep it in one",
        "alpha-2020/0010 stands in 2 links; keep it in one",
        "gamma-2022/0010 stands in 2 links; keep it in one",
    ]
    assert find_gaps(links[1:], sides.old, sides.new) == [
        "alpha-2020/0002 stands in no link; link it, or call it removed or added"
    ]


def test_links_have_one_order_whatever_they_came_in(pair: Pair, tiny: Path, sides: Sides) -> None:
    links = link_pair(pair, tiny)["reference"]
    ordered = sort_links(links, sides.old, sides.new)
    # Added clauses stand after the link that holds what precedes them in the new: 0005 to 0007 follow 0003.
    assert [(link.old[:1], link.new[:1]) for link in ordered] == [
        (old(2), ()),
        (old(4), ()),
        (old(5), new(9)),
        (old(7), new(3)),
        ((), new(5)),
        ((), new(6)),
        ((), new(7)),
        (old(9), ()),
        (old(10), new(10)),
    ]
    for seed in range(5):
        shuffled = Random(seed).sample(links, len(links))
        turned = [replace(k, old=k.old[::-1], differences=k.differences[::-1]) for k in shuffled]
        assert sort_links(turned, sides.old, sides.new) == ordered


def test_added_clauses_before_every_link_come_first(sides: Sides) -> None:
    links = [Link((), new(3), "added", effect="broader"), replace(GOOD, new=new(5))]
    assert sort_links(links[::-1], sides.old, sides.new) == links


def test_what_a_link_says_of_itself() -> None:
    later = Difference(None, ASK, "audience", "broader")
    link = Link(old(5, 6), new(9, 10), "reworded", False, "changed", (ONE, later, ONE))
    assert link.effects == ("broader", "different")
    assert link.pairs == {(o, n) for o in old(5, 6) for n in new(9, 10)}
    assert REMOVED.effects == ("different",)
    assert REMOVED.pairs == frozenset()
    assert (link.name, ADDED.name) == (
        "alpha-2020/0005, alpha-2020/0006 → gamma-2022/0009, gamma-2022/0010",
        "nothing → gamma-2022/0005",
    )
