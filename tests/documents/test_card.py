"""README's front matter and the generated blocks."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from mepp5.blocks import fill_blocks
from mepp5.documents import card
from mepp5.documents.tables import draw_tables
from mepp5.errors import CorpusError
from mepp5.files import dump_json, write_files
from mepp5.paths import ROOT
from mepp5.release.features import CONFIGS, build_features, list_splits
from mepp5.release.likeness.ratios import PAIRED
from mepp5.release.loading import SUMS
from mepp5.release.protocols import HEADLINE
from mepp5.release.rows import hash_config
from mepp5.scoring.results import ANNOTATORS
from mepp5.version import read_version
from tests.release.fixture_release import make_release

PAGE = "".join(f"<!-- generated:{name} -->\n<!-- /generated:{name} -->\n" for name in card.DOCUMENTS["README.md"])
SHEET = "".join(f"<!-- generated:{name} -->\n<!-- /generated:{name} -->\n" for name in card.DOCUMENTS["DATASHEET.md"])
CHANGES = "# Changes\n"


@pytest.fixture
def release(tmp_path) -> Path:
    """The tiny release with documents whose blocks are empty."""
    root = make_release(tmp_path)
    documents = {"README.md": f"---\nold: yes\n---\n\n# Ours\n{PAGE}", "DATASHEET.md": SHEET, "CHANGELOG.md": CHANGES}
    write_files(root, {name: document.encode() for name, document in documents.items()})
    return root


RUN = {"version": "0.0.1", "code": f"sha256:{64 * '0'}", "libraries": {"python": "3"}, "seeds": {"models": 0}}
BOOTSTRAP = {"draws": 2000, "seed": 1, "level": 0.95, "unit": "duplicate_group"}


def make_result(root: Path, name: str, macro: float, **changes) -> dict:
    """Write a baseline's result as the runner does."""
    result = {
        "name": name,
        "task": "categories",
        "description": "made up",
        "track": "closed",
        "fallback": True,
        "deterministic": True,
        "data": f"sha256:{hash_config('clauses', (root / SUMS).read_bytes())}",
        **RUN,
        "seconds": 0.5,
        "peak_memory_mb": 100,
        "protocols": {HEADLINE: make_scores(macro, 4), "holdout": make_scores(macro, None)},
    } | changes
    if result["task"] == "slots":
        del result["fallback"]
    write_files(root, {f"baselines/results/{name}.json": dump_json(result)})
    return result


def make_scores(macro: float, novel: int | None) -> dict:
    """Return what the scorer returns, of 6 clauses."""
    ends = {"micro_f1": [0.5, 1.0], "macro_f1": [0.0, 0.9]}
    merged = {"micro_f1": 0.5, "macro_f1": 0.25, "intervals": ends}
    cut = {"clauses": 6, "micro_f1": 0.75, "macro_f1": macro, "exact_match": 0.5, "intervals": ends, "merged": merged}
    cut |= {"groups": 6, "sections": 3, "section_intervals": {"micro_f1": None, "macro_f1": None}}
    return {
        "bootstrap": BOOTSTRAP,
        "categories": {"data_security": 1, "do_not_track": 5},
        "merged_categories": {"data_security": 1, "do_not_track": 5},
        "all": cut,
        "novel": novel and cut | {"clauses": novel},
    }


def read_front_matter(document: str) -> dict:
    return yaml.safe_load(document.split("---\n")[1])


def test_the_card_says_what_load_dataset_needs(release):
    front = read_front_matter(card.generate(release)["README.md"].decode())
    configs = {entry["config_name"]: entry for entry in front["configs"]}
    assert list(configs) == list(CONFIGS)
    assert configs["clauses"]["default"] is True
    for name, entry in configs.items():
        assert entry["version"] == read_version(release)
        assert entry["description"] == f"sha256:{hash_config(name, (release / SUMS).read_bytes())}"
        assert [file["split"] for file in entry["data_files"]] == list(list_splits(release)[name])
        assert all((release / file["path"]).is_file() for file in entry["data_files"])


def test_the_card_s_features_are_the_schema_s(release):
    from datasets.info import DatasetInfosDict
    from huggingface_hub import DatasetCard

    infos = DatasetInfosDict.from_dataset_card_data(DatasetCard(card.generate(release)["README.md"].decode()).data)
    assert {name: info.features for name, info in infos.items()} == {
        name: build_features(name, release) for name in CONFIGS
    }
    assert infos["clauses"].splits["train"].num_examples == 7


def test_prose_stays_and_the_old_front_matter_goes(release):
    readme = card.generate(release)["README.md"].decode()
    assert "\n# Ours\n" in readme
    assert "old: yes" not in readme
    assert readme.count("---\n") == 2


def test_making_it_again_changes_nothing(release):
    make_result(release, "nb", 0.5)
    first = card.generate(release)
    write_files(release, first)
    assert card.generate(release) == first


def test_numbers_in_the_documents_are_those_of_the_data(release):
    sheet = card.generate(release)["DATASHEET.md"].decode()
    assert "| `gamma-2022` | 3 | 2 | 1 | 3 | 1 | 6 | 6 | 0 | 0 | 1 |" in sheet
    assert "| **all** | 11 | 4 | 1 | 8 | 1 | 16 | 16 | 2 | 0 | 6 |" in sheet
    assert "| `third_party_sharing_collection` | 1 | 1 | 0 | 2 | 2 | 2 |" in sheet
    assert "| `alpha-2020` | Alpha | A policy \\| of privacy | 2020-05-01 (effective) | `alpha` | train |" in sheet
    assert "| `gamma-2022` | 17 / 17 / 17 | 0 / 0 / 0 | 0 / 0 / 0 |" in sheet
    assert "| `holdout` | 6 | 1 (17 %) |" in sheet
    assert "stated_period 1" in sheet


