"""The release as strangers load it: `datasets.load_dataset` and `mepp5.load`, which must agree."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import mepp5
from mepp5.documents.front_matter import draw_front_matter, read_data
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.paths import ROOT
from mepp5.release.features import CONFIGS, build_features, list_splits
from mepp5.release.loading import SUMS
from mepp5.release.rows import dump_sums
from tests.release.fixture_release import make_release

# Run elsewhere, so that the library's home and its being offline are set before it is imported.
LOADING = """
import json, sys
import datasets
datasets.disable_progress_bars()
import mepp5
root, streamed = sys.argv[1], {}
for config in json.loads(sys.argv[2]):
    theirs = datasets.load_dataset(root, config)
    ours = mepp5.load(config, root)
    assert list(theirs) == list(ours), (list(theirs), list(ours))
    for split in theirs:
        assert theirs[split].features == ours[split].features, config
        assert theirs[split].to_list() == ours[split].to_list(), (config, split)
        assert ours[split].split == split
        told, seen = theirs[split].info.splits[split], ours[split]
        assert told.num_examples == seen.num_rows, (config, split, told)
        # What it counts on top depends on the blocks in which it happens to read the file.
        assert seen.data.nbytes <= told.num_bytes <= 1.01 * seen.data.nbytes, (config, split, told)
        stream = datasets.load_dataset(root, config, split=split, streaming=True)
        assert stream.features == ours[split].features
        assert list(stream) == ours[split].to_list(), (config, split)
assert datasets.load_dataset(root)["train"].features == datasets.load_dataset(root, "clauses")["train"].features
print("equal")
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Path:
    """The tiny release, not to be changed."""
    return make_release(tmp_path_factory.mktemp("loading"))


def copy_checkout(source: Path, target: Path) -> Path:
    """Copy what load_dataset and mepp5.load read, and make it read-only."""
    for folder in ("data", "annotations"):
        shutil.copytree(source / folder, target / folder)
    shutil.copy(source / "README.md", target / "README.md")
    for path in (target, *target.rglob("*")):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return target


def list_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("which", ["tiny", "ours"])
def test_load_dataset_and_load_agree_offline_streaming_and_read_only(which, release, tmp_path):
    source = release if which == "tiny" else ROOT
    checkout = copy_checkout(source, tmp_path / "checkout")
    before = list_files(checkout)
    environment = {"HF_HOME": str(tmp_path / "home"), "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
    result = subprocess.run(
        [sys.executable, "-c", LOADING, str(checkout), json.dumps(CONFIGS)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout == "equal\n", result.stderr
    assert list_files(checkout) == before


def test_our_release_is_loaded_by_default():
    clauses = mepp5.load()
    assert list(clauses) == ["train", "validation", "test"]
    assert clauses["test"].features == build_features("clauses")


def test_import_is_light():
    code = "import mepp5, sys; print('datasets' in sys.modules, 'numpy' in sys.modules, callable(mepp5.load))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "False False True\n"


def test_names_that_do_not_exist():
    with pytest.raises(AttributeError, match="lod"):
        mepp5.lod  # noqa: B018
    assert mepp5.CorpusError is CorpusError


def test_an_unknown_config(release):
    with pytest.raises(CorpusError, match="no config 'clause'; choose one of: clauses, annotators, policies"):
        mepp5.load("clause", release)


def damage(release: Path, target: Path, before: str, after: str) -> Path:
    """Return a copy of the release with one replacement in the test split, and hashes and card that fit it."""
    root = shutil.copytree(release, target)
    path = root / "data/clauses/test.jsonl"
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
    data = read_data(root)
    data[SUMS] = dump_sums({name: content for name, content in data.items() if name != SUMS})
    write_files(root, {SUMS: data[SUMS]})
    return root


def test_a_file_edited_by_hand_is_not_loaded(release, tmp_path):
    root = shutil.copytree(release, tmp_path / "edited")
    path = root / "data/clauses/test.jsonl"
    path.write_text(path.read_text().replace("read your data", "sell your data"))
    with pytest.raises(CorpusError, match=r"clauses/test\.jsonl: edited by hand .* run mepp5 build"):
        mepp5.load("clauses", root)


@pytest.mark.parametrize("line", ["nonsense", "0123  clauses/test.jsonl", ""])
def test_sums_of_another_form(release, tmp_path, line):
    root = shutil.copytree(release, tmp_path / "sums")
    (root / SUMS).write_text(f"{line}\n")
    with pytest.raises(CorpusError, match="line 1 is not a hash and a file name"):
        mepp5.load("clauses", root)


def test_a_misspelt_label_fails_at_load(release, tmp_path):
    import datasets

    root = damage(release, tmp_path / "misspelt", '"labels": ["data_security"]', '"labels": ["data_securty"]')
    with pytest.raises(datasets.exceptions.DatasetGenerationError):
        datasets.load_dataset(str(root), "clauses", cache_dir=str(tmp_path / "cache"))
    with pytest.raises(ValueError, match="data_securty"):
        mepp5.load("clauses", root)


def test_load_dataset_verifies_the_card_s_sizes(release, tmp_path):
    import datasets

    root = shutil.copytree(release, tmp_path / "short")
    path = root / "data/clauses/test.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[1:]))
    with pytest.raises(datasets.exceptions.NonMatchingSplitsSizesError):
        datasets.load_dataset(str(root), "clauses", cache_dir=str(tmp_path / "cache"))


def test_changed_data_are_never_served_from_the_cache(release, tmp_path):
    import datasets

    def read_first(root: Path) -> str:
        return datasets.load_dataset(str(root), "clauses", split="test", cache_dir=str(tmp_path / "cache"))[0]["text"]

    one = shutil.copytree(release, tmp_path / "one" / "same-name")
    assert read_first(one) == "We encrypt what we store on our servers!"
    changed = damage(release, tmp_path / "two" / "same-name", "We encrypt what", "We publish what")
    write_files(changed, {"README.md": draw_front_matter(read_data(changed), changed).encode()})
    assert read_first(changed) == "We publish what we store on our servers!"


def test_every_split_has_a_name_that_is_not_reserved():
    assert all("all" not in splits for splits in list_splits().values())
