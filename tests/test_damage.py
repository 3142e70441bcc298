"""Every file of the corpus damaged at every key in turn: one sentence that names file and place, never a traceback."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from mepp5.adjudication.cases import DRAW, read_draw, read_reasons
from mepp5.adjudication.decisions import DECISIONS
from mepp5.adjudication.known_issues import KNOWN_ISSUES, read_known_issues
from mepp5.adjudication.revisions import REVISIONS, read_revisions
from mepp5.adjudication.second_reading import SECOND_READING, read_verdicts
from mepp5.agreement.file import AGREEMENT, read_agreement
from mepp5.agreement.people import read_comparison
from mepp5.annotation.annotators import ANNOTATORS, read_annotators
from mepp5.annotation.calibration import CALIBRATION, COMPARISON, ROUNDS, read_calibration
from mepp5.annotation.exports import export_path, read_export
from mepp5.changes.links import EFFECTS, FORMS, MEANINGS
from mepp5.checks.catalogue import run_checks
from mepp5.corpus.clauses import clauses_path, read_units
from mepp5.corpus.corrections import CORRECTIONS, read_corrections
from mepp5.corpus.edits import edits_path, read_edits
from mepp5.corpus.manifest import MANIFEST, find_policy, read_manifest, read_raw
from mepp5.errors import CorpusError
from mepp5.files import dump_json, dump_jsonl, write_files
from mepp5.listing import list_stats
from mepp5.release.loading import SUMS, data_path
from mepp5.release.protocols import HEADLINE
from mepp5.release.rows import STATS, hash_config
from mepp5.release.valid_rows import examine_rows
from mepp5.scheme.entries import TAXONOMY
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.scoring.results import ANNOTATORS as ANNOTATOR_SCORES
from mepp5.scoring.results import DIFFERENCES, HISTORY, RESULTS, read_beside, read_history, read_results
from tests.agreement.fixture_people import make_people
from tests.fixture_changes import CHANGE_READERS, FIRST, SECOND
from tests.fixture_damage import Damage, list_damages

CLAUSE = "alpha-2020/0002"
CHANGE_ROWS = data_path("changes", "alpha_2020__gamma_2022")
SPAN = {"start": 0, "end": 4, "category": "specific_audiences", "polarity": "affirmed", "subjects": ["data_security"]}
SLOT = {"start": 0, "end": 4, "slot": "data_type", "value": "other"}
# What the tiny corpus has no need of otherwise.
MORE = {
    DECISIONS: dump_jsonl([{"id": CLAUSE, "reason": "Rule 1."}]),
    DRAW: dump_json({"about": "why", "clauses": [CLAUSE], "consistency": [], "second_reading": [], "rules": []}),
    REVISIONS: dump_jsonl([{"version": "0.2.0", "id": CLAUSE, "before": {"practices": [SPAN], "slots": [SLOT]}}]),
    SECOND_READING: dump_jsonl(
        [{"id": CLAUSE, "annotator": "reader", "verdict": "wrong", "note": "why", "release": "0.2.0"}]
    ),
    KNOWN_ISSUES: f'[[issue]]\nkind = "lost_cells"\nclauses = ["{CLAUSE}"]\nreason = "why"\n'.encode(),
    **{
        f"{folder}/reader.jsonl": dump_jsonl([{"policy": "1_a.com", "segment": 0, "labels": ["data_security"]}])
        for folder in ROUNDS
    },
    COMPARISON: dump_json(make_people({"reader": "0"})),
}


@pytest.fixture(scope="module")
def root(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished tiny release with every file that a corpus can have."""
    root = shutil.copytree(finished, tmp_path_factory.mktemp("damage") / "corpus")
    write_files(root, MORE)
    for name in ("logreg", "tagger"):  # one protocol stands for all: they have the same form
        path = root / RESULTS / f"{name}.json"
        result = json.loads(path.read_text())
        result["protocols"] = {HEADLINE: result["protocols"][HEADLINE]}
        path.write_bytes(dump_json(result))
    return root


def read_scores(root: Path) -> None:
    digest = hash_config("clauses", (root / SUMS).read_bytes())
    read_results(digest, root)
    read_results(digest, root, "slots")
    for path in (DIFFERENCES, ANNOTATOR_SCORES):
        read_beside(path, digest, root)


