"""What no rule allows in Label Studio's results is refused in one sentence; what means the same is read alike."""

import json
from collections.abc import Callable

import pytest

from mepp5.changes.links import Link
from mepp5.changes.reading import read_change_results
from mepp5.changes.regions import write_change_results
from mepp5.changes.tasks import ChangeTask
from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.scheme.taxonomy import read_taxonomy
from tests.checks.fixture_change_edits import find_region
from tests.fixture_changes import link_pair

TAXONOMY = read_taxonomy()
EQUAL, LAST = "We encrypt what we store on our servers!", "erase your data."
WRITE, ASK, CHILD = "Write to privacy@alpha.example", "Ask the shop’s clerk", "if you are a child"
Edit = Callable[[list[Object]], None]


@pytest.fixture
def results(task: ChangeTask, tiny) -> list[Object]:
    """The reference's results, to be changed."""
    return json.loads(json.dumps(write_change_results(task, link_pair(task.pair, tiny)["reference"])))


def read(results: list[object], task: ChangeTask, partial: bool = False) -> list[Link]:
    return read_change_results(results, task, TAXONOMY, "here", partial)


def label(words: str, value: str, now: str | None = None) -> Edit:
    """Return an edit: the region of these words is labelled anew."""

    def edit(results: list[Object]) -> None:
        find_region(results, words, now)[0]["value"]["labels"] = [value]

    return edit


def change(words: str, **changes: object) -> Edit:
    """Return an edit: keys of the results of the region of these words."""

    def edit(results: list[Object]) -> None:
        for result in find_region(results, words):
            result.update(changes)

    return edit


def mark(words: str, **changes: object) -> Edit:
    """Return an edit: keys of the values of the region of these words."""

    def edit(results: list[Object]) -> None:
        for result in find_region(results, words):
            result["value"].update(changes)

    return edit


def choose(words: str, name: str, *values: str) -> Edit:
    """Return an edit: a choice of the region, put in where it has none."""

    def edit(results: list[Object]) -> None:
        found = find_region(results, words)
        control = f"{found[0]['from_name'].partition('_')[0]}_{name}"
        place = {key: found[0]["value"][key] for key in ("start", "end", "text")}
        for result in found:
            if result["from_name"] == control:
                results.remove(result)
        value = {**place, "choices": list(values)}
        results.append(found[0] | {"from_name": control, "type": "choices", "value": value})

    return edit


def unchoose(words: str, name: str) -> Edit:
    def edit(results: list[Object]) -> None:
        for result in find_region(results, words):
            if result["from_name"].endswith(f"_{name}"):
                results.remove(result)

    return edit


def relate(label: str, **ends: str) -> Edit:
    """Return an edit: the first relation of this label gets other ends."""

    def edit(results: list[Object]) -> None:
        (first, *_) = [result for result in results if label in result.get("labels", ())]
        first.update({key: find_region(results, words)[0]["id"] for key, words in ends.items()})

    return edit


def unrelate(results: list[Object]) -> None:
    ids = {result["id"] for result in find_region(results, EQUAL)}
    results[:] = [result for result in results if result.get("from_id") not in ids]


def rename(results: list[Object]) -> None:
    next(result for result in results if result.get("type") == "relation")["labels"] = ["like"]


def join_twice(results: list[Object]) -> None:
    became = next(result for result in results if "became" in result.get("labels", ()))
    results.append(became | {"to_id": find_region(results, CHILD)[0]["id"]})


def lose_end(results: list[Object]) -> None:
    next(result for result in results if result.get("type") == "relation")["to_id"] = "gone"


def split_place(results: list[Object]) -> None:
    find_region(results, WRITE)[1]["value"] |= {"end": 299, "text": None}


