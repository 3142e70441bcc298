"""`mepp5.load(version=…)`: rows and features of an earlier release, and what is refused."""

from dataclasses import replace

import pytest

import mepp5
from mepp5.annotation.exports import export_path, read_export, write_export
from mepp5.errors import CorpusError
from mepp5.files import read_bytes, write_files
from mepp5.past.labels import read_archive
from mepp5.past.loading import KEPT, restore_rows
from mepp5.past.releases import UnknownVersionError, read_releases
from mepp5.paths import ROOT
from mepp5.release import rows as release
from mepp5.release.features import SCHEMA
from mepp5.release.loading import SUMS
from mepp5.release.rows import hash_config
from tests.past.fixture_past import CHANGED, make_past


@pytest.fixture
def root(tmp_path):
    return make_past(tmp_path)


def find_row(splits, clause: str) -> dict:
    return next(row for rows in splits.values() for row in rows if row["id"] == clause)


def test_ours_of_the_last_release_are_those_of_today():
    last = read_releases()[-1]
    for config in KEPT:
        if hash_config(config, read_bytes(ROOT / SUMS)) != last.rows[config]:
            pytest.skip(f"data/ has changed since {last.version}")
        today, kept = mepp5.load(config), mepp5.load(config, version=last.version)
        assert list(today) == list(kept)
        for split in today:
            assert (today[split].features, today[split].split) == (kept[split].features, kept[split].split)
            assert today[split].to_list() == kept[split].to_list()


def test_ours_of_an_early_release_have_its_labels_and_its_columns():
    early, today = mepp5.load("clauses", version="v0.2.0"), mepp5.load("clauses")
    assert {split: len(rows) for split, rows in early.items()} == {split: len(rows) for split, rows in today.items()}
    assert early["train"].column_names == [name for name in SCHEMA["clauses"] if name != "topics"]
    (practice,) = early["train"][0]["practices"]
    assert list(practice) == ["start", "end", "text", "category", "polarity"]
    names = early["train"].features["labels"].feature.names
    # CHANGELOG of 0.4.0: a set-up sentence that names no practice
    assert [names[label] for label in find_row(early, "smartmi/0002")["labels"]] == ["first_party_collection_use"]
    assert [names[label] for label in find_row(today, "smartmi/0002")["labels"]] == ["introductory_generic"]


def test_annotators_of_the_first_release_are_its_own_alone():
    first = mepp5.load("annotators", version="0.1.0")
    assert {row["annotator"] for rows in first.values() for row in rows} == {"reader"}


def test_old_and_new_labels_are_told_apart(root):
    assert find_row(mepp5.load("clauses", root, "0.5.0"), CHANGED)["slots"]
    assert not find_row(mepp5.load("clauses", root, "0.6.0"), CHANGED)["slots"]


def test_a_policy_that_joined_later_is_no_part_of_an_earlier_release(root):
    """A record without one of the policies is what an earlier release would have beside a corpus that has grown."""
    archive = read_archive(root)
    smaller = replace(archive.releases[0], policies=("alpha-2020", "gamma-2022"))
    grown = replace(archive, releases=(smaller, archive.releases[1]))
    labels = grown.restore("0.5.0")
    assert {clause.rpartition("/")[0] for clause in labels} == {"alpha-2020", "gamma-2022"}
    with pytest.raises(CorpusError, match="clauses were released"):
        restore_rows("clauses", "0.5.0", grown, root)


@pytest.mark.parametrize(
    ("config", "version", "complaint"),
    [
        ("clauses", "0.5", r"no release '0\.5'; nearest: 0\.5\.0, 0\.6\.0 \(all: mepp5 changes --list\)"),
        (
            "policies",
            "0.5.0",
            r"'policies' is not kept by version, clauses and annotators are; check out the tag v0\.5",
        ),
        ("clausess", "0.5.0", "choose one of: clauses"),
    ],
)
def test_what_cannot_be_given_is_refused(root, config, version, complaint):
    with pytest.raises(CorpusError, match=complaint):
        mepp5.load(config, root, version)


def test_an_unknown_version_is_told_from_other_faults(root):
    with pytest.raises(UnknownVersionError):
        mepp5.load("annotators", root, "9.9.9")


def test_labels_that_are_not_those_released_are_refused(root):
    (root / "annotations/revisions.jsonl").unlink()
    with pytest.raises(CorpusError, match=r"0\.5\.0: the labels restored .* restore annotations/"):
        mepp5.load("clauses", root, "0.5.0")


def test_annotators_that_have_changed_since_are_refused_and_clauses_given(root):
    layers = read_export("alpha-2020", root)
    clause, own = next(iter(layers["second"].items()))
    layers["second"][clause] = replace(own, practices=(replace(own.practices[0], category="data_retention"),))
    write_files(root, {export_path("alpha-2020"): write_export(layers, "alpha-2020", root)})
    write_files(root, release.generate(root))
    with pytest.raises(CorpusError, match=r"the rows of 'annotators' in 0\.5\.0 are not kept.*tag v0\.5\.0"):
        mepp5.load("annotators", root, "0.5.0")
    assert mepp5.load("clauses", root, "0.5.0")
