"""What each annotator said of a clause, in lines that are compared with the reference's."""

from collections.abc import Collection
from dataclasses import dataclass

from mepp5.annotation.annotators import GIVES
from mepp5.annotation.spans import end_of_practice
from mepp5.files import Object

SIGNS = {"negated": "¬ negated", "unknown": "? unknown", "affirmed": "affirmed"}


@dataclass(frozen=True, slots=True)
class View:
    """One annotator's lines, each with whether the reference has it too, and the reference's lines that it lacks.

    `partial` names what the annotator answers, "" for one who answers everything.
    """

    annotator: str
    lines: tuple[tuple[str, bool], ...]
    missing: tuple[str, ...]
    partial: str

    @property
    def agrees(self) -> bool:
        """Whether it says what the reference says, as far as it answers."""
        return not self.missing and all(shared for _, shared in self.lines)


def make_view(row: Object, reference: Object, gives: Collection[str]) -> View:
    """Return the view of a row of the config "annotators" beside the clause's row; both have practices and slots."""
    own = list_lines(row, reference["text"], gives)
    said = list_lines(reference, reference["text"], gives)
    partial = "" if set(gives) == set(GIVES) else ", ".join(gives)
    lines = tuple((line, line in said) for line in own)
    return View(row["annotator"], lines, tuple(line for line in said if line not in own), partial)


def list_lines(row: Object, text: str, gives: Collection[str] = GIVES) -> list[str]:
    """Return a line for each practice and, if slots are given, for each slot; repeated ones once."""
    lines = [_say_practice(practice, text, gives) for practice in row["practices"]]
    if "slots" in gives:
        lines += [f"{slot['slot']} = {slot['value']}: “{slot['text']}”" for slot in row["slots"]]
    return list(dict.fromkeys(lines))


def _say_practice(practice: Object, text: str, gives: Collection[str]) -> str:
    said = str(practice["category"])
    if "polarities" in gives:
        said += f", {practice['polarity']}"
    if "subjects" in gives and practice["subjects"]:
        said += f", about {', '.join(practice['subjects'])}"
    if "extents" in gives and not is_whole(practice, text):
        said += f": “{practice['text']}”"
    return said


def is_whole(practice: Object, text: str) -> bool:
    """Return whether the practice is the clause's whole statement: all but what joins it to the next one."""
    return bool(practice["start"] == 0 and practice["end"] >= end_of_practice(text))
