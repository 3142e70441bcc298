"""Sections in pairs, with every entry in one of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mepp5.diff.comparison import Clause, Comparison, Document, Entry
from mepp5.diff.sections import COUNTED, count_entries, pair_sections
from tests.diff.fixture_comparison import COMPARISON, ENTRIES


def compare(*entries: Entry) -> Comparison:
    return Comparison(Document("old"), Document("new"), entries)


def link(old: list[tuple[int, str]], new: list[tuple[int, str]]) -> Entry:
    """An entry of clauses, each by its number and its outermost heading."""
    sides = [tuple(Clause(f"{n:04d}", "words", (name,) if name else ()) for n, name in side) for side in (old, new)]
    form = "reworded" if old and new else "removed" if old else "added"
    return Entry(*sides, form, meaning="changed" if old and new else None)


def test_sections_of_the_example():
    rows = [(row.old, row.new, [ENTRIES.index(entry) for entry in row.entries]) for row in pair_sections(COMPARISON)]
    assert rows == [
        ("", "", [0]),
        ("Data", "Your data", [1, 3, 4, 5]),
        ("Post", None, [6]),
        ("Data", "Safety", [2]),
        (None, "Phone", [7]),
    ]


def test_counts_of_the_example():
    counts = count_entries(ENTRIES)
    assert tuple(counts) == COUNTED
    assert list(counts.values()) == [3, 1, 2, 2, 1, 3, 1, 2]


def test_the_order_is_the_new_ones_whatever_the_entries_order():
    moved = compare(link([(1, "A")], [(9, "X")]), link([(2, "B")], [(1, "Y")]))
    assert [(row.old, row.new) for row in pair_sections(moved)] == [("B", "Y"), ("A", "X")]


def test_the_partner_is_where_most_links_lead():
    links = compare(link([(1, "A")], [(1, "X")]), link([(2, "B")], [(2, "X")]), link([(3, "B")], [(3, "X")]))
    assert [(row.old, row.new, len(row.entries)) for row in pair_sections(links)] == [("B", "X", 3)]


def test_a_removed_clause_of_a_section_that_went_elsewhere_stands_after_the_section_before():
    links = compare(
        link([(1, "A")], [(1, "X")]),
        link([(2, "B")], []),
        link([(3, "C")], [(2, "Y")]),
    )
    assert [(row.old, row.new) for row in pair_sections(links)] == [("A", "X"), ("B", None), ("C", "Y")]


def test_a_title_above_all_is_no_section():
    def below(title: str, clause: Clause) -> Clause:
        return replace(clause, section=(title, *clause.section))

    titled = [
        replace(
            entry,
            old=tuple(below("Old", each) for each in entry.old),
            new=tuple(below("New", each) for each in entry.new),
        )
        for entry in ENTRIES
    ]
    names = [(row.old, row.new) for row in pair_sections(replace(COMPARISON, entries=tuple(titled)))]
    assert names == [(row.old, row.new) for row in pair_sections(COMPARISON)]


def test_one_section_alone_keeps_its_name():
    assert [(row.old, row.new) for row in pair_sections(compare(link([(1, "A")], [(1, "X")])))] == [("A", "X")]


@pytest.mark.parametrize("entries", [(), (link([(1, "A")], []),), (link([], [(1, "")]),)])
def test_little_or_nothing(entries):
    assert [row.entries for row in pair_sections(compare(*entries))] == [(entry,) for entry in entries]


NAMES = st.sampled_from(["", "A", "B", "C", "D"])


@given(st.lists(st.tuples(st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3)).filter(any), max_size=12))
def test_every_entry_is_counted_once(drawn):
    numbers = iter(range(1000))
    entries = [
        link([(next(numbers), name) for name in old], [(next(numbers), name) for name in new]) for old, new in drawn
    ]
    sections = pair_sections(compare(*entries))
    assert sorted(id(entry) for row in sections for entry in row.entries) == sorted(map(id, entries))
    total = [sum(column) for column in zip(*(count_entries(row.entries).values() for row in sections), strict=True)]
    assert total == (list(count_entries(entries).values()) if entries else [])
