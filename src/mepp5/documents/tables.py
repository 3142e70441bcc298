"""The generated Markdown tables of README and DATASHEET; every number comes from data/stats.json."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mepp5.corpus.clauses import KINDS
from mepp5.files import Object
from mepp5.release.counts import InventedRows, Statistics
from mepp5.release.features import POLICY_SPLITS
from mepp5.release.likeness.ratios import PAIRED

DASH = "–"  # where there is nothing to show


def draw_tables(stats: Statistics, policies: list[Object]) -> dict[str, str]:
    """Return {block name: Markdown}.

    `stats` is data/stats.json, `policies` the rows of that config.
    """
    return {
        "policies": _draw_policies(policies),
        "counts": _draw_counts(stats),
        "lengths": _draw_lengths(stats),
        "annotators": _draw_annotators(stats["annotators"]),
        "categories": _draw_categories(stats["categories"]),
        "slots": _draw_slots(stats["slots"]),
        "overlap": _draw_overlap(stats["overlap"]),
        "reused": _draw_reused(stats),
        "unused": _draw_unused(stats["slots"]),
        "invented": _draw_invented(stats["invented"]),
    }


def _draw_invented(invented: InventedRows) -> str:
    """Return what is counted of the invented clauses, and how far a blind reader agrees."""
    left = invented["left_out"]
    blind = invented["blind"]
    rows = [
        ("clauses", f"{invented['clauses']:,}"),
        ("of them in invented policies", f"{invented['of_policies']:,} in {invented['policies']}"),
        ("of them written category by category, those out of step among them", f"{invented['by_category']:,}"),
        ("slots", f"{invented['slots']:,}"),
        ("lines of page furniture", f"{invented['chrome']:,}"),
        ("left out, near to a clause of the corpus", f"{left['corpus']:,}"),
        ("left out, near to another invented clause", f"{left['invented']:,}"),
    ]
    if blind["clauses"]:
        rows += [
            ("clauses read blind", f"{blind['clauses']:,}"),
            ("of these, same categories", f"{blind['same_categories']:.3f}"),
            ("of these, same polarity and subjects too", f"{blind['same_practices']:.3f}"),
            ("slots, same words, type and value (F1)", f"{blind['slots_f1']:.3f}"),
        ]
    return draw_table(("what", "number"), rows, numbers=1)


def draw_table(head: Sequence[str], rows: Iterable[Sequence[object]], numbers: int = 0) -> str:
    """Return a Markdown table; its last `numbers` columns are set to the right."""
    rule = ["---"] * (len(head) - numbers) + ["---:"] * numbers
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in [head, rule, *rows])


def draw_second_reading(counts: Mapping[str, Mapping[str, Mapping[str, int]]]) -> str:
    """Return the table of the second reading; `counts` is what `second_reading.count_verdicts` returns."""
    if not counts:
        return "Nothing has been read a second time."
    policies = list(dict.fromkeys(policy for read in counts.values() for policy in read))
    verdicts = list(next(iter(next(iter(counts.values())).values())))
    rows = []
    for annotator, read in counts.items():
        total = {verdict: sum(found[verdict] for found in read.values()) for verdict in verdicts}
        cells = (_join_counts(found) for found in (*(read.get(policy, {}) for policy in policies), total))
        rows.append((f"`{annotator}`", sum(total.values()), *cells))
    head = ("whose labels", "clauses", *(f"`{policy}`" for policy in policies), "all")
    return f"Clauses found {' / '.join(verdicts)}:\n\n{draw_table(head, rows, numbers=len(head) - 1)}"


def _join_counts(found: Mapping[str, int]) -> str:
    return " / ".join(map(str, found.values())) or "–"


def draw_examples(counts: Mapping[str, tuple[int, int]]) -> str:
    """Return the table of clauses quoted in the guidelines, {policy: (quoted, clauses)}, with their share."""
    rows = [(f"`{policy}`", quoted, clauses) for policy, (quoted, clauses) in counts.items()]
    rows.append(("**all**", *(sum(column) for column in list(zip(*rows, strict=True))[1:])))
    shares = [(*row, _percent(row[1] / row[2])) for row in rows]
    return draw_table(("policy", "quoted as an example", "clauses", "%"), shares, numbers=3)


def _draw_policies(policies: list[Object]) -> str:
    head = ("policy", "publisher", "document", "date in the text", "lineage", "split")
    rows = (
        (
            f"`{row['id']}`",
            row["publisher"],
            row["title"].replace("|", "\\|"),
            f"{row['date']} ({row['date_kind']})" if row["date"] else "none",
            f"`{row['lineage']}`",
            row["split"],
        )
        for row in policies
    )
    return draw_table(head, rows)


def _draw_counts(stats: Mapping[str, Any]) -> str:
    names = ("clauses", "practices", "negated", "unknown", "slots")
    rows = [
        (f"`{name}`", *(row["units"][kind] for kind in KINDS), *(row[count] for count in names))
        for name, row in stats["policies"].items()
    ]
    totals = [sum(column) for column in list(zip(*rows, strict=True))[1:]]
    kinds = (kind.replace("_", " ") for kind in KINDS)
    return draw_table(
        ("policy", *kinds, "clauses", "practices", "of them negated", "polarity unknown", "slots"),
        [*rows, ("**all**", *totals)],
        numbers=len(totals),
    )


def _draw_lengths(stats: Mapping[str, Any]) -> str:
    rows = []
    for name, row in (stats["policies"] | stats["splits"]).items():
        tokens, labels = row["tokens_per_clause"], row["labels_per_clause"]
        numbers = (row["clauses"], tokens["total"], tokens["median"], tokens["mean"], tokens["max"], labels["mean"])
        rows.append((f"`{name}`", *(f"{number:g}" for number in map(_round, numbers))))
    head = ("policy or split", "clauses", "tokens", "median a clause", "mean", "longest", "labels a clause")
    return draw_table(head, rows, numbers=6)


def _draw_annotators(annotators: Mapping[str, Any]) -> str:
    rows = (
        (f"`{name}`", counts["clauses"], counts["practices"], counts["slots"]) for name, counts in annotators.items()
    )
    return draw_table(("annotator", "clauses", "practices", "slots"), rows, numbers=3)


def _draw_categories(categories: Mapping[str, Any]) -> str:
    """Clauses with each category, by split; practices by polarity."""
    rows = [
        (
            f"`{name}`",
            *(counts[split]["clauses"] for split in POLICY_SPLITS),
            sum(counts[split]["clauses"] for split in POLICY_SPLITS),
            sum(counts[split]["topics"] for split in POLICY_SPLITS),
            sum(counts[split]["negated"] for split in POLICY_SPLITS),
        )
        for name, counts in categories.items()
    ]
    return draw_table(("category", *POLICY_SPLITS, "clauses", "about it", "negated practices"), rows, numbers=6)


def _draw_slots(slots: Mapping[str, Any]) -> str:
    rows = (
        (
            f"`{name}`",
            ", ".join(f"{value} {count}" for value, count in counts["values"].items()),
            *(counts[split] for split in POLICY_SPLITS),
        )
        for name, counts in slots.items()
    )
    return draw_table(("slot", "values", *POLICY_SPLITS), rows, numbers=len(POLICY_SPLITS))


def _draw_overlap(overlap: Mapping[str, Any]) -> str:
    """Per row: which share of its clauses is linked to one of the column's, at each threshold."""
    thresholds = list(overlap)
    policies = list(overlap[thresholds[0]])
    rows = (
        (
            f"`{policy}`",
            *(" / ".join(_percent(overlap[limit][policy][other]) for limit in thresholds) for other in policies),
        )
        for policy in policies
    )
    head = (f"% of clauses at {' / '.join(thresholds)}", *(f"in `{policy}`" for policy in policies))
    return draw_table(head, rows, numbers=len(policies))


