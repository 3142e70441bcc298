"""What each column of the release says, in a sentence: for Croissant's fields and the JSON Schemas alike."""

from typing import Any

from mepp5.release.features import DIFFERENCE, HEADING, OPTIONAL, PRACTICE, SLOT

CONFIGS = {
    "clauses": "One row for each sentence, list item or table row of a policy, with its adjudicated reference labels.",
    "annotators": "One row for each clause and annotator that labelled it, before adjudication.",
    "policies": "One row for each policy: its canonical text whole, its headings and where it came from.",
    "invented": "One row for each unit of invented policies, to train with. No part of the corpus.",
    "changes": "One row for each link of clauses between two policies, or clause that no link holds.",
}

_CODE_POINTS = "Code points, half-open."
_SPAN = {
    "start": f"Where it begins in the clause's text. {_CODE_POINTS}",
    "end": f"Where it ends in the clause's text. {_CODE_POINTS}",
    "text": "The words between start and end.",
}
_LABELS = {
    "labels": "The categories that the clause states, in the taxonomy's order.",
    "topics": "The labels and what their practices are about besides, in the taxonomy's order.",
    "practices": "What the clause states: spans with category, polarity and subjects.",
    "slots": "Phrases of the clause: spans with slot and value.",
}
_OF_POLICY = {
    "lineage": "The company that the policy descends from; no lineage is in two splits.",
    "date": "The date that the policy states; null where it states none.",
    "date_kind": "What the date is: effective, updated or none.",
    "text": "The text, in its canonical form.",
    "context": "The clause that introduces this one, else the one before it in the same section, else empty.",
    "section": "The titles above the clause, the outermost first.",
}
_ABOUT = {
    "clauses": {
        "id": "The clause: policy and number.",
        "policy": "The policy's id.",
        "position": "The unit's number in its policy, from 1.",
        "level": "How deep a list item stands; 0 outside of lists.",
        "kind": "What the clause is in its policy.",
        "start": f"Where the clause begins in the policy's text. {_CODE_POINTS}",
        "end": f"Where the clause ends in the policy's text. {_CODE_POINTS}",
        "duplicate_group": "The id of the first clause of its group of near-duplicates.",
        "fold": "The fold for cross-validation in domain; a group is in one fold.",
    },
    "annotators": {"id": "The clause's id.", "annotator": "Who labelled it: a name for runs of a language model."},
    "policies": {
        "id": "The policy's id.",
        "publisher": "Who published it.",
        "title": "The document's title.",
        "url": "Where it was published; empty where that is not known.",
        "captured": "The day on which the text was captured; null where that is not known.",
        "split": "The split that its clauses are in.",
        "language": "The language, as ISO 639-1 has it.",
        "rights": "Whose the text is.",
        "raw_file": "The file as received, in corpus/raw of the repository.",
        "raw_sha256": "The SHA-256 of that file.",
        "headings": "The headings, in order.",
    },
    "invented": {
        "id": "The unit: invented/, source and number.",
        "source": "The text that the unit is of.",
        "by_category": "The category that the clause was written for; empty in a policy.",
        "publisher": "The invented publisher; empty outside of policies, as are the next four.",
        "industry": "Its line of business.",
        "country": "Its country.",
        "year": "The policy's year.",
        "manner": "How the policy is written.",
        "position": "The unit's number in its source, from 1.",
        "kind": "What the unit is; chrome is page furniture and has no labels.",
    },
    "changes": {
        "id": "The row: the pair and a number.",
        "pair": "The two policies, the old one first.",
        "old": "Ids of the clauses of the old policy; empty for an added clause.",
        "new": "Ids of the clauses of the new policy; empty for a removed clause.",
        "old_texts": "The text of each of old.",
        "new_texts": "The text of each of new.",
        "form": "What became of the words.",
        "moved": "Whether the clause stands in another place of the new policy.",
        "meaning": "Whether the meaning changed; null for a clause that stands alone.",
        "effects": "What the change does to what is stated.",
        "differences": "What changed, one thing each: words of the old, words of the new, about and effect.",
        "old_sections": "The titles above each of old.",
        "new_sections": "The titles above each of new.",
        "old_categories": "The labels of each of old.",
        "new_categories": "The labels of each of new.",
        "old_topics": "The topics of each of old.",
        "new_topics": "The topics of each of new.",
    },
}
_NESTED = {
    "practices": _SPAN
    | {
        "category": "The practice's category.",
        "polarity": "Whether the practice is affirmed or negated; unknown where the source has lost what decides it.",
        "subjects": "Other categories that the practice is about.",
    },
    "slots": _SPAN | {"slot": "The kind of phrase.", "value": "The value, one of the slot's own."},
    "headings": {
        "id": "The unit's id.",
        "level": "How deep it stands; 0 is the title.",
        "start": f"Where it begins in the policy's text. {_CODE_POINTS}",
        "end": f"Where it ends in the policy's text. {_CODE_POINTS}",
        "text": "The words of the heading.",
    },
    "differences": {
        "old_clause": "The clause of the old words; empty where there are none, and the offsets are 0 then.",
        "old_start": f"Where they begin in that clause's text. {_CODE_POINTS}",
        "old_end": f"Where they end in that clause's text. {_CODE_POINTS}",
        "old_text": "The old words.",
        "new_clause": "The clause of the new words; empty where there are none, and the offsets are 0 then.",
        "new_start": f"Where they begin in that clause's text. {_CODE_POINTS}",
        "new_end": f"Where they end in that clause's text. {_CODE_POINTS}",
        "new_text": "The new words.",
        "about": "The slot or category that the difference is of.",
        "effect": "What the difference does to what is stated.",
    },
}
OBJECTS = {"practices": PRACTICE, "slots": SLOT, "headings": HEADING, "differences": DIFFERENCE}


def describe_column(config: str, column: str) -> str:
    """Return the sentence on a column; raise KeyError where there is none."""
    return ({**_OF_POLICY, **_LABELS} | _ABOUT[config])[column]


def describe_key(column: str, key: str) -> str:
    """Return the sentence on a key of the column's objects; raise KeyError where there is none."""
    return _NESTED[column][key]


def unwrap(kind: Any) -> tuple[Any, int]:
    """Return the innermost kind of a column of features.SCHEMA, its "?" taken off, and how many lists are around it."""
    depth = 0
    while isinstance(kind, list):
        kind, depth = kind[0], depth + 1
    return (kind.removesuffix(OPTIONAL) if isinstance(kind, str) else kind), depth
