"""The tiny corpus adjudicated, read again, calibrated and recorded, so that nothing in it moves unseen.

root = make_recorded(tmp_path)        # released as VERSION, which pyproject.toml states
"""

import shutil
from pathlib import Path

from mepp5.adjudication.cases import DRAW, open_cases, read_draw
from mepp5.adjudication.decisions import DECISIONS, Decision, bind_decisions, dump_decisions
from mepp5.adjudication.digests import digest_labels
from mepp5.adjudication.second_reading import SECOND_READING
from mepp5.agreement.people import hash_labels
from mepp5.annotation.annotators import ANNOTATORS, REFERENCE, read_annotators
from mepp5.annotation.calibration import COMPARISON, ROUNDS
from mepp5.annotation.exports import read_exports
from mepp5.changes.adjudication.decisions import digest_link
from mepp5.changes.adjudication.second_reading import CHANGE_SECOND_READING
from mepp5.changes.annotators import CHANGE_ANNOTATORS
from mepp5.changes.exports import read_change_export
from mepp5.changes.pairs import read_pairs
from mepp5.files import dump_json, dump_jsonl, read_bytes, sha256, write_files
from mepp5.past.recording import record_release
from mepp5.paths import ROOT
from tests.agreement.fixture_people import make_people
from tests.annotation.fixture_annotators import add_layer, call_it_security
from tests.past.fixture_past import set_version
from tests.release.fixture_release import make_release, rebuild

VERSION, NEXT = "0.8.0", "0.9.0"
DRAWN = "beta/0002"
SECOND_PROTOCOL = "annotations/protocols/second_reader.md"  # of nobody who is an annotator


def make_recorded(directory: Path) -> Path:
    """Write the corpus, record its release, and return the root."""
    root = make_release(directory)
    add_layer(root, "other", call_it_security)
    add_layer(root, "judge", lambda annotation: annotation, scope="adjudication")
    _write_people(root)
    _write_decisions(root)
    _write_verdicts(root)
    shutil.copy(ROOT / SECOND_PROTOCOL, root / SECOND_PROTOCOL)
    _write_calibration(root)
    rebuild(root)
    set_version(root, VERSION)
    write_files(root, record_release(root))
    return root


def _write_people(root: Path) -> None:
    """Make the adjudicator's labels the reference, and say by which protocol each annotated."""
    for path in (ANNOTATORS, CHANGE_ANNOTATORS):
        lines = []
        for line in (root / path).read_text().replace('reference = "reader"', 'reference = "reference"').splitlines():
            lines.append(line)
            if line.startswith("protocol = "):
                content = read_bytes(root / "annotations" / line.split('"')[1])
                lines.append(f'protocol_sha256 = "{sha256(content)}"')
        (root / path).write_text("\n".join(lines) + "\n")


def _write_decisions(root: Path) -> None:
    layers = read_exports(root)
    cases = open_cases(layers, read_annotators(root), [])
    undisputed = [case.id for case in cases if not case.disputes]
    draw = {"clauses": undisputed[:1], "consistency": [], "second_reading": [], "rules": []}
    write_files(root, {DRAW: dump_json(draw)})
    decided = [case.id for case in open_cases(layers, read_annotators(root), read_draw(root)) if case.is_decided]
    decisions = [Decision(clause, f"Rule 1, of {clause}.") for clause in decided]
    write_files(root, {DECISIONS: dump_decisions(bind_decisions(decisions, layers[REFERENCE]))})


def _write_verdicts(root: Path) -> None:
    """Have all of the reference and of another annotator read again, and the links of the first pair."""
    layers, pair = read_exports(root), read_pairs(root)[0]
    rows = [
        {
            "id": clause,
            "annotator": name,
            "verdict": "right",
            "note": "",
            "release": VERSION,
            "read": digest_labels(own),
        }
        for name in ("other", REFERENCE)
        for clause, own in layers[name].items()
    ]
    rows[0] |= {"verdict": "wrong", "note": "why"}
    links = [
        {"pair": pair.id, "old": link.old, "new": link.new, "verdict": "right", "release": VERSION}
        | {"read": digest_link(pair.id, link)}
        for link in read_change_export(pair, root)[REFERENCE]
    ]
    links[0] |= {"read": "0" * 16, "unreleased": True, "verdict": "wrong", "why": "it was decided anew"}
    write_files(root, {SECOND_READING: dump_jsonl(rows), CHANGE_SECOND_READING: dump_jsonl(links)})


def _write_calibration(root: Path) -> None:
    for folder in ROUNDS:
        for name, label in (("reader", "data_security"), ("other", "do_not_track")):
            rows = [{"policy": "1_a.com", "segment": number, "labels": [label]} for number in range(3)]
            write_files(root, {f"{folder}/{name}.jsonl": dump_jsonl(rows)})
    write_files(root, {COMPARISON: dump_json(make_people(hash_labels(root)))})
