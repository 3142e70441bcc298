"""A policy of a corpus with the units that were decided for it, labelled for its annotators or for the scorer."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from baselines.predict.formats import FORMATS, LabelStudioTasks
from baselines.predict.labeller import Labeller
from mepp5.annotation.tasks import Task, build_tasks
from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.drafts import read_drafts
from mepp5.display.exact import write_json
from mepp5.files import Object, dump_jsonl
from mepp5.release.rows import find_contexts
from mepp5.segmentation.outline import Unit as Outlined

TASKS, LINES = "label-studio", "jsonl"


class PolicyTasks(LabelStudioTasks):
    """Predictions for the tasks of a policy as its annotators see them, so that what they correct is pulled."""

    def __init__(self, out: IO[str], model: str, tasks: list[Task]):
        super().__init__(out, model)
        self.tasks = tasks

    def write(self, text: str, rows: Iterable[Object]) -> None:
        """Write the policy's tasks; the rows' offsets are of its canonical text."""
        of_start = {row["start"]: row for row in rows}
        for task in self.tasks:
            clauses = [of_start[clause.start] for clause in task.clauses]
            self.write_task(self.make_task(task.data.policy, task.section, task.start, task.text, clauses))


class PredictionLines:
    """The lines that `mepp5 score` reads."""

    def __init__(self, out: IO[str], policy_id: str):
        self.out, self.policy = out, policy_id

    def write(self, text: str, rows: Iterable[Object]) -> None:
        """Write a line for each clause."""
        for row in rows:
            slots = [{key: slot[key] for key in slot if key != "text"} for slot in row["slots"]]
            line = {"id": f"{self.policy}/{row['position']:04d}", "labels": row["labels"], "scores": row["scores"]}
            write_json(dump_jsonl([line | {"slots": slots}]), self.out)

    def close(self) -> None:
        """Nothing is left to write."""


def write_policy(policy_id: str, corpus: Path, labeller: Labeller, form: str, model: str, out: IO[str]) -> None:
    """Write the labelled clauses of a policy of the corpus (its root) in a format of FORMATS.

    Raises CorpusError where the corpus has no such units or its text is not theirs.
    """
    units = read_units(policy_id, corpus)
    tasks = build_tasks(policy_id, corpus)
    writer = (
        PolicyTasks(out, model, tasks)
        if form == TASKS
        else PredictionLines(out, policy_id)
        if form == LINES
        else FORMATS[form](out, model)
    )
    writer.write("", list(labeller.label(policy_id, outline_units(units))))
    writer.close()


def count_drafts(policy_id: str, corpus: Path) -> int:
    """Return how many of the policy's units nobody has read yet."""
    return len(read_drafts(policy_id, corpus))


def outline_units(units: list[Unit]) -> Iterator[Outlined]:
    """Yield the clauses as a labeller takes those of any document."""
    contexts = find_contexts(units)
    number_of = {unit.id: number for number, unit in enumerate(units, start=1)}
    for number, unit in enumerate(units, start=1):
        if unit.is_clause:
            lead_in = number_of.get(unit.lead_in or "", 0)
            place = (number, unit.kind, unit.level, unit.section, lead_in, contexts[unit.id])
            yield Outlined(*place, unit.start, unit.end, unit.text)
