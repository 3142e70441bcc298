"""Checks of what changed between policies: pairs, annotators, links, decisions, agreement, rows, examples, results.

A corpus that compares no policies has nothing to check here, and no exports of links either.
"""

from collections.abc import Iterator
from pathlib import Path

from mepp5.agreement.changes import CHANGE_AGREEMENT, read_change_agreement
from mepp5.annotation.annotators import REFERENCE
from mepp5.changes.adjudication.cases import CHANGE_DRAW, find_change_faults, open_change_cases, read_change_draw
from mepp5.changes.adjudication.decisions import (
    CHANGE_DECISIONS,
    find_change_decision_faults,
    read_change_decisions,
    read_change_reasons,
)
from mepp5.changes.annotators import CHANGE_ANNOTATORS, read_change_annotators
from mepp5.changes.examples import find_example_faults, read_examples
from mepp5.changes.exports import change_export_path, read_change_export
from mepp5.changes.links import Link
from mepp5.changes.pairs import PAIRS, Sides, read_pairs, read_sides
from mepp5.checks.findings import Check, Found
from mepp5.errors import CorpusError
from mepp5.files import Object, list_files, read_bytes
from mepp5.paths import join_below
from mepp5.release.changes import find_column_faults
from mepp5.release.features import CHANGES, split_of
from mepp5.release.loading import data_path
from mepp5.release.valid_rows import read_valid_rows
from mepp5.scoring.change_results import REMEDY, read_change_results
from mepp5.stages import generate

EXPORTS = "annotations/changes/exports"


def _find_pairs(root: Path) -> Found:
    """Every export of changes is of a pair that is named."""
    known = {change_export_path(pair) for pair in read_pairs(root)}
    for path in list_files(root / EXPORTS, "*"):
        if (name := path.relative_to(root).as_posix()) not in known:
            yield name, f"an export of no pair that {PAIRS} names"


def _find_annotators(root: Path) -> Found:
    """Every annotator of changes is told once, with a protocol that is there."""
    for member in read_change_annotators(root) if read_pairs(root) else ():
        if not join_below(root, f"annotations/{member.protocol}").is_file():
            yield f"{CHANGE_ANNOTATORS}: {member.id}", f"its protocol annotations/{member.protocol} does not exist"


def _find_links(root: Path) -> Found:
    """The links of a pair hold every clause once, and say what the rules of annotations/CHANGES.md ask."""
    for pair in read_pairs(root):
        try:
            read_change_export(pair, root)
        except CorpusError as error:
            yield "", str(error)


def _find_decisions(root: Path) -> Found:
    """Every dispute and every draw has a decision, bound to today's link, and nothing else has."""
    reasons, drawn, cases, references = read_change_reasons(root), read_change_draw(root), set(), {}
    pairs = {pair.id: pair for pair in read_pairs(root)}
    for pair in pairs.values():
        layers, sides = read_change_export(pair, root), read_sides(pair, root)
        references[pair.id] = layers[REFERENCE]
        of_pair = open_change_cases(layers, sides, drawn)
        cases |= {f"{pair.id} {case.id}" for case in of_pair}
        for what, problem in find_change_faults(of_pair, layers[REFERENCE], reasons.get(pair.id, {})):
            yield f"{CHANGE_DECISIONS}: {pair.id}: {what}", problem
    for what, problem in find_change_decision_faults(read_change_decisions(root), references):
        yield f"{CHANGE_DECISIONS}: {what}", problem
    for name in reasons.keys() - pairs.keys():
        yield f"{CHANGE_DECISIONS}: {name}", f"decisions of no pair that {PAIRS} names"
    for case in sorted(drawn - cases):
        yield f"{CHANGE_DRAW}: {case}", "drawn, but no case of a pair begins with it"


def _find_agreement(root: Path) -> Found:
    """The figures of agreement on changes are those that the exports give."""
    # Made first, so that exports that cannot be read are not told as figures of others.
    made = generate("change agreement", root)
    read_change_agreement(root)
    for path, content in made.items():
        if read_bytes(root / path) != content:
            yield CHANGE_AGREEMENT, "its figures are not those of the exports"


def _find_rows(root: Path) -> Found:
    """Each split has the reference links of its pair, all of them, in order, as the clauses stand in corpus/."""
    clauses = {row["id"]: row for _, _, row in read_valid_rows(root, "clauses")}
    found: dict[str, list[tuple[str, Object]]] = {}
    for split, place, row in read_valid_rows(root, CHANGES):
        found.setdefault(split, []).append((place, row))
    for sides, links in _read_references(root):
        rows = found.get(split_of(sides.pair), [])
        if len(rows) != len(links):
            yield data_path(CHANGES, split_of(sides.pair)), f"{len(rows)} rows of {len(links)} links"
        for number, ((place, row), link) in enumerate(zip(rows, links, strict=False), start=1):
            for fault in find_column_faults(row, number, link, sides, clauses):
                yield place, fault


def _find_examples(root: Path) -> Found:
    """Every worked example of annotations/CHANGES.md is what the reference says of these clauses."""
    if compared := list(_read_references(root)):
        yield from find_example_faults(read_examples(root), compared)


def _find_results(root: Path) -> Found:
    """The scores of changes were made from the links of today, and are of the form that they are written in."""
    if read_pairs(root):
        try:
            read_change_results(root)
        except CorpusError as error:
            yield "", str(error)


def _read_references(root: Path) -> Iterator[tuple[Sides, list[Link]]]:
    for pair in read_pairs(root):
        yield read_sides(pair, root), read_change_export(pair, root)[REFERENCE]


LINKS = "Mend the links in Label Studio, pull them and run mepp5 build."
CHECKS = (
    Check("change-pairs", f"Mend {PAIRS}, or remove the export.", _find_pairs),
    Check("change-annotators", f"Mend {CHANGE_ANNOTATORS} or add the protocol.", _find_annotators),
    Check("change-links", LINKS, _find_links),
    Check("change-decisions", "Adjudicate the case, or remove the decision or the draw.", _find_decisions),
    Check("change-agreement", "Run mepp5 build.", _find_agreement),
)
# Those of what is made of the release.
RELEASE_CHECKS = (
    Check("change-rows", "Files in data/ are never edited: run mepp5 build.", _find_rows),
    Check("change-examples", "Mend the worked example in annotations/CHANGES.md.", _find_examples),
    Check("change-results", f"Where nothing above names the exports: {REMEDY}.", _find_results),
)
