"""How the adjudication went: what was disputed, how it fell, and what each release changed in the labels."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from mepp5.adjudication.cases import Case, open_cases, read_draw
from mepp5.adjudication.revisions import Revision, read_revisions, restore
from mepp5.annotation.annotators import REFERENCE, Annotator, read_annotators
from mepp5.annotation.exports import read_exports
from mepp5.annotation.spans import Annotation
from mepp5.files import Object
from mepp5.paths import ROOT

Layer = Mapping[str, Annotation]
FIRST_ANNOTATOR = "reader"  # whose labels 0.1.0 had
FIRST_REFERENCE = "0.2.0"  # the first release with adjudicated labels


def _list_categories(annotation: Annotation) -> frozenset[str]:
    return frozenset(practice.category for practice in annotation.practices)


def _agree_in_polarities(one: Annotation, other: Annotation) -> bool:
    """Return whether the categories that both state have the same polarities in both."""
    shared = _list_categories(one) & _list_categories(other)
    stated = [{(p.category, p.polarity) for p in each.practices if p.category in shared} for each in (one, other)]
    return stated[0] == stated[1]


def _agree_in_categories(one: Annotation, other: Annotation) -> bool:
    return _list_categories(one) == _list_categories(other)


def _agree_in_slots(one: Annotation, other: Annotation) -> bool:
    return set(one.slots) == set(other.slots)


def _agree_in_subjects(one: Annotation, other: Annotation) -> bool:
    stated = [{(p.category, p.polarity): p.subjects for p in each.practices} for each in (one, other)]
    return all(stated[0][practice] == stated[1][practice] for practice in stated[0] if practice in stated[1])


AGREE = {
    "categories": _agree_in_categories,
    "polarities": _agree_in_polarities,
    "slots": _agree_in_slots,
    "subjects": _agree_in_subjects,
}


def count_outcome(root: Path = ROOT) -> Object:
    """Return the counts of the adjudication; {} where the exports have no adjudicated annotation.

    "cases": clauses by what is disputed; "fell": for each annotator, in how many of the adjudicated clauses its
    categories, the polarities and subjects of what both state, and its slots are the reference's, if it gives them;
    "changes": {version: what its labels changed against those of the release before}. Those of 0.1.0 were
    FIRST_ANNOTATOR's.
    """
    layers, annotators = read_exports(root), read_annotators(root)
    if REFERENCE not in layers:
        return {}
    cases = open_cases(layers, annotators, read_draw(root))
    decided = {case.id for case in cases if case.is_decided}
    reference = layers[REFERENCE]
    independent = [member for member in annotators.members if member.scope != "adjudication"]
    return {
        "cases": _count_cases(cases),
        "fell": {member.id: _count_agreed(member, layers[member.id], reference, decided) for member in independent},
        "changes": _count_releases(layers[FIRST_ANNOTATOR], reference, read_revisions(root)),
    }


def _count_releases(first: Layer, reference: Layer, revisions: Sequence[Revision]) -> dict[str, Object]:
    """Return {version: what count_changes returns} for every release that changed labels since the first."""
    # Policies that a person annotated alone have no labels of FIRST_ANNOTATOR's.
    reference = {clause: annotation for clause, annotation in reference.items() if clause in first}
    versions = list(dict.fromkeys([FIRST_REFERENCE, *(revision.version for revision in revisions)]))
    layers = [drop_subjects(first), *(restore(reference, revisions, version) for version in versions)]
    return {version: count_changes(*pair) for version, pair in zip(versions, pairwise(layers), strict=True)}


def drop_subjects(layer: Layer) -> Layer:
    """Return the layer as it was before there were subjects: FIRST_ANNOTATOR's have been added to since."""
    return {
        clause: replace(annotation, practices=tuple(replace(p, subjects=()) for p in annotation.practices))
        for clause, annotation in layer.items()
    }


def count_changes(before: Layer, after: Layer) -> Object:
    """Return how many clauses differ in categories, in polarities and subjects of what both state, in slots; and moves.

    "moves": which categories became which, [{"from", "to", "clauses"}].
    """
    counts = {name: sum(not agree(before[clause], after[clause]) for clause in after) for name, agree in AGREE.items()}
    moves: Counter[tuple[str, str]] = Counter()
    for clause, annotation in after.items():
        old, new = _list_categories(before[clause]), _list_categories(annotation)
        if old != new:
            moves[" + ".join(sorted(old)), " + ".join(sorted(new))] += 1
    return {**counts, "moves": [{"from": old, "to": new, "clauses": n} for (old, new), n in sorted(moves.items())]}


def _count_cases(cases: list[Case]) -> dict[str, int]:
    disputes = Counter(name for case in cases for name in case.disputes)
    return {
        "clauses": len(cases),
        "disputed": sum(bool(case.disputes) for case in cases),
        "categories disputed": disputes["categories"],
        "polarities disputed": disputes["polarities"],
        "slots disputed": disputes["slots"],
        "subjects disputed": disputes["subjects"],
        "undisputed, but drawn, like another case, doubted in a second reading, or touched by a changed rule": sum(
            case.drawn for case in cases
        ),
        "adjudicated": sum(case.is_decided for case in cases),
        "extents set by rule": sum(case.differing_extents for case in cases if not case.is_decided),
    }


def _count_agreed(member: Annotator, layer: Layer, reference: Layer, decided: Collection[str]) -> dict[str, int]:
    shared = [clause for clause in layer if clause in decided]
    asked = {name: agree for name, agree in AGREE.items() if name in member.gives}
    agreed = {name: sum(agree(layer[c], reference[c]) for c in shared) for name, agree in asked.items()}
    return {"adjudicated": len(shared)} | agreed
