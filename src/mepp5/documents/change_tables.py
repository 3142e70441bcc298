"""The generated tables on what changed between policies: counts, differences, adjudication, agreement."""

from collections.abc import Callable, Mapping, Sequence

from mepp5.agreement.changes import ChangeAgreement, ChangeFigures
from mepp5.changes.adjudication.outcome import DISPUTES, ChangeOutcome
from mepp5.changes.links import ALONE, EFFECTS, FORMS
from mepp5.documents.agreement import show_figure
from mepp5.documents.tables import draw_table
from mepp5.release.change_counts import ChangeRows

NOTHING = "No policies are compared."
WORDS_OF_DISPUTES = {
    "links": "which clauses are linked",
    "effect": "effect of a clause alone",
    "differences": "differences of a link",
}
Counts = Mapping[str, ChangeRows]


def draw_change_counts_briefly(counts: Counts) -> str:
    """Return one row a pair; `counts` is the key "changes" of data/stats.json."""
    if not counts:
        return NOTHING
    rows = [
        (
            *(row["links"], row["meanings"]["same"], row["meanings"]["changed"], row["moved"]),
            *(row["forms"][form] for form in ALONE),
            *(sum(effects[effect] for effects in _list_effects(row)) for effect in EFFECTS),
        )
        for row in counts.values()
    ]
    head = ("pair, old → new", "links", "same meaning", "changed", "moved", *ALONE, *EFFECTS)
    return draw_table(head, _add_total(counts, rows), numbers=len(head) - 1)


def _list_effects(row: ChangeRows) -> tuple[dict[str, int], ...]:
    return row["effects"]["links"], row["effects"]["removed"], row["effects"]["added"]


def draw_change_counts(counts: Counts) -> str:
    """Return what is counted of each pair: clauses and links, forms, meaning, effects."""
    if not counts:
        return NOTHING
    sizes = [
        (row["clauses"]["old"], row["clauses"]["new"], row["links"], row["linked_pairs"], row["moved"])
        for row in counts.values()
    ]
    forms = [tuple(row["forms"][form] for form in FORMS) for row in counts.values()]
    tables = [
        draw_table(
            ("pair, old → new", "clauses, old", "clauses, new", "links", "linked pairs", "links moved"),
            _add_total(counts, sizes),
            numbers=5,
        ),
        draw_table(("form", *FORMS), _add_total(counts, forms), numbers=len(FORMS)),
        _draw_effects(counts),
    ]
    return "\n\n".join(tables)


def _draw_effects(counts: Counts) -> str:
    """Return links by meaning, and effects of links (of which some have several), of clauses alone, of differences."""
    rows = [
        (
            *row["meanings"].values(),
            *(" / ".join(str(effects[name]) for name in EFFECTS) for effects in _list_effects(row)),
            " / ".join(str(row["differences"]["effects"][name]) for name in EFFECTS),
        )
        for row in counts.values()
    ]
    head = ("pair, old → new", "links: same", "links: changed", "changed links", "removed clauses", "added clauses")
    pairs = [(_name(pair), *row) for pair, row in zip(counts, rows, strict=True)]
    return f"Effects, as {' / '.join(EFFECTS)}:\n\n{draw_table((*head, 'differences'), pairs, numbers=6)}"


def draw_change_differences(counts: Counts) -> str:
    """Return differences by what they are about and by effect, over all pairs, the most frequent first."""
    if not counts:
        return NOTHING
    found: dict[str, list[int]] = {}
    for row in counts.values():
        for about, effects in row["differences"]["about"].items():
            own = found.setdefault(about, [0] * len(EFFECTS))
            found[about] = [one + effects[name] for one, name in zip(own, EFFECTS, strict=True)]
    ranked = sorted(found.items(), key=lambda each: (-sum(each[1]), each[0]))
    rows = [(f"`{about}`", *own, sum(own)) for about, own in ranked]
    return draw_table(("about", *EFFECTS, "all"), rows, numbers=4)


