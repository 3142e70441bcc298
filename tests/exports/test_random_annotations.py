"""Random annotations on random texts, exported and read back by other tools: what a format claims to keep is kept."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings

from mepp5.exports.catalogue import export
from mepp5.exports.selection import Selection
from mepp5.files import write_files
from mepp5.release.features import SCHEMA
from tests.exports.fixture_exports import Found, expect
from tests.exports.fixture_random import selections
from tests.exports.test_brat import read_brat
from tests.exports.test_cas import read_cas
from tests.exports.test_conll import read_conll, read_lost
from tests.exports.test_docbin import read_docs, read_groups
from tests.exports.test_parquet import read_rows
from tests.exports.test_spreadsheet import FORMULA, read_cells, read_found
from tests.exports.test_web_annotation import read_graph

# What gives back every span with all that is said of it.
WHOLE: dict[str, Callable[[Path], Found]] = {
    "brat": read_brat,
    "web-annotation": read_graph,
    "csv": lambda directory: read_found(directory, "clauses"),
    "uima-cas": lambda directory: read_cas(directory)[0],
}


@contextmanager
def write(format: str, selection: Selection) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), export(format, selection).contents)
        yield Path(folder)


@pytest.mark.parametrize("format", WHOLE)
@given(selection=selections())
def test_every_span_comes_back(format: str, selection: Selection) -> None:
    check(format, WHOLE[format], selection)


@given(selection=selections())
@settings(max_examples=25)  # half a second each goes for setting up spaCy
def test_every_span_comes_back_from_spacy(selection: Selection) -> None:
    check("spacy", lambda directory: read_groups(read_docs(directory))[0], selection)


def check(format: str, read: Callable[[Path], Found], selection: Selection) -> None:
    with write(format, selection) as directory:
        found, expected = read(directory), expect(selection)
    assert (found.practices, found.slots) == (expected.practices, expected.slots)
    [document] = selection.parts[0].documents
    texts = {("test", clause.id): clause.text for clause in document.clauses}
    assert found.texts in ({("test", "odd"): document.text}, texts)


@given(selection=selections())
def test_slots_are_in_conll_or_listed_as_lost(selection: Selection) -> None:
    starts = {clause.id: clause.start for clause in selection.parts[0].clauses}
    expected = [slot[:-1] for slot in expect(selection).slots]
    with write("conll", selection) as directory:
        for flat in (False, True):
            found, lost = read_conll(directory, flat, starts), read_lost(directory, flat, starts)
            assert sorted([*found.slots, *(row[:-1] for row in lost)]) == expected
    for clause in selection.parts[0].clauses:
        text = found.texts["test", clause.id]
        assert len(text.splitlines()) == 1
        assert text.split() == clause.text.split()


@given(selection=selections())
def test_rows_come_back_from_parquet(selection: Selection) -> None:
    with write("parquet", _complete(selection)) as directory:
        rows = read_rows(directory / "test.parquet")
    assert rows == _complete(selection).rows["test"]


def _complete(selection: Selection) -> Selection:
    """Return the selection with rows of all columns."""
    others = {"position": 1, "level": 0, "lead_in": None, "raw_start": 0, "raw_end": 1, "fold": 0, "date": "2020-02-29"}
    others |= {"lineage": "x", "duplicate_group": "x", "agreed": True, "context": "", "origin": "x"}
    rows = []
    for row in selection.rows["test"]:
        rows.append({name: row.get(name, others.get(name)) for name in SCHEMA["clauses"]})
    return Selection(selection.config, {"test": rows}, selection.parts, selection.taxonomy)


@given(selection=selections())
def test_no_cell_is_a_formula(selection: Selection) -> None:
    with write("csv", selection) as directory:
        assert not [cell for cell in read_cells(directory) if cell.startswith(FORMULA)]
