"""Random links that keep the rules, of the tiny corpus's first pair: `links(sides)` is a hypothesis strategy."""

from hypothesis import strategies as st

from mepp5.changes.links import EFFECTS, Difference, Link, Quotation, find_fault
from mepp5.changes.pairs import Sides
from mepp5.corpus.clauses import Unit
from mepp5.scheme.taxonomy import read_taxonomy

TAXONOMY = read_taxonomy()
ABOUT = st.sampled_from([*TAXONOMY.slot_ids, *TAXONOMY.category_ids])
EFFECT = st.sampled_from(EFFECTS)
SIZE = st.integers(1, 3)


@st.composite
def links(draw: st.DrawFn, sides: Sides) -> list[Link]:
    """Return links that hold every clause of both policies once, in any order."""
    old, new = (draw(st.permutations([unit for unit in units if unit.is_clause])) for units in (sides.old, sides.new))
    made = []
    for _ in range(draw(st.integers(0, 5))):
        ones, old = _take(draw(SIZE), old)
        others, new = _take(draw(SIZE), new)
        if ones and others:
            made.append(draw(_link(ones, others, sides)))
        else:
            old, new = [*old, *ones], [*new, *others]
    made += [Link((unit.id,), (), "removed", effect=draw(EFFECT)) for unit in old]
    return made + [Link((), (unit.id,), "added", effect=draw(EFFECT)) for unit in new]


def _take(number: int, units: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    return list(units[:number]), list(units[number:])


@st.composite
def _link(draw: st.DrawFn, old: list[Unit], new: list[Unit], sides: Sides) -> Link:
    ids = tuple(unit.id for unit in old), tuple(unit.id for unit in new)
    moved = draw(st.booleans())
    if [unit.text for unit in old] == [unit.text for unit in new]:
        return Link(*ids, "identical", moved, "same")
    number = len(old), len(new)
    form = "split" if number[1] > number[0] else "merged" if number[0] > number[1] else "reworded"
    if number == (1, 1) and draw(st.booleans()):
        form = "edited"
    found = [] if form == "edited" else draw(st.lists(_difference(old, new), max_size=4))
    kept = []
    for each in found:
        if find_fault(Link(*ids, form, moved, "changed", (each,)), sides.units, TAXONOMY) is None:
            kept.append(each)
    return Link(*ids, form, moved, "changed" if kept else "same", tuple(kept))


@st.composite
def _difference(draw: st.DrawFn, old: list[Unit], new: list[Unit]) -> Difference:
    quotations = [draw(st.none() | _words(units)) for units in (old, new)]
    return Difference(*quotations, draw(ABOUT), draw(EFFECT))


@st.composite
def _words(draw: st.DrawFn, units: list[Unit]) -> Quotation:
    unit = draw(st.sampled_from(units))
    start = draw(st.integers(0, len(unit.text) - 1))
    return Quotation(unit.id, start, draw(st.integers(start + 1, len(unit.text))))
