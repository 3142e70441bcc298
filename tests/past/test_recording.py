"""A release is recorded once, with what it had, and only where everything that is needed is there."""

import subprocess
import sys
from dataclasses import replace

import pytest

from mepp5.adjudication.decisions import DECISIONS
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.past.faults import find_release_faults
from mepp5.past.labels import read_archive
from mepp5.past.recording import record_release
from mepp5.past.releases import RELEASES, read_releases
from mepp5.paths import ROOT
from tests.past.fixture_past import CHANGED, REASONS, UNTOUCHED, make_past, relabel, set_version, write_decisions


@pytest.fixture
def root(tmp_path):
    return make_past(tmp_path)


def test_what_is_recorded(root):
    first, second = read_releases(root)
    assert (first.version, first.date, second.version, second.date) == ("0.5.0", "2026-01-05", "0.6.0", "2026-01-06")
    assert first.policies == ("alpha-2020", "beta", "gamma-2022")
    assert first.annotators == ("reader", "second")
    assert first.clauses == second.clauses > 0
    assert first.labels != second.labels
    assert first.rows["clauses"] != second.rows["clauses"]
    assert first.reasons == second.reasons == {"alpha-2020": (7, 10)}
    assert list(find_release_faults(read_archive(root))) == []


def test_a_release_is_recorded_once_and_its_record_replaced_when_asked(root):
    with pytest.raises(CorpusError, match=r"0\.6\.0 is recorded; raise the version"):
        record_release(root)
    before = root.parent / "decisions-of-0.5.0.jsonl"
    assert record_release(root, before, again=True) == {RELEASES: (root / RELEASES).read_bytes()}
    set_version(root, "0.5.1")
    with pytest.raises(CorpusError, match="raise the version"):
        record_release(root, again=True)


def test_reasons_are_compared_with_those_of_the_release_before(root):
    before = root.parent / "decisions-of-0.6.0.jsonl"
    before.write_bytes((root / DECISIONS).read_bytes())
    set_version(root, "0.7.0")
    write_files(root, record_release(root))  # unchanged: nothing is asked for
    assert read_releases(root)[-1].reasons == {}
    write_decisions(root, {CHANGED: "Slot rule 2: no slot.", UNTOUCHED: REASONS[UNTOUCHED], "beta/0002": "Rule 1."})
    set_version(root, "0.8.0")
    for wrong in (None, root / "CHANGELOG.md"):
        with pytest.raises(CorpusError, match=r"has changed since 0\.7\.0: .* --before"):
            record_release(root, wrong)
    write_files(root, record_release(root, before))
    assert read_releases(root)[-1].reasons == {"alpha-2020": (10,), "beta": (2,)}


def test_a_release_without_a_section_in_the_changelog_is_refused(root):
    (root / "pyproject.toml").write_text('[project]\nversion = "0.7.0"\n')
    with pytest.raises(CorpusError, match=r"no section '## 0\.7\.0"):
        record_release(root)


def test_the_script_writes_the_record_and_says_so(root):
    set_version(root, "0.7.0")
    command = [sys.executable, str(ROOT / "scripts/record_release.py"), "--root", str(root)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (0, f"{RELEASES}\n"), result.stderr
    assert read_releases(root)[-1].version == "0.7.0"
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (1, "")
    assert "is recorded" in result.stderr
    assert result.stderr.count("\n") == 1


def test_data_that_is_not_built_is_not_recorded(root):
    set_version(root, "0.7.0")
    sums = (root / "data/SHA256SUMS").read_bytes()
    relabel(root, UNTOUCHED, "0.7.0", lambda own: replace(own, practices=(replace(own.practices[0], end=5),)))
    (root / "data/SHA256SUMS").write_bytes(sums)
    with pytest.raises(CorpusError, match="run mepp5 build"):
        record_release(root)
