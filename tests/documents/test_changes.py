"""The generated blocks on what changed between policies: numbers by hand, stale blocks, prose without numbers."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mepp5.annotation.annotators import REFERENCE
from mepp5.changes.adjudication.outcome import count_change_outcome
from mepp5.changes.exports import change_export_path, read_change_export, write_change_export
from mepp5.changes.pairs import read_pairs
from mepp5.documents import card
from mepp5.documents.change_scores import NOT_RUN, draw_change_scores
from mepp5.documents.change_tables import NOTHING
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_json, write_files
from mepp5.paths import ROOT
from mepp5.reading.forms import read_json
from mepp5.scoring.change_results import CEILING, CHANGE_RESULTS, hash_changes
from tests.fixture_changes import FIRST, SECOND
from tests.release.fixture_release import make_release, rebuild

BLOCKS = sorted({block for blocks in card.DOCUMENTS.values() for block in blocks if block.startswith("change_")})
# Names that have a digit and are no counts: what stands in code, rulings and rules, versions, names of policies.
NAMES = re.compile(
    r"`[^`]*`|\b[RM]\d+\b|\bF1\b|(amazfit|huami|zepp|xiaomi|MEPP)-\d+|\blevel-1\b|\]\([^)]*\)|^```.*?^```$", re.S | re.M
)


@pytest.fixture
def release(tmp_path) -> Path:
    """The tiny release with its documents, made."""
    return add_documents(make_release(tmp_path))


def add_documents(root: Path) -> Path:
    for name, blocks in {**card.DOCUMENTS, "CHANGELOG.md": ()}.items():
        marks = "".join(f"<!-- generated:{block} -->\n<!-- /generated:{block} -->\n" for block in blocks)
        (root / name).write_text(f"# Ours\n{marks}")
    write_files(root, card.generate(root))
    return root


def test_numbers_are_those_counted_by_hand(release):
    readme, sheet = (release / "README.md").read_text(), (release / "DATASHEET.md").read_text()
    assert f"| `{FIRST}` | 3 | 1 | 2 | 1 | 3 | 3 | 1 | 4 | 4 |" in readme
    assert f"| `{SECOND}` | 3 | 2 | 1 | 0 | 0 | 3 | 2 | 2 | 1 |" in readme
    assert "| **all** | 6 | 3 | 3 | 1 | 3 | 6 | 3 | 6 | 5 |" in readme
    assert f"| `{FIRST}` | 7 | 6 | 3 | 4 | 1 |" in sheet
    assert f"| `{FIRST}` | 1 | 2 | 0 / 1 / 2 | 1 / 1 / 1 | 0 / 2 / 1 | 0 / 1 / 2 |" in sheet
    assert "| `data_type` | 0 | 0 | 2 | 2 |" in sheet
    assert "| disputed: which clauses are linked | 1 | 0 | 1 |" in sheet
    assert "| disputed: differences of a link | 1 | 1 | 2 |" in sheet
    assert "| disputed, decided as backreader had it | 0 | 1 | 1 |" in sheet
    assert "| undisputed, put again because of rulings | 1 | 0 | 1 |" in sheet
    assert f"| `reader` / `reference` | `{FIRST}` | 1.000 [1.000, 1.000] |" in sheet


def test_cases_and_how_they_fell(release):
    assert count_change_outcome(release)[FIRST] == {
        "cases": 9,
        "disputed": 2,
        "disputes": {"links": 1, "form": 0, "moved": 0, "meaning": 0, "effect": 0, "differences": 1},
        "fell": {"reader": 2, "backreader": 0, "neither": 0},
        "drawn": {"cases": 1, "changed": 0},
        "rulings": {"cases": 1, "changed": 0},
        "read_again": {"cases": 0, "changed": 0},
    }


def test_a_drawn_case_that_the_adjudicator_changed_is_counted(release):
    pair = read_pairs(release)[0]
    layers = read_change_export(pair, release)
    layers[REFERENCE] = [replace(link, moved=False) for link in layers[REFERENCE]]
    write_files(release, {change_export_path(pair): write_change_export(layers, pair, release)})
    assert count_change_outcome(release)[FIRST]["drawn"] == {"cases": 1, "changed": 1}
    with pytest.raises(CorpusError, match="made from other exports"):
        card.generate(release)
    rebuild(release)
    add_documents(release)
    assert (
        "| of these, decided otherwise than the readers say together | 1 | 0 | 1 |"
        in (release / "DATASHEET.md").read_text()
    )


@pytest.mark.parametrize("block", BLOCKS)
def test_a_stale_block_is_found(release, block):
    name = next(name for name, blocks in card.DOCUMENTS.items() if block in blocks)
    path = release / name
    fresh = path.read_text()
    mark = f"<!-- generated:{block} -->\n"
    path.write_text(fresh.replace(mark, f"{mark}| 17 |\n"))
    assert path.read_text() != fresh
    assert card.generate(release)[name].decode() == fresh


def test_a_corpus_that_compares_nothing_says_so(tmp_path):
    root = add_documents(make_release(tmp_path, pairs=False))
    assert (root / "README.md").read_text().count(NOTHING) == 1
    assert (root / "DATASHEET.md").read_text().count(NOTHING) == 4


def test_scores_are_those_of_the_results_and_of_these_links(release):
    assert NOT_RUN in (release / "README.md").read_text()
    results = read_json(ROOT / CHANGE_RESULTS, Object)
    write_files(release, {CHANGE_RESULTS: dump_json(results)})
    with pytest.raises(CorpusError, match=r"scores\.json: made from other links than today's"):
        card.generate(release)
    write_files(release, {CHANGE_RESULTS: dump_json(results | {"changes": hash_changes(release)})})
    shown = card.generate(release)["README.md"].decode()
    assert draw_change_scores(results) in shown
    for name, scores in {**results["baselines"], CEILING: results["annotators"][CEILING]}.items():
        cut = scores["align"]["not_identical"]
        low, high = cut["intervals"]["f1"]
        line = next(line for line in shown.splitlines() if line.strip("| `").startswith((f"{name}`", f"{name} |")))
        assert f"| {cut['f1']:.3f} [{low:.3f}, {high:.3f}] |" in line
        assert line.endswith(f"| {scores['judge']['not_identical']['effects']['macro_f1']:.3f} |")


@pytest.mark.parametrize(
    ("document", "heading"),
    [
        ("README.md", "## What changed\n"),
        ("DATASHEET.md", "## What changed between policies\n"),
        ("baselines/README.md", "## What changed\n"),
        ("data/README.md", "## changes\n"),
    ],
)
def test_the_prose_has_no_numbers_of_its_own(document, heading):
    text = (ROOT / document).read_text().split(heading)[1]
    section = text.split("\n## ")[0]
    prose = re.sub(r"<!-- generated:(\w+) -->.*?<!-- /generated:\1 -->", "", section, flags=re.S)
    prose = "\n".join(line for line in NAMES.sub("", prose).splitlines() if not line.startswith("    "))
    numbers = [word for word in re.findall(r"\S*\d\S*", prose) if word not in {"0", '"";'}]
    assert not numbers
