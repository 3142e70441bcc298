"""What Label Studio exports, as far as it is read here: a server adds keys of its own, which are passed over."""

from dataclasses import dataclass

from mepp5.errors import CorpusError
from mepp5.reading.forms import Count, Fault, convert, open_form


@open_form
@dataclass(frozen=True, slots=True)
class Marked:
    """What a result marks: offsets into the task's text, and what is chosen there."""

    start: Count
    end: Count
    text: str | None = None
    labels: tuple[str, ...] | None = None
    choices: tuple[str, ...] | None = None


@open_form
@dataclass(frozen=True, slots=True)
class Result:
    """One result; a region is a label and its choices, results with one id. Relations and the like have no value."""

    type: str
    id: str = ""
    from_name: str = ""
    value: Marked | None = None

    @property
    def chosen(self) -> tuple[str, ...] | None:
        """What is chosen, if this is a label or a choice of a region."""
        if self.value is None or not self.id:
            return None
        return {"labels": self.value.labels, "choices": self.value.choices}.get(self.type)


@open_form
@dataclass(frozen=True, slots=True)
class User:
    """Who completed an annotation."""

    email: str


@open_form
@dataclass(frozen=True, slots=True)
class Completed:
    """One annotator's annotation of a task."""

    completed_by: User
    result: tuple[Result, ...]
    ground_truth: bool = False
    was_cancelled: bool = False


@open_form
@dataclass(frozen=True, slots=True)
class TaskData:
    """What a task shows; the names are those of `tasks.Task.data`."""

    policy: str
    section: str
    start: Count
    text: str
    sha256: str


@open_form
@dataclass(frozen=True, slots=True)
class ExportedTask:
    """A task with its annotations."""

    data: TaskData
    annotations: tuple[Completed, ...]


def read_snapshot(exported: object, source: str) -> list[ExportedTask]:
    """Return the tasks of a server's JSON value; raise CorpusError, opened by `source`, where it is none of tasks."""
    try:
        return convert(exported, list[ExportedTask])
    except Fault as fault:
        raise CorpusError(f"{source}: {fault}; export the project again.") from fault
