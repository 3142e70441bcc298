"""What the annotators say of OPP-115's segments (annotations/calibration/<annotator>.jsonl): ids and labels alone."""

from collections.abc import Iterator
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from mepp5.annotation.annotators import ANNOTATORS, read_annotators
from mepp5.errors import CorpusError
from mepp5.files import read_jsonl
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy

CALIBRATION = "annotations/calibration"
# (OPP-115's name of the policy, number of the segment in it, from 0)
Segment = tuple[str, int]


def read_calibration(root: Path = ROOT) -> dict[str, dict[Segment, frozenset[str]]]:
    """Return {annotator: {segment: categories}}, {} where there is no file; raise CorpusError for the first fault."""
    for place, fault in find_calibration_faults(root):
        raise CorpusError(f"{Path(root) / place}: {fault}; mend it.")
    return {
        path.stem: {(row["policy"], row["segment"]): frozenset(row["labels"]) for row in read_jsonl(path)}
        for path in list_calibration(root)
    }


def list_calibration(root: Path = ROOT) -> list[Path]:
    """Return the calibration files, sorted by name; [] where there are none."""
    return sorted((Path(root) / CALIBRATION).glob("*.jsonl"))


def find_calibration_faults(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Yield (place, fault): lines that break the format, segments that stand twice or that one file alone lacks.

    Raises CorpusError for a file that is no JSONL.
    """
    names = [member.id for member in read_annotators(root).members]
    schema = Draft202012Validator(_write_schema(list(read_taxonomy(root).category_ids)))
    labelled: dict[str, set[Segment]] = {}
    for path in list_calibration(root):
        place = f"{CALIBRATION}/{path.name}"
        if path.stem not in names:
            yield place, f"no annotator {path.stem!r} in {ANNOTATORS}"
        labelled[place] = set()
        yield from _examine(path, place, schema, labelled[place])
    everything = set().union(*labelled.values())
    for place, segments in labelled.items():
        for policy, number in sorted(everything - segments):
            yield place, f"segment {number} of {policy} is missing, which another annotator has labelled"


def _examine(path: Path, place: str, schema: Draft202012Validator, segments: set[Segment]) -> Iterator[tuple[str, str]]:
    """Yield the faults of the file's lines, and put what is labelled into `segments`."""
    for number, row in enumerate(read_jsonl(path), start=1):
        error = best_match(schema.iter_errors(row))
        if error:
            yield f"{place}: line {number}", f"{error.json_path.removeprefix('$.')}: {error.message}"
            continue
        segment = (row["policy"], row["segment"])
        if segment in segments:
            yield f"{place}: line {number}", f"segment {segment[1]} of {segment[0]} stands twice"
        segments.add(segment)


def _write_schema(categories: list[str]) -> dict:
    """Return the JSON schema of a line. No other key is allowed: OPP-115's text is its owners'."""
    labels = {"type": "array", "items": {"enum": categories}, "minItems": 1, "uniqueItems": True}
    return {
        "type": "object",
        "required": ["policy", "segment", "labels"],
        "properties": {
            # The name of a file in OPP-115, less its suffix.
            "policy": {"type": "string", "pattern": r"^[0-9]+_[A-Za-z0-9_.-]+$"},
            "segment": {"type": "integer", "minimum": 0},
            "labels": labels,
        },
        "additionalProperties": False,
    }
