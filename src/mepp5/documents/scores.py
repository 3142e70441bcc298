"""The generated block of scores in README; every number comes from baselines/results."""

from collections.abc import Mapping, Sequence
from typing import Any

from mepp5.documents.tables import DASH, draw_table
from mepp5.files import Object
from mepp5.release.protocols import HEADLINE
from mepp5.scoring.tracks import CLOSED, DESCRIPTIONS, TRACKS


def draw_scores(
    results: list[Object], slots: Sequence[Object] = (), annotators: Mapping[str, Any] | None = None
) -> str:
    """Return the headline with intervals, the annotators beside it, the other protocols, and the taggers of slots.

    `results` and `slots` are what `results.read_results` returns for the two tasks, `annotators` is
    `results.ANNOTATORS` as read, or None before it was written.
    """
    if not results:
        return "No baseline has run on these data."
    parts = [_draw_headline(results), _draw_others(results)]
    if slots:
        parts.append(_draw_slots(slots))
    if annotators:
        parts.append(_draw_annotators(annotators))
    return "\n\n".join(parts)


def draw_headline(results: list[Object]) -> str:
    """Return one sentence with the best baseline's scores; `results` as in draw_scores, the best one last."""
    closed, others = (list_track(results, track) for track in TRACKS)
    if not closed:
        return "No baseline has run on these data."
    found, cut = _find_cut(closed[-1])
    said = (
        f"`{closed[-1]['name']}`, the best of {len(closed)} that are trained on MEPP-5 alone (the *closed* track): "
        f"micro-F1 {_show(found, 'micro_f1')}, macro-F1 {_show(found, 'macro_f1')} on {found['clauses']} {cut} clauses "
        f"of policies that it was not trained on (`{HEADLINE}`; in brackets, 95 % intervals)."
    )
    if not others:
        return said
    more, _ = _find_cut(others[-1])
    return (
        f"{said} `{others[-1]['name']}`, trained on invented clauses as well (the *open* track): "
        f"{_show(more, 'micro_f1')} and {_show(more, 'macro_f1')}."
    )


def list_track(results: Sequence[Object], track: str) -> list[Object]:
    """Return the results of a track, in their order."""
    return [result for result in results if result["track"] == track]


def name_result(result: Object) -> str:
    """Return a result's name in Markdown, with its track where that is not the closed one."""
    return f"`{result['name']}`" + ("" if result["track"] == CLOSED else f" ({result['track']})")


def pick_cut(result: Object, protocol: str, cut: str) -> Object | None:
    """Return a cut of a result, None where it has no clause or the baseline was not run under the protocol."""
    found: Object | None = result["protocols"].get(protocol, {}).get(cut)
    return found


def _find_cut(result: Object) -> tuple[Object, str]:
    """Return the headline's scores on novel clauses, or on all where none is, and what these clauses are."""
    scores = result["protocols"][HEADLINE]
    return (scores["novel"], "novel") if scores["novel"] else (scores["all"], "tested")


def _draw_headline(results: list[Object]) -> str:
    first = results[0]["protocols"][HEADLINE]
    boot, supports = first["bootstrap"], ", ".join(f"{name} {count}" for name, count in first["categories"].items())
    head: tuple[str, ...] = (
        "baseline",
        "track",
        "micro-F1",
        "by sections",
        "macro-F1",
        "by sections",
        "micro-F1 (12)",
        "macro-F1 (12)",
    )
    head += ("exact match", "ranking", "all: micro-F1", "all: macro-F1")
    rows = [
        (f"`{result['name']}`", track, *_show_cut(result["protocols"][HEADLINE]["novel"]), *_show_all(result))
        for track in TRACKS
        for result in list_track(results, track)
    ]
    novel = first["novel"]["clauses"] if first["novel"] else 0
    return (
        f"The headline: `{HEADLINE}` on novel clauses, {novel} of the {first['all']['clauses']} tested; "
        f"{100 * boot['level']:.0f} % intervals from {boot['draws']:,} draws of duplicate groups; *by sections*: the "
        "intervals if whole level-1 sections are drawn, whose clauses are not independent either: wider, and the more "
        f"cautious. Macro-F1 is over {len(first['categories'])} categories (positives among all tested: {supports}), "
        f"{count_present(first['novel'])} of them with a novel positive; one without counts as 0. (12): "
        "international_transfer and specific_audiences merged, as in OPP-115; ranking: label-ranking average "
        "precision. The last two columns are over all tested clauses; how far they are from the first is reuse, and "
        "how the two sets of clauses differ otherwise (`keyword`, which hardly learns, shows how much that is). "
        f"{'; '.join(f'*{track}*: {what}' for track, what in DESCRIPTIONS.items())}. "
        f"A closed system is in the open track as well.\n\n{draw_table(head, rows, numbers=10)}"
    )