def read_rows(config: str, split: str):
    def read(root: Path) -> None:
        path = data_path(config, split)
        for number, fault in examine_rows((root / path).read_bytes(), config, read_taxonomy(root))[1]:
            raise CorpusError(f"{path}: line {number}: {fault}.")

    return read


# What reads each file; every file of corpus/, annotations/, data/ and baselines/results with keys stands here.
READERS = {
    MANIFEST: read_manifest,
    CORRECTIONS: lambda root: read_corrections("gamma-2022", read_raw(find_policy("gamma-2022", root), root), root),
    edits_path("alpha-2020"): lambda root: read_edits("alpha-2020", root),
    clauses_path("alpha-2020"): lambda root: read_units("alpha-2020", root),
    TAXONOMY: read_taxonomy,
    ANNOTATORS: read_annotators,
    export_path("alpha-2020"): lambda root: read_export("alpha-2020", root),
    DECISIONS: read_reasons,
    DRAW: read_draw,
    REVISIONS: read_revisions,
    SECOND_READING: read_verdicts,
    KNOWN_ISSUES: read_known_issues,
    f"{CALIBRATION}/reader.jsonl": read_calibration,
    f"{ROUNDS[1]}/reader.jsonl": lambda root: read_calibration(root, ROUNDS[1]),
    COMPARISON: read_comparison,
    AGREEMENT: read_agreement,
    **CHANGE_READERS,
    CHANGE_ROWS: read_rows("changes", "alpha_2020__gamma_2022"),
    data_path("clauses", "train"): read_rows("clauses", "train"),
    data_path("annotators", "train"): read_rows("annotators", "train"),
    data_path("policies", "corpus"): read_rows("policies", "corpus"),
    data_path("invented", "train"): read_rows("invented", "train"),
    STATS: list_stats,
    f"{RESULTS}/logreg.json": read_scores,
    f"{RESULTS}/tagger.json": read_scores,
    DIFFERENCES: read_scores,
    ANNOTATOR_SCORES: read_scores,
    HISTORY: read_history,
}
ABOUT = (*read_taxonomy().slot_ids, *read_taxonomy().category_ids)
# (file's name, key): damages that leave a file as sound as it was.
SOUND = {
    "alpha-2020.jsonl": {("lead_in", "null")},
    "train.jsonl": {("date", "null")},
    "corpus.jsonl": {("date", "null"), ("captured", "null")},
    "adjudication_draw.json": {("about", "missing"), ("rules", "missing")},
    "corrections.toml": {("correction", "missing")},
    "known_issues.toml": {("issue", "missing"), ("issue", "twice")},  # twice is one entry more
    "agreement.json": {(key, "null") for key in ("value", "low", "high", "polarity", "slots", "extents", "subjects")},
    "comparison.json": {(key, "null") for key in ("value", "low", "high", "f1")},
    "revisions.jsonl": {("subjects", "missing")},  # of those who have none
    # Read before there were others, or of labels that no release has.
    "second_reading.jsonl": {("release", "missing"), ("read", "missing"), ("unreleased", "missing")},
    "adjudication.jsonl": {("decided", "missing"), ("bound", "missing")},  # before it is bound, which a check asks for
    f"{FIRST}.json": {("text", "null"), ("text", "missing")},  # what is marked is told by its offsets
    "alpha_2020__gamma_2022.jsonl": {("meaning", "null")},  # of a clause alone
    # A corpus may compare fewer policies, and count less of them.
    "stats.json": {(key, "missing") for key in (FIRST, SECOND, *FORMS, *MEANINGS, *EFFECTS, *ABOUT)},
    "results": {(key, "null") for key in ("novel", "interval")},
    "history.json": {(key, "null") for key in ("novel", "all")},
}
INTERVALS = {"intervals", "section_intervals"}  # None where there are no two groups to draw from
# Of scores; task, protocol and track are missing where many scores share them.
OPTIONAL = {"ranking_precision", "per_category", "per_slot", "task", "protocol", "track"}


def read_tree(path: Path) -> list[object]:
    """Return the file's tree, or one for each line."""
    text = path.read_text()
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines()]
    return [tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)]


