"""The markup of invented clauses: what each line says, and what is wrong with one that says nothing."""

from pathlib import Path

import pytest

from mepp5.contents import SOURCES
from mepp5.errors import CorpusError
from mepp5.invented.collection import find_near, read_collection
from mepp5.invented.markup import InventedUnit, read_invented
from mepp5.paths import ROOT

HEAD = "@ a01 | Plum Ltd | a shop | Malta | 2020 | plain\n"
WHOLE = (
    HEAD
    + """C | Home
# Data
S fp | We store, for {purpose=service_provision:your {data_type=financial:order}}:
L fp | your {data_type=contact_details:name};
L -fp+tp | no photograph.
## Rows
H | What | Kept
T ret | Orders | {retention=stated_period:a year}
S int | That is all.
---
S sa(tp,fp) | {audience=children:Children} are asked for nothing.
"""
)


def read(tmp_path: Path, text: str) -> list[InventedUnit]:
    path = tmp_path / "shop.txt"
    path.write_text(text, encoding="utf-8")
    return read_invented(path)


def test_every_line_is_what_it_says(tmp_path):
    units = read(tmp_path, WHOLE)
    assert [(unit.kind, unit.section, unit.context, unit.text) for unit in units] == [
        ("chrome", (), "", "Home"),
        ("sentence", ("Data",), "", "We store, for your order:"),
        ("list_item", ("Data",), "We store, for your order:", "your name;"),
        ("list_item", ("Data",), "We store, for your order:", "no photograph."),
        ("table_row", ("Data", "Rows", "What | Kept"), "", "Orders | a year"),
        ("sentence", ("Data", "Rows"), "Orders | a year", "That is all."),
        ("sentence", (), "", "Children are asked for nothing."),
    ]
    assert [unit.id for unit in units[:2]] == ["invented/a01/001", "invented/a01/002"]


def test_labels_and_slots_have_their_places(tmp_path):
    units = read(tmp_path, WHOLE)
    nested, item, negated, subjects = (units[number].annotation for number in (1, 2, 3, 6))
    assert [(slot.start, slot.end, slot.slot) for slot in nested.slots] == [(14, 24, "purpose"), (19, 24, "data_type")]
    assert item.practices[0].end == len("your name")  # what joins it to the next is no part of a practice
    assert [(each.category, each.polarity) for each in negated.practices] == [
        ("first_party_collection_use", "negated"),
        ("third_party_sharing_collection", "affirmed"),
    ]
    assert subjects.practices[0].subjects == ("first_party_collection_use", "third_party_sharing_collection")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("S | We keep it.", "no label"),
        ("S xx | We keep it.", "no label 'xx'"),
        ("S sa(xx) | We keep it.", "no subject 'xx'"),
        ("S fp | We keep {data_type=financial:it.", "is not closed"),
        ("S fp | We keep it}.", "a brace that marks no slot"),
        ("S fp | We keep {it}.", "a brace that marks no slot"),
        ("S fp |  ", "a unit without words"),
        ("We keep it.", "neither a source, a heading nor a unit"),
        ("@ a02 | Plum Ltd", "does not say publisher"),
        ("@ a02 | by category | cookies", "no category"),
    ],
)
def test_a_line_that_is_wrong_is_told_with_its_number(tmp_path, line, message):
    with pytest.raises(CorpusError, match=rf"shop.txt: line 2: .*{message}"):
        read(tmp_path, HEAD + line + "\n")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("S fp | We keep {data_type=nothing:it} here.", "unknown value"),
        ("S fp | We keep {nothing=other:it} here.", "unknown slot"),
        ("S int | We keep {data_type=financial:orders}.", "introductory_generic alone"),
        ("S fp(tp) | We keep orders.", "subjects of practice"),
    ],
)
def test_the_rules_of_annotation_hold(tmp_path, line, message):
    for name in ("annotations/taxonomy.toml", "annotations/dpv_terms.tsv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "invented").mkdir()
    (tmp_path / "invented/shop.txt").write_text(HEAD + line + "\n")
    (tmp_path / SOURCES).write_text('files = ["shop.txt"]')
    with pytest.raises(CorpusError, match=message):
        read_collection(tmp_path)


def test_a_source_stands_once(tmp_path):
    for name in ("annotations/taxonomy.toml", "annotations/dpv_terms.tsv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "invented").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"invented/{name}.txt").write_text(HEAD + "S int | We are Plum.\n")
    with pytest.raises(CorpusError, match="it is missing, and names the files of invented/ that are read; restore it"):
        read_collection(tmp_path)
    (tmp_path / SOURCES).write_text('files = ["a.txt", "b.txt"]')
    with pytest.raises(CorpusError, match="a01/001 stands twice"):
        read_collection(tmp_path)
    (tmp_path / SOURCES).write_text('files = ["a.txt"]')
    assert [unit.text for unit in read_collection(tmp_path)] == ["We are Plum."]
    (tmp_path / SOURCES).write_text('files = ["../invented/a.txt"]')
    with pytest.raises(CorpusError, match=r"files.toml: line 1: files\[0\]"):
        read_collection(tmp_path)


def test_what_is_near_is_left_out_once(tmp_path):
    lines = ["We keep each order for ten years.", "We keep every order for ten years.", "Nobody else sees your orders."]
    lines += ["Nobody else may see your orders.", "A short one."]
    units = read(tmp_path, HEAD + "".join(f"S fp | {line}\n" for line in lines))
    near = find_near(units, ["Nobody else sees your order."])
    assert near == {
        "invented/a01/002": "invented/a01/001",
        "invented/a01/003": "corpus",
        "invented/a01/004": "corpus",
    }


def test_no_released_clause_is_near_to_another():
    units = read_collection()
    near = find_near(units, [])
    kept = [unit for unit in units if unit.id not in near]
    assert len(kept) > 3_500
    assert find_near(kept, []) == {}
