"""The names that a reader asks for: which there are, which are nearest to one that there is not, their completion."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from mepp5.changes.pairs import read_pairs
from mepp5.corpus.manifest import read_manifest
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.scheme.crosswalk import list_points
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy

Complete = Callable[[click.Context, click.Parameter, str], list[str]]

JOINT = "="  # between a slot and its value, where both are one name
NEAREST = 3  # names that are offered in place of an unknown one
FEW = 15  # names that are all listed where none is near
# What prints the names of a kind.
LISTED = {
    "policy": "mepp5 policies",
    "category": "mepp5 taxonomy",
    "slot": "mepp5 taxonomy",
    "value": "mepp5 taxonomy",
    "GDPR point": "mepp5 crosswalk --to gdpr",
}


def list_names(kind: str, root: Path = ROOT) -> tuple[str, ...]:
    """Return the names of a kind of LISTED in the order of the corpus; raise CorpusError for a corpus that is broken.

    Values stand alone ("email") and with their slot ("contact=email"); points of the GDPR are "13.2.b".
    """
    if kind == "policy":
        return tuple(policy.id for policy in read_manifest(root))
    taxonomy = read_taxonomy(root)
    if kind == "category":
        return taxonomy.category_ids
    if kind == "slot":
        return taxonomy.slot_ids
    if kind == "value":
        return _list_values(taxonomy)
    return tuple(point.dotted for point in list_points(taxonomy))


def find_nearest(name: str, known: Sequence[str]) -> list[str]:
    """Return the names that are spelt nearly as `name` or hold it, at most NEAREST, whatever their case."""
    lower = {each.casefold(): each for each in known}
    close = get_close_matches(name.casefold(), lower, NEAREST)
    holding = [each for each in lower if name and name.casefold() in each]
    return [lower[each] for each in dict.fromkeys(close + holding)][:NEAREST]


def say_unknown(kind: str, name: str, known: Sequence[str], listed: str = "") -> str:
    """Return the sentence about a name that is not known: what is near it, and the command that lists all."""
    near = find_nearest(name, known)
    if near:
        offer = f"the nearest: {', '.join(near)}"
    elif len(known) <= FEW:
        offer = f"choose one of: {', '.join(known) or 'none'}"
    else:
        offer = "none is near"
    return f"no {kind} {name!r}; {offer}{f' ({listed} lists all)' if listed else ''}."


def check_names(kind: str, names: Iterable[str], root: Path = ROOT) -> None:
    """Raise click.UsageError for the first of the names that is none of that kind of LISTED."""
    names = tuple(names)
    known = list_names(kind, root) if names else ()
    for name in names:
        if name not in known:
            raise click.UsageError(say_unknown(kind, name, known, LISTED[kind]))


def complete(kind: str) -> Complete:
    """Return the completion, for a shell, of an argument or option that takes names of that kind of LISTED."""
    return _complete(lambda context, root: list_names(kind, root))


def _complete(find: Callable[[click.Context, Path], Iterable[str]]) -> Complete:
    def complete_word(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
        try:
            names = dict.fromkeys(find(context, context.find_root().params.get("root") or ROOT))
        except CorpusError:  # while a line is typed there is no place for a message
            return []
        return [name for name in names if name.startswith(incomplete)]

    return complete_word


def _list_values(taxonomy: Taxonomy) -> tuple[str, ...]:
    alone = dict.fromkeys(value for slot in taxonomy.slots for value in slot.values)
    return (*alone, *(f"{slot.id}{JOINT}{value}" for slot in taxonomy.slots for value in slot.values))


def _find_values(context: click.Context, root: Path) -> Iterable[str]:
    """Return the values of the slots that stand on the line, of all where none does."""
    slots = context.params.get("slots") or ()
    taxonomy = read_taxonomy(root)
    return [value for slot in taxonomy.slots if slot.id in slots for value in slot.values] or _list_values(taxonomy)


def _find_new(context: click.Context, root: Path) -> Iterable[str]:
    old = context.params.get("old")
    return [pair.new for pair in read_pairs(root) if pair.old == old]


complete_value = _complete(_find_values)
complete_old = _complete(lambda context, root: [pair.old for pair in read_pairs(root)])
complete_new = _complete(_find_new)