REFUSED: dict[str, tuple[Edit, str]] = {
    "no result": (lambda results: results.append([]), "should be an object; export the project again"),
    "another kind": (change(LAST, type="rectangle"), "has a 'rectangle' of 'new_label', which the interface has not"),
    "another control": (change(LAST, from_name="label"), "of 'label', which the interface has not; delete it"),
    "the other text": (change(LAST, to_name="old_text"), "which the interface has not"),
    "no value": (change(LAST, value=None), "which the interface has not"),
    "two labels": (mark(LAST, labels=["added", "linked"]), "has 2 labels at once; give it one"),
    "two effects": (choose(LAST, "effect", "broader", "narrower"), "has 2 choices at once; give it one"),
    "an effect twice": (
        lambda results: results.append(find_region(results, LAST)[1]),
        "has two choices of effect; keep one",
    ),
    "a label twice": (lambda results: results.append(find_region(results, LAST)[0]), "has two choices of label; keep"),
    "two places": (split_place, "stands in two places; mark it again"),
    "an unknown label": (label(LAST, "new"), "is labelled 'new'; label it one of: linked, words, added"),
    "the other side's label": (label(LAST, "removed"), "is labelled 'removed'; label it one of: linked, words, added"),
    "other words": (mark(LAST, text="erase"), "says 'erase', but "),
    "no words": (mark(LAST, start=9_000, end=9_009, text=None), "says None, but 9000 to 9009 is ''; mark it again"),
    "two clauses": (mark(WRITE, start=260, text=None), "does not lie inside one clause; redraw it"),
    "an unknown relation": (rename, "a relation 'like' from "),
    "a relation to nothing": (lose_end, "to 'gone'; join two regions and call it 'same statement' or 'became'"),
    "one side": (
        relate("became", to_id="heart rate"),
        "it joins an old and a new region labelled 'words': draw it again",
    ),
    "a link to words": (relate("same statement", to_id=ASK), "it joins an old and a new region labelled 'linked'"),
    "joined to nothing": (unrelate, "alpha-2020/0007 is labelled linked and joined to nothing; join it, or label it"),
    "joined twice": (join_twice, "words are joined to two others; join each to one"),
    "no about": (unchoose(WRITE, "about"), "of alpha-2020/0010 have no about; choose about and effect"),
    "words without effect": (unchoose(CHILD, "effect"), "of gamma-2022/0010 have no effect; choose about and effect"),
    "a form of words": (choose(WRITE, "form", "edited"), "have choices that are not of words; choose about and effect"),
    "two abouts": (choose(ASK, "about", "purpose"), "have two choices of about; choose one"),
    "an unknown effect": (choose(WRITE, "effect", "worse"), "effect: \"worse\" should be 'broader'"),
    "no form": (
        unchoose(EQUAL, "form"),
        "the link of alpha-2020/0007 needs form, place and meaning, once; choose them",
    ),
    "a form twice": (
        choose("your heart rate while you sleep.", "form", "split"),
        "needs form, place and meaning, once",
    ),
    "an unknown place": (choose(EQUAL, "place", "there"), "needs form, place and meaning, once"),
    "an unknown form": (choose(EQUAL, "form", "alike"), 'the link of alpha-2020/0007: form: "alike" should be'),
    "no effect": (unchoose(LAST, "effect"), "gamma-2022/0007 is added; choose its effect and nothing else"),
    "about a clause": (choose(LAST, "about", "right"), "gamma-2022/0007 is added; choose its effect and nothing else"),
    "words of a lone clause": (
        mark("heart rate", start=22, end=26, text="This"),
        "words of alpha-2020/0002 are marked",
    ),
    "a rule of links": (choose(EQUAL, "form", "edited"), "alpha-2020/0007 → gamma-2022/0003: form edited, but the"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_rule_allows_is_refused(name: str, results: list[Object], task: ChangeTask) -> None:
    edit, message = REFUSED[name]
    read(results, task)
    edit(results)
    with pytest.raises(CorpusError) as caught:
        read(results, task)
    said = str(caught.value)
    assert said.startswith("here: ")
    assert message in said
    assert "\n" not in said


def test_a_clause_in_no_link_may_be_read_in_part_and_one_in_two_never(results: list[Object], task: ChangeTask) -> None:
    whole, last = read(results, task), find_region(results, LAST)
    fewer = [result for result in results if result not in last]
    with pytest.raises(CorpusError, match=r"^here: gamma-2022/0007 stands in no link; link it, or call it removed or"):
        read(fewer, task)
    assert len(read(fewer, task, partial=True)) == len(whole) - 1
    assert read([], task, partial=True) == []
    with pytest.raises(CorpusError, match=r"^here: alpha-2020/0002 stands in no link; .* \(12 more\)\.$"):
        read([], task)
    more = [*results, *(result | {"id": "again"} for result in last)]
    for partial in (False, True):
        with pytest.raises(CorpusError, match=r"^here: gamma-2022/0007 stands in 2 links; keep it in one\.$"):
            read(more, task, partial)


@pytest.mark.parametrize("words", [EQUAL, LAST, "your heart rate while you sleep."])
def test_a_clause_may_be_marked_in_part(words: str, results: list[Object], task: ChangeTask) -> None:
    whole = read(results, task)
    for result in find_region(results, words):
        value = result["value"]
        value |= {"start": value["start"] + 3, "end": value["end"] - 2, "text": value["text"][3:-2]}
    assert read(results, task) == whole


def test_choices_may_stand_on_any_clause_or_side(results: list[Object], task: ChangeTask) -> None:
    """The first clause of a link and the old words speak for all; so may any other."""
    whole = read(results, task)
    other = find_region(results, "your heart rate while you sleep.")[0]
    for result in find_region(results, "your name and your e-mail address; and")[1:]:
        place = {key: other["value"][key] for key in ("start", "end", "text")}
        result["id"], result["value"] = other["id"], result["value"] | place
    ask = find_region(results, ASK)[0]
    for result in find_region(results, WRITE)[1:]:
        place = {key: ask["value"][key] for key in ("start", "end", "text")}
        result |= {"id": ask["id"], "to_name": "new_text", "value": result["value"] | place}
        result["from_name"] = result["from_name"].replace("old", "new")
    assert read(results, task) == whole
