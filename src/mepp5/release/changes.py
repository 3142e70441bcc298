"""Adjudicated links become the rows of the config "changes"."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mepp5.annotation.annotators import REFERENCE
from mepp5.changes.exports import read_change_export
from mepp5.changes.links import Difference, Link, Quotation
from mepp5.changes.pairs import Pair, Sides
from mepp5.files import Object
from mepp5.paths import ROOT


def list_changes(pair: Pair, clauses: Mapping[str, Object], root: Path = ROOT) -> list[Object]:
    """Return a row for each link of the pair, in canonical order; `clauses` are the rows of "clauses" by id."""
    links = read_change_export(pair, root)[REFERENCE]
    return [make_change_row(pair, number, link, clauses) for number, link in enumerate(links, start=1)]


def make_change_row(pair: Pair, number: int, link: Link, clauses: Mapping[str, Object]) -> Object:
    """Return the row of a link, the pair's number-th."""
    row: Object = {
        "id": f"{pair.id}/{number:04}",
        "pair": pair.id,
        "form": link.form,
        "moved": link.moved,
        "meaning": link.meaning,
        "effects": list(link.effects),
        "differences": [_difference_row(difference, clauses) for difference in link.differences],
    }
    for side, ids in (("old", link.old), ("new", link.new)):
        row[side] = list(ids)
        for column, name in (
            ("texts", "text"),
            ("sections", "section"),
            ("categories", "labels"),
            ("topics", "topics"),
        ):
            row[f"{side}_{column}"] = [clauses[id][name] for id in ids]
    return row


def _difference_row(difference: Difference, clauses: Mapping[str, Object]) -> Object:
    sides = {**_words("old", difference.old, clauses), **_words("new", difference.new, clauses)}
    return {**sides, "about": difference.about, "effect": difference.effect}


def _words(side: str, quotation: Quotation | None, clauses: Mapping[str, Object]) -> Object:
    if quotation is None:
        return {f"{side}_clause": "", f"{side}_start": 0, f"{side}_end": 0, f"{side}_text": ""}
    return {
        f"{side}_clause": quotation.id,
        f"{side}_start": quotation.start,
        f"{side}_end": quotation.end,
        f"{side}_text": clauses[quotation.id]["text"][quotation.start : quotation.end],
    }


def find_column_faults(
    row: Object, number: int, link: Link, sides: Sides, clauses: Mapping[str, Object]
) -> Iterator[str]:
    """Yield in what a released row is not the pair's number-th link, or not of the clauses as they stand.

    Texts, sections and quoted words are compared with the units of `sides`, categories and topics with `clauses`, the
    rows of "clauses" by id.
    """
    own: Object = {
        "id": f"{sides.pair.id}/{number:04}",
        "pair": sides.pair.id,
        "old": list(link.old),
        "new": list(link.new),
    }
    own |= {"form": link.form, "moved": link.moved, "meaning": link.meaning, "effects": list(link.effects)}
    for side, ids in (("old", link.old), ("new", link.new)):
        own[f"{side}_texts"] = [sides.units[id].text for id in ids]
        own[f"{side}_sections"] = [list(sides.units[id].section) for id in ids]
        for column, name in (("categories", "labels"), ("topics", "topics")):
            if all(id in clauses for id in ids):  # where one is missing, the rows of "clauses" are at fault
                own[f"{side}_{column}"] = [clauses[id][name] for id in ids]
    for name, value in own.items():
        if row[name] != value:
            yield f"{name} is not that of the link and its clauses ({value!r})"
    yield from _find_difference_faults(row["differences"], link, sides)


def _find_difference_faults(rows: Sequence[Object], link: Link, sides: Sides) -> Iterator[str]:
    said = [(each["about"], each["effect"], *_read_words("old", each), *_read_words("new", each)) for each in rows]
    true = [
        (each.about, each.effect, *_place_words(each.old, sides), *_place_words(each.new, sides))
        for each in link.differences
    ]
    if len(said) != len(true):
        yield f"{len(said)} differences of {len(true)}"
    for one, other in zip(said, true, strict=False):
        if one != other:
            yield f"a difference {one} is not that of the link, whose words stand so in the clauses: {other}"


def _read_words(side: str, row: Object) -> tuple[str, int, int, str]:
    return row[f"{side}_clause"], row[f"{side}_start"], row[f"{side}_end"], row[f"{side}_text"]


def _place_words(words: Quotation | None, sides: Sides) -> tuple[str, int, int, str]:
    if words is None:
        return "", 0, 0, ""
    return words.id, words.start, words.end, sides.units[words.id].text[words.start : words.end]
