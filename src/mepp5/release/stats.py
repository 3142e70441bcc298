"""Every number about the data that a document prints, counted from the rows: data/stats.json."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from statistics import mean, median

from mepp5.corpus.clauses import KINDS, Unit
from mepp5.files import Object
from mepp5.invented.agreement import BlindAgreement
from mepp5.invented.markup import CHROME
from mepp5.release.change_counts import count_changes
from mepp5.release.counts import (
    AnnotatorRows,
    CategoryRows,
    InventedRows,
    PolicyRows,
    Reused,
    Rows,
    SlotRows,
    Spread,
    Statistics,
)
from mepp5.release.features import CHANGES, POLICY_SPLITS
from mepp5.release.overlap import group_duplicates, list_thresholds, measure_groups, share_linked
from mepp5.release.protocols import find_novel, find_possible, find_tested
from mepp5.scheme.taxonomy import Taxonomy

DIGITS = 4


def count_release(
    release: Mapping[str, list[Object]],
    units: list[Unit],
    taxonomy: Taxonomy,
    blind: BlindAgreement,
    left_out: dict[str, int],
) -> Statistics:
    """Return the statistics of a release.

    `blind` and `left_out` are of the invented clauses: a fresh reader's agreement, and how many are not released.

    `release` is {"<config>/<split>": rows} as built, `units` all units in corpus order. Lengths are in code
    points and white-space tokens; shares in 0–1, rounded to four digits.
    """
    splits = {split: release[f"clauses/{split}"] for split in POLICY_SPLITS}
    groups = measure_groups(units, group_duplicates(units))
    return {
        "policies": {row["id"]: _count_policy(row, splits[row["split"]], units) for row in release["policies/corpus"]},
        "splits": {split: _count_rows(rows) for split, rows in splits.items()},
        "annotators": _count_annotators(release),
        "categories": {name: _count_category(name, splits) for name in taxonomy.category_ids},
        "slots": {name: _count_slot(taxonomy.values_of(name), name, splits) for name in taxonomy.slot_ids},
        "duplicates": {**groups, "labels_differ": _count_contradictions(splits)},
        "overlap": _count_overlap(units),
        "reused": _count_reused(units, splits),
        "invented": _count_invented(release["invented/train"], blind, left_out, taxonomy),
        "changes": count_changes(_list_changes(release), taxonomy),
    }


def _count_invented(
    rows: list[Object], blind: BlindAgreement, left_out: dict[str, int], taxonomy: Taxonomy
) -> InventedRows:
    clauses = [row for row in rows if row["kind"] != CHROME]
    labels = Counter(label for row in clauses for label in row["labels"])
    return {
        "clauses": len(clauses),
        "of_policies": sum(not row["by_category"] for row in clauses),
        "by_category": sum(bool(row["by_category"]) for row in clauses),
        "chrome": len(rows) - len(clauses),
        "policies": len({row["source"] for row in clauses if not row["by_category"]}),
        "slots": sum(len(row["slots"]) for row in clauses),
        "categories": {name: labels[name] for name in taxonomy.category_ids},
        "left_out": left_out,
        "blind": blind,
    }


def _list_changes(release: Mapping[str, list[Object]]) -> list[Object]:
    return [row for name, rows in release.items() if name.startswith(f"{CHANGES}/") for row in rows]


def _count_policy(policy: Object, rows: list[Object], units: list[Unit]) -> PolicyRows:
    own = [unit for unit in units if unit.policy == policy["id"]]
    kinds = Counter(unit.kind for unit in own)
    return {
        "split": policy["split"],
        "characters": len(policy["text"]),
        "units": {kind: kinds[kind] for kind in KINDS},
        **_count_rows([row for row in rows if row["policy"] == policy["id"]]),
    }


def _count_rows(rows: list[Object]) -> Rows:
    polarities = Counter(practice["polarity"] for row in rows for practice in row["practices"])
    cardinalities = Counter(len(row["labels"]) for row in rows)
    return {
        "clauses": len(rows),
        "practices": polarities.total(),
        "affirmed": polarities["affirmed"],
        "negated": polarities["negated"],
        "unknown": polarities["unknown"],
        "slots": sum(len(row["slots"]) for row in rows),
        "labels_per_clause": {
            "mean": _mean(len(row["labels"]) for row in rows),
            "clauses": {str(size): cardinalities[size] for size in sorted(cardinalities)},
        },
        "characters_per_clause": _spread(len(row["text"]) for row in rows),
        "tokens_per_clause": _spread(len(row["text"].split()) for row in rows),
    }


def _count_annotators(release: Mapping[str, list[Object]]) -> dict[str, AnnotatorRows]:
    rows = [row for split in POLICY_SPLITS for row in release[f"annotators/{split}"]]
    names = dict.fromkeys(row["annotator"] for row in rows)
    return {
        name: {
            "clauses": sum(row["annotator"] == name for row in rows),
            "practices": sum(len(row["practices"]) for row in rows if row["annotator"] == name),
            "slots": sum(len(row["slots"]) for row in rows if row["annotator"] == name),
        }
        for name in names
    }


def _count_category(category: str, splits: Mapping[str, list[Object]]) -> dict[str, CategoryRows]:
    """Return, per split, the clauses with the category, those about it, and its practices by polarity."""
    counts: dict[str, CategoryRows] = {}
    for split, rows in splits.items():
        found = [p["polarity"] for row in rows for p in row["practices"] if p["category"] == category]
        counts[split] = {
            "clauses": sum(category in row["labels"] for row in rows),
            "topics": sum(category in row["topics"] for row in rows),
            "affirmed": found.count("affirmed"),
            "negated": found.count("negated"),
            "unknown": found.count("unknown"),
        }
    return counts


def _count_slot(values: Iterable[str], slot: str, splits: Mapping[str, list[Object]]) -> SlotRows:
    found = {
        split: Counter(s["value"] for row in rows for s in row["slots"] if s["slot"] == slot)
        for split, rows in splits.items()
    }
    return {
        "train": found["train"].total(),
        "validation": found["validation"].total(),
        "test": found["test"].total(),
        "values": {value: sum(counter[value] for counter in found.values()) for value in values},
    }


def _count_contradictions(splits: Mapping[str, list[Object]]) -> int:
    """Return the number of duplicate groups whose clauses do not all have the same labels."""
    label_sets: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for rows in splits.values():
        for row in rows:
            label_sets[row["duplicate_group"]].add(tuple(row["labels"]))
    return sum(len(found) > 1 for found in label_sets.values())


def _count_overlap(units: list[Unit]) -> dict[str, dict[str, dict[str, float]]]:
    """Return {threshold: {policy: {other: share of the policy's clauses linked to one of the other's}}}."""
    return {
        str(threshold): {
            policy: {other: round(share, DIGITS) for other, share in others.items()}
            for policy, others in shares.items()
        }
        for threshold, shares in share_linked(units, list_thresholds(units)).items()
    }


def _count_reused(units: list[Unit], splits: Mapping[str, list[Object]]) -> dict[str, dict[str, Reused]]:
    """Return, per possible protocol and threshold, how many tested clauses have one of their group in training."""
    rows = [row | {"split": split} for split, members in splits.items() for row in members]
    groups = {threshold: group_duplicates(units, threshold) for threshold in list_thresholds(units)}
    counts: dict[str, dict[str, Reused]] = {}
    for name, folds in find_possible(rows).items():
        tested = len(find_tested(folds, rows))
        counts[name] = {}
        for threshold, placed in groups.items():
            grouped = [row | {"duplicate_group": placed[row["id"]]} for row in rows]
            reused = tested - len(find_novel(folds, grouped))
            counts[name][str(threshold)] = {"tested": tested, "reused": reused, "share": round(reused / tested, DIGITS)}
    return counts


def _mean(numbers: Iterable[int]) -> float:
    values = list(numbers)
    return round(float(mean(values)), DIGITS) if values else 0.0


def _spread(numbers: Iterable[int]) -> Spread:
    values = sorted(numbers) or [0]
    return {
        "min": values[0],
        "median": float(median(values)),
        "mean": _mean(values),
        "max": values[-1],
        "total": sum(values),
    }
