"""Tasks and quotes of any text: sections tile the units, and offsets come back from regions and from quotes."""

import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mepp5.annotation.handin import read_hand_in
from mepp5.annotation.quotes import find_quote
from mepp5.annotation.regions import read_results, write_results
from mepp5.annotation.snapshot import Result
from mepp5.annotation.spans import Annotation, Practice, SlotSpan, end_of_practice, find_fault
from mepp5.annotation.tasks import Task, build_tasks
from mepp5.corpus.clauses import Unit
from mepp5.reading.forms import convert
from mepp5.scheme.taxonomy import ALONE, read_taxonomy
from tests.annotation.fixture_sections import policies, write_policy

TAXONOMY = read_taxonomy()


def build(text: str, units: list[Unit]) -> list[Task]:
    with tempfile.TemporaryDirectory() as folder:
        write_policy(Path(folder), text, units)
        return build_tasks("p", Path(folder))


@given(policies())
def test_tasks_hold_every_clause_once_and_never_overlap(policy):
    text, units = policy
    tasks = build(text, units)
    assert [clause.id for task in tasks for clause in task.clauses] == [unit.id for unit in units if unit.is_clause]
    end = 0
    for task in tasks:
        assert end <= task.start
        assert task.text == text[task.start : task.start + len(task.text)]
        # What no task shows is of no clause.
        assert not [unit for unit in units if unit.is_clause and end <= unit.start < task.start]
        end = task.start + len(task.text)
        for clause in task.clauses:
            shift = clause.start - task.start
            assert task.text[shift : shift + len(clause.text)] == clause.text


@given(policies(), st.data())
def test_a_place_is_in_the_one_clause_that_holds_all_of_it(policy, data):
    for task in build(*policy):
        start = data.draw(st.integers(0, len(task.text) - 1))
        end = data.draw(st.integers(start + 1, len(task.text)))
        holders = [c for c in task.clauses if c.start - task.start <= start and end <= c.end - task.start]
        assert task.clause_at(start, end) == (holders[0] if holders else None)


@st.composite
def annotations(draw: st.DrawFn, unit: Unit) -> Annotation:
    """Return an annotation of the unit that keeps the rules, as far as drawing at random finds some."""
    whole = end_of_practice(unit.text)
    practices = {(category, polarity): Practice(0, whole, category, polarity) for category, polarity in draw(SAID)}
    for key, practice in practices.items():
        if practice.category in ALONE:
            about = TAXONOMY.sort_categories(draw(st.sets(st.sampled_from(TAXONOMY.subject_ids), max_size=3)))
            practices[key] = Practice(0, whole, *key, about)
    slots = set()
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(unit.text) - 1))
        slot = draw(st.sampled_from(TAXONOMY.slot_ids))
        span = SlotSpan(start, draw(st.integers(start + 1, len(unit.text))), slot, TAXONOMY.values_of(slot)[0])
        slots.add(span)
    kept: list[SlotSpan] = []
    sound = tuple(sorted(practices.values()))
    for span in sorted(slots):
        if find_fault(Annotation(unit.id, "reader", sound, (*kept, span)), unit, TAXONOMY) is None:
            kept.append(span)
    return Annotation(unit.id, "reader", sound, tuple(kept))


SAID = st.lists(
    st.tuples(st.sampled_from(TAXONOMY.category_ids), st.sampled_from(["affirmed", "negated"])), min_size=1, max_size=3
)


@given(policies(), st.data())
def test_annotations_of_any_text_go_to_regions_and_back(policy, data):
    for task in build(*policy):
        said = {clause.id: data.draw(annotations(clause)) for clause in task.clauses}
        said = {id: one for id, one in said.items() if find_fault(one, find(task, id), TAXONOMY) is None}
        results = json.loads(json.dumps(write_results(task, said)))
        shown = Task(task.policy, task.section, task.start, task.text, tuple(c for c in task.clauses if c.id in said))
        back = read_results([convert(each, Result) for each in results], shown, TAXONOMY, "reader", "x") if said else {}
        assert back == said
        assert write_results(task, back) == results


def find(task: Task, id: str) -> Unit:
    return next(clause for clause in task.clauses if clause.id == id)


@given(st.text("ab \n", min_size=1, max_size=12) | st.text(min_size=1, max_size=8), st.data())
def test_a_quote_is_found_where_it_was_taken_from(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    before = sum(text.startswith(quote, place) for place in range(start))
    assert find_quote(text, quote, before + 1) == (start, end)
    if before == 0 and text.find(quote, start + 1) < 0:
        assert find_quote(text, quote, None) == (start, end)


@given(policies(), st.data())
def test_a_hand_in_by_quotes_gives_the_offsets_that_were_quoted(policy, data):
    _, units = policy
    rows, said = [], {}
    for unit in (unit for unit in units if unit.is_clause):
        annotation = data.draw(annotations(unit))
        if find_fault(annotation, unit, TAXONOMY) is None:
            said[unit.id] = annotation
            rows.append(quote_all(annotation, unit.text))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "h.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        assert read_hand_in(path, units, TAXONOMY, "reader", partial=True) == said


def quote_all(annotation: Annotation, text: str) -> dict:
    """Return the line of a hand-in that says what the annotation does."""

    def quote(span: Practice | SlotSpan) -> dict:
        words = text[span.start : span.end]
        return {"quote": words, "occurrence": sum(text.startswith(words, at) for at in range(span.start)) + 1}

    practices = [
        {**quote(each), "category": each.category, "polarity": each.polarity, "subjects": list(each.subjects)}
        for each in annotation.practices
    ]
    slots = [{**quote(each), "slot": each.slot, "value": each.value} for each in annotation.slots]
    return {"id": annotation.id, "practices": practices, "slots": slots}
