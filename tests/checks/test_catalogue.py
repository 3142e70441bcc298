"""Each check finds the damage that it is there for, and an undamaged corpus has no finding."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from mepp5.adjudication.second_reading import SECOND_READING
from mepp5.blocks import fill_blocks
from mepp5.checks.catalogue import CHECKS, run_checks
from mepp5.cli import main
from mepp5.files import dump_jsonl, write_files
from mepp5.release.loading import SUMS
from tests.checks.fixture_damages import DAMAGES, EXPORT, MORE_DAMAGES, RAW, ROWS, TEXT, UNITS
from tests.release.fixture_release import make_release


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """The tiny corpus with its release and card, not to be changed."""
    return make_release(tmp_path_factory.mktemp("checks"))


@pytest.fixture
def root(sound, tmp_path) -> Path:
    """A copy of it, to be damaged."""
    return shutil.copytree(sound, tmp_path / "damaged")


def test_a_sound_corpus_has_no_finding(sound):
    assert run_checks(sound) == []


def test_every_check_has_its_damage_and_a_name_of_its_own():
    ids = [check.id for check in CHECKS]
    assert len(set(ids)) == len(ids)
    assert list(DAMAGES) == ids
    assert all(check.hint.endswith(".") for check in CHECKS)


@pytest.mark.parametrize(("check", "damage"), [*DAMAGES.items(), *MORE_DAMAGES.items()])
def test_the_damage_is_found(check, damage, root):
    damage(root)
    findings = run_checks(root)
    assert check in {finding.check for finding in findings}
    assert all(finding.problem and finding.hint for finding in findings)


def test_a_clause_is_read_once_a_release(root):
    verdict = {"id": "alpha-2020/0002", "annotator": "reader", "verdict": "right", "note": ""}
    lines = [verdict, verdict | {"release": "0.4.0"}, verdict | {"release": "0.5.0"}]
    write_files(root, {SECOND_READING: dump_jsonl(lines)})
    assert run_checks(root) == []
    write_files(root, {SECOND_READING: dump_jsonl([*lines, lines[1]])})
    (finding,) = run_checks(root)
    assert (finding.check, finding.problem) == ("second-reading", "it stands twice")


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b'{"id": 3}\n'])
@pytest.mark.parametrize(
    "path", ["corpus/manifest.toml", UNITS, TEXT, EXPORT, ROWS, SUMS, "README.md", "annotations/taxonomy.toml"]
)
def test_no_content_of_a_file_stops_the_checks(root, path, content):
    (root / path).write_bytes(content)
    assert run_checks(root)


@pytest.mark.parametrize("path", ["corpus", "annotations", "data", RAW, UNITS])
def test_what_is_missing_is_found(root, path):
    gone = root / path
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    assert run_checks(root)


def test_findings_are_collected_and_each_stands_once(root):
    DAMAGES["data-columns"](root)
    DAMAGES["card-hash"](root)
    DAMAGES["exports"](root)
    findings = run_checks(root)
    assert {finding.check for finding in findings} >= {"data-columns", "card-hash", "exports"}
    assert len({(finding.place, finding.problem) for finding in findings}) == len(findings)


def test_a_file_edited_by_hand_is_named_with_the_remedy(root):
    DAMAGES["data-hash"](root)
    finding = next(finding for finding in run_checks(root) if finding.check == "data-hash")
    assert finding.place == ROWS
    assert "edited by hand" in finding.problem
    assert "mepp5 build" in finding.hint


def test_the_command_exits_with_one_where_it_finds_anything(root):
    assert CliRunner().invoke(main, ["--root", str(root), "check"]).exit_code == 0
    DAMAGES["data-hash"](root)
    result = CliRunner().invoke(main, ["--root", str(root), "check", "--json"])
    assert result.exit_code == 1
    assert "data-hash" in {finding["check"] for finding in json.loads(result.stdout)}


def test_blocks_are_filled_whatever_stands_in_them():
    document = "<!-- generated:a -->\nold\n<!-- /generated:a -->\n"
    assert fill_blocks(document, {"a": "\\1 new"}) == "<!-- generated:a -->\n\\1 new\n<!-- /generated:a -->\n"
