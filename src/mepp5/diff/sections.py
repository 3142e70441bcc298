"""What became of each section: the outermost headings of two policies, paired, with counts of their entries."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mepp5.changes.links import EFFECTS
from mepp5.diff.comparison import Clause, Comparison, Entry
from mepp5.diff.filtering import find_status

# What is counted of a section's entries, in order.
COUNTED = ("same", "changed", "added", "removed", "moved", *EFFECTS)
_NUMBER = re.compile(r"(?<!\d)(\d{1,18})\Z")

Headings = Mapping[str, str]  # {clause id: outermost heading}, in the order of the text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the old, one of the new, and the entries that are counted there, in order.

    A heading is "" for what stands before the first one, and None where the other side has no counterpart.
    """

    old: str | None
    new: str | None
    entries: tuple[Entry, ...]


def pair_sections(comparison: Comparison) -> list[Section]:
    """Return the sections in the order of the new policy, each with the old one whose clauses link there most.

    Every entry stands in exactly one: that of its first new clause; a removed one in that with which its old section is
    paired, or, where it is with none, in a section that has no new heading, after the one before it. Clauses stand in
    the order of the numbers that end their ids, or, where one has no number, in the order of the entries.
    """
    old = _read_headings([clause for entry in comparison.entries for clause in entry.old])
    new = _read_headings([clause for entry in comparison.entries for clause in entry.new])
    partners = _find_partners(comparison.entries, old, new)
    home = _find_homes(comparison.entries, old, new, partners)
    held: dict[tuple[str | None, str | None], list[Entry]] = {
        pair: [] for pair in _order_pairs(partners, home, list(dict.fromkeys(old.values())))
    }
    for entry in comparison.entries:
        if entry.new:
            heading = new[entry.new[0].id]
            held[partners[heading], heading].append(entry)
        else:
            gone = old[entry.old[0].id]
            held[gone, home[gone]].append(entry)
    return [Section(*pair, tuple(entries)) for pair, entries in held.items() if entries]


def count_entries(entries: Iterable[Entry]) -> dict[str, int]:
    """Return {name: how many entries} for each of COUNTED, in that order.

    An entry is same, changed, added or removed; besides it may be moved and have several effects, each counted once.
    """
    counts = dict.fromkeys(COUNTED, 0)
    for entry in entries:
        for name in (find_status(entry), *(["moved"] if entry.moved else []), *dict.fromkeys(entry.effects)):
            counts[name] += 1
    return counts


def _read_headings(clauses: Sequence[Clause]) -> Headings:
    """Return the outermost heading of each clause that does not stand above the whole document, as a title does."""
    numbers = [_NUMBER.search(clause.id) for clause in clauses]
    if all(numbers):
        clauses = sorted(clauses, key=lambda clause: int(_NUMBER.findall(clause.id)[0]))
    depth = 0
    while clauses and all(len(clause.section) > depth for clause in clauses):
        if len({clause.section[depth] for clause in clauses}) > 1:
            break
        depth += 1
    if all(len(clause.section) == depth for clause in clauses):  # one section holds all
        depth = 0
    return {clause.id: clause.section[depth] if len(clause.section) > depth else "" for clause in clauses}


def _find_partners(entries: Iterable[Entry], old: Headings, new: Headings) -> dict[str, str | None]:
    """Return {new heading: the old one whose clauses link there most, None if none does}, in the order of the new."""
    pairs = Counter((new[there.id], old[here.id]) for entry in entries for there in entry.new for here in entry.old)
    return _find_most(pairs, dict.fromkeys(new.values()), dict.fromkeys(old.values()))


def _find_homes(
    entries: Iterable[Entry], old: Headings, new: Headings, partners: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Return {old heading: of the new ones that are paired with it, the one where most of it links, else None}."""
    links = Counter((old[here.id], new[there.id]) for entry in entries for here in entry.old for there in entry.new)
    paired = {pair: count for pair, count in links.items() if partners[pair[1]] == pair[0]}
    return _find_most(paired, dict.fromkeys(old.values()), partners)


def _find_most(
    links: Mapping[tuple[str, str], int], own: Iterable[str], others: Iterable[str]
) -> dict[str, str | None]:
    """Return {own heading: the other one with the highest count of links, the first of several, None without links}.

    Looked at are links, which are as many as the clauses, not all headings with all.
    """
    rank = {name: place for place, name in enumerate(others)}
    best: dict[str, tuple[int, int, str]] = {}
    for (name, other), count in links.items():
        found = (count, -rank[other], other)
        best[name] = max(best.get(name, found), found)
    return {name: best[name][2] if name in best else None for name in own}


def _order_pairs(
    partners: Mapping[str, str | None], home: Mapping[str, str | None], old: Sequence[str]
) -> list[tuple[str | None, str | None]]:
    """Return the pairs of headings: the new ones in order, an old one without counterpart after the one before it."""
    pairs: list[tuple[str | None, str | None]] = [(partner, name) for name, partner in partners.items()]
    place = 0
    for name in old:
        pair = (name, home[name])
        if home[name] is None:
            pairs.insert(place, pair)
        place = pairs.index(pair) + 1
    return pairs
