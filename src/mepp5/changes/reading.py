"""Links out of Label Studio results, whoever wrote or drew them; what no rule allows is refused with its place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mepp5.changes.drawn import ChangeResult, Found, read_regions, read_relations
from mepp5.changes.links import ALONE, Difference, Link, Quotation, find_fault, find_gaps, sort_links
from mepp5.changes.regions import (
    ABOUT,
    BECAME,
    EFFECT,
    FORM,
    LINKED,
    MEANING,
    MOVED,
    PLACE,
    SAME_STATEMENT,
    WORDS,
)
from mepp5.changes.tasks import ChangeTask
from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.reading.forms import Fault, convert
from mepp5.scheme.taxonomy import Taxonomy


def read_change_results(
    results: Iterable[object], task: ChangeTask, taxonomy: Taxonomy, place: str, partial: bool = False
) -> list[Link]:
    """Return the links in canonical order; `place` opens every error message.

    Region ids and the order and direction of results carry no meaning; a clause may be marked in part. Raises
    CorpusError for what is no region or relation of the interface, for a region without its choices, outside every
    clause or across two, for a link that breaks a rule, and, unless `partial`, for a clause in no link or in two.
    """
    try:
        read = [convert(result, ChangeResult) for result in results]
    except Fault as fault:
        raise CorpusError(f"{place}: {fault}; export the project again.") from fault
    regions = read_regions([result for result in read if result.type != "relation"], task, place)
    relations = read_relations([result for result in read if result.type == "relation"], regions, place)
    links = _read_links(regions, relations[SAME_STATEMENT], place)
    words = _read_words(regions, relations[BECAME], task, place)
    whole = [_complete(link, words, place) for link in links] + _read_lone(regions, place)
    if words:
        shown = next(region.clause for _, region in words.values())
        raise CorpusError(f"{place}: words of {shown} are marked, which stands in no link; unmark or link them.")
    for link in whole:
        if broken := find_fault(link, task.sides.units, taxonomy):
            raise CorpusError(f"{place}: {link.name}: {broken}.")
    gaps = find_gaps(whole, task.sides.old, task.sides.new)
    if gaps := [gap for gap in gaps if not partial or "no link" not in gap]:
        raise CorpusError(f"{place}: {gaps[0]}{f' ({len(gaps) - 1} more)' if len(gaps) > 1 else ''}.")
    return sort_links(whole, task.sides.old, task.sides.new)


@dataclass
class _Joined:
    """Regions that relations join into one link."""

    old: list[Found] = field(default_factory=list)
    new: list[Found] = field(default_factory=list)


def _read_links(regions: Mapping[str, Found], joints: Sequence[tuple[Found, Found]], place: str) -> list[_Joined]:
    group: dict[int, _Joined] = {}
    for region in regions.values():
        if region.label == LINKED:
            group[id(region)] = _Joined(
                [region] if region.side == "old" else [], [region] if region.side == "new" else []
            )
    for old, new in joints:
        one, other = group[id(old)], group[id(new)]
        if one is not other:
            one.old, one.new = one.old + other.old, one.new + other.new
            for region in (*other.old, *other.new):
                group[id(region)] = one
    links = list({id(each): each for each in group.values()}.values())
    for link in links:
        if not (link.old and link.new):
            alone = (link.old or link.new)[0].clause
            raise CorpusError(
                f"{place}: {alone} is labelled {LINKED} and joined to nothing; join it, or label it anew."
            )
    return links


def _read_words(
    regions: Mapping[str, Found], joints: Sequence[tuple[Found, Found]], task: ChangeTask, place: str
) -> dict[int, tuple[Difference, Found]]:
    """Return {number: (difference, one of its regions)}; regions that are joined are one difference."""
    pairs: list[tuple[Found | None, Found | None]] = list(joints)
    joined = [id(region) for pair in joints for region in pair]
    if len(set(joined)) < len(joined):
        raise CorpusError(f"{place}: words are joined to two others; join each to one.")
    for region in regions.values():
        if region.label == WORDS and id(region) not in joined:
            pairs.append((region, None) if region.side == "old" else (None, region))
    return {number: _read_difference(old, new, task, place) for number, (old, new) in enumerate(pairs)}


def _read_difference(old: Found | None, new: Found | None, task: ChangeTask, place: str) -> tuple[Difference, Found]:
    anchor = old or new
    assert anchor is not None  # a difference has words
    where = f"{place}: the words at {anchor.start} of {anchor.clause}"
    said = _merge_choices([region for region in (old, new) if region], where)

    def quote(region: Found | None) -> Quotation | None:
        if region is None:
            return None
        shift = task.sides.units[region.clause].start
        return Quotation(region.clause, region.start - shift, region.end - shift)

    made = {"old": None, "new": None, "about": said[ABOUT], "effect": said[EFFECT]}
    try:
        difference = convert(made, Difference)
    except Fault as fault:
        raise CorpusError(f"{where}: {fault}; choose anew.") from fault
    return Difference(quote(old), quote(new), difference.about, difference.effect), anchor


def _merge_choices(regions: Sequence[Found], where: str) -> dict[str, str]:
    """Return about and effect, of whichever side has them."""
    said: dict[str, str] = {}
    for name, value in (choice for region in regions for choice in region.choices.items()):
        if said.setdefault(name, value) != value:
            raise CorpusError(f"{where} have two choices of {name}; choose one.")
    missing = [name for name in (ABOUT, EFFECT) if name not in said]
    if missing or len(said) > 2:
        fault = f"have no {missing[0]}" if missing else "have choices that are not of words"
        raise CorpusError(f"{where} {fault}; choose about and effect.")
    return said


def _complete(joined: _Joined, words: dict[int, tuple[Difference, Found]], place: str) -> Link:
    """Return the link with its choices and the words of its clauses, which are taken out of `words`."""
    old, new = (tuple(dict.fromkeys(region.clause for region in side)) for side in (joined.old, joined.new))
    said = [region.choices for region in (*joined.old, *joined.new) if region.choices]
    if len(said) != 1 or set(said[0]) != {FORM, PLACE, MEANING} or said[0][PLACE] not in MOVED.values():
        raise CorpusError(f"{place}: the link of {old[0]} needs form, place and meaning, once; choose them.")
    own = [number for number, (_, region) in words.items() if region.clause in (*old, *new)]
    differences = tuple(words.pop(number)[0] for number in own)
    return _convert_link(old, new, said[0], differences, place)


def _read_lone(regions: Mapping[str, Found], place: str) -> list[Link]:
    links = []
    for region in regions.values():
        if region.label in ALONE:
            if set(region.choices) != {EFFECT}:
                raise CorpusError(f"{place}: {region.clause} is {region.label}; choose its effect and nothing else.")
            old, new = ((region.clause,), ()) if region.side == "old" else ((), (region.clause,))
            links.append(_convert_link(old, new, {FORM: region.label, **region.choices}, (), place))
    return links


def _convert_link(
    old: tuple[str, ...], new: tuple[str, ...], said: Mapping[str, str], differences: tuple[Difference, ...], place: str
) -> Link:
    made: Object = {"old": list(old), "new": list(new), "form": said[FORM], "moved": said.get(PLACE) == MOVED[True]}
    made |= {"meaning": said.get(MEANING), "effect": said.get(EFFECT)}
    try:
        link = convert(made, Link)
    except Fault as fault:
        raise CorpusError(f"{place}: the link of {(old or new)[0]}: {fault}; choose anew.") from fault
    return Link(link.old, link.new, link.form, link.moved, link.meaning, differences, link.effect)