def _draw_reused(stats: Mapping[str, Any]) -> str:
    rows = []
    for protocol, limits in stats["reused"].items():
        tested = next(iter(limits.values()))["tested"]
        cells = (f"{counts['reused']} ({_percent(counts['share'])} %)" for counts in limits.values())
        rows.append((f"`{protocol}`", tested, *cells))
    limits = list(next(iter(stats["reused"].values()), {}))
    table = draw_table(
        ("protocol", "tested", *(f"reused at {limit}" for limit in limits)), rows, numbers=1 + len(limits)
    )
    found = stats["duplicates"]
    bound = " or lower" if found["largest"]["clauses"] > PAIRED else ""
    return (
        f"{table}\n\nGroups of the column `duplicate_group` with more than one clause: {found['groups']}; clauses in "
        f"them: {found['clauses']}; clauses in the largest: {found['largest']['clauses']}; similarity of the two least "
        f"alike clauses of a group: {found['weakest']['similarity']:.1f}{bound}; groups whose clauses differ in "
        f"labels: {found['labels_differ']}."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _round(number: float) -> float:
    return round(number, 2)


def _draw_unused(slots: Mapping[str, Any]) -> str:
    """Values that no clause carries: nobody can learn or test them here."""
    unused = {slot: [value for value, count in row["values"].items() if not count] for slot, row in slots.items()}
    return "; ".join(f"`{slot}`: {', '.join(values)}" for slot, values in unused.items() if values) + "."
