"""A corpus that compares policies and one that compares none are built, checked, loaded and described alike."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import mepp5
from mepp5.agreement.changes import CHANGE_AGREEMENT, measure_change_agreement, read_change_agreement
from mepp5.build import build, find_stale
from mepp5.changes.interface import CHANGE_CONFIG, change_config
from mepp5.checks.catalogue import run_checks
from mepp5.documents import card
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.release.change_protocols import make_change_folds, read_change_rows
from mepp5.release.features import CONFIGS
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.scoring.changes import score_changes
from mepp5.system.drafts import name_draft, open_draft
from tests.fixture_corpus import make_corpus

SPLITS = ("alpha_2020__gamma_2022", "beta__alpha_2020")


def make_buildable(directory: Path, pairs: bool) -> Path:
    """Return the tiny corpus with documents whose blocks are empty."""
    root = make_corpus(directory, pairs)
    blocks = {
        name: "".join(f"<!-- generated:{block} -->\n<!-- /generated:{block} -->\n" for block in card.DOCUMENTS[name])
        for name in ("README.md", "DATASHEET.md")
    }
    documents = {"README.md": f"---\nold: yes\n---\n{blocks['README.md']}", "DATASHEET.md": blocks["DATASHEET.md"]}
    tables = "categories", "slots", "crosswalk"
    guidelines = "".join(f"<!-- generated:{block} -->\n<!-- /generated:{block} -->\n" for block in tables)
    documents |= {"CHANGELOG.md": "# Changes\n", "annotations/GUIDELINES.md": guidelines}
    write_files(root, {name: text.encode() for name, text in documents.items()})
    return root


@pytest.fixture(scope="module")
def paired(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A built corpus with pairs, and what was written."""
    root = make_buildable(tmp_path_factory.mktemp("paired"), pairs=True)
    return root, build(root)


@pytest.fixture(scope="module")
def unpaired(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A built corpus without pairs, and what was written."""
    root = make_buildable(tmp_path_factory.mktemp("unpaired"), pairs=False)
    return root, build(root)


def list_configs(root: Path) -> dict[str, list[str]]:
    """Return {config: its splits} as the card names them."""
    front = yaml.safe_load((root / "README.md").read_text().split("---\n")[1])
    return {entry["config_name"]: [file["split"] for file in entry["data_files"]] for entry in front["configs"]}


def test_with_pairs_the_build_writes_interface_agreement_and_rows(paired: tuple[Path, list[str]]) -> None:
    root, written = paired
    data = {f"data/changes/{split}.jsonl" for split in SPLITS}
    schemas = {f"data/schema/{kind}/changes.json" for kind in ("rows", "predictions")}
    assert {path for path in written if "change" in path} == {CHANGE_CONFIG, CHANGE_AGREEMENT, *data, *schemas}
    assert (root / CHANGE_CONFIG).read_text() == change_config(read_taxonomy(root))
    assert read_change_agreement(root) == measure_change_agreement(root)
    assert (find_stale(root), run_checks(root)) == ([], [])
    assert list_configs(root)["changes"] == list(SPLITS)
    assert list(mepp5.load("changes", root)) == list(SPLITS)


@pytest.mark.parametrize("path", [CHANGE_CONFIG, CHANGE_AGREEMENT, f"data/changes/{SPLITS[0]}.jsonl"])
def test_what_the_build_wrote_of_links_goes_stale(paired: tuple[Path, list[str]], path: str) -> None:
    root, _ = paired
    content = (root / path).read_bytes()
    (root / path).write_bytes(content.replace(b"e", b"E", 1))
    assert find_stale(root) == [path]
    assert build(root) == [path]
    assert (root / path).read_bytes() == content


def test_without_pairs_nothing_is_said_of_changes(unpaired: tuple[Path, list[str]]) -> None:
    root, written = unpaired
    assert written
    assert [path for path in (*written, *map(str, root.rglob("*"))) if "changes/" in path.replace("\\", "/")] == []
    assert (find_stale(root), run_checks(root)) == ([], [])
    assert list_configs(root).keys() == {*CONFIGS} - {"changes"}
    assert measure_change_agreement(root) is read_change_agreement(root) is None
    assert read_change_rows(root) == make_change_folds([]) == []


def test_without_pairs_the_rest_is_loaded_and_changes_are_refused(unpaired: tuple[Path, list[str]]) -> None:
    root, _ = unpaired
    assert sum(len(rows) for rows in mepp5.load("clauses", root).values()) == 16
    known = "clauses, annotators, policies, invented"
    with pytest.raises(CorpusError, match=rf"'changes' in .*, which compares no policies; choose one of: {known}\.$"):
        mepp5.load("changes", root)
    with pytest.raises(CorpusError, match="compares no policies, so that there is nothing to score"):
        score_changes(root / "none.jsonl", root)


def test_what_another_build_is_writing_is_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its drafts are listed, and have their own names before they could be copied."""
    root, copyfile = make_buildable(tmp_path, pairs=False), shutil.copyfile
    draft = root / "corpus/text" / name_draft("beta.txt")

    def copy_late(*places: Path, **words: Any) -> Any:
        draft.unlink(missing_ok=True)
        return copyfile(*places, **words)

    number = open_draft(draft)  # locked, as a live writer's is
    monkeypatch.setattr(shutil, "copyfile", copy_late)
    assert build(root)
    os.close(number)
