"""The config "changes": rows of the reference's links, their columns' types, splits by pair, and the folds."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mepp5
from mepp5.changes.links import EFFECTS, FORMS
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl, write_files
from mepp5.release.change_protocols import make_change_folds, read_change_rows
from mepp5.release.features import SCHEMA, build_features, check_config, list_splits
from mepp5.release.valid_rows import examine_rows, read_valid_rows
from mepp5.scheme.taxonomy import read_taxonomy
from tests.fixture_changes import FIRST, SECOND
from tests.release.fixture_release import make_release

SPLITS = ("alpha_2020__gamma_2022", "beta__alpha_2020")
LOADING = """
import sys
import datasets, mepp5
theirs, ours = datasets.load_dataset(sys.argv[1], "changes"), mepp5.load("changes", sys.argv[1])
assert list(theirs) == list(ours), list(theirs)
for split in theirs:
    assert theirs[split].features == ours[split].features
    assert theirs[split].to_list() == ours[split].to_list()
print(*(f"{split}={len(rows)}" for split, rows in theirs.items()))
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny release, not to be changed."""
    return make_release(tmp_path_factory.mktemp("changes"))


@pytest.fixture(scope="module")
def rows(root: Path) -> dict[str, dict]:
    """Its rows by id."""
    return {row["id"]: row for row in read_change_rows(root)}


def test_each_pair_is_a_split_and_each_link_a_row(root: Path, rows: dict[str, dict]) -> None:
    assert list_splits(root)["changes"] == SPLITS
    assert list(rows) == [f"{FIRST}/{n:04}" for n in range(1, 10)] + [f"{SECOND}/{n:04}" for n in range(1, 7)]
    assert all(list(row) == list(SCHEMA["changes"]) for row in rows.values())
    assert {row["form"] for row in rows.values()} == set(FORMS)


def test_a_link_in_full(rows: dict[str, dict]) -> None:
    assert rows[f"{FIRST}/0003"] == {
        "id": f"{FIRST}/0003",
        "pair": FIRST,
        "old": ["alpha-2020/0005", "alpha-2020/0006"],
        "new": ["gamma-2022/0009"],
        "old_texts": ["your name and your e-mail address; and", "your heart rate while you sleep."],
        "new_texts": ["Cookies Yes"],
        "form": "merged",
        "moved": False,
        "meaning": "changed",
        "effects": ["different"],
        "differences": [
            {
                "old_clause": "alpha-2020/0006",
                "old_start": 5,
                "old_end": 15,
                "old_text": "heart rate",
                "new_clause": "gamma-2022/0009",
                "new_start": 0,
                "new_end": 7,
                "new_text": "Cookies",
                "about": "data_type",
                "effect": "different",
            }
        ],
        "old_sections": [["What we collect"], ["What we collect"]],
        "new_sections": [["The rest"]],
        "old_categories": [["first_party_collection_use"]] * 2,
        "new_categories": [["first_party_collection_use"]],
        "old_topics": [["first_party_collection_use"]] * 2,
        "new_topics": [["first_party_collection_use"]],
    }


def test_a_clause_alone_and_words_of_one_side(rows: dict[str, dict]) -> None:
    removed = rows[f"{FIRST}/0008"]
    assert (removed["form"], removed["meaning"], removed["effects"]) == ("removed", None, ["broader"])
    assert (removed["new"], removed["new_texts"], removed["new_sections"]) == ([], [], [])
    words = [(each["old_text"], each["new_text"], each["effect"]) for each in rows[f"{FIRST}/0009"]["differences"]]
    assert words == [
        ("Write to privacy@alpha.example", "Ask the shop’s clerk", "different"),
        ("", "if you are a child", "narrower"),
    ]
    lone = rows[f"{FIRST}/0009"]["differences"][1]
    assert [lone[f"old_{name}"] for name in ("clause", "start", "end")] == ["", 0, 0]
    assert rows[f"{FIRST}/0009"]["effects"] == ["narrower", "different"]


def test_features_are_typed_and_labels_are_numbered_in_order(root: Path) -> None:
    features = build_features("changes", root)
    assert features["form"].names == list(FORMS)
    assert features["effects"].feature.names == list(EFFECTS)
    taxonomy = read_taxonomy(root)
    assert features["differences"].feature["about"].names == [*taxonomy.slot_ids, *taxonomy.category_ids]
    assert features["moved"].dtype == "bool"
    loaded = mepp5.load("changes", root)[SPLITS[0]]
    assert loaded.features == features
    assert [row["meaning"] for row in loaded][:4] == [None, None, 1, 0]


def test_load_and_load_dataset_agree(root: Path, tmp_path: Path) -> None:
    """With what they read alone beside data/: no corpus."""
    for folder in ("data", "annotations"):
        shutil.copytree(root / folder, tmp_path / "checkout" / folder)
    shutil.copy(root / "README.md", tmp_path / "checkout/README.md")
    offline = {"HF_HOME": str(tmp_path / "home"), "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
    result = subprocess.run(
        [sys.executable, "-c", LOADING, str(tmp_path / "checkout")],
        env=os.environ | offline,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout == f"{SPLITS[0]}=9 {SPLITS[1]}=6\n", result.stderr


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"form": "alike"}, "form: \"alike\" should be 'identical', 'edited'"),
        ({"form": None}, "form: null should be"),
        ({"meaning": "other"}, "meaning: \"other\" should be 'same' or 'changed'"),
        ({"moved": 0}, "moved: 0 should be a valid boolean"),
        ({"effects": ["worse"]}, 'effects[0]: "worse" should be'),
        ({"old_sections": ["Sharing"]}, 'old_sections[0]: "Sharing" should be a valid'),
        ({"differences": [{}]}, "differences[0].old_clause: is missing"),
        ({"note": 1}, "note: is an unknown key"),
    ],
)
def test_a_row_of_another_form_is_told(rows: dict[str, dict], root: Path, changes: dict, message: str) -> None:
    row = rows[f"{FIRST}/0001"]
    good, faults = examine_rows(dump_jsonl([row, row | changes]), "changes", read_taxonomy(root))
    assert [number for number, _ in good] == [1]
    ((line, said),) = faults
    assert line == 2
    assert message in said


def test_meaning_alone_may_be_null(rows: dict[str, dict], root: Path) -> None:
    assert not examine_rows(dump_jsonl([rows[f"{FIRST}/0003"] | {"meaning": None}]), "changes", read_taxonomy(root))[1]
    places = [(split, place) for split, place, _ in read_valid_rows(root, "changes")]
    assert places[0] == (SPLITS[0], f"data/changes/{SPLITS[0]}.jsonl: line 1: {FIRST}/0001")
    assert len(places) == 15


def test_columns_of_another_order_are_told(rows: dict[str, dict], root: Path) -> None:
    turned = dict(reversed(rows[f"{FIRST}/0001"].items()))
    assert examine_rows(json.dumps(turned).encode(), "changes", read_taxonomy(root))[1] == [
        (1, "the columns stand in another order than the schema's")
    ]


def test_each_pair_is_tested_once_on_the_others(rows: dict[str, dict]) -> None:
    folds = make_change_folds(list(rows.values()))
    assert [fold.name for fold in folds] == [FIRST, SECOND]
    for fold in folds:
        assert {row["pair"] for row in fold.test} == {fold.name}
        assert fold.name not in {row["pair"] for row in fold.train}
        assert len(fold.train) + len(fold.test) == len(rows)


def test_rows_edited_by_hand_and_unknown_configs_are_refused(root: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(root, tmp_path / "edited")
    path = f"data/changes/{SPLITS[1]}.jsonl"
    write_files(copy, {path: (copy / path).read_bytes().replace(b"broader", b"narrower")})
    for read in (read_change_rows, lambda root: mepp5.load("changes", root)):
        with pytest.raises(CorpusError, match=r"beta__alpha_2020\.jsonl: edited by hand .* run mepp5 build"):
            read(copy)
    with pytest.raises(CorpusError, match=r"no config 'change'; choose one of: clauses, .*, changes"):
        check_config("change")
