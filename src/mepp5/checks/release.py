"""Checks of data/ and of what is made from it: files, rows, labels, groups, folds, card."""

from collections import defaultdict
from pathlib import Path

from mepp5.annotation.spans import Annotation, Practice, SlotSpan, find_fault
from mepp5.checks.findings import Check, Found
from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.corpus.text import read_text_of
from mepp5.documents.front_matter import FRONT_MATTER
from mepp5.files import Object, read_bytes, read_text, sha256
from mepp5.paths import is_packaged
from mepp5.reading.forms import Fault
from mepp5.reading.plain_yaml import load_plain
from mepp5.release.features import POLICY_SPLITS, list_splits
from mepp5.release.folds import FOLDS
from mepp5.release.loading import SUMS, data_path, read_sums
from mepp5.release.overlap import normalise
from mepp5.release.rows import STATS, hash_config, list_invented_rows, place_clauses, policy_columns
from mepp5.release.valid_rows import examine_rows, read_valid_rows
from mepp5.scheme.taxonomy import read_taxonomy

COPIED = ("policy", "kind", "level", "start", "end", "text")  # columns that are the unit's own
OF_POLICY = ("lineage", "date", "date_kind")


def _read_units(root: Path) -> dict[str, Unit]:
    return {unit.id: unit for policy in read_manifest(root) for unit in read_units(policy.id, root)}


def _find_hash(root: Path) -> Found:
    """Every file of data/ is listed in data/SHA256SUMS with its hash, and no other is."""
    sums = read_sums(root)
    expected = {data_path(config, split) for config, splits in list_splits(root).items() for split in splits} | {STATS}
    for path in sorted(expected ^ set(sums)):
        yield path, f"{'not listed' if path in expected else 'listed, but no file of the release'} in {SUMS}"
    for path in sorted(expected & set(sums)):
        if sha256(read_bytes(root / path)) != sums[path]:
            yield path, f"it was edited by hand: its SHA-256 is not that of {SUMS}"


def _find_schema(root: Path) -> Found:
    """Every row has the columns of its config, in their order and of their types."""
    taxonomy = read_taxonomy(root)
    for config, splits in list_splits(root).items():
        for split in splits:
            path = data_path(config, split)
            for number, fault in examine_rows(read_bytes(root / path), config, taxonomy)[1]:
                yield f"{path}: line {number}", fault


def _find_rows(root: Path) -> Found:
    """Each split has the clauses of its policies, all of them, in order, and nothing else."""
    units = _read_units(root)
    split_of = {policy.id: policy.split for policy in read_manifest(root)}
    found: dict[str, list[str]] = {split: [] for split in POLICY_SPLITS}
    for split, _, row in read_valid_rows(root, "clauses"):
        found[split].append(row["id"])
    for split, ids in found.items():
        expected = [unit.id for unit in units.values() if unit.is_clause and split_of[unit.policy] == split]
        missing = set(expected) - set(ids)
        for clause in sorted(missing | (set(ids) - set(expected))):
            yield data_path("clauses", split), f"{clause} is {'missing' if clause in missing else 'no clause of it'}"
        if set(expected) == set(ids) and expected != ids:
            yield data_path("clauses", split), "the clauses are not in corpus order, or one stands twice"


def _find_columns(root: Path) -> Found:
    """The columns that are the unit's or the policy's own say what corpus/ says."""
    units = _read_units(root)
    policies = {policy.id: policy_columns(policy) for policy in read_manifest(root)}
    for _, place, row in read_valid_rows(root, "clauses"):
        if unit := units.get(row["id"]):
            expected = {name: getattr(unit, name) for name in COPIED} | {"section": list(unit.section)}
            expected |= {name: policies[unit.policy][name] for name in OF_POLICY}
            for name, value in expected.items():
                if row[name] != value:
                    yield place, f"{name} is not that of corpus/ ({value!r})"


def _find_policies(root: Path) -> Found:
    """The config policies has the policies of the manifest with their texts, in that order."""
    rows = {row["id"]: row for _, _, row in read_valid_rows(root, "policies")}
    policies = read_manifest(root)
    if list(rows) != [policy.id for policy in policies]:
        yield data_path("policies", "corpus"), "its policies are not those of the manifest, in that order"
        return
    for policy in policies:
        row = rows[policy.id]
        for name, value in policy_columns(policy).items():
            if row[name] != value:
                yield f"{data_path('policies', 'corpus')}: {policy.id}", f"{name} is not that of the manifest"
        if row["text"] != read_text_of(policy.id, root):
            yield f"{data_path('policies', 'corpus')}: {policy.id}", "text is not that of corpus/text"


def _find_spans(root: Path) -> Found:
    """The text of a practice or slot is what stands at its offsets in the clause."""
    units = _read_units(root)
    for config in ("clauses", "annotators"):
        for _, place, row in read_valid_rows(root, config):
            for span in (*row["practices"], *row["slots"]):
                unit = units.get(row["id"])
                if unit and unit.text[span["start"] : span["end"]] != span["text"]:
                    yield place, f"{span['text']!r} is not what stands at {span['start']} to {span['end']}"


