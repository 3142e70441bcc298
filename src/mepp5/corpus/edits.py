"""The edit log: what was changed between the raw and the canonical text, and offsets mapped in both directions."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.reading.fields import Identifier
from mepp5.files import Object
from mepp5.reading.forms import Count, form, read_jsonl
from mepp5.paths import ROOT, join_below


@form
@dataclass(frozen=True, slots=True)
class Edit:
    """raw[raw_start:raw_end] is `before` and becomes `after`; offsets are code points of the raw text."""

    raw_start: Count
    raw_end: Count
    before: str
    after: str
    rules: tuple[Identifier, ...]

    def as_row(self) -> Object:
        """Return the edit as a row of corpus/edits/<policy>.jsonl."""
        return {
            "raw_start": self.raw_start,
            "raw_end": self.raw_end,
            "before": self.before,
            "after": self.after,
            "rules": list(self.rules),
        }


def edits_path(policy_id: str) -> str:
    """Return the path of the policy's edit log below the root."""
    return f"corpus/edits/{policy_id}.jsonl"


def read_edits(policy_id: str, root: Path = ROOT) -> list[Edit]:
    """Return the policy's edit log; raise CorpusError where it is missing or malformed."""
    return read_jsonl(join_below(root, edits_path(policy_id)), Edit, "run mepp5 build")


def apply_edits(raw: str, edits: list[Edit]) -> str:
    """Return the raw text with the edits made; raise CorpusError where they do not fit, or are unsorted or overlap."""
    parts, position = [], 0
    for edit in edits:
        if edit.raw_start < position or raw[edit.raw_start : edit.raw_end] != edit.before:
            raise CorpusError(f"the edit at raw offset {edit.raw_start} does not fit the raw text; run mepp5 build.")
        parts += [raw[position : edit.raw_start], edit.after]
        position = edit.raw_end
    return "".join([*parts, raw[position:]])


class OffsetMap:
    """Maps code-point offsets between raw and canonical text.

    At a deletion one offset of the text stands for a stretch of the raw file: a start maps to the stretch's right
    end, an end to its left. Inside an edit a start maps right and an end left, in both directions.
    """

    def __init__(self, edits: list[Edit]):
        self._raw = [(edit.raw_start, edit.raw_end) for edit in edits]
        self._text, shift = [], 0
        for edit in edits:
            start = edit.raw_start + shift
            self._text.append((start, start + len(edit.after)))
            shift += len(edit.after) - len(edit.before)

    def start_to_raw(self, offset: int) -> int:
        """Map the start of a span in the text to the raw file."""
        return _map_start(offset, self._text, self._raw)

    def end_to_raw(self, offset: int) -> int:
        """Map the end of a span in the text to the raw file."""
        return _map_end(offset, self._text, self._raw)

    def start_to_text(self, offset: int) -> int:
        """Map the start of a span in the raw file to the text."""
        return _map_start(offset, self._raw, self._text)

    def end_to_text(self, offset: int) -> int:
        """Map the end of a span in the raw file to the text."""
        return _map_end(offset, self._raw, self._text)


def _map_start(offset: int, source: list[tuple[int, int]], target: list[tuple[int, int]]) -> int:
    index = bisect_right(source, offset, key=lambda stretch: stretch[0]) - 1
    if index < 0:
        return offset
    (start, end), (target_start, target_end) = source[index], target[index]
    if offset == start and end > start:
        return target_start  # the span begins with what was edited
    return target_end if offset < end else target_end + offset - end


def _map_end(offset: int, source: list[tuple[int, int]], target: list[tuple[int, int]]) -> int:
    index = bisect_left(source, offset, key=lambda stretch: stretch[1])
    if index == len(source):
        return offset + (target[-1][1] - source[-1][1] if source else 0)
    (start, end), (target_start, target_end) = source[index], target[index]
    if offset == end and end > start:
        return target_end  # the span ends with what was edited
    return target_start if offset > start else target_start + offset - start
