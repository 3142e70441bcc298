"""What the page that scores one's own predictions holds: the reference, and what a line may say."""

import json

from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.release.protocols import PROTOCOLS, find_tested, make_folds
from mepp5.site.source import Source


def dump_answers(source: Source) -> str:
    """Return the reference as JSON that can stand in an HTML script element: no "<" is in it.

    {"categories": [id], "slots": {slot: [value]}, "clauses": [[id, text, [category], [[start, end, slot, value]]]],
    "protocols": {name: the places of the clauses that it tests}}.
    """
    rows = list(source.clauses.values())
    places = {row["id"]: place for place, row in enumerate(rows)}
    answers: Object = {
        "categories": list(source.taxonomy.category_ids),
        "slots": {slot.id: list(slot.values) for slot in source.taxonomy.slots},
        "clauses": [
            [row["id"], row["text"], row["labels"], [_list_slot(slot) for slot in row["slots"]]] for row in rows
        ],
        "protocols": _list_tested(source, places),
    }
    return json.dumps(answers, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _list_slot(slot: Object) -> list[object]:
    return [slot[name] for name in ("start", "end", "slot", "value")]


def _list_tested(source: Source, places: dict[str, int]) -> dict[str, list[int]]:
    """Return the clauses that each protocol tests; one that the corpus is too small for is left out."""
    splits = {policy["id"]: policy["split"] for policy in source.policies}
    rows = [row | {"split": splits[row["policy"]]} for row in source.clauses.values()]
    tested = {}
    for name in PROTOCOLS:
        try:
            folds = make_folds(name, rows)
        except CorpusError:
            continue
        tested[name] = [places[row["id"]] for row in find_tested(folds, rows)]
    return tested