def write(path: Path, trees: list[object], damage: Damage, place: int) -> str:
    """Write the file with the damage in the tree at `place`, and return what a message must name."""
    if path.suffix == ".toml":
        path.write_text(damage.as_toml())
        return path.name
    lines = [json.dumps(tree, ensure_ascii=False) for tree in trees]
    path.write_text("".join(f"{line}\n" for line in [*lines[:place], damage.as_json(), *lines[place + 1 :]]))
    return f"{path.name}: line {place + 1}" if path.suffix == ".jsonl" else path.name


def is_sound(path: Path, damage: Damage) -> bool:
    """Return whether the damage changes nothing that the form asks for; keys of dictionaries are anybody's."""
    known = SOUND.get("results" if RESULTS in path.as_posix() else path.name, set())
    if (damage.key, damage.kind) in known:
        return True
    if damage.kind == "null" and INTERVALS & set(damage.path[:-1]):
        return True
    return damage.kind == "missing" and (damage.key in OPTIONAL or is_free(path, damage.path))


def is_free(path: Path, steps: tuple) -> bool:
    """Return whether the last step is a key of a dictionary with any keys: a category, a policy, a score, a library."""
    free = {"history.json": 5, "stats.json": 0}.get(path.name, 0)
    holders = ("categories", "merged_categories", "slots", "intervals", "section_intervals", "per_category", "per_slot")
    holders += ("libraries", "seeds", "protocols", "policies", "units", "annotators", "splits", "values", "clauses")
    holders += (
        "drawn",
        "rulings",
        "links",
        "overlap",
        "reused",
        "all",
        "novel",
        "tasks",
        "opp115",
        "labels",
        "left_out",
    )
    before = [step for step in steps[:-1] if isinstance(step, str)]
    inner = {"overlap": 3, "reused": 2, "categories": 2}
    return (
        len(steps) <= free
        or (bool(before) and before[-1] in holders)
        or any(step in before and len(before) - before.index(step) <= depth for step, depth in inner.items())
    )


@pytest.mark.parametrize("name", READERS)
def test_a_damaged_key_is_one_sentence(root: Path, name: str) -> None:
    path, read = root / name, READERS[name]
    content, trees = path.read_bytes(), read_tree(root / name)
    place = max(range(len(trees)), key=lambda number: len(json.dumps(trees[number])))
    silent = []
    try:
        for damage in list_damages(trees[place], toml=path.suffix == ".toml"):
            named = write(path, trees, damage, place)
            try:
                read(root)
            except CorpusError as error:
                message = str(error)
                assert named in message, (damage.path, damage.kind, message)
                assert "\n" not in message
                assert len(message) < 1500
            else:
                silent.append((damage.path, damage.kind))
                assert is_sound(path, damage), (damage.path, damage.kind)
    finally:
        path.write_bytes(content)
    read(root)
    assert len(silent) < len(list(list_damages(trees[place]))) / 2


def test_every_file_with_keys_is_read(root: Path) -> None:
    """Files of one form stand for each other: the policies' and splits', and the baselines'."""
    kinds = {Path(name).parent / Path(name).suffix for name in READERS}
    found = {
        path.relative_to(root) for folder in ("corpus", "annotations", "data") for path in (root / folder).rglob("*.*")
    }
    found |= {path.relative_to(root) for path in (root / RESULTS).rglob("*.json")}
    keyed = {path.parent / path.suffix for path in found if path.suffix in (".json", ".jsonl", ".toml")}
    keyed = {kind for kind in keyed if not kind.is_relative_to("data/schema")}  # written, and compared byte for byte
    assert keyed == {kind for kind in kinds if kind.parent != Path(HISTORY).parent}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", ["wrong type", "twice", "deep", "surrogate"])
def test_the_checks_meet_damage_with_findings(root: Path, name: str, kind: str) -> None:
    path = root / name
    content, trees = path.read_bytes(), read_tree(root / name)
    damage = next(each for each in list_damages(trees[0], toml=path.suffix == ".toml") if each.kind == kind)
    write(path, trees, damage, 0)
    try:
        findings = run_checks(root)
    finally:
        path.write_bytes(content)
    assert any(path.name in f"{finding.place} {finding.problem}" for finding in findings)
    assert all("\n" not in finding.problem for finding in findings)