def draw_change_outcome(outcome: Mapping[str, ChangeOutcome]) -> str:
    """Return what was adjudicated by pair, and how it fell; `outcome` is what `count_change_outcome` returns."""
    if not outcome:
        return NOTHING
    pairs = list(outcome.values())
    lines: list[tuple[str, Callable[[ChangeOutcome], int]]] = [
        ("cases", lambda pair: pair["cases"]),
        ("disputed", lambda pair: pair["disputed"]),
        *((f"disputed: {WORDS_OF_DISPUTES.get(name, name)}", _pick_dispute(name)) for name in DISPUTES),
        *((f"disputed, decided as {name} had it", _pick_fall(name)) for name in pairs[0]["fell"]),
        ("undisputed, drawn at random", lambda pair: pair["drawn"]["cases"]),
        ("of these, decided otherwise than the readers say together", lambda pair: pair["drawn"]["changed"]),
        ("undisputed, put again because of rulings", lambda pair: pair["rulings"]["cases"]),
        ("of these, decided otherwise", lambda pair: pair["rulings"]["changed"]),
        ("links of the reference that were read again", lambda pair: pair["read_again"]["cases"]),
        ("of these, with another decision proposed, and adopted", lambda pair: pair["read_again"]["changed"]),
    ]
    rows = [(name, *map(pick, pairs), sum(map(pick, pairs))) for name, pick in lines]
    return draw_table(("cases", *map(_name, outcome), "all"), rows, numbers=len(pairs) + 1)


def _pick_dispute(name: str) -> Callable[[ChangeOutcome], int]:
    return lambda pair: pair["disputes"][name]


def _pick_fall(name: str) -> Callable[[ChangeOutcome], int]:
    return lambda pair: pair["fell"][name]


def draw_change_agreement(agreement: ChangeAgreement | None) -> str:
    """Return the tables of links, of decisions about shared links, and of quoted words."""
    if not agreement:
        return NOTHING
    about = (
        f"In brackets: {100 * agreement['level']:g} % percentile bootstrap intervals over level-1 sections "
        f"({agreement['draws']} draws, seed {agreement['seed']})."
    )
    figures = agreement["figures"]
    return "\n\n".join(
        [
            f"Links, F1 of linked pairs (an old and a new clause in one link) and of whole links. {about}",
            _draw_figures(figures, ("linked pairs", "of texts not identical", "whole links"), _list_links),
            "Of what both linked alike, kappa and the number of decisions; meaning without identical clauses.",
            _draw_figures(figures, ("form", "moved", "meaning", "effects"), _list_kappas),
            "Quoted words of differences, F1.",
            _draw_figures(figures, ("exact", "overlapping", "overlapping, same about and effect"), _list_words),
        ]
    )


def _draw_figures(
    figures: Sequence[ChangeFigures], head: Sequence[str], list_cells: Callable[[ChangeFigures], Sequence[str]]
) -> str:
    rows = [(f"`{each['first']}` / `{each['second']}`", _name(each["pair"]), *list_cells(each)) for each in figures]
    return draw_table(("annotators", "pair", *head), rows, numbers=len(head))


def _list_links(each: ChangeFigures) -> list[str]:
    return [show_figure(each[name]) for name in ("linked_pairs", "linked_pairs_not_identical", "whole_links")]


def _list_kappas(each: ChangeFigures) -> list[str]:
    decided = (each[name] for name in ("form", "moved", "meaning", "effects"))
    return [f"{show_figure(alike['kappa'])}, n = {alike['decisions']}" for alike in decided]


def _list_words(each: ChangeFigures) -> list[str]:
    words = each["words"]
    return [show_figure(words[name]) for name in ("exact", "overlapping", "overlapping_with_effect")]


def _add_total(counts: Counts, rows: Sequence[tuple[int, ...]]) -> list[tuple[object, ...]]:
    named: list[tuple[object, ...]] = [(_name(pair), *row) for pair, row in zip(counts, rows, strict=True)]
    return [*named, ("**all**", *map(sum, zip(*rows, strict=True)))]


def _name(pair: str) -> str:
    return f"`{pair}`" if "--" in pair else f"**{pair}**"
