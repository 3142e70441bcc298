"""Everything that must hold of the data; each check has a stable id, and all findings are collected."""

from collections.abc import Iterator
from pathlib import Path

from mepp5.checks import agreement as checks_agreement
from mepp5.checks import annotations as checks_annotations
from mepp5.checks import changes as checks_changes
from mepp5.checks import contents as checks_contents
from mepp5.checks import corpus as checks_corpus
from mepp5.checks import generated as checks_generated
from mepp5.checks import metadata as checks_metadata
from mepp5.checks import prose as checks_prose
from mepp5.checks import record as checks_record
from mepp5.checks import recorded as checks_recorded
from mepp5.checks import release as checks_release
from mepp5.checks import results as checks_results
from mepp5.checks.findings import Check, Finding
from mepp5.corpus.manifest import Policy, read_manifest
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.system.memory import remember

CHECKS: tuple[Check, ...] = (
    *checks_corpus.CHECKS,
    *checks_annotations.CHECKS,
    *checks_agreement.CHECKS,
    *checks_changes.CHECKS,
    *checks_record.CHECKS,
    *checks_release.CHECKS,
    *checks_results.CHECKS,
    *checks_changes.RELEASE_CHECKS,
    *checks_metadata.CHECKS,
    *checks_contents.CHECKS,
    *checks_generated.CHECKS,
    *checks_recorded.CHECKS,
    *checks_prose.CHECKS,
)


def run_checks(root: Path = ROOT) -> list[Finding]:
    """Return every finding, in the order of CHECKS; [] where all holds.

    What cannot be read is a finding too, once: of the first check that meets it.
    """
    findings: dict[tuple[str, str], Finding] = {}
    with remember():
        for check in CHECKS:
            for finding in run_check(check, Path(root)):
                findings.setdefault((finding.place, finding.problem), finding)
    return list(findings.values())


def run_check(check: Check, root: Path) -> Iterator[Finding]:
    """Yield what one check finds; what cannot be read is a finding too."""
    for arguments in _list_arguments(check, root):
        try:
            for place, problem in check.find(*arguments):
                yield Finding(check.id, place, problem, check.hint)
        except CorpusError as error:
            yield Finding(check.id, "", str(error), check.hint)


def _list_arguments(check: Check, root: Path) -> list[tuple[Path] | tuple[Path, Policy]]:
    if not check.each_policy:
        return [(root,)]
    try:
        return [(root, policy) for policy in read_manifest(root)]
    except CorpusError:
        return []  # the check "manifest" says so
