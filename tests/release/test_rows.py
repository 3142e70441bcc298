"""From reference labels and clauses to the rows in data/."""

import json
import subprocess
from pathlib import Path

import pytest

from mepp5.annotation.exports import export_path, read_exports, write_export
from mepp5.annotation.spans import Annotation, Practice
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.release.features import POLICY_SPLITS, SCHEMA, list_splits
from mepp5.release.loading import SUMS
from mepp5.release.rows import STATS, build_release, generate, hash_config
from tests.annotation.fixture_annotators import add_layer
from tests.annotation.fixture_faults import FAULTY, LOST, about, forget, make_lost_corpus, write_practice
from tests.fixture_corpus import make_corpus


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Path:
    """The tiny corpus, not to be changed."""
    return make_corpus(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module")
def release(tiny) -> dict[str, list[dict]]:
    """The rows made of it."""
    return build_release(tiny)


def find_row(release: dict, id: str) -> dict:
    rows = (row for name, rows in release.items() if name.startswith("clauses/") for row in rows)
    return next(row for row in rows if row["id"] == id)


def test_every_config_and_split_has_the_schema_s_columns_in_order(release, tiny):
    assert list(release) == [f"{config}/{split}" for config, splits in list_splits(tiny).items() for split in splits]
    for name, rows in release.items():
        assert rows
        assert all(list(row) == list(SCHEMA[name.split("/")[0]]) for row in rows)


def test_a_row_in_full(release):
    assert find_row(release, "alpha-2020/0005") == {
        "id": "alpha-2020/0005",
        "policy": "alpha-2020",
        "lineage": "alpha",
        "date": "2020-05-01",
        "date_kind": "effective",
        "position": 5,
        "level": 1,
        "kind": "list_item",
        "section": ["What we collect"],
        "context": "We collect the following information:",
        "text": "your name and your e-mail address; and",
        "start": 120,
        "end": 158,
        "labels": ["first_party_collection_use"],
        "topics": ["first_party_collection_use"],
        "practices": [
            {
                "start": 0,
                "end": 33,
                "text": "your name and your e-mail address",
                "category": "first_party_collection_use",
                "polarity": "affirmed",
                "subjects": [],
            }
        ],
        "slots": [{"start": 5, "end": 9, "text": "name", "slot": "data_type", "value": "contact_details"}],
        "duplicate_group": "alpha-2020/0005",
        "fold": find_row(release, "alpha-2020/0005")["fold"],
    }


@pytest.mark.parametrize(
    ("clause", "context"),
    [
        ("alpha-2020/0002", ""),  # the first clause
        ("alpha-2020/0004", ""),  # the first of its section
        ("alpha-2020/0006", "We collect the following information:"),  # the lead-in, not the item before
        ("alpha-2020/0007", "your heart rate while you sleep."),  # the clause before
        ("gamma-2022/0003", ""),  # chrome and heading before it
        ("gamma-2022/0005", ""),  # the clause before is in the section outside
    ],
)
def test_context(release, clause, context):
    assert find_row(release, clause)["context"] == context


def test_near_duplicates_across_policies_share_group_and_fold(release):
    first, second = find_row(release, "alpha-2020/0007"), find_row(release, "gamma-2022/0003")
    assert first["duplicate_group"] == second["duplicate_group"] == "alpha-2020/0007"
    assert first["fold"] == second["fold"]


def test_annotators_are_rows_of_their_own(release):
    rows = release["annotators/test"]
    assert [row["annotator"] for row in rows if row["id"] == "gamma-2022/0006"] == ["reader", "second"]
    assert [row["annotator"] for row in rows if row["id"] == "gamma-2022/0009"] == ["reader"]


def test_a_policy_is_its_whole_text(release, tiny):
    row = next(row for row in release["policies/corpus"] if row["id"] == "gamma-2022")
    assert row["text"] == (tiny / "corpus/text/gamma-2022.txt").read_text()
    assert [heading["text"] for heading in row["headings"]] == ["Your data", "Rights.", "The rest"]


def test_labels_stand_in_taxonomy_order_and_folds_do_not_see_them(tmp_path, release):
    root = make_corpus(tmp_path)
    layers = read_exports(root)
    clause = "beta/0005"
    practices = (Practice(0, 7, "data_retention", "affirmed"), Practice(8, 29, "first_party_collection_use", "negated"))
    reader = {id: labels for id, labels in layers["reader"].items() if id.startswith("beta/")}
    reader[clause] = Annotation(clause, "reader", practices, ())
    write_files(root, {export_path("beta"): write_export({"reader": reader}, "beta", root)})
    changed = build_release(root)
    assert find_row(changed, clause)["labels"] == ["first_party_collection_use", "data_retention"]
    for row in (row for split in POLICY_SPLITS for row in release[f"clauses/{split}"]):
        other = find_row(changed, row["id"])
        assert (row["fold"], row["duplicate_group"]) == (other["fold"], other["duplicate_group"])


def test_subjects_and_topics_are_released_and_counted(tmp_path):
    root = make_corpus(tmp_path)
    write_practice(root, about("data_retention", "data_security", polarity="negated"))
    release = build_release(root)
    row = find_row(release, FAULTY)
    assert row["labels"] == ["specific_audiences"]
    assert row["topics"] == ["data_retention", "data_security", "specific_audiences"]
    assert [practice["subjects"] for practice in row["practices"]] == [["data_retention", "data_security"]]
    own = next(row for row in release["annotators/test"] if row["id"] == FAULTY)
    assert (own["topics"], own["practices"]) == (row["topics"], row["practices"])
    categories = json.loads(generate(root)[STATS])["categories"]
    nothing = {"clauses": 0, "topics": 0, "affirmed": 0, "negated": 0, "unknown": 0}
    assert categories["data_retention"]["test"] == nothing | {"topics": 1}
    assert categories["specific_audiences"]["test"] == nothing | {"clauses": 1, "topics": 1, "negated": 1}
    # gamma has a clause with data_security by itself.
    assert categories["data_security"]["test"] == nothing | {"clauses": 1, "topics": 2, "affirmed": 1}


def test_unknown_polarities_are_counted_apart(tmp_path, monkeypatch):
    root = make_lost_corpus(tmp_path, monkeypatch)
    add_layer(root, "judge", forget, scope="adjudication")
    file = root / "annotations/annotators.toml"
    file.write_text(file.read_text().replace('reference = "reader"', 'reference = "reference"', 1))
    stats = json.loads(generate(root)[STATS])
    gamma = stats["policies"]["gamma-2022"]
    assert [gamma[name] for name in ("practices", "affirmed", "negated", "unknown")] == [6, 5, 0, 1]
    assert stats["categories"]["first_party_collection_use"]["test"] == {
        "clauses": 1,
        "topics": 1,
        "affirmed": 0,
        "negated": 0,
        "unknown": 1,
    }
    assert find_row(build_release(root), LOST)["practices"][0]["polarity"] == "unknown"


def test_the_reference_is_the_annotator_named_and_must_cover_every_clause(tmp_path):
    root = make_corpus(tmp_path)
    path = root / "annotations/annotators.toml"
    path.write_text(path.read_text().replace('reference = "reader"', 'reference = "second"'))
    with pytest.raises(CorpusError):
        build_release(root)


def test_the_same_bytes_every_time_and_sums_that_sha256sum_reads(tiny, tmp_path):
    contents = generate(tiny)
    assert contents == generate(tiny)
    write_files(tmp_path, contents)
    result = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path / "data", check=False)
    assert result.returncode == 0


