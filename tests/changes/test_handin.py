"""Hand-ins of links: exact quotes become links, and every fault is named with file and line."""

import json
from pathlib import Path

import pytest

from mepp5.changes.handin import find_hand_in_faults, read_hand_in
from mepp5.changes.links import Difference, Link, Quotation
from mepp5.changes.pairs import Sides
from mepp5.errors import CorpusError
from mepp5.scheme.taxonomy import read_taxonomy

TAXONOMY = read_taxonomy()
OLD, NEW = "alpha-2020/0010", "gamma-2022/0010"
WORDS = {
    "old": {"id": OLD, "quote": "Write"},
    "new": {"id": NEW, "quote": "Ask"},
    "about": "contact",
    "effect": "different",
}
LINK = {"old": [OLD], "new": [NEW], "form": "reworded", "moved": False, "meaning": "changed", "differences": [WORDS]}
REMOVED = {"old": ["alpha-2020/0002"], "new": [], "effect": "different"}
READ = Link(
    (OLD,),
    (NEW,),
    "reworded",
    False,
    "changed",
    (Difference(Quotation(OLD, 0, 5), Quotation(NEW, 0, 3), "contact", "different"),),
)


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    return path


def differ(**changes: object) -> dict:
    return LINK | {"differences": [WORDS | changes]}


def test_lines_become_links(tmp_path: Path, sides: Sides) -> None:
    added = {"old": [], "new": ["gamma-2022/0005"], "effect": "broader"}
    paths = [write(tmp_path / "a.jsonl", LINK, REMOVED), write(tmp_path / "b.jsonl", added)]
    handed = read_hand_in(paths, sides.units, TAXONOMY)
    assert [each.link for each in handed] == [
        READ,
        Link(("alpha-2020/0002",), (), "removed", effect="different"),
        Link((), ("gamma-2022/0005",), "added", effect="broader"),
    ]
    assert [each.reason for each in handed] == [None] * 3
    assert [each.place for each in handed] == [
        f"{paths[0]}: line 1",
        f"{paths[0]}: line 2",
        f"{paths[1]}: line 1",
    ]
    assert find_hand_in_faults(paths, sides.units, TAXONOMY) == []


def test_an_occurrence_tells_which_words_are_meant(tmp_path: Path, sides: Sides) -> None:
    path = write(tmp_path / "h.jsonl", differ(old={"id": OLD, "quote": "a", "occurrence": 3}))
    (handed,) = read_hand_in([path], sides.units, TAXONOMY)
    assert handed.link.differences[0].old == Quotation(OLD, 21, 22)


def test_the_adjudicator_gives_reasons_and_readers_none(tmp_path: Path, sides: Sides) -> None:
    path = write(tmp_path / "h.jsonl", LINK | {"reason": "L1: both say whom to ask."})
    (handed,) = read_hand_in([path], sides.units, TAXONOMY, reasons=True)
    assert handed.reason == "L1: both say whom to ask."
    with pytest.raises(CorpusError, match=r"h\.jsonl: line 1: a reason, which no reader gives\.$"):
        read_hand_in([path], sides.units, TAXONOMY)
    for line in (
        LINK,
        LINK | {"reason": None},
        LINK | {"reason": " "},
        LINK | {"reason": "two\nlines"},
        LINK | {"reason": "a\u202eb"},
    ):
        with pytest.raises(CorpusError, match=r"h\.jsonl: line 1: give a reason in one line\.$"):
            read_hand_in([write(path, line)], sides.units, TAXONOMY, reasons=True)


