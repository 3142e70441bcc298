"""How labelled clauses are written: as JSON lines, as tables to read, or as pre-annotations for Label Studio."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import IO, Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mepp5.annotation.regions import PRACTICE, SLOT, TEXT
from mepp5.annotation.spans import GENERIC, end_of_practice
from mepp5.display.exact import write_json
from mepp5.display.lines import clean
from mepp5.files import Object, dump_jsonl, sha256


class Writer(Protocol):
    """What writes the labelled clauses of one document after another."""

    def write(self, text: str, rows: Iterable[Object]) -> None:
        """Write a document's labelled clauses; the rows' offsets are of its text."""

    def close(self) -> None:
        """Write what ends the output."""


class JsonLines:
    """One object a line and clause."""

    def __init__(self, out: IO[str], model: str):
        self.out = out

    def write(self, text: str, rows: Iterable[Object]) -> None:
        """Write a document's labelled clauses as they come."""
        for row in rows:
            write_json(dump_jsonl([row]), self.out)

    def close(self) -> None:
        """Nothing is left to write."""


class Tables:
    """A table for each section, with the scores of what is predicted."""

    def __init__(self, out: IO[str], model: str):
        self.console = Console(file=out)

    def write(self, text: str, rows: Iterable[Object]) -> None:
        """Write a document's labelled clauses, a section at a time."""
        for number, (section, group) in enumerate(groupby(rows, key=lambda row: row["section"])):
            clauses = list(group)
            if not number:
                self.console.rule(_clean(clauses[0]["file"]))
            table = Table("", "clause", "categories", "slots", title=_clean(" › ".join(section)), expand=True)
            for column, ratio in zip(table.columns[1:], (5, 3, 3), strict=True):
                column.ratio = ratio
            for row in clauses:
                categories = "\n".join(_tell_labels(row))
                slots = "\n".join(f"{slot['slot']}: {slot['text']}" for slot in row["slots"])
                table.add_row(str(row["position"]), *map(_clean, (row["text"], categories, slots)))
            self.console.print(table)

    def close(self) -> None:
        """Nothing is left to write."""


class LabelStudioTasks:
    """A JSON list of tasks with predictions, as `scripts/label_studio.py push --predictions` and any server take it.

    A task is an outermost section. Polarity, and a slot's value unless the tagger gives one, are left to the annotator:
    no model here predicts them.
    """

    def __init__(self, out: IO[str], model: str):
        self.out, self.model, self.started = out, model, False

    def write(self, text: str, rows: Iterable[Object]) -> None:
        """Write the tasks of a document, whose text (str) the rows' offsets are of."""
        for section, group in groupby(rows, key=lambda row: row["section"][:1]):
            clauses = list(group)
            start, end = clauses[0]["start"], clauses[-1]["end"]
            self.write_task(self.make_task(clauses[0]["file"], "".join(section), start, text[start:end], clauses))

    def write_task(self, task: Object) -> None:
        """Write one task of the list."""
        self.out.write(",\n" if self.started else "[\n")
        write_json(dump_jsonl([task]).removesuffix(b"\n"), self.out)
        self.started = True

    def close(self) -> None:
        """End the list, empty where no document could be labelled."""
        self.out.write("\n]\n" if self.started else "[]\n")

    def make_task(self, policy: str, section: str, start: int, words: str, rows: list[Object]) -> Object:
        """Return the task of a section (its words begin at `start`) with what is predicted of its clauses."""
        data = {"policy": policy, "section": section, "start": start, "text": words}
        results = [result for row in rows for result in _mark(row, row["start"] - start)]
        prediction = {"model_version": self.model, "result": sorted(results, key=_place)}
        return {"data": {**data, "sha256": sha256(words.encode())}, "predictions": [prediction]}


FORMATS: dict[str, Callable[[IO[str], str], Writer]] = {
    "jsonl": JsonLines,
    "table": Tables,
    "label-studio": LabelStudioTasks,
}


def _tell_labels(row: Object) -> Iterator[str]:
    """Yield a clause's labels with their scores, the terms that spoke for them, and what it is about besides."""
    for label in row["labels"]:
        yield f"{label} {row['scores'][label]:.2f}" + (" (fallback)" if row["fallback"] else "")
        if terms := row.get("explanation", {}).get(label):
            yield "  " + ", ".join(f"“{term['term']}”" for term in terms)
    if about := [topic for topic in row["topics"] if topic not in row["labels"]]:
        yield "  about " + ", ".join(about)


def _mark(row: Object, shift: int) -> Iterator[Object]:
    """Yield the regions of a clause, which begins at offset `shift` of the task's text; none of what is a fallback.

    What every annotation must keep (find_fault) is kept: no practice ends in what joins clauses, and a clause that is
    generic alone has no slots.
    """
    labels = [] if row["fallback"] else row["labels"]
    for label in labels:
        yield from _make_region(row["text"][: end_of_practice(row["text"])], shift, PRACTICE, label)
    for slot in () if labels == [GENERIC] else row["slots"]:
        yield from _make_region(slot["text"], shift + slot["start"], SLOT, slot["slot"], slot.get("value"))


def _make_region(words: str, start: int, control: str, label: str, value: str | None = None) -> Iterator[Object]:
    place = {"start": start, "end": start + len(words), "text": words}
    id = sha256(f"{start} {len(words)} {control} {label}".encode())[:10]
    shared = {"id": id, "to_name": TEXT}
    yield {**shared, "from_name": control, "type": "labels", "value": {**place, "labels": [label]}}
    if value:
        choices = {**place, "choices": [value]}
        yield {**shared, "from_name": f"{label}_value", "type": "choices", "value": choices}


def _place(result: Object) -> tuple[int, int, str, bool]:
    return result["value"]["start"], result["value"]["end"], result["id"], result["type"] == "choices"


def _clean(words: str) -> Text:
    """Return words of a document for the terminal: no markup, no control characters but newlines."""
    return Text("\n".join(map(clean, words.split("\n"))))
