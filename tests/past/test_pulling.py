"""A label in work: the version is raised, the reference pulled, what it was is kept, the reason written and bound."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mepp5.adjudication.decisions import DECISIONS, parse_decisions
from mepp5.adjudication.revisions import REVISIONS
from mepp5.annotation.annotators import REFERENCE
from mepp5.annotation.exports import export_path, read_exports
from mepp5.changes.adjudication.decisions import CHANGE_DECISIONS
from mepp5.changes.adjudication.revisions import CHANGE_REVISIONS, read_change_revisions, restore_links
from mepp5.changes.exports import change_export_path, read_change_export, write_change_export
from mepp5.changes.links import Link
from mepp5.changes.pairs import read_pairs, read_sides
from mepp5.checks.catalogue import run_checks
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.past.pulling import keep_labels, keep_links
from mepp5.past.recording import record_release
from mepp5.past.releases import read_releases
from mepp5.paths import ROOT
from tests.checks.fixture_record_edits import edit_lines, relabel, relink
from tests.past.fixture_past import set_version
from tests.past.fixture_record import NEXT, VERSION, make_recorded
from tests.release.fixture_release import rebuild

CLAUSE = "alpha-2020/0010"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_recorded(tmp_path_factory.mktemp("pulling"))


@pytest.fixture
def root(sound: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sound, tmp_path / "work")


def pull(root: Path, edit) -> None:
    """Do what `pull` does where the server holds the reference after `edit`: exports and revisions together."""
    before = read_exports(root)[REFERENCE]
    copy = shutil.copytree(root, root.parent / "server", dirs_exist_ok=True)
    edit(copy)
    contents = {export_path("alpha-2020"): (copy / export_path("alpha-2020")).read_bytes()}
    write_files(root, contents | keep_labels(before, read_exports(copy)[REFERENCE], root))


def pull_links(root: Path, edit) -> None:
    """Do the same of links."""
    references = {pair.id: read_change_export(pair, root)[REFERENCE] for pair in read_pairs(root)}
    copy = shutil.copytree(root, root.parent / "server", dirs_exist_ok=True)
    edit(copy)
    pulled = {pair.id: read_change_export(pair, copy)[REFERENCE] for pair in read_pairs(root)}
    contents = {change_export_path(pair): (copy / change_export_path(pair)).read_bytes() for pair in read_pairs(root)}
    write_files(root, contents | keep_links(references, pulled, root))


def bind(root: Path, *words: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(ROOT / "scripts/bind_reasons.py"), "--root", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def find(root: Path) -> list[str]:
    return [f"{finding.check}: {finding.problem}" for finding in run_checks(root)]


def test_a_label_is_changed_from_one_release_to_the_next(root: Path) -> None:
    set_version(root, NEXT)
    pull(root, relabel(REFERENCE, CLAUSE))
    rebuild(root)
    (found,) = find(root)
    assert found.startswith("adjudication: its reason was given for other labels than the reference has today")
    refused = bind(root)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"labels changed, the reason did not: {CLAUSE}" in refused.stderr
    before = root.parent / "before.jsonl"
    before.write_bytes((root / DECISIONS).read_bytes())
    edit_lines(DECISIONS, lambda rows: next(r for r in rows if r["id"] == CLAUSE).update(reason="Rule 2."))(root)
    assert bind(root).stdout == f"{DECISIONS}: changed\n{CHANGE_DECISIONS}: unchanged\n"
    assert find(root) == []
    write_files(root, record_release(root, before))
    assert find(root) == []
    first, second = read_releases(root)
    assert (first.layers, first.links) == (second.layers, second.links)
    assert first.labels != second.labels
    assert second.reasons == {"alpha-2020": (10,)}


def test_a_reason_that_holds_as_it_is_is_bound_by_name(root: Path) -> None:
    set_version(root, NEXT)
    pull(root, relabel(REFERENCE, CLAUSE))
    rebuild(root)
    assert "no decision on 'beta/9999'" in bind(root, "--same", "beta/9999").stderr
    assert bind(root, "--same", CLAUSE).returncode == 0
    assert find(root) == []


def test_without_a_raised_version_nothing_is_pulled(root: Path) -> None:
    for pulling, edit in ((pull, relabel(REFERENCE)), (pull_links, relink(REFERENCE))):
        with pytest.raises(CorpusError, match=rf"not that of {VERSION}, which is released.* raise the version"):
            pulling(root, edit)
    assert find(root) == []


def test_an_export_edited_by_hand_is_restored_by_a_pull_of_what_was_released(root: Path) -> None:
    sound = (root / export_path("alpha-2020")).read_bytes()
    relabel(REFERENCE)(root)
    pull(root, lambda copy: (copy / export_path("alpha-2020")).write_bytes(sound))
    assert find(root) == []
    assert not (root / REVISIONS).exists()


def test_a_hand_edit_does_not_become_a_revision(root: Path) -> None:
    relabel(REFERENCE)(root)
    set_version(root, NEXT)
    with pytest.raises(CorpusError, match="was a file edited by hand"):
        pull(root, relabel(REFERENCE, "alpha-2020/0010"))
    relink(REFERENCE)(root)
    with pytest.raises(CorpusError, match="was a file edited by hand"):
        pull_links(root, relink("reader"))


def test_links_are_kept_and_restored(root: Path) -> None:
    pair = read_pairs(root)[0]
    sides, before = read_sides(pair, root), read_change_export(pair, root)[REFERENCE]
    set_version(root, NEXT)
    pull_links(root, relink(REFERENCE))
    (revision,) = read_change_revisions(root)
    assert (revision.version, revision.pair, revision.before) in [(NEXT, pair.id, link) for link in before]
    rebuild(root)
    assert not [each for each in find(root) if each.startswith("releases")]
    links = read_change_export(pair, root)[REFERENCE]
    assert links != before
    assert restore_links(links, [revision], sides, VERSION) == before
    assert restore_links(links, [revision], sides, NEXT) == links
    (root / CHANGE_REVISIONS).unlink()
    assert any("the links of 'reference' restored from the exports" in each for each in find(root))


def test_links_joined_otherwise_are_restored(root: Path) -> None:
    """Two links become three clauses alone: the links taken out say which are put back."""
    pair = read_pairs(root)[0]
    sides, before = read_sides(pair, root), read_change_export(pair, root)[REFERENCE]
    merged = next(link for link in before if link.form == "merged")
    apart = [Link((clause,), (), "removed", effect="narrower") for clause in merged.old]
    apart.append(Link((), merged.new, "added", effect="broader"))
    after = [*(link for link in before if link is not merged), *apart]
    set_version(root, NEXT)
    kept = keep_links({pair.id: before} | _others(root), {pair.id: after} | _others(root), root)
    write_files(root, kept)
    assert [revision.before for revision in read_change_revisions(root)] == [merged]
    assert restore_links(after, read_change_revisions(root), sides, VERSION) == before
    layers = {**read_change_export(pair, root), REFERENCE: after}
    write_files(root, {change_export_path(pair): write_change_export(layers, pair, root)})
    again = keep_links({pair.id: after} | _others(root), {pair.id: before} | _others(root), root)
    assert again == {}  # put back as it was: nothing changed


def _others(root: Path) -> dict[str, list[Link]]:
    return {pair.id: read_change_export(pair, root)[REFERENCE] for pair in read_pairs(root)[1:]}


def test_who_annotates_is_recorded_anew_by_name_alone(root: Path) -> None:
    set_version(root, NEXT)
    path = root / "annotations/annotators.toml"
    path.write_text(path.read_text().replace("reader@", "readers@", 1))
    for policy in ("alpha-2020", "beta", "gamma-2022"):
        export = root / export_path(policy)
        export.write_text(export.read_text().replace('"reader@', '"readers@'))
    rebuild(root)
    (found,) = find(root)
    assert "reader: other than released: email was 'reader@annotators.example.org'" in found
    with pytest.raises(CorpusError, match="email was"):
        record_release(root)
    write_files(root, record_release(root, redefined=("reader",)))
    assert find(root) == []


def test_the_command_binds_what_was_never_bound(root: Path) -> None:
    before = (root / DECISIONS).read_bytes()
    edit_lines(DECISIONS, lambda rows: [(row.pop("decided"), row.pop("bound")) for row in rows])(root)
    assert bind(root).returncode == 0
    assert (root / DECISIONS).read_bytes() == before
    assert all(len(each.decided) == len(each.bound) == 16 for each in parse_decisions(root / DECISIONS))
    assert bind(root).stdout == f"{DECISIONS}: unchanged\n{CHANGE_DECISIONS}: unchanged\n"