def test_before_the_baselines_have_run_no_score_is_printed(release):
    assert "No baseline has run" in card.generate(release)["README.md"].decode()


def test_scores_are_printed_weakest_first_with_the_headline_s_intervals(release):
    drawn = make_scores(0.6, 4)
    drawn["novel"]["section_intervals"] |= {"micro_f1": [0.25, 0.625], "macro_f1": None}
    make_result(release, "best", 0.6, protocols={HEADLINE: drawn, "holdout": make_scores(0.6, None)})
    make_result(release, "weak", 0.1)
    readme = card.generate(release)["README.md"].decode()
    scores = "| 0.500 | 0.250 | 0.500 | – | 0.750 |"
    weak = f"| `weak` | closed | 0.750 [0.500, 1.000] | – | 0.100 [0.000, 0.900] | – {scores} 0.100 |"
    best = f"| `best` | closed | 0.750 [0.500, 1.000] | [0.250, 0.625] | 0.600 [0.000, 0.900] | – {scores} 0.600 |"
    assert 0 < readme.index(weak) < readme.index(best)
    assert "95 % intervals from 2,000 draws" in readme
    assert "Macro-F1 is over 2 categories (positives among all tested: data_security 1, do_not_track 5)" in readme
    assert "`leave-one-policy-out` on novel clauses, 4 of the 6 tested" in readme
    assert "| `weak` | – | 0.750 / 0.100 |" in readme  # holdout, without a novel clause


def test_taggers_and_annotators_stand_beside_the_scores(release):
    make_result(release, "best", 0.6)
    ends = {"micro_f1": [0.25, 0.5]}
    cut = {scheme: {"micro_f1": 0.3, "macro_f1": 0.2, "intervals": ends} for scheme in ("strict", "partial")}
    cut |= {"clauses": 6, "groups": 6, "sections": 3, "section_intervals": {}}
    cuts = {"bootstrap": BOOTSTRAP, "slots": {"purpose": 2}, "all": cut, "novel": cut | {"clauses": 4}}
    make_result(release, "tagger", 0, task="slots", protocols={HEADLINE: cuts})
    digest = hash_config("clauses", (release / SUMS).read_bytes())
    tasks = {"categories": {"reader": make_scores(0.9, 4), "short": make_scores(0.8, None)}, "slots": {"reader": cuts}}
    own = hash_config("annotators", (release / SUMS).read_bytes())
    hashes = {"data": f"sha256:{digest}", "annotators": f"sha256:{own}"}
    annotators = {**hashes, **RUN, "protocol": HEADLINE, "note": "not independent", "tasks": tasks}
    write_files(release, {ANNOTATORS: dump_json(annotators | {"annotators": f"sha256:{64 * '0'}"})})
    with pytest.raises(CorpusError, match="the annotators' labels are others now"):
        card.generate(release)
    write_files(release, {ANNOTATORS: dump_json(annotators)})
    readme = card.generate(release)["README.md"].decode()
    interval = "0.300 [0.250, 0.500]"
    assert f"| `tagger` | closed | {interval} | {interval} | 0.300 | 0.300 |" in readme
    assert f"| `reader` | 4 | 0.750 [0.500, 1.000] | 0.900 [0.000, 0.900] | {interval} |" in readme
    assert "| `short` | 0 | – | – | – |" in readme
    assert "(not independent)" in readme


def test_results_of_other_data_are_an_error_and_not_printed(release):
    make_result(release, "nb", 0.5, data="sha256:0")
    with pytest.raises(CorpusError, match=r"nb\.json: made from other data .*; see `mepp5 check` first: .*, delete"):
        card.generate(release)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("generated:counts", "generated:count"), "README.md: .*count"),
        (lambda text: text + "<!-- generated:more -->\n<!-- /generated:more -->\n", "README.md: .*more"),
        (lambda text: text.replace("<!-- /generated:counts -->\n", ""), "README.md: .*not closed"),
    ],
)
def test_blocks_of_document_and_program_must_agree(release, change, message):
    path = release / "README.md"
    path.write_text(change(path.read_text()))
    with pytest.raises(CorpusError, match=message):
        card.generate(release)


def test_a_missing_document_or_data_file_is_one_clear_error(release):
    (release / "data/stats.json").unlink()
    with pytest.raises(CorpusError, match=r"stats\.json: cannot be read"):
        card.generate(release)
    shutil.rmtree(release / "data")
    with pytest.raises(CorpusError, match="cannot be read"):
        card.generate(release)


def test_our_documents_have_the_blocks():
    for name, blocks in card.DOCUMENTS.items():
        fill_blocks((ROOT / name).read_text(), dict.fromkeys(blocks, ""))


def test_stats_are_in_the_hashes(release):
    assert "stats.json" in (release / SUMS).read_text()
    assert json.loads((release / "data/stats.json").read_text())["splits"]["test"]["clauses"] == 6


def test_of_a_very_large_group_the_least_alike_clauses_are_a_bound(release):
    stats = json.loads((release / "data/stats.json").read_text())
    assert "of a group: 100.0; groups" in draw_tables(stats, [])["reused"]
    stats["duplicates"]["largest"]["clauses"] = PAIRED + 1
    assert "of a group: 100.0 or lower; groups" in draw_tables(stats, [])["reused"]
