"""Reference labels and clauses become the rows in data/."""

from collections.abc import Collection, Mapping
from pathlib import Path

from mepp5.annotation.annotators import REFERENCE, read_annotators
from mepp5.annotation.exports import read_exports
from mepp5.annotation.spans import Annotation
from mepp5.changes.pairs import read_pairs
from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.manifest import Policy, read_manifest
from mepp5.corpus.text import read_text_of
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_json, dump_jsonl, sha256
from mepp5.invented.agreement import count_near, measure_blind
from mepp5.invented.collection import as_unit, find_near, read_collection
from mepp5.invented.markup import ABOUT, CHROME, InventedUnit
from mepp5.paths import ROOT
from mepp5.release.changes import list_changes
from mepp5.release.features import CHANGES, POLICY_SPLITS, SCHEMA, list_splits, split_of
from mepp5.release.folds import assign_folds
from mepp5.release.loading import SUMS, data_path
from mepp5.release.overlap import group_duplicates
from mepp5.release.stats import count_release
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy

STATS = "data/stats.json"

Rows = dict[str, list[Object]]


def build_release(root: Path = ROOT) -> Rows:
    """Return {"<config>/<split>": rows} with string labels, columns in the order of the schema.

    Raise CorpusError where the corpus cannot be read or a clause has no reference practice.
    """
    policies = read_manifest(root)
    units = {policy.id: read_units(policy.id, root) for policy in policies}
    taxonomy = read_taxonomy(root)
    exports = read_exports(root)
    reference = find_reference(read_annotators(root).reference, exports)
    release: Rows = {f"{config}/{split}": [] for config, splits in list_splits(root).items() for split in splits}
    release |= list_labelled(reference, exports, root)
    for policy in policies:
        release["policies/corpus"].append(_policy_row(policy, units[policy.id], read_text_of(policy.id, root)))
    texts = [unit.text for policy in policies for unit in units[policy.id] if unit.is_clause]
    release["invented/train"] = list_invented_rows(texts, taxonomy, root)
    labels = {row["id"]: row for split in POLICY_SPLITS for row in release[f"clauses/{split}"]}
    for pair in read_pairs(root):
        rows = list_changes(pair, labels, root)
        release[f"{CHANGES}/{split_of(pair)}"] = [order_columns(CHANGES, row) for row in rows]
    return release


def list_labelled(
    reference: Mapping[str, Annotation],
    exports: Mapping[str, Mapping[str, Annotation]],
    root: Path = ROOT,
    only: Collection[str] = (),
) -> Rows:
    """Return {"clauses/<split>" and "annotators/<split>": rows} for these reference labels and annotators' layers.

    `only` names the policies that there are, () for all: the rows are those of a corpus without the others. Raise
    CorpusError where a clause has no reference practice.
    """
    policies = [policy for policy in read_manifest(root) if not only or policy.id in only]
    taxonomy = read_taxonomy(root)
    units = {policy.id: read_units(policy.id, root) for policy in policies}
    rows: Rows = {f"{config}/{split}": [] for config in ("clauses", "annotators") for split in POLICY_SPLITS}
    placing = place_clauses([unit for policy in policies for unit in units[policy.id]])
    for policy in policies:
        clauses = [unit for unit in units[policy.id] if unit.is_clause]
        contexts = find_contexts(units[policy.id])
        for unit in clauses:
            spans = span_columns(unit, reference.get(unit.id), taxonomy)
            row = _clause_row(policy, unit, contexts[unit.id], spans, placing[unit.id])
            rows[f"clauses/{policy.split}"].append(row)
        rows[f"annotators/{policy.split}"] += _annotator_rows(clauses, exports, taxonomy)
    return rows


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of everything in data/: the rows, their statistics, the hashes of all of these."""
    release = build_release(root)
    contents = {data_path(*name.split("/")): dump_jsonl(rows) for name, rows in release.items()}
    units = [unit for policy in read_manifest(root) for unit in read_units(policy.id, root)]
    invented = read_collection(root)
    near = find_near(invented, [unit.text for unit in units if unit.is_clause])
    counts = (measure_blind(invented, root), count_near(near))
    contents[STATS] = dump_json(count_release(release, units, read_taxonomy(root), *counts))
    return contents | {SUMS: dump_sums(contents)}


def list_invented_rows(texts: list[str], taxonomy: Taxonomy, root: Path = ROOT) -> list[Object]:
    """Return the rows of the invented clauses that are near to no other and to none of the corpus's clauses (texts)."""
    units = read_collection(root)
    near = find_near(units, texts)
    return [_invented_row(unit, taxonomy) for unit in units if unit.id not in near]


def _invented_row(unit: InventedUnit, taxonomy: Taxonomy) -> Object:
    no_spans: Object = {"labels": [], "topics": [], "practices": [], "slots": []}
    about = dict(zip(ABOUT, unit.source.about or ("",) * len(ABOUT), strict=True))
    place = {name: getattr(unit, name) for name in ("id", "position", "kind", "context", "text")}
    own = {"source": unit.source.id, "by_category": unit.source.category, "section": list(unit.section)}
    spans = span_columns(as_unit(unit), unit.annotation, taxonomy) if unit.kind != CHROME else no_spans
    return order_columns("invented", about | place | own | spans)