def _draw_others(results: list[Object]) -> str:
    """Return micro- and macro-F1 under the other protocols, of novel and of all tested clauses."""
    widest = max((result["protocols"] for result in results), key=len)
    others = [name for name in widest if name != HEADLINE]
    columns = [(protocol, cut) for protocol in others for cut in ("novel", "all")]
    sizes = {}
    for protocol, cut in columns:
        scores, asked = widest[protocol][cut], len(widest[protocol]["categories"])
        sizes[protocol, cut] = f"{scores['clauses'] if scores else 0}; {count_present(scores)} of {asked}"
    head = ("micro / macro-F1", *(f"`{protocol}`: {cut} ({sizes[protocol, cut]})" for protocol, cut in columns))
    rows = (
        (name_result(result), *(_show_pair(pick_cut(result, protocol, cut)) for protocol, cut in columns))
        for result in results
    )
    return (
        "The other protocols, with the number of clauses, and of the category set's categories that have a positive "
        "among them; those that are trained on more than MEPP-5 are run where strangers' policies are tested:"
        f"\n\n{draw_table(head, rows, numbers=len(columns))}"
    )


def count_present(cut: Mapping[str, Any] | None) -> int:
    """Return how many categories have a positive among the clauses of a cut, as the scorer describes it."""
    return sum(line["support"] > 0 for line in cut.get("per_category", {}).values()) if cut else 0


def _draw_slots(results: Sequence[Object]) -> str:
    rows = []
    for result in results:
        cuts = result["protocols"][HEADLINE]
        cells = (
            _show(cuts[cut] and cuts[cut][scheme], "micro_f1", interval=cut == "novel")
            for cut in ("novel", "all")
            for scheme in ("strict", "partial")
        )
        rows.append((f"`{result['name']}`", result["track"], *cells))
    head = ("tagger", "track", "strict micro-F1", "partial micro-F1", "all: strict", "all: partial")
    return f"Slots, `{HEADLINE}` on novel clauses:\n\n{draw_table(head, rows, numbers=4)}"


def _draw_annotators(annotators: Mapping[str, Any]) -> str:
    """Return the annotators' scores on the clauses that each labelled; those who mark no slots have none there."""
    categories, slots = annotators["tasks"]["categories"], annotators["tasks"]["slots"]
    rows = []
    for name, scores in categories.items():
        spans = slots.get(name, {"novel": None})["novel"]
        novel = scores["novel"]
        cells = [_show(novel, "micro_f1"), _show(novel, "macro_f1"), _show(spans and spans["strict"], "micro_f1")]
        rows.append((f"`{name}`", novel["clauses"] if novel else 0, *cells))
    head = ("annotator", "novel clauses", "micro-F1", "macro-F1", "slots: strict micro-F1")
    return (
        f"The annotators against the reference, by the same scorer on the novel ones of the clauses that each labelled "
        f"({annotators['note']}). A category with a positive among all of these but none among the novel ones counts "
        "as 0 in macro-F1 here too:\n\n"
        f"{draw_table(head, rows, numbers=4)}"
    )


def _show_cut(cut: Object | None) -> list[str]:
    merged = cut and cut["merged"]
    sections = cut.get("section_intervals", {}) if cut else {}
    shown = [text for name in ("micro_f1", "macro_f1") for text in (_show(cut, name), _show_ends(sections.get(name)))]
    shown += [_show(merged, "micro_f1", interval=False), _show(merged, "macro_f1", interval=False)]
    return shown + [_show(cut, name, interval=False) for name in ("exact_match", "ranking_precision")]


def _show_all(result: Object) -> list[str]:
    return [_show(result["protocols"][HEADLINE]["all"], name, interval=False) for name in ("micro_f1", "macro_f1")]


def _show_pair(cut: Object | None) -> str:
    return f"{cut['micro_f1']:.3f} / {cut['macro_f1']:.3f}" if cut else DASH


def _show(scores: Object | None, name: str, interval: bool = True) -> str:
    if not scores or name not in scores:
        return DASH
    ends = scores["intervals"][name] if interval else None
    return f"{scores[name]:.3f} {_show_ends(ends)}" if ends else f"{scores[name]:.3f}"


def _show_ends(ends: Sequence[float] | None) -> str:
    return f"[{ends[0]:.3f}, {ends[1]:.3f}]" if ends else DASH
