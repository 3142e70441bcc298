"""All pages of the explorer by their file names."""

from collections.abc import Iterator
from pathlib import Path

from mepp5.changes.pairs import Pair
from mepp5.diff.filtering import select_entries
from mepp5.diff.labelled import read_labelled
from mepp5.diff.page import Surroundings, make_page
from mepp5.files import Object
from mepp5.paths import ROOT
from mepp5.site.answers import dump_answers
from mepp5.site.boards import Board, list_boards
from mepp5.site.policies import count_choices, count_slots, list_items
from mepp5.site.rendering import render
from mepp5.site.source import Source, find_address, read_source
from mepp5.site.taxonomy import list_categories, list_slots
from mepp5.site.views import SIGNS

INDEX, TAXONOMY, PREDICTIONS = "index.html", "taxonomy.html", "predictions.html"


def make_site(root: Path = ROOT) -> tuple[dict[str, bytes], list[str]]:
    """Return {file name: HTML in UTF-8} of the release in root, and sentences on what of it is not shown.

    Raises CorpusError where the release cannot be read.
    """
    source = read_source(root)
    links = _list_links(source)
    boards, notes = list_boards(root)
    return {name: page.encode() for name, page in _make_pages(source, links, boards, root)}, notes


def name_changes(pair: Pair) -> str:
    """Return the file name of the page of two policies side by side."""
    return f"changes-{pair.id}.html"


def _make_pages(
    source: Source, links: tuple[tuple[str, str], ...], boards: list[Board], root: Path
) -> Iterator[tuple[str, str]]:
    common = {"source": source, "links": links, "categories": list_categories(source), "slots": list_slots(source)}
    disputed = _count_disputed(source)
    yield INDEX, render("index.html.j2", here=INDEX, boards=boards, disputed=disputed, **common)
    for policy in source.policies:
        yield f"{policy['id']}.html", _make_policy_page(source, policy, links)
    for pair in source.pairs:
        comparison = read_labelled(pair, root)
        around = Surroundings(links, name_changes(pair), find_address)
        yield name_changes(pair), make_page(comparison, select_entries(comparison), around)
    yield TAXONOMY, render("taxonomy.html.j2", here=TAXONOMY, **common)
    yield PREDICTIONS, render("predictions.html.j2", here=PREDICTIONS, answers=dump_answers(source), **common)


def _make_policy_page(source: Source, policy: Object, links: tuple[tuple[str, str], ...]) -> str:
    items = list_items(source, policy["id"])
    return render(
        "policy.html.j2",
        here=f"{policy['id']}.html",
        source=source,
        links=links,
        policy=policy,
        items=items,
        clauses=sum(item.unit.is_clause for item in items),
        choices=count_choices(items, source.taxonomy),
        slots=count_slots(items, source.taxonomy),
        pairs=[(name_changes(pair), pair) for pair in source.pairs if policy["id"] in (pair.old, pair.new)],
        places={id: place for place, id in enumerate(source.taxonomy.slot_ids)},
        signs=SIGNS,
    )


def _count_disputed(source: Source) -> dict[str, int]:
    """Return {policy: its clauses that annotators disputed}."""
    return {policy: sum(bool(source.disputes.get(unit.id)) for unit in units) for policy, units in source.units.items()}


def _list_links(source: Source) -> tuple[tuple[str, str], ...]:
    """Return (file name, words) of every page, in the order of the navigation."""
    return (
        (INDEX, "Overview"),
        *((f"{policy['id']}.html", policy["id"]) for policy in source.policies),
        *((name_changes(pair), f"{pair.old} → {pair.new}") for pair in source.pairs),
        (TAXONOMY, "Taxonomy"),
        (PREDICTIONS, "Your predictions"),
    )
