"""Adjudicated links become the rows of the config "changes"."""

from collections.abc import Mapping
from pathlib import Path

from mepp5.annotation.annotators import REFERENCE
from mepp5.changes.exports import read_change_export
from mepp5.changes.links import Difference, Link, Quotation
from mepp5.changes.pairs import Pair
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
