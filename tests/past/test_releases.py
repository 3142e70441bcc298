"""The record of releases: complete, canonical, restored in labels and rows; how versions are found."""

import pytest

from mepp5.errors import CorpusError
from mepp5.files import read_bytes, write_files
from mepp5.past.faults import find_release_faults
from mepp5.past.labels import hash_labels, read_archive
from mepp5.past.loading import KEPT, hash_rows, restore_rows
from mepp5.past.recording import list_dates
from mepp5.past.releases import RELEASES, UnknownVersionError, dump_releases, find_release, read_releases
from mepp5.paths import ROOT
from tests.past.fixture_past import make_past


@pytest.fixture(scope="module")
def archive():
    """What our releases are restored from."""
    return read_archive()


def test_every_released_version_of_the_changelog_is_recorded_with_its_date():
    recorded = {release.version: release.date for release in read_releases()}
    assert recorded == list_dates()


def test_the_record_is_as_it_is_written():
    assert dump_releases(read_releases()) == read_bytes(ROOT / RELEASES)


@pytest.mark.parametrize("release", read_releases(), ids=lambda release: release.version)
def test_every_release_of_ours_is_restored(release, archive):
    labels = archive.restore_release(release.version)
    assert (len(labels), hash_labels(labels)) == (release.clauses, release.labels)
    for config in KEPT:
        assert hash_rows(config, restore_rows(config, release.version, archive)) == release.rows[config]


def test_our_releases_have_no_fault_and_differ_where_the_changelog_says_so(archive):
    assert list(find_release_faults(archive)) == []
    hashes = {release.version: release.labels for release in archive.releases}
    assert len({hashes[version] for version in ("0.1.0", "0.2.0", "0.3.0", "0.4.0")}) == 4
    assert hashes["0.4.0"] == hashes["0.6.0"]


@pytest.mark.parametrize(("asked", "found"), [("0.2.0", "0.2.0"), ("v0.4.1", "0.4.1")])
def test_a_version_is_found_as_a_tag_too(asked, found):
    assert find_release(asked, read_releases()).version == found


@pytest.mark.parametrize(
    ("asked", "nearest"), [("0.2.1", "0.2.0"), ("v0.44.0", "0.4.0"), ("", "0.6.0"), ("x", "0.6.0")]
)
def test_an_unknown_version_names_the_nearest_and_how_to_list_all(asked, nearest):
    with pytest.raises(UnknownVersionError, match=f"nearest: .*{nearest}.*mepp5 changes --list"):
        find_release(asked, [release for release in read_releases() if release.version <= "0.6.0"])


def test_without_a_record_there_is_no_release(tmp_path):
    assert read_releases(tmp_path) == []
    with pytest.raises(UnknownVersionError, match="records none"):
        find_release("0.2.0", [])


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('version = "0.6.0"', 'version = "0.5.0"', "0.5.0 stands after 0.5.0"),
        ('version = "0.6.0"', 'version = "six"', r"release\[1\].version"),
        ("clauses = ", "clause = ", "clause"),
        ('labels = "', 'labels = "0', "labels"),
        ("[release.rows]", "[release.row]", "row"),
    ],
)
def test_a_malformed_record_is_refused(tmp_path, before, after, complaint):
    root = make_past(tmp_path)
    path = root / RELEASES
    content = path.read_text()
    assert before in content
    write_files(root, {RELEASES: content.replace(before, after).encode()})
    with pytest.raises(CorpusError, match=complaint):
        read_releases(root)
