"""A made-up copy of OPP-115, and the tiny corpus with labels of the copy's segments.

root, copy = make_calibration(tmp_path), make_copy(tmp_path)
result = compare(root, copy, "--json")      # with SCRIPTS in sys.path
"""

import csv
import json
from pathlib import Path

from click.testing import CliRunner, Result

from mepp5.annotation.calibration import CALIBRATION
from mepp5.files import dump_jsonl, write_files
from mepp5.paths import ROOT
from tests.fixture_corpus import make_corpus

SCRIPTS = ROOT / "scripts"
FIRST, SECURITY, RETENTION = "First Party Collection/Use", "Data Security", "Data Retention"
INTERNATIONAL, INTRODUCTORY = "International and Specific Audiences", "Introductory/Generic"
SHOP, FORUM = "12_shop.example", "7_forum.example"

# policy -> person -> segment -> what the person says of it; "Other: …" is the value of Other Type.
PEOPLE = {
    SHOP: {
        "31": {0: ["Other: Introductory/Generic"], 1: [FIRST, FIRST], 2: [SECURITY]},
        "32": {0: ["Other: Introductory/Generic"], 1: [FIRST, RETENTION], 2: [SECURITY]},
        "33": {0: ["Other: Other"], 1: [RETENTION], 2: []},
    },
    FORUM: {
        "31": {0: [INTERNATIONAL], 1: [SECURITY]},
        "32": {0: [INTERNATIONAL], 1: [SECURITY]},
        "40": {0: [FIRST], 1: [SECURITY], 2: ["Do Not Track"]},
    },
}
READER = {
    (SHOP, 0): ["introductory_generic"],
    (SHOP, 1): ["first_party_collection_use", "data_retention"],
    (SHOP, 2): ["data_security"],
    (FORUM, 0): ["international_transfer", "specific_audiences"],
    (FORUM, 1): ["data_retention"],
}


def dump_labels(labels: dict) -> bytes:
    rows = [{"policy": policy, "segment": number, "labels": names} for (policy, number), names in labels.items()]
    return dump_jsonl(rows)


def write_row(number: int, person: str, segment: int, said: str) -> list[str]:
    category, _, kind = said.partition(": ")
    attributes = {"Purpose": {"value": "not-selected", "selectedText": 'a "quoted", made-up phrase\nof two lines'}}
    if kind:
        attributes = {"Other Type": {"value": kind, "startIndexInSegment": -1, "endIndexInSegment": -1}}
    return [
        str(number),
        "batch",
        person,
        "9",
        str(segment),
        category,
        json.dumps(attributes),
        "1/2/15",
        "http://x.example",
    ]


def make_copy(directory: Path) -> Path:
    """Write a made-up copy of OPP-115 in its original layout and return its directory."""
    copy = directory / "OPP-115"
    for policy, people in PEOPLE.items():
        rows = [(person, n, said) for person, labels in people.items() for n, names in labels.items() for said in names]
        path = copy / "annotations" / f"{policy}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="") as file:
            csv.writer(file).writerows(write_row(n, *row) for n, row in enumerate(rows))
        html = copy / "sanitized_policies" / f"{policy}.html"
        html.parent.mkdir(exist_ok=True)
        html.write_text("<strong> Of lamps </strong>|||We count your lamps.|||We lock them away.")
    return copy


def make_calibration(directory: Path) -> Path:
    """Write the tiny corpus, the reader's calibration and a second annotator's that says the same; return the root."""
    root = make_corpus(directory)
    write_files(root, {f"{CALIBRATION}/{name}.jsonl": dump_labels(READER) for name in ("reader", "second")})
    return root


def compare(root: Path, copy: Path, *arguments: str) -> Result:
    """Run the script on corpus and copy; the command is called as the script would call it."""
    from calibration import main

    return CliRunner().invoke(main, ["--opp115", str(copy), "--root", str(root), *arguments])