def _find_label_faults(root: Path) -> Found:
    """The released labels keep the rules of the annotation."""
    units, taxonomy = _read_units(root), read_taxonomy(root)
    for config in ("clauses", "annotators"):
        for _, place, row in read_valid_rows(root, config):
            practices = tuple(_read_practice(practice) for practice in row["practices"])
            slots = tuple(SlotSpan(s["start"], s["end"], s["slot"], s["value"]) for s in row["slots"])
            unit = units.get(row["id"])
            if unit and not unit.is_clause:
                yield place, f"a {unit.kind} has no labels"
            elif unit and (fault := find_fault(Annotation(unit.id, "", practices, slots), unit, taxonomy)):
                yield place, fault


def _read_practice(row: Object) -> Practice:
    return Practice(row["start"], row["end"], row["category"], row["polarity"], tuple(row["subjects"]))


def _find_label_columns(root: Path) -> Found:
    """Labels are the categories of the practices, topics those and their subjects, in the order of the taxonomy."""
    taxonomy = read_taxonomy(root)
    for config in ("clauses", "annotators"):
        for _, place, row in read_valid_rows(root, config):
            stated = {practice["category"] for practice in row["practices"]}
            about = {subject for practice in row["practices"] for subject in practice["subjects"]}
            if row["labels"] != list(taxonomy.sort_categories(stated)):
                yield place, "labels are not the categories of the practices in taxonomy order"
            if row["topics"] != list(taxonomy.sort_categories(stated | about)):
                yield place, "topics are not the labels and the practices' subjects in taxonomy order"


def _find_invented(root: Path) -> Found:
    """The released invented clauses are those of invented/ that are near to nothing, as they stand there."""
    texts = [unit.text for unit in _read_units(root).values() if unit.is_clause]
    expected = {row["id"]: row for row in list_invented_rows(texts, read_taxonomy(root), root)}
    found = {row["id"]: (place, row) for _, place, row in read_valid_rows(root, "invented")}
    for missing in sorted(expected.keys() - found.keys()):
        yield data_path("invented", "train"), f"{missing} of invented/ is missing"
    for id, (place, row) in found.items():
        if row != expected.get(id):
            yield place, "it is not what invented/ says, or near to another clause"


def _find_groups(root: Path) -> Found:
    """Clauses have one duplicate_group if, and only if, their texts are near to each other."""
    placing = place_clauses(list(_read_units(root).values()))
    for _, place, row in read_valid_rows(root, "clauses"):
        expected = placing.get(row["id"], {}).get("duplicate_group")
        if expected and row["duplicate_group"] != expected:
            yield place, f"duplicate_group is not {expected}, as the texts have it"


def _find_folds(root: Path) -> Found:
    """Clauses of one duplicate_group are in one fold."""
    folds: dict[str, set[int]] = defaultdict(set)
    for _, place, row in read_valid_rows(root, "clauses"):
        folds[row["duplicate_group"]].add(row["fold"])
        if row["fold"] >= FOLDS:
            yield place, f"fold {row['fold']} is not in 0 to {FOLDS - 1}"
    for group, members in folds.items():
        if len(members) > 1:
            yield f"duplicate_group {group}", f"its clauses are in folds {sorted(members)}, so one trains for another"


def _find_contradictions(root: Path) -> Found:
    """What a clause says decides: equal texts of one kind in equal contexts have equal labels."""
    first: dict[tuple[str, str, str], tuple[str, list[str]]] = {}
    for _, place, row in read_valid_rows(root, "clauses"):
        key = (normalise(row["text"]), normalise(row["context"]), row["kind"])
        other, labels = first.setdefault(key, (row["id"], row["labels"]))
        if labels != row["labels"]:
            yield place, f"labels {row['labels']}, but {other} has the same text and context and {labels}"


def _find_card(root: Path) -> Found:
    """The card names the hash of each config, so that load_dataset never shows older rows."""
    if is_packaged(root):
        return  # a wheel carries no card
    match = FRONT_MATTER.match(read_text(root / "README.md"))
    try:
        configs = (load_plain(match[0].strip("-\n")) if match else {}).get("configs", [])
        described = {entry["config_name"]: entry["description"] for entry in configs}
    except (AttributeError, KeyError, TypeError, Fault):
        described = {}
    for config in list_splits(root):
        expected = f"sha256:{hash_config(config, read_bytes(root / SUMS))}"
        if described.get(config) != expected:
            yield f"README.md: {config}", f"the card is of other data than {expected}: load_dataset would go stale"


REBUILD = "Files in data/ are never edited: run mepp5 build."
LABELS = "Mend the annotation in Label Studio, pull it again and run mepp5 build."
CHECKS = (
    Check("data-hash", REBUILD, _find_hash),
    Check("data-schema", REBUILD, _find_schema),
    Check("data-rows", REBUILD, _find_rows),
    Check("data-columns", REBUILD, _find_columns),
    Check("data-policies", REBUILD, _find_policies),
    Check("span-text", REBUILD, _find_spans),
    Check("span-rules", LABELS, _find_label_faults),
    Check("labels-column", REBUILD, _find_label_columns),
    Check("invented", "Mend invented/ and run mepp5 build.", _find_invented),
    Check("duplicate-groups", REBUILD, _find_groups),
    Check("folds", REBUILD, _find_folds),
    Check("duplicate-labels", LABELS, _find_contradictions),
    Check("card-hash", "Run mepp5 build and commit README.md with the data.", _find_card),
)
