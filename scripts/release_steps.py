"""What must hold before a release is made; each step yields the reasons against it."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from publish import collect_files, try_release
from release_archives import check_archives
from release_candidate import Candidate, Reasons, shorten
from release_history import find_commit, list_tags, read_tables, run_git

from mepp5.adjudication.revisions import rank_version
from mepp5.build import find_stale
from mepp5.checks.catalogue import run_checks
from mepp5.errors import CorpusError
from mepp5.files import Object, read_text
from mepp5.metadata.citation import read_citation
from mepp5.past.releases import CHANGELOG, RELEASES, list_dates, read_releases
from mepp5.past.version_rule import PARTS, find_changes, is_enough
from mepp5.release.features import list_splits
from mepp5.release.loading import data_path
from mepp5.version import read_version


def check_version(candidate: Candidate) -> Reasons:
    """The version is stated alike everywhere, is newer than every release before it, and has no tag yet."""
    if (stated := read_version(candidate.root)) != candidate.version:
        yield f"pyproject.toml states {stated}"
    if (cited := read_citation(candidate.root).version) != candidate.version:
        yield f"CITATION.cff states {cited}"
    if f"v{candidate.version}" in list_tags(candidate.root):
        yield f"there is a tag v{candidate.version} already"


def check_changelog(candidate: Candidate) -> Reasons:
    """CHANGELOG.md begins with the version's section, which says something and is of the date in CITATION.cff."""
    dates = list_dates(candidate.root)
    if next(iter(dates), None) != candidate.version:
        yield f"{CHANGELOG}: its first section is not '## {candidate.version} (DATE)'"
        return
    sections = re.split(r"^## .*$", read_text(candidate.root / CHANGELOG), flags=re.MULTILINE)
    if not sections[1].strip():
        yield f"{CHANGELOG}: the section of {candidate.version} says nothing"
    dated, cited = dates[candidate.version], read_citation(candidate.root).released
    if dated != cited:
        yield f"{CHANGELOG} dates it {dated}, CITATION.cff {cited}"
    if dated > date.today().isoformat():
        yield f"{CHANGELOG} dates it {dated}, which is in the future"


def check_tree(candidate: Candidate) -> Reasons:
    """Everything is committed: what is released is what a clone of the tag has."""
    changed = run_git(candidate.root, "status", "--porcelain").decode(errors="replace").splitlines()
    yield from shorten([f"{line[3:]} is not committed" for line in changed])


def check_rule(candidate: Candidate) -> Reasons:
    """The version has risen by as much as what changed in data/ since the last release asks for."""
    rank = rank_version(candidate.version)
    earlier = [release for release in read_releases(candidate.root) if rank_version(release.version) < rank]
    if not earlier:
        return
    last = earlier[-1]
    before = read_tables(find_commit(last, candidate.root), candidate.root)
    changes = list(find_changes(before, _read_rows(candidate.root)))
    part = max((part for part, _ in changes), key=PARTS.index, default="patch")
    if not is_enough(last.version, candidate.version, part):
        yield from shorten([f"since {last.version}, {what} ({part})" for each, what in changes if each == part])


def check_record(candidate: Candidate) -> Reasons:
    """The release is the newest that is recorded, so that later ones can restore its labels."""
    recorded = [release.version for release in read_releases(candidate.root)]
    if recorded[-1:] != [candidate.version]:
        yield f"{RELEASES} does not end with {candidate.version}; run scripts/record_release.py after the last build"


def check_data(candidate: Candidate) -> Reasons:
    """Every check of the data holds."""
    yield from shorten([f"{found.check}: {found.place} {found.problem}" for found in run_checks(candidate.root)])


def check_build(candidate: Candidate) -> Reasons:
    """Nothing generated is out of date."""
    yield from shorten([f"{path} is not as mepp5 build makes it" for path in find_stale(candidate.root)])


def check_results(candidate: Candidate) -> Reasons:
    """The report is of the results, which were made with the code of today: the step "checks" says so."""
    command = [sys.executable, "-m", "baselines", "report", "--check"]
    done = subprocess.run(command, cwd=candidate.root, capture_output=True, text=True, check=False)
    if done.returncode:
        yield (done.stderr.strip().splitlines() or ["the report is out of date"])[-1]


def check_hub(candidate: Candidate) -> Reasons:
    """The folder for the Hub is complete, and a stranger loads from it the rows that are here."""
    try_release(collect_files(candidate.root), candidate.root)
    yield from ()


STEPS: dict[str, Callable[[Candidate], Reasons]] = {
    "version": check_version,
    "changelog": check_changelog,
    "tree": check_tree,
    "rule": check_rule,
    "record": check_record,
    "checks": check_data,
    "build": check_build,
    "results": check_results,
    "archives": check_archives,
    "hub": check_hub,
}


def find_reasons(step: str, candidate: Candidate) -> list[str]:
    """Return the reasons of one of STEPS against the release; what cannot be read is one too."""
    try:
        return list(STEPS[step](candidate))
    except CorpusError as error:
        return [str(error)]


def _read_rows(root: Path) -> dict[str, dict[str, list[Object]]]:
    return {
        config: {split: _load_lines(root / data_path(config, split)) for split in splits}
        for config, splits in list_splits(root).items()
    }


def _load_lines(path: Path) -> list[Object]:
    return [json.loads(line) for line in read_text(path).splitlines()]
