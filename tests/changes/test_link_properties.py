"""Links of any shape: every clause stands in one of them, and what is quoted in a hand-in comes back as offsets."""

import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mepp5.changes.handin import read_hand_in
from mepp5.changes.links import Link, Quotation, find_fault, find_gaps, sort_links
from mepp5.changes.pairs import Sides
from mepp5.changes.tasks import ChangeTask
from tests.changes.fixture_links import TAXONOMY, links


@given(st.data())
def test_every_clause_stands_in_one_link_and_no_fewer_will_do(task: ChangeTask, data: st.DataObject) -> None:
    sides = task.sides
    found = data.draw(links(sides))
    assert not [fault for link in found if (fault := find_fault(link, sides.units, TAXONOMY))]
    assert find_gaps(found, sides.old, sides.new) == []
    held = [id for link in found for id in (*link.old, *link.new)]
    assert sorted(held) == sorted(unit.id for unit in (*sides.old, *sides.new) if unit.is_clause)
    place = data.draw(st.integers(0, len(found) - 1))
    size = len(found[place].old) + len(found[place].new)
    assert len(find_gaps(found[:place] + found[place + 1 :], sides.old, sides.new)) == size
    assert len(find_gaps([*found, found[place]], sides.old, sides.new)) == size


@given(st.data())
def test_the_canonical_order_depends_on_no_other(task: ChangeTask, data: st.DataObject) -> None:
    found = data.draw(links(task.sides))
    there = sort_links(found, task.sides.old, task.sides.new)
    assert sort_links(data.draw(st.permutations(found)), task.sides.old, task.sides.new) == there
    assert sort_links(there, task.sides.old, task.sides.new) == there


@given(st.data())
def test_a_hand_in_by_quotes_gives_the_links_that_were_quoted(task: ChangeTask, data: st.DataObject) -> None:
    sides = task.sides
    found = data.draw(links(sides))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "links.jsonl"
        path.write_text("".join(json.dumps(say(link, sides)) + "\n" for link in found), encoding="utf-8")
        assert [each.link for each in read_hand_in([path], sides.units, TAXONOMY)] == found


def say(link: Link, sides: Sides) -> dict:
    """Return the line of a hand-in that says what the link does."""
    line: dict = {"old": list(link.old), "new": list(link.new)}
    if link.effect:
        return line | {"effect": link.effect}
    differences = [
        {"old": quote(each.old, sides), "new": quote(each.new, sides), "about": each.about, "effect": each.effect}
        for each in link.differences
    ]
    return line | {"form": link.form, "moved": link.moved, "meaning": link.meaning, "differences": differences}


def quote(words: Quotation | None, sides: Sides) -> dict | None:
    if words is None:
        return None
    text = sides.units[words.id].text
    quoted = text[words.start : words.end]
    occurrence = sum(text.startswith(quoted, at) for at in range(words.start)) + 1
    return {"id": words.id, "quote": quoted, "occurrence": occurrence}
