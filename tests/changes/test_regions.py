"""Links as Label Studio results, there and back: nothing is lost, and the same links are written as the same bytes."""

import json
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from mepp5.changes.links import Difference, Link, Quotation, sort_links
from mepp5.changes.pairs import Pair
from mepp5.changes.reading import read_change_results
from mepp5.changes.regions import write_change_results
from mepp5.changes.tasks import ChangeTask
from mepp5.files import Object
from tests.changes.fixture_links import TAXONOMY, links
from tests.fixture_changes import link_pair


def read(task: ChangeTask, results: list[Object]) -> list[Link]:
    return read_change_results(results, task, TAXONOMY, "here")


@settings(max_examples=150)
@given(st.data())
def test_random_links_go_there_and_back(task: ChangeTask, data: st.DataObject) -> None:
    found = data.draw(links(task.sides))
    results = write_change_results(task, found)
    back = read(task, json.loads(json.dumps(results)))
    assert back == sort_links(found, task.sides.old, task.sides.new)
    assert write_change_results(task, back) == results
    assert len({result["id"] for result in results if "id" in result}) == sum(
        len(link.old)
        + len(link.new)
        + sum((each.old is not None) + (each.new is not None) for each in link.differences)
        for link in found
    )


@given(st.data())
def test_order_direction_and_region_ids_carry_no_meaning(task: ChangeTask, data: st.DataObject) -> None:
    found = data.draw(links(task.sides))
    results = write_change_results(task, found)
    names = {result["id"]: f"r{number}" for number, result in enumerate(results) if "id" in result}
    turned = []
    for result in results:
        if result.get("type") == "relation":
            turned.append(result | {"from_id": names[result["to_id"]], "to_id": names[result["from_id"]]})
        else:
            turned.append(result | {"id": names[result["id"]]})
    shuffled = Random(data.draw(st.integers(0, 9))).sample(turned, len(turned))
    assert read(task, shuffled) == read(task, results)


def test_words_of_two_differences_are_told_apart(task: ChangeTask) -> None:
    """The same words may be about two things, or have become two."""
    write, to = (Quotation("alpha-2020/0010", *place) for place in ((0, 5), (6, 8)))
    ask = Quotation("gamma-2022/0010", 0, 3)
    twice = [
        Difference(one, other, about, "different")
        for one, other in ((write, ask), (to, ask), (write, None), (None, ask))
        for about in ("contact", "purpose")
    ]
    others = [Link((u.id,), (), "removed", effect="broader") for u in task.old.clauses if u.id != "alpha-2020/0010"]
    others += [Link((), (u.id,), "added", effect="broader") for u in task.new.clauses if u.id != "gamma-2022/0010"]
    link = Link((write.id,), (ask.id,), "reworded", False, "changed", tuple(twice))
    (back,) = [each for each in read(task, write_change_results(task, [*others, link])) if each.old and each.new]
    assert sorted(back.differences, key=repr) == sorted(twice, key=repr)


def test_a_link_in_full(task: ChangeTask, pair: Pair, tiny: Path) -> None:
    results = write_change_results(task, link_pair(pair, tiny)["reference"])
    text, start = "We encrypt what we store on our servers!", task.sides.units["alpha-2020/0007"].start
    first = {"start": start, "end": start + len(text), "text": text}
    own = [result for result in results if result.get("value", {}).get("start") == start and "old" in result["to_name"]]
    id = own[0]["id"]
    assert own == [
        {"id": id, "from_name": f"old_{name}", "to_name": "old_text", "type": kind, "value": {**first, kind: [value]}}
        for name, kind, value in (
            ("label", "labels", "linked"),
            ("form", "choices", "identical"),
            ("place", "choices", "moved"),
            ("meaning", "choices", "same"),
        )
    ]
    (relation,) = [result for result in results if result.get("from_id") == id]
    assert relation.items() >= {"type": "relation", "direction": "right", "labels": ["same statement"]}.items()
    (there,) = [result for result in results if result.get("id") == relation["to_id"]]
    assert there["value"]["labels"] == ["linked"]
