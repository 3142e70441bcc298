"""What damages the tiny corpus's links: functions of the root, and edits of exports, decisions and released rows."""

import json
from collections.abc import Callable
from pathlib import Path

from mepp5.annotation.exports import dump_tasks
from mepp5.changes.adjudication.decisions import CHANGE_DECISIONS
from mepp5.changes.exports import parse_change_export, write_change_export
from mepp5.changes.pairs import read_pairs
from mepp5.documents.front_matter import draw_front_matter, read_data
from mepp5.files import Object, dump_json, dump_jsonl, write_files
from mepp5.reading.forms import read_json, read_jsonl
from mepp5.release.loading import SUMS
from mepp5.release.rows import dump_sums
from tests.fixture_changes import FIRST
from tests.release.fixture_release import rebuild

EXPORT = f"annotations/changes/exports/{FIRST}.json"
ROWS = "data/changes/alpha_2020__gamma_2022.jsonl"
SCORES = "baselines/results/changes/scores.json"
Change = Callable[[Path], None]


def replace(path: str, before: str, after: str) -> Change:
    """Return a damage: the first `before` of the file becomes `after`."""

    def damage(root: Path) -> None:
        content = (root / path).read_bytes().decode()
        assert before in content
        (root / path).write_bytes(content.replace(before, after, 1).encode())

    return damage


def edit_export(edit: Callable[[list[Object]], None], path: str = EXPORT) -> Change:
    """Return a damage: `edit` changes the export's tasks."""

    def damage(root: Path) -> None:
        tasks = json.loads((root / path).read_text())
        edit(tasks)
        (root / path).write_bytes(dump_tasks(tasks))

    return damage


def pull(edit: Change) -> Change:
    """Return the damage that `edit` does on a server: the first pair's export is then written as pulled."""

    def damage(root: Path) -> None:
        edit(root)
        pair = next(pair for pair in read_pairs(root) if pair.id == FIRST)
        layers = parse_change_export(read_json(root / EXPORT, list[Object]), pair, EXPORT, root)
        write_files(root, {EXPORT: write_change_export(layers, pair, root)})

    return damage


def edit_results(edit: Callable[[list[Object]], None]) -> Change:
    """Return a damage: `edit` changes the first annotator's results."""
    return edit_export(lambda tasks: edit(tasks[0]["annotations"][0]["result"]))


def find_region(results: list[Object], words: str, label: str | None = None) -> list[Object]:
    """Return the results of the region that marks these words, its label (of `label`, where given) first."""
    first = next(
        each
        for each in results
        if each.get("value", {}).get("text") == words and label in (None, *each["value"].get("labels", ()))
    )
    return [each for each in results if each.get("id") == first["id"]]


def drop(results: list[Object]) -> None:
    for result in find_region(results, "erase your data."):
        results.remove(result)


def mark_twice(results: list[Object]) -> None:
    results += [each | {"id": "another"} for each in find_region(results, "erase your data.")]


def move(words: str, start: int, end: int, text: str | None) -> Callable[[list[Object]], None]:
    """Return an edit: the region of these words is moved by `start` and `end`, and says `text`."""

    def edit(results: list[Object]) -> None:
        for result in find_region(results, words):
            value = result["value"]
            value |= {"start": value["start"] + start, "end": value["end"] + end, "text": text}

    return edit


def choose(words: str, before: str, after: str) -> Callable[[list[Object]], None]:
    """Return an edit: a choice of the region of these words."""

    def edit(results: list[Object]) -> None:
        (chosen,) = [each for each in find_region(results, words) if each["value"].get("choices") == [before]]
        chosen["value"]["choices"] = [after]

    return edit


def add_effect(results: list[Object]) -> None:
    """Give the link of equal texts an effect."""
    label = find_region(results, "We encrypt what we store on our servers!")[0]
    place = {name: label["value"][name] for name in ("start", "end", "text")}
    effect = {"from_name": "old_effect", "type": "choices", "value": {**place, "choices": ["broader"]}}
    results.insert(0, label | effect)


def name_nobody(tasks: list[Object]) -> None:
    tasks[0]["annotations"][0]["completed_by"]["email"] = "nobody@x.org"


def show_other_texts(tasks: list[Object]) -> None:
    tasks[0]["data"]["old_text"] += "!"


def edit_decisions(edit: Callable[[list[Object]], None]) -> Change:
    """Return a damage: `edit` changes the lines of decisions."""

    def damage(root: Path) -> None:
        lines = read_jsonl(root / CHANGE_DECISIONS, Object)
        edit(lines)
        (root / CHANGE_DECISIONS).write_bytes(dump_jsonl(lines))

    return damage


def decide_otherwise(root: Path) -> None:
    """Have the adjudicator say of an undisputed clause what no reader says, and build."""
    say = choose("erase your data.", "narrower", "broader")
    pull(edit_export(lambda tasks: say(tasks[0]["annotations"][2]["result"])))(root)
    rebuild(root)


def edit_rows(edit: Callable[[list[Object]], None]) -> Change:
    """Return a damage: `edit` changes the released rows; hashes and card are made to fit."""

    def damage(root: Path) -> None:
        rows = read_jsonl(root / ROWS, Object)
        edit(rows)
        write_files(root, {ROWS: dump_jsonl(rows)})
        data = read_data(root)
        data[SUMS] = dump_sums({name: content for name, content in data.items() if name != SUMS})
        write_files(root, {SUMS: data[SUMS], "README.md": draw_front_matter(data, root).encode()})

    return damage


def edit_link(**changes: object) -> Change:
    """Return a damage: columns of the released row of the merged link."""
    return edit_rows(lambda rows: next(row for row in rows if row["form"] == "merged").update(changes))


def edit_difference(**changes: object) -> Change:
    """Return a damage: columns of the released difference of the merged link."""
    return edit_rows(
        lambda rows: next(row for row in rows if row["form"] == "merged")["differences"][0].update(changes)
    )


def write_scores(content: Object) -> Change:
    return lambda root: write_files(root, {SCORES: dump_json(content)})
