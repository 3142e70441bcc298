"""The section of the report on what changed between policies, two generated blocks, and what its plots are drawn of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from typing_extensions import TypedDict

from baselines.report.forms.measurements import Machine
from mepp5.changes.links import ALONE, EFFECTS
from mepp5.documents.change_scores import NOT_RUN, draw_change_scores
from mepp5.documents.change_tables import NOTHING
from mepp5.documents.tables import draw_table
from mepp5.files import Object
from mepp5.reading.forms import form
from mepp5.scoring.change_results import CEILING
from mepp5.scoring.scores import Run
from mepp5.scoring.tracks import TRACKS

CHANGE_GROWTH = "benchmarks/results/change_growth.json"
LINKS_PLOT, EFFECTS_PLOT = "change-links", "change-effects"
CUT = "not_identical"
NAMED = 3  # categories that are named in the text, for each pair and direction
SURPLUS = 2  # by how many cases one direction must outweigh the other for a category to be named

Effects = dict[str, dict[str, dict[str, int]]]  # {pair: {category: {effect: cases}}}
Points = dict[str, dict[str, tuple[float, list[float] | None]]]  # {pair: {system: (F1, interval)}}


@form
class Bounds(TypedDict):
    """What is asked for."""

    seconds: float
    peak_memory_mb: float


@form
class ChangeGrowth(Run):
    """benchmarks/results/change_growth.json."""

    machine: Machine
    bounds: Bounds
    model: str
    clauses: int
    seconds: float
    peak_memory_mb: float
    links: int
    right: int


def collect_links(results: Object) -> Points:
    """Return F1 of linked pairs whose texts are not identical, with its interval: floor first, ceiling last."""
    systems = {**results["baselines"], **{k: v for k, v in results["annotators"].items() if k == CEILING}}
    cuts = {name: scores["align"][CUT] for name, scores in systems.items()}
    pairs = next(iter(cuts.values()))["per_pair"]
    return {
        pair: {name: (cut["per_pair"][pair], cut["per_pair_intervals"][pair]) for name, cut in cuts.items()}
        for pair in pairs
    }


def count_effects(rows: Iterable[Object], categories: Sequence[str]) -> Effects:
    """Return how many cases of each effect each category has; a case is a difference, or a clause that stands alone.

    `rows` are those of "changes"; the categories of a difference are those of the clauses that it quotes.
    """
    counts: Effects = {}
    for row in rows:
        own = counts.setdefault(row["pair"], {name: dict.fromkeys(EFFECTS, 0) for name in categories})
        for effect, found in _list_cases(row):
            for name in found:
                own[name][effect] += 1
    return counts


def _list_cases(row: Object) -> Iterator[tuple[str, set[str]]]:
    labels = dict(zip((*row["old"], *row["new"]), (*row["old_categories"], *row["new_categories"]), strict=True))
    if row["form"] in ALONE:
        yield row["effects"][0], {name for own in labels.values() for name in own}
    for each in row["differences"]:
        quoted = [labels[each[side]] for side in ("old_clause", "new_clause") if each[side]]
        yield each["effect"], {name for own in quoted for name in own}


def write_changes(results: Object | None, effects: Effects) -> str:
    """Return scores and effects in words, plots and tables; `results` is what read_change_results returns."""
    if not effects:
        return NOTHING
    parts = (
        [_tell_links(results), f"![F1 of links by pair and system](plots/{LINKS_PLOT}.svg)"] if results else [NOT_RUN]
    )
    if results:
        parts.append(draw_change_scores(results))
    return "\n\n".join([*parts, _tell_effects(effects), _draw_effects(effects)])


def _tell_links(results: Object) -> str:
    """Return what one sees in the plot of links and in the table of scores."""
    cuts = {name: scores["align"][CUT] for name, scores in results["baselines"].items()}
    best = {
        track: max((name for name in cuts if results["baselines"][name]["track"] == track), key=lambda n: cuts[n]["f1"])
        for track in TRACKS
    }
    told = [f"`{name}` ({track}) {_show(cuts[name])}" for track, name in best.items()]
    floor, last = next(iter(cuts)), list(best.values())[-1]
    hardest = min(cuts[last]["per_pair"], key=lambda pair: cuts[last]["per_pair"][pair])
    ceiling = results["annotators"].get(CEILING)
    top = f"; one annotator against the other has {_show(ceiling['align'][CUT])}" if ceiling else ""
    judged = (f"of {name} {value:.3f} ({winner})" for name, winner, value in _find_best(results))
    return (
        f"F1 of linked pairs whose texts are not identical: the best are {' and '.join(told)}. The floor, `{floor}`, "
        f"has {_show(cuts[floor])}{top}. The pair `{hardest}` is the hardest for `{last}`. The highest macro-F1 of "
        f"what became of given links: {', '.join(judged)}."
    )


def _find_best(results: Object) -> Iterator[tuple[str, str, float]]:
    """Yield form, meaning and effects with who has the greatest macro-F1, and that."""
    for part in ("form", "meaning", "effects"):
        scores = {name: each["judge"][CUT][part]["macro_f1"] for name, each in results["baselines"].items()}
        best = max(scores.values())
        winners = [f"`{name}`" for name, score in scores.items() if score == best]
        yield part, "all of them" if len(winners) == len(scores) else ", ".join(winners), best


def _tell_effects(effects: Effects) -> str:
    lines = []
    for pair, counts in effects.items():
        sides = (("broader", "narrower"), ("narrower", "broader"))
        said = "; ".join(f"more {one} than {other}: {_name_surplus(counts, one, other)}" for one, other in sides)
        lines.append(f"- `{pair}`: {said}.")
    return (
        "Which categories got broader (the company may do more, or promises less) and which narrower, from old to new. "
        "A case is a difference, or a clause that was removed or added; one of several categories counts for each. "
        f"Named are up to {NAMED} categories that differ by {SURPLUS} cases or more; the two numbers are broader and "
        "narrower.\n\n"
        + "\n".join(lines)
        + f"\n\n![Broader and narrower cases by category and pair](plots/{EFFECTS_PLOT}.svg)"
    )


def _name_surplus(counts: Mapping[str, Mapping[str, int]], one: str, other: str) -> str:
    found = {name: own[one] - own[other] for name, own in counts.items() if own[one] - own[other] >= SURPLUS}
    ranked = sorted(found, key=lambda name: -found[name])[:NAMED]
    return (
        ", ".join(f"`{name}` ({counts[name]['broader']} and {counts[name]['narrower']})" for name in ranked) or "none"
    )


def _draw_effects(effects: Effects) -> str:
    categories = list(next(iter(effects.values())))
    rows = [
        (f"`{name}`", *(" / ".join(str(counts[name][effect]) for effect in EFFECTS) for counts in effects.values()))
        for name in categories
    ]
    head = (" / ".join(EFFECTS), *(f"`{pair}`" for pair in effects))
    return draw_table(head, rows, numbers=len(effects))


def write_change_growth(growth: Mapping[str, Any] | None) -> str:
    """Return what the benchmark of long documents measured, or that it has not been run."""
    if not growth:
        return f"The benchmark of aligning long documents has not been run (`{CHANGE_GROWTH}` is missing)."
    bounds, machine = growth["bounds"], growth["machine"]
    return (
        f"Two documents of {growth['clauses']:,} clauses, the second with words dropped from every other clause, are "
        f"aligned by `{growth['model']}` in {growth['seconds']:.1f} s (at most {bounds['seconds']:g} are asked for), "
        f"with a peak of {growth['peak_memory_mb']:,.0f} MB for the whole process (at most "
        f"{bounds['peak_memory_mb']:,.0f}). {growth['right']:,} of its {growth['links']:,} links join a clause and its "
        f"own copy (mepp5 {growth['version']}, {machine['processor']}, {machine['cores']} cores)."
    )


def _show(cut: Mapping[str, Any]) -> str:
    low, high = cut["intervals"]["f1"]
    return f"{cut['f1']:.3f} [{low:.3f}, {high:.3f}]"