REFUSED = {
    "no JSON": ('{"old": ', "not valid JSON"),
    "no object": ("[1]", "[1] should be an object"),
    "missing key": ({"old": [OLD]}, "new: is missing"),
    "unknown key": (LINK | {"note": "x"}, "note: is an unknown key"),
    "unknown form": (LINK | {"form": "alike"}, "form: \"alike\" should be 'identical', 'edited', 'reworded'"),
    "unknown meaning": (LINK | {"meaning": "other"}, "meaning: \"other\" should be 'same' or 'changed'"),
    "unknown effect": (differ(effect="worse"), "differences[0].effect: \"worse\" should be 'broader'"),
    "moved, no truth": (LINK | {"moved": 1}, "moved: 1 should be a valid boolean"),
    "no form": (LINK | {"form": None}, "a link needs form, moved and meaning"),
    "no moved": ({key: LINK[key] for key in LINK if key != "moved"}, "a link needs form, moved and meaning"),
    "no meaning": (LINK | {"meaning": None}, "a link needs form, moved and meaning"),
    "no clause": (REMOVED | {"old": []}, "a line without a clause"),
    "lone with a form": (REMOVED | {"form": "removed"}, "a clause alone has an effect, no form; drop form and moved"),
    "lone with moved": (REMOVED | {"moved": False}, "a clause alone has an effect, no form; drop form and moved"),
    "lone with meaning": (REMOVED | {"meaning": "same"}, "removed has an effect and nothing else"),
    "lone without effect": (
        REMOVED | {"effect": None},
        "alpha-2020/0002 → nothing: a clause that is removed has an ef",
    ),
    "two lone": (REMOVED | {"old": [OLD, "alpha-2020/0002"]}, "form removed is of one clause alone"),
    "unknown clause": (LINK | {"new": ["gamma-2022/0099"]}, "unknown id 'gamma-2022/0099'; use a clause of the pair"),
    "unknown words": (differ(old={"id": "beta/0002", "quote": "Our"}), "unknown id 'beta/0002'; use a clause of the"),
    "words not there": (
        differ(old={"id": OLD, "quote": "write"}),
        f"{OLD}: quote 'write' is not in the clause; copy it exactly from 'Write to privacy@alpha.example.'",
    ),
    "words twice": (differ(old={"id": OLD, "quote": "a"}), f"{OLD}: quote 'a' stands 4 times; add \"occurrence\" (1:"),
    "too high": (differ(old={"id": OLD, "quote": "a", "occurrence": 5}), f'{OLD}: "occurrence" is 5, but quote'),
    "from zero": (differ(old={"id": OLD, "quote": "a", "occurrence": 0}), "occurrence: 0 should be greater than or"),
    "no words": (differ(old={"id": OLD, "quote": ""}), 'quote: "" should have at least 1 character'),
    "white space": (differ(old={"id": OLD, "quote": "Write "}), "'Write '; mark the words alone"),
    "a rule of links": (LINK | {"form": "identical"}, f"{OLD} → {NEW}: form identical, but the texts are not the same"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_fault_is_named_with_its_line(tmp_path: Path, sides: Sides, name: str) -> None:
    line, message = REFUSED[name]
    path = write(tmp_path / "h.jsonl", LINK, line)
    with pytest.raises(CorpusError) as caught:
        read_hand_in([path], sides.units, TAXONOMY)
    said = str(caught.value)
    assert said.startswith(f"{path}: line 2: ")
    assert message in said
    assert "\n" not in said
    assert find_hand_in_faults([path], sides.units, TAXONOMY) == [said.removesuffix(".")]


def test_all_faults_can_be_had_at_once(tmp_path: Path, sides: Sides) -> None:
    path = write(tmp_path / "h.jsonl", REMOVED | {"effect": None}, LINK, "", LINK | {"form": None})
    faults = find_hand_in_faults([path], sides.units, TAXONOMY)
    assert [fault.removeprefix(f"{path}: ").split(":")[0] for fault in faults] == ["line 1", "line 3", "line 4"]
    with pytest.raises(CorpusError, match=r"line 1: .* \(2 more after it\)$"):
        read_hand_in([path], sides.units, TAXONOMY)


def test_a_missing_file_is_named(tmp_path: Path, sides: Sides) -> None:
    with pytest.raises(CorpusError, match=r"none\.jsonl: cannot be read"):
        read_hand_in([tmp_path / "none.jsonl"], sides.units, TAXONOMY)
