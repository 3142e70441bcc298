"""What is exported, as the files of data/ have it, and what a reader found, in one form to be compared.

found = Found(...)                    # filled by a test's own reader
expected = read_expected("clauses")   # from data/, not by what exports
"""

import json
from dataclasses import dataclass, field
from itertools import combinations, groupby
from pathlib import Path

from click.testing import CliRunner

from mepp5.cli import main
from mepp5.exports.catalogue import FORMATS, export
from mepp5.exports.selection import Clause, Document, Part, Selection
from mepp5.files import write_files
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy

SPLITS = ("train", "validation", "test")
CONFIGS = ("clauses", "annotators")
# Characters beyond the BMP, an empty line in a span, formulas, nested spans of one type, spans within a token, two
# practices at one place, values with spaces.
ODD = "=1+1 😀 We\n\nkeep your x𝄞y e-mail,\tsee “us”."


@dataclass
class Found:
    """What a format gives back.

    Spans are sorted tuples (split, annotator, clause, start, end, type, …) in code points of the policy's text; texts
    are by (split, policy or clause), the places of clauses by (split, clause).
    """

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    practices: list[tuple] = field(default_factory=list)
    slots: list[tuple] = field(default_factory=list)
    clauses: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def sort(self) -> "Found":
        """Return this with the spans in order, so that two can be compared."""
        self.practices.sort()
        self.slots.sort()
        return self


def read_jsonl(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_starts(root: Path = ROOT) -> dict[str, int]:
    """Return where each clause begins in its policy's text."""
    return {row["id"]: row["start"] for split in SPLITS for row in read_jsonl(root / f"data/clauses/{split}.jsonl")}


def read_clause_texts(root: Path = ROOT) -> dict[tuple[str, str], str]:
    return {
        (split, row["id"]): row["text"] for split in SPLITS for row in read_jsonl(root / f"data/clauses/{split}.jsonl")
    }


def read_policy_texts(root: Path = ROOT) -> dict[tuple[str, str], str]:
    return {(row["split"], row["id"]): row["text"] for row in read_jsonl(root / "data/policies/corpus.jsonl")}


def read_expected(config: str, root: Path = ROOT) -> Found:
    """Return all spans of a config of the release."""
    starts, found = read_starts(root), Found()
    for split in SPLITS:
        for row in read_jsonl(root / f"data/{config}/{split}.jsonl"):
            add_spans(found, (split, row.get("annotator", ""), row["id"]), starts[row["id"]], row)
    return found.sort()


def expect(selection: Selection) -> Found:
    """Return all spans of a selection."""
    found = Found()
    for part in selection.parts:
        for clause in part.clauses:
            spans = {"practices": clause.practices, "slots": clause.slots}
            add_spans(found, (part.split, part.annotator, clause.id), clause.start, spans)
    return found.sort()


def add_spans(found: Found, key: tuple[str, str, str], start: int, row: dict) -> None:
    """Add the practices and slots of a row, whose offsets are of a clause that begins at `start`."""
    for p in row["practices"]:
        place = (start + p["start"], start + p["end"])
        found.practices.append((*key, *place, p["category"], p["polarity"], tuple(p["subjects"])))
    for s in row["slots"]:
        found.slots.append((*key, start + s["start"], start + s["end"], s["slot"], s["value"]))


def read_places(root: Path = ROOT) -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (split, row["id"]): (row["start"], row["end"])
        for split in SPLITS
        for row in read_jsonl(root / f"data/clauses/{split}.jsonl")
    }


def check_kept(format: str, config: str, found: Found) -> None:
    """Fail unless what came back of the real release is exactly what the catalogue says is kept."""
    expected, kept = read_expected(config), set()
    spans, all_spans = ([span[:6] for span in [*it.practices, *it.slots]] for it in (found, expected))
    kept |= {"text"} if found.texts in (read_policy_texts(), read_clause_texts()) else set()
    kept |= {"clauses"} if found.clauses == read_places() else set()
    kept |= {"offsets"} if spans and set(spans) <= set(all_spans) else set()
    kept |= {"nested spans"} if count_nested(found.slots) == count_nested(expected.slots) > 0 else set()
    kept |= {"values"} if found.slots == expected.slots else set()
    parts = zip(("practices", "polarity", "subjects"), (slice(6), slice(7), slice(6, None)), strict=True)
    for aspect, part in parts:
        if [span[part] for span in found.practices] == [span[part] for span in expected.practices]:
            kept.add(aspect)
    held = all_spans if found.practices else [slot[:6] for slot in expected.slots]  # of a format without practices
    for place, aspect in enumerate(("splits", "annotators")):
        kept |= {aspect} if {span[place] for span in spans} == {span[place] for span in held} else set()
    assert kept == {aspect for aspect, says in FORMATS[format].keeps.items() if says == "kept"}


def count_nested(slots: list[tuple]) -> int:
    """Return how many pairs of slots of one clause and annotator overlap."""
    pairs = 0
    for _, group in groupby(slots, key=lambda slot: slot[:3]):
        places = [slot[3:5] for slot in group]
        pairs += sum(a[0] < b[1] and b[0] < a[1] for a, b in combinations(places, 2))
    return pairs


def run_export(*words: object):
    """Run `mepp5 export` with these words."""
    return CliRunner().invoke(main, ["export", *(str(word) for word in words)])


def export_release(format: str, config: str, directory: Path) -> Path:
    """Export a config of the real release, and return the folder."""
    result = run_export("--format", format, "--config", config, "-o", directory)
    assert result.exit_code == 0, result.output
    return directory


def make_odd_selection() -> Selection:
    """Return one clause of a made-up policy, whose text is as inconvenient as texts can be."""
    before = "𝔓olicy\n\n"
    spans = {"ee": ("purpose", "other"), "x𝄞y": ("place", "United States"), "𝄞": ("data_type", "other")}
    spans |= {"your x𝄞y e-mail": ("data_type", "contact_details")}
    slots = [_place(words, slot=slot, value=value) for words, (slot, value) in spans.items()]
    about = ["first_party_collection_use", "data_security"]
    practices = [
        _place("We\n\nkeep", category="specific_audiences", polarity="negated", subjects=about),
        _place("We\n\nkeep", category="data_retention", polarity="unknown", subjects=[]),
        _place(ODD, category="data_security", polarity="affirmed", subjects=[]),
    ]
    labels = ("data_retention", "data_security", "specific_audiences")
    place = (len(before), len(before) + len(ODD))
    clause = Clause("odd/0007", "odd", "sentence", ("A “b”",), ODD, *place, labels, tuple(practices), tuple(slots))
    part = Part("test", "", (Document("odd", f"{before}{ODD}\nEnd.\n", (clause,)),))
    row = {"id": clause.id, "policy": "odd", "text": ODD, "labels": list(labels), "section": ["A “b”"]}
    row |= {"start": place[0], "end": place[1]}
    row |= {"practices": practices, "slots": slots}
    return Selection("clauses", {"test": [row]}, (part,), read_taxonomy())


def _place(words: str, **features) -> dict:
    start = ODD.index(words)
    return {"start": start, "end": start + len(words), "text": words, **features}


def write_selection(format: str, directory: Path) -> Path:
    """Export the odd selection, and return the folder."""
    write_files(directory, export(format, make_odd_selection()).contents)
    return directory


def read_key(path: Path, directory: Path) -> tuple[str, str]:
    """Return split and annotator ("" for none) of a file, from the folders in which it is."""
    folders = path.relative_to(directory).parts[:-1]
    return folders[0], folders[1] if len(folders) > 1 else ""
