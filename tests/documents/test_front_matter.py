"""The card's front matter by the rules and vocabularies of the Hub's own libraries, as far as they hold offline."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from datasets.info import DatasetInfosDict
from datasets.utils.metadata import MetadataConfigs, _NoDuplicateSafeLoader, known_task_ids
from huggingface_hub import DatasetCard, DatasetCardData, metadata_load
from huggingface_hub.repocard import REGEX_YAML_BLOCK

from mepp5.documents.front_matter import ABOUT, FRONT_MATTER, draw_front_matter, name_size, read_data
from mepp5.paths import ROOT
from mepp5.release.features import CONFIGS, build_features, list_splits
from mepp5.release.loading import read_rows
from tests.release.fixture_release import make_release

README = ROOT / "README.md"
RESOURCES = files("datasets.utils.resources")
# The fields whose names the Hub reads; what else stands in a card is shown nowhere.
READ = {*DatasetCardData().__dict__, "license_name", "license_link", "tags", "configs", "dataset_info"}
# No library carries the subtasks; these are the Hub's of the two categories of task.
SUBTASKS = ("multi-label-classification", "multi-class-classification", "named-entity-recognition")


def read_resource(name: str) -> dict | list:
    return yaml.safe_load((RESOURCES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def card() -> DatasetCard:
    return DatasetCard.load(README)


def find_faults(data: dict) -> list[str]:
    """Return the fields whose values are in none of the vocabularies that the libraries carry."""
    creators = read_resource("creators")
    vocabularies = {
        "annotations_creators": creators["annotations"],
        "language_creators": creators["language"],
        "multilinguality": read_resource("multilingualities"),
        "size_categories": read_resource("size_categories"),
        "language": read_resource("languages"),
        "task_categories": known_task_ids,
        "task_ids": SUBTASKS,
        "source_datasets": ["original", "extended"],
    }
    faults = [name for name in data if name not in READ]
    for name, known in vocabularies.items():
        if not set(data.get(name, ["nothing"])) <= set(known):
            faults.append(name)
    if (data.get("license") == "other") != ({"license_name", "license_link"} <= set(data)):
        faults.append("license")
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", data.get("license_name", "a")):
        faults.append("license_name")
    return faults


def test_the_card_is_of_the_hub_s_vocabularies(card):
    assert find_faults(card.data.to_dict()) == []


@pytest.mark.parametrize(
    ("rows", "name"), [(0, "n<1K"), (999, "n<1K"), (1000, "1K<n<10K"), (400_000, "100K<n<1M"), (10**13, "n>1T")]
)
def test_every_number_of_rows_has_a_name(rows, name):
    """A corpus of 100,000 clauses could not be built: no name was known for so many."""
    assert name_size(rows) == name


def test_names_of_sizes_are_the_hub_s():
    names = [name_size(10**digits) for digits in range(14)]
    assert list(dict.fromkeys(names)) == [name for name in read_resource("size_categories") if name != "unknown"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("annotations_creators", ["language-model"]),
        ("size_categories", ["n<2K"]),
        ("language", ["english"]),
        ("task_categories", ["clause-classification"]),
        ("task_ids", ["multi-label"]),
        ("license", "cc-by-4.0"),
        ("license_name", "CC BY"),
        ("licence", "other"),
    ],
)
def test_another_word_would_be_a_fault(card, name, value):
    assert find_faults(card.data.to_dict() | {name: value}) == [name]


def test_the_hub_finds_the_same_block_as_we_do(card):
    text = README.read_text(encoding="utf-8")
    ours = FRONT_MATTER.match(text)[0]
    assert REGEX_YAML_BLOCK.search(text)[2].strip() == ours.strip("-\n")
    assert metadata_load(README) == card.data.to_dict() == yaml.safe_load(ours.strip("-\n"))
    assert card.text.lstrip().startswith("# MEPP-5")
    # Strict on keys that stand twice, which YAML's own loader passes over.
    assert yaml.load(ours.strip("-\n"), Loader=_NoDuplicateSafeLoader)


def test_what_the_license_is_called_leads_to_a_file_of_the_folder(card):
    assert (ROOT / card.data.license_link).is_file()
    assert card.data.pretty_name == ABOUT["pretty_name"]


def test_configs_are_as_datasets_reads_them(card):
    configs = MetadataConfigs.from_dataset_card_data(card.data)
    assert list(configs) == list(CONFIGS)
    assert configs.get_default_config_name() == CONFIGS[0]
    for config, splits in list_splits(ROOT).items():
        found = {entry["split"]: entry["path"] for entry in configs[config]["data_files"]}
        assert list(found) == list(splits)
        assert all((ROOT / path).is_file() for path in found.values())


def test_infos_are_as_datasets_reads_them(card):
    infos = DatasetInfosDict.from_dataset_card_data(card.data)
    for config, splits in list_splits(ROOT).items():
        assert infos[config].features == build_features(config)
        counts = {name: info.num_examples for name, info in infos[config].splits.items()}
        assert counts == {split: len(read_rows(config, split)) for split in splits}


def test_a_card_that_was_written_again_says_the_same(card):
    again = DatasetCard(str(card))
    assert again.data.to_dict() == card.data.to_dict()


def test_the_tiny_release_s_card_is_of_the_vocabularies_too(tmp_path):
    root: Path = make_release(tmp_path)
    data = DatasetCard(draw_front_matter(read_data(root), root) + "\n# Tiny\n").data
    assert find_faults(data.to_dict()) == []
