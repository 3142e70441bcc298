"""Links as Label Studio results: clauses and words are regions, what joins them are relations.

Every clause is a region, labelled linked, removed or added; of a link, the first old one has form, moved and meaning as
choices. A relation "same statement" joins old and new clauses. Words that differ are regions "words", joined by a
relation "became" where both sides have some; the old ones, or else the new, have the choices about and effect.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mepp5.changes.links import ALONE, Difference, Link, Quotation, sort_links
from mepp5.changes.tasks import ChangeTask
from mepp5.files import Object, sha256

LINKED, WORDS = "linked", "words"
SAME_STATEMENT, BECAME = "same statement", "became"
MOVED = {True: "moved", False: "in place"}
# The controls of the interface, on each side; form, moved and meaning are on the old side alone.
LABEL, FORM, PLACE, MEANING, ABOUT, EFFECT = "label", "form", "place", "meaning", "about", "effect"


def control(side: str, name: str) -> str:
    """Return the name of a control of the interface: each labels one of the two texts, "old_text" or "new_text"."""
    return f"{side}_{name}"


@dataclass(frozen=True, slots=True)
class _Region:
    """A region: [start, end) of its side's text, its label and its choices {control: choice}."""

    side: str
    start: int
    end: int
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    # What tells it from another region of the same place, label and choices: where the other side of it stands.
    beside: str = ""

    @property
    def id(self) -> str:
        about = f"{self.side} {self.start} {self.end} {self.label} {self.choices} {self.beside}"
        return sha256(about.encode())[:10]

    @property
    def place(self) -> tuple[bool, int, int, str, str]:
        return self.side == "new", self.start, -self.end, self.label, self.id


@dataclass
class _Written:
    """What is written of a task: regions, and relations as (from, to, label)."""

    regions: list[_Region] = field(default_factory=list)
    relations: list[tuple[_Region, _Region, str]] = field(default_factory=list)


def write_change_results(task: ChangeTask, links: Iterable[Link]) -> list[Object]:
    """Return the results of one annotator's links, regions by side and offset, then relations.

    Offsets are code points of the side's text; region ids depend on what is marked and said alone.
    """
    written = _Written()
    for link in sort_links(links, task.sides.old, task.sides.new):
        _write_lone(task, link, written) if link.form in ALONE else _write_link(task, link, written)
    texts = {side: text.text for side, text in task.each_side()}
    regions = sorted(written.regions, key=lambda region: region.place)
    rank = {region.id: number for number, region in enumerate(regions)}
    relations = sorted(written.relations, key=lambda each: (rank[each[0].id], rank[each[1].id]))
    return [result for region in regions for result in _write_region(region, texts)] + [
        {"from_id": one.id, "to_id": other.id, "type": "relation", "direction": "right", "labels": [label]}
        for one, other, label in relations
    ]


def _write_lone(task: ChangeTask, link: Link, written: _Written) -> None:
    side, id = ("old", link.old[0]) if link.form == "removed" else ("new", link.new[0])
    unit = task.sides.units[id]
    written.regions.append(_Region(side, unit.start, unit.end, link.form, ((EFFECT, str(link.effect)),)))


def _write_link(task: ChangeTask, link: Link, written: _Written) -> None:
    units, said = task.sides.units, ((FORM, link.form), (PLACE, MOVED[link.moved]), (MEANING, str(link.meaning)))
    old = [
        _Region("old", units[id].start, units[id].end, LINKED, () if number else said)
        for number, id in enumerate(link.old)
    ]
    new = [_Region("new", units[id].start, units[id].end, LINKED) for id in link.new]
    written.regions += old + new
    written.relations += [(old[0], each, SAME_STATEMENT) for each in new]
    written.relations += [(each, new[0], SAME_STATEMENT) for each in old[1:]]
    for difference in link.differences:
        _write_difference(task, difference, written)


def _write_difference(task: ChangeTask, difference: Difference, written: _Written) -> None:
    old, new = (_extent(task, quotation) for quotation in (difference.old, difference.new))
    said = ((ABOUT, difference.about), (EFFECT, difference.effect))
    beside = f"{old} {new}"
    while not (regions := _make_words(old, new, said, beside)).isdisjoint(written.regions):
        beside += "+"  # the same words became the same, and are about something else, too
    written.regions += regions
    if old and new:
        one, other = sorted(regions, key=lambda region: region.place)
        written.relations.append((one, other, BECAME))


def _make_words(
    old: tuple[int, int] | None, new: tuple[int, int] | None, said: tuple[tuple[str, str], ...], beside: str
) -> set[_Region]:
    regions = {_Region("old", *old, WORDS, said, beside)} if old else set()
    return regions | ({_Region("new", *new, WORDS, () if old else said, beside)} if new else set())


def _extent(task: ChangeTask, quotation: Quotation | None) -> tuple[int, int] | None:
    if quotation is None:
        return None
    start = task.sides.units[quotation.id].start
    return start + quotation.start, start + quotation.end


def _write_region(region: _Region, texts: Mapping[str, str]) -> list[Object]:
    place = {"start": region.start, "end": region.end, "text": texts[region.side][region.start : region.end]}

    def result(name: str, kind: str, chosen: str) -> Object:
        names = {"from_name": control(region.side, name), "to_name": control(region.side, "text")}
        return {"id": region.id, **names, "type": kind, "value": {**place, kind: [chosen]}}

    return [result(LABEL, "labels", region.label), *(result(name, "choices", each) for name, each in region.choices)]