def test_the_hash_of_a_config_follows_its_files_alone(tiny):
    sums = generate(tiny)[SUMS]
    changed = b"0" * 64 + sums[64:]  # the first line is of annotators/
    assert hash_config("clauses", changed) == hash_config("clauses", sums)
    assert hash_config("annotators", changed) != hash_config("annotators", sums)


def test_stats_count_what_is_there(tiny):
    stats = json.loads(generate(tiny)[STATS])
    gamma = stats["policies"]["gamma-2022"]
    assert gamma["units"] == {"sentence": 3, "list_item": 2, "table_row": 1, "heading": 3, "chrome": 1}
    assert (gamma["clauses"], gamma["practices"], gamma["slots"]) == (6, 6, 1)
    assert stats["splits"]["train"]["clauses"] == 7
    sharing = {"clauses": 1, "affirmed": 0, "negated": 1, "unknown": 0, "topics": 1}
    assert stats["categories"]["third_party_sharing_collection"]["train"] == sharing
    assert stats["slots"]["retention"]["values"]["stated_period"] == 1
    assert stats["annotators"]["second"] == {"clauses": 6, "practices": 6, "slots": 0}
    assert stats["duplicates"]["clauses"] == 2
    assert stats["reused"]["holdout"]["90"] == {"tested": 6, "reused": 1, "share": 0.1667}
    assert stats["overlap"]["90"]["gamma-2022"]["alpha-2020"] == 0.1667