def dump_sums(contents: Mapping[str, bytes]) -> bytes:
    """Return the lines that `sha256sum -c SHA256SUMS` reads inside data/, in order of the paths."""
    lines = (f"{sha256(contents[path])}  {path.removeprefix('data/')}\n" for path in sorted(contents))
    return "".join(lines).encode()


def hash_config(config: str, sums: bytes) -> str:
    """Return the content hash of a config: the SHA-256 of its files' lines in data/SHA256SUMS."""
    lines = sums.splitlines(keepends=True)
    return sha256(b"".join(line for line in lines if f"  {config}/".encode() in line))


def find_reference(annotator: str, exports: Mapping[str, Mapping[str, Annotation]]) -> Mapping[str, Annotation]:
    """Return the labels by clause id of the annotator that annotators.toml names as the reference."""
    if annotator not in exports:
        raise CorpusError(
            f"annotations/exports: nothing by the reference annotator {annotator!r}; pull it, or name another."
        )
    return exports[annotator]


def place_clauses(units: list[Unit]) -> dict[str, Object]:
    """Return {clause id: its duplicate_group and fold}, from all units in corpus order."""
    groups = group_duplicates(units)
    folds = assign_folds(groups, {unit.id: unit.policy for unit in units})
    return {clause: {"duplicate_group": groups[clause], "fold": folds[clause]} for clause in groups}


def find_contexts(units: list[Unit]) -> dict[str, str]:
    """Return {clause id: text of its lead-in, else of the clause before it in the same innermost section, else ""}."""
    texts = {unit.id: unit.text for unit in units}
    clauses = [unit for unit in units if unit.is_clause]
    contexts = {}
    for before, unit in zip([None, *clauses], clauses, strict=False):
        if unit.lead_in is not None:
            contexts[unit.id] = texts[unit.lead_in]
        else:
            contexts[unit.id] = before.text if before and before.section == unit.section else ""
    return contexts


def span_columns(unit: Unit, annotation: Annotation | None, taxonomy: Taxonomy) -> Object:
    """Return the columns labels, topics, practices and slots of one clause; raise CorpusError if it has no practice.

    `topics` are the labels and what their practices are about besides, in taxonomy order.
    """
    if annotation is None or not annotation.practices:
        raise CorpusError(f"annotations/exports: clause {unit.id} has no practice; label it (every clause has one).")
    stated = {practice.category for practice in annotation.practices}
    about = {subject for practice in annotation.practices for subject in practice.subjects}
    practices = [
        {
            "start": p.start,
            "end": p.end,
            "text": unit.text[p.start : p.end],
            "category": p.category,
            "polarity": p.polarity,
            "subjects": list(p.subjects),
        }
        for p in sorted(annotation.practices)
    ]
    slots = [
        {"start": s.start, "end": s.end, "text": unit.text[s.start : s.end], "slot": s.slot, "value": s.value}
        for s in sorted(annotation.slots)
    ]
    labels, topics = (list(taxonomy.sort_categories(found)) for found in (stated, stated | about))
    return {"labels": labels, "topics": topics, "practices": practices, "slots": slots}


def _clause_row(policy: Policy, unit: Unit, context: str, spans: Object, placing: Object) -> Object:
    row = {
        "id": unit.id,
        "policy": policy.id,
        "lineage": policy.lineage,
        "date": policy.date or None,
        "date_kind": policy.date_kind,
        "position": int(unit.id.rpartition("/")[2]),
        "level": unit.level,
        "kind": unit.kind,
        "section": list(unit.section),
        "context": context,
        "text": unit.text,
        "start": unit.start,
        "end": unit.end,
    }
    return order_columns("clauses", row | spans | placing)


def _annotator_rows(
    clauses: list[Unit], exports: Mapping[str, Mapping[str, Annotation]], taxonomy: Taxonomy
) -> list[Object]:
    """Return a row for each clause and annotator that labelled it, before adjudication."""
    return [
        order_columns(
            "annotators",
            {"id": unit.id, "annotator": name} | span_columns(unit, exports[name][unit.id], taxonomy),
        )
        for unit in clauses
        for name in exports
        if name != REFERENCE and unit.id in exports[name]
    ]


def _policy_row(policy: Policy, units: list[Unit], text: str) -> Object:
    headings = [
        {"id": unit.id, "level": unit.level, "start": unit.start, "end": unit.end, "text": unit.text}
        for unit in units
        if unit.kind == "heading"
    ]
    return order_columns("policies", policy_columns(policy) | {"text": text, "headings": headings})


def policy_columns(policy: Policy) -> Object:
    """Return what the manifest says of a policy, as in the config "policies": a date that is not stated is null."""
    columns = {name: getattr(policy, name) for name in SCHEMA["policies"] if name not in ("text", "headings")}
    return columns | {name: columns[name] or None for name in ("date", "captured")}


def order_columns(config: str, row: Object) -> Object:
    """Return the row with its keys in the order of the schema."""
    return {name: row[name] for name in SCHEMA[config]}
