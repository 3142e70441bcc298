"""Every field of every decision file, with hostile values in its place: one sentence, nothing written, no traceback."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from mepp5.adjudication.cases import DRAW, read_draw, read_reasons
from mepp5.adjudication.decisions import DECISIONS
from mepp5.adjudication.known_issues import KNOWN_ISSUES, read_known_issues
from mepp5.adjudication.revisions import REVISIONS, read_revisions
from mepp5.adjudication.second_reading import SECOND_READING, read_verdicts
from mepp5.annotation.annotators import ANNOTATORS, read_annotators
from mepp5.changes.adjudication.cases import CHANGE_DRAW, read_change_draw
from mepp5.changes.adjudication.decisions import CHANGE_DECISIONS, read_change_reasons
from mepp5.changes.adjudication.second_reading import CHANGE_SECOND_READING, read_change_verdicts
from mepp5.changes.annotators import CHANGE_ANNOTATORS, read_change_annotators
from mepp5.changes.pairs import PAIRS, read_pairs
from mepp5.corpus.clauses import clauses_path, read_units
from mepp5.corpus.corrections import CORRECTIONS, check_corrections
from mepp5.corpus.drafts import drafts_path, read_drafts
from mepp5.corpus.edits import edits_path, read_edits
from mepp5.corpus.manifest import MANIFEST, read_manifest
from mepp5.errors import CorpusError
from mepp5.files import dump_json, dump_jsonl
from mepp5.invented.collection import read_collection
from mepp5.metadata.citation import CITATION, read_citation
from mepp5.past.releases import RELEASES, read_releases
from mepp5.scheme.entries import DPV_TERMS, TAXONOMY
from mepp5.scheme.faults import check_taxonomy
from tests import fixture_hostile as hostile
from tests.fixture_corpus import make_corpus
from tests.fixture_damage import _dump_toml

CLAUSE = "alpha-2020/0002"
LINKED = {"pair": "alpha-2020--gamma-2022", "old": [CLAUSE], "new": []}
LISTS = {"clauses": [CLAUSE], "consistency": [], "second_reading": [], "rules": []}
BY_PAIR = {"about": "why", "drawn": {}, "rulings": {}, "second_reading": {}}
RELEASE = {"version": "0.6.0", "date": "2026-01-01", "policies": ["beta"], "clauses": 1, "labels": "0" * 64}
RELEASE |= {"annotators": ["reader"], "decisions": "", "rows": {"clauses": "0" * 64}, "reasons": {"beta": [1]}}
CITED = {
    "title": "T",
    "version": "1.2.3",
    "abstract": "A",
    "keywords": ["k"],
    "date-released": "2020-01-01",
    "url": "https://a.example/",
}
NOT_CITED = {"title": hostile.NOT_LINES, "keywords": [["a\nb"]], "abstract": ["", "a\u0000"]}
NOT_CITED |= {"version": hostile.NOT_VERSIONS}
NOT_CITED |= {"date-released": hostile.NOT_DAYS, "url": hostile.NOT_ADDRESSES, "authors": [[], [{"name": "a\nb"}]]}

# file -> (its reader, {field: hostile values}, the file's content if the tiny corpus has none)
Read = Callable[[Path], object]
FILES: dict[str, tuple[Read, dict[str, list], object]] = {
    MANIFEST: (read_manifest, hostile.MANIFEST, None),
    CORRECTIONS: (check_corrections, hostile.CORRECTION, None),
    TAXONOMY: (check_taxonomy, hostile.CATEGORY, None),
    ANNOTATORS: (read_annotators, hostile.ANNOTATOR | {"policies": [[id] for id in hostile.NOT_IDS]}, None),
    CHANGE_ANNOTATORS: (read_change_annotators, hostile.ANNOTATOR, None),
    PAIRS: (read_pairs, hostile.PAIR, None),
    RELEASES: (read_releases, hostile.RELEASE, {"release": [RELEASE]}),
    KNOWN_ISSUES: (
        read_known_issues,
        {"kind": [""], "clauses": [[], *([id] for id in hostile.NOT_CLAUSES)], "reason": hostile.NOT_LINES},
        {"issue": [{"kind": "lost_cells", "clauses": [CLAUSE], "reason": "why"}]},
    ),
    clauses_path("alpha-2020"): (lambda root: read_units("alpha-2020", root), hostile.UNIT, None),
    edits_path("alpha-2020"): (lambda root: read_edits("alpha-2020", root), hostile.EDIT, None),
    drafts_path("alpha-2020"): (
        lambda root: read_drafts("alpha-2020", root),
        {"id": hostile.NOT_CLAUSES, "why": hostile.NOT_LINES[1:]},
        [{"id": CLAUSE, "why": ""}],
    ),
    DECISIONS: (read_reasons, hostile.DECISION, [{"id": CLAUSE, "reason": "Rule 1."}]),
    SECOND_READING: (
        read_verdicts,
        hostile.VERDICT,
        [{"id": CLAUSE, "annotator": "reader", "verdict": "wrong", "note": "why", "release": "0.2.0"}],
    ),
    REVISIONS: (
        read_revisions,
        {"id": hostile.NOT_CLAUSES, "version": hostile.NOT_VERSIONS},
        [{"version": "0.2.0", "id": CLAUSE, "before": {"practices": [], "slots": []}}],
    ),
    DRAW: (
        read_draw,
        {name: [[id] for id in hostile.NOT_CLAUSES] for name in LISTS} | {"about": hostile.NOT_LINES[1:]},
        {"about": "why", **LISTS},
    ),
    CHANGE_DECISIONS: (
        read_change_reasons,
        hostile.CHANGE_LINE | {"reason": hostile.NOT_LINES},
        [LINKED | {"reason": "why"}],
    ),
    CHANGE_SECOND_READING: (
        read_change_verdicts,
        hostile.CHANGE_LINE | {"why": hostile.NOT_LINES},
        [LINKED | {"verdict": "wrong", "why": "so"}],
    ),
    CHANGE_DRAW: (
        read_change_draw,
        {name: [{"../x": []}, {"a--b": ["../x"]}] for name in ("drawn", "rulings", "second_reading")},
        BY_PAIR,
    ),
    CITATION: (read_citation, NOT_CITED, CITED | {"authors": [{"name": "N"}]}),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_corpus(tmp_path_factory.mktemp("hostile"))
    for name, (_, _, content) in FILES.items():
        if content is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            write(root / name, content)
    return root


def read(path: Path) -> object:
    text = path.read_text()
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()]
    return tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)


def write(path: Path, tree: object) -> None:
    if path.suffix == ".toml":
        path.write_text(_dump_toml(tree))
    else:
        path.write_bytes(dump_jsonl(tree) if path.suffix == ".jsonl" else dump_json(tree))


def first_entry(tree: object, field: str) -> dict:
    """Return the first object in the tree that has the field, else the first of the entries."""
    entries = (
        tree
        if isinstance(tree, list)
        else next((v for v in tree.values() if isinstance(v, list) and v and isinstance(v[0], dict)), [tree])
    )
    if isinstance(tree, dict) and field in tree:
        return tree
    return next((entry for entry in entries if field in entry), entries[0])


def complain(reader: Read, root: Path) -> str:
    """Return the sentence of a reader that refuses, "" of one that does not."""
    try:
        reader(root)
    except CorpusError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("name", "field"), [(name, field) for name in FILES for field in FILES[name][1]])
def test_a_hostile_value_is_refused(root: Path, name: str, field: str) -> None:
    reader, fields, _ = FILES[name]
    path = root / name
    content = path.read_bytes()
    reader(root)
    said = {}
    try:
        for value in fields[field]:
            tree = json.loads(content) if path.suffix == ".cff" else read(path)
            first_entry(tree, field)[field] = value
            write(path, tree)
            said[repr(value)] = complain(reader, root)
            path.write_bytes(content)
    finally:
        path.write_bytes(content)
    assert [value for value, message in said.items() if not message] == []
    for message in said.values():
        assert path.name in message
        assert message.isprintable()
        assert len(message) < 600


TERMS = [
    "https://w3id.org/dpv#Data\tA\u202eB",
    "https://w3id.org/dpv#Data\tData\nhttps://w3id.org/dpv#Data\tData",
    "a\tB",
]
CLAUSES = [
    "S fp | a\u0000b",
    "S fp | a\u202eb",
    "## a\u200bb\nS fp | a",
    "@ a02 | Plum | a shop | Malta | once | plain\nS fp | a",
]
CLAUSES += ["@ a02 | Pl\u202eum | a shop | Malta | 2020 | plain\nS fp | a", "S fp | a | b\u0007"]


@pytest.mark.parametrize(
    ("name", "reader", "line"),
    [
        *((DPV_TERMS, check_taxonomy, line) for line in TERMS),
        *(("invented/shop.txt", read_collection, line) for line in CLAUSES),
    ],
)
def test_a_hostile_line_is_refused(root: Path, name: str, reader: Read, line: str) -> None:
    content = (root / name).read_text()
    reader(root)
    (root / name).write_text(f"{content.rstrip()}\n{line}\n")
    try:
        message = complain(reader, root)
    finally:
        (root / name).write_text(content)
    assert name.partition("/")[0] in message
    assert message.isprintable()
    reader(root)


@pytest.mark.parametrize("spelling", ["Alpha", "ALPHA"])
def test_a_lineage_is_spelled_alike_everywhere(tmp_path: Path, spelling: str) -> None:
    path = make_corpus(tmp_path) / MANIFEST
    text = path.read_text().replace('lineage = "beta"', f'lineage = "{spelling}"')
    path.write_text(text.replace('split = "validation"', 'split = "train"'))
    with pytest.raises(CorpusError, match=rf"lineage '{spelling}' is 'alpha' elsewhere; write it alike\.$"):
        read_manifest(tmp_path / "corpus-of-three")
