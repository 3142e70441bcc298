"""Checks of the decisions beside the exports: adjudication, known issues and the second reading."""

from collections.abc import Mapping
from pathlib import Path

from mepp5.adjudication.cases import find_faults, open_cases, read_draw
from mepp5.adjudication.decisions import DECISIONS, find_decision_faults, read_decisions
from mepp5.adjudication.digests import digest_labels
from mepp5.adjudication.known_issues import KNOWN_ISSUES, find_issue_faults, find_unlisted, read_known_issues
from mepp5.adjudication.outcome import FIRST_REFERENCE
from mepp5.adjudication.revisions import REVISIONS, find_revision_faults, read_revisions
from mepp5.adjudication.second_reading import SECOND_READING, find_reading_faults, read_verdicts
from mepp5.annotation.annotators import REFERENCE, read_annotators
from mepp5.annotation.exports import read_exports
from mepp5.annotation.spans import find_fault
from mepp5.checks.findings import Check, Found
from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.past.faults import find_record_faults
from mepp5.past.labels import Layer, read_archive
from mepp5.past.releases import RELEASES
from mepp5.paths import is_clone
from mepp5.release.overlap import group_duplicates
from mepp5.release.rows import find_reference
from mepp5.scheme.taxonomy import read_taxonomy


def _read_clauses(root: Path) -> dict[str, Unit]:
    units = [unit for policy in read_manifest(root) for unit in read_units(policy.id, root)]
    return {unit.id: unit for unit in units if unit.is_clause}


def _find_adjudication(root: Path) -> Found:
    """Every dispute and every draw has a decision, bound to today's labels, and nothing else; before there is none."""
    decisions, drawn, layers = read_decisions(root), read_draw(root), read_exports(root)
    reasons = {decision.id: decision.reason for decision in decisions}
    if REFERENCE not in layers:
        for clause in reasons:
            yield f"{DECISIONS}: {clause}", "a decision, but the exports have no adjudicated annotation"
        return
    cases = open_cases(layers, read_annotators(root), drawn)
    for clause, problem in find_faults(cases, layers[REFERENCE], reasons):
        yield f"{DECISIONS}: {clause}", problem
    for clause, problem in find_decision_faults(decisions, layers[REFERENCE]):
        yield f"{DECISIONS}: {clause}", problem


def _find_issues(root: Path) -> Found:
    """The known issues list the clauses that have them, all of them and no others."""
    units = _read_clauses(root)
    reference = find_reference(read_annotators(root).reference, read_exports(root))
    labels = {clause: frozenset(p.category for p in reference[clause].practices) for clause in units}
    groups = group_duplicates(list(units.values()))
    issues = read_known_issues(root)
    for clause, problem in find_issue_faults(issues, units, groups, labels):
        yield f"{KNOWN_ISSUES}: {clause}", problem
    for clause, problem in find_unlisted(reference.values(), issues):
        yield f"{KNOWN_ISSUES}: {clause}", problem


def _find_verdicts(root: Path) -> Found:
    """Every verdict of the second reading is of a clause and an annotator that there are, once a release."""
    clauses = _read_clauses(root)
    annotators = {*read_annotators(root).ids, REFERENCE}
    seen = set()
    for verdict in read_verdicts(root):
        place = f"{SECOND_READING}: {verdict.id}"
        if verdict.id not in clauses:
            yield place, "no such clause"
        if verdict.annotator not in annotators:
            yield place, f"no annotator {verdict.annotator!r}"
        if (verdict.id, verdict.annotator, verdict.release) in seen:
            yield place, "it stands twice"
        seen.add((verdict.id, verdict.annotator, verdict.release))
    yield from _find_readings(root)


def _find_readings(root: Path) -> Found:
    """Yield verdicts that are not of the labels which the release that they name had, as far as it is recorded."""
    archive, verdicts = read_archive(root), read_verdicts(root)
    had: dict[str, Mapping[str, Layer]] = {}
    for verdict in verdicts:
        release = verdict.release or FIRST_REFERENCE
        if release not in {each.version for each in archive.releases}:
            continue
        if release not in had:
            had[release] = archive.restore_layers(release) | {REFERENCE: archive.restore(release)}
        own = had[release].get(verdict.annotator, {}).get(verdict.id)
        restored = None if own is None else digest_labels(own)
        for problem in find_reading_faults(verdict.read, verdict.unreleased, restored, release):
            yield f"{SECOND_READING}: {verdict.id} by {verdict.annotator}", problem


def _find_revisions(root: Path) -> Found:
    """A revision keeps labels that were valid, and that a release has changed."""
    reference = read_exports(root).get(read_annotators(root).reference, {})
    revisions, clauses, taxonomy = read_revisions(root), _read_clauses(root), read_taxonomy(root)
    for clause, problem in find_revision_faults(reference, revisions):
        yield f"{REVISIONS}: {clause}", problem
    for before in (revision.before for revision in revisions if revision.before.id in clauses):
        if fault := find_fault(before, clauses[before.id], taxonomy):
            yield f"{REVISIONS}: {before.id}", fault


def _find_releases(root: Path) -> Found:
    """What is restored for every release, its labels among them, has the hash that was recorded for it."""
    if is_clone(root) and not (root / RELEASES).is_file():
        yield RELEASES, "it is missing"
    for version, problem in find_record_faults(read_archive(root), root):
        yield f"{RELEASES}: {version}", problem


CHECKS = (
    Check("adjudication", "Adjudicate the clause, bind its reason, or remove the decision.", _find_adjudication),
    Check("known-issues", "Remove what no longer holds; mend or list what is missing.", _find_issues),
    Check("revisions", "Mend or remove the line: a revision holds the labels that a release changed.", _find_revisions),
    Check(
        "releases",
        "Restore the file of annotations/ as it was committed, or pull the exports; no export is edited by hand.",
        _find_releases,
    ),
    Check("second-reading", "Mend the line of the second reading.", _find_verdicts),
)
