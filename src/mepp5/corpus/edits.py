"""The edit log: what was changed between the raw and the canonical text, and offsets mapped in both directions."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.paths import ROOT, join_below
from mepp5.reading.fields import Identifier
from mepp5.reading.forms import Count, form, read_jsonl


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
    end, an end to its left. What was edited has no finer places. So of a span that begins or ends inside an edit, the
    raw file's is the one with the whole edit, all that it was made of (nothing only where the raw file has nothing,
    though two spans that meet there overlap); the text's is the one without it, only what is surely of the span: spans
    never overlap, and the end of one that lies within the edit comes before its start.
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
        return _map_start(offset, self._text, self._raw, widening=True)

    def end_to_raw(self, offset: int) -> int:
        """Map the end of a span in the text to the raw file."""
        return _map_end(offset, self._text, self._raw, widening=True)

    def start_to_text(self, offset: int) -> int:
        """Map the start of a span in the raw file to the text."""
        return _map_start(offset, self._raw, self._text, widening=False)

    def end_to_text(self, offset: int) -> int:
        """Map the end of a span in the raw file to the text."""
        return _map_end(offset, self._raw, self._text, widening=False)


Stretches = list[tuple[int, int]]


def _map_start(offset: int, source: Stretches, target: Stretches, widening: bool) -> int:
    index = bisect_right(source, offset, key=lambda stretch: stretch[0]) - 1
    if index < 0:
        return offset
    (start, end), (target_start, target_end) = source[index], target[index]
    if offset >= end:
        return target_end + offset - end
    return target_start if widening or offset == start else target_end


def _map_end(offset: int, source: Stretches, target: Stretches, widening: bool) -> int:
    index = bisect_left(source, offset, key=lambda stretch: stretch[1])
    if index == len(source):
        return offset + (target[-1][1] - source[-1][1] if source else 0)
    (start, end), (target_start, target_end) = source[index], target[index]
    if offset <= start:
        return target_start + offset - start
    return target_end if widening or offset == end else target_start
