"""The agreement file, its check and the tables drawn from it."""

import json
from pathlib import Path

import pytest

from mepp5.agreement.file import AGREEMENT, dump_agreement, hash_exports, read_agreement
from mepp5.agreement.measurement import generate, measure_agreement
from mepp5.annotation.exports import export_path
from mepp5.checks.agreement import CHECKS
from mepp5.corpus.manifest import read_manifest
from mepp5.documents.agreement import draw_agreement, list_agreement, show_figure
from mepp5.errors import CorpusError
from mepp5.files import Object, write_files
from mepp5.reading.forms import read_json
from tests.annotation.fixture_annotators import add_layer, call_it_security
from tests.fixture_corpus import make_corpus

CHECK = next(check for check in CHECKS if check.id == "agreement")


@pytest.fixture
def root(tmp_path) -> Path:
    return make_corpus(tmp_path)


# The file


@pytest.fixture
def written(root) -> Path:
    write_files(root, generate(root))
    return root


def test_the_file_says_what_was_measured(written):
    assert read_agreement(written) == measure_agreement(written)
    assert list(CHECK.find(written)) == []


def test_the_file_is_json_with_short_enough_lines(written):
    lines = (written / AGREEMENT).read_text().splitlines()
    assert max(map(len, lines)) < 300
    assert len(lines) < 60
    assert dump_agreement(read_json(written / AGREEMENT, Object)) == (written / AGREEMENT).read_bytes()


@pytest.mark.parametrize("value", [{}, [], {"a": {"b": {"c": {"d": [1, "é"]}}, "e": []}}, [[[[1]], 2]], None])
def test_whatever_is_dumped_is_read_again(value):
    assert json.loads(dump_agreement(value)) == value


def test_a_missing_file_is_told(root):
    with pytest.raises(CorpusError, match=r"agreement\.json: cannot be read"):
        list(CHECK.find(root))


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"exports": "", "seed": 1, "draws": 1, "pairs": []}'])
def test_a_malformed_file_is_told(written, content):
    (written / AGREEMENT).write_bytes(content)
    with pytest.raises(CorpusError, match=r"agreement\.json: "):
        list(CHECK.find(written))


def test_other_exports_are_told(written):
    add_layer(written, "prober", call_it_security)
    with pytest.raises(CorpusError, match=r"agreement\.json: it was made from other exports .*; run mepp5 build"):
        read_agreement(written)


def test_every_export_counts_in_the_hash(written):
    hashes = {hash_exports(written)}
    for policy in read_manifest(written):
        path = written / export_path(policy.id)
        path.write_bytes(path.read_bytes() + b"\n")
        hashes.add(hash_exports(written))
    assert len(hashes) == 4


def test_a_figure_changed_by_hand_is_found(written):
    path = written / AGREEMENT
    path.write_text(path.read_text().replace('"value": 1.0', '"value": 0.9', 1))
    assert list(CHECK.find(written)) == [(AGREEMENT, "its figures are not those of the exports")]


def test_other_annotators_with_the_same_exports_are_found(written):
    file = written / "annotations/annotators.toml"
    file.write_text(f'{file.read_text()}gives = ["categories"]\n')
    assert list(CHECK.find(written))


# Tables


def test_tables_have_a_row_a_pair_and_a_row_a_category(root):
    add_layer(root, "minimalist", call_it_security, more='gives = ["categories"]')
    tables = draw_agreement(measure_agreement(root))
    lines = tables.splitlines()
    assert sum(line.startswith("| `reader` / `minimalist` |") for line in lines) == 1
    assert sum(line.startswith("| `reader` / `second` |") for line in lines) == 3
    assert sum(line.startswith("| `data_security` |") for line in lines) == 1
    assert "2000 draws" in tables
    assert {line.count("|") for line in lines if line.startswith("| `reader` / ")} == {7, 9, 10}


def test_rows_for_the_terminal(root):
    (row,) = list_agreement(root)
    assert row["first"] == "reader"
    assert row["same"] == "1.000"
    assert row["extents"] == "–"


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ((0.8123, 0.79, 1.0), ".812 [.790, 1.000]"),
        ((0.9996, 0.9994, 1.0), ">.999 [.999, 1.000]"),
        ((-0.05, -0.1, 0.0), "-.050 [-.100, .000]"),
        ((0.5, None, None), ".500"),
        ((None, None, None), "–"),
    ],
)
def test_figures_are_shown_with_three_digits(figure, shown):
    value, low, high = figure
    assert show_figure({"value": value, "low": low, "high": high, "undefined": 0}) == shown
