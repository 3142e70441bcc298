"""Unit boundaries over the canonical text: read, verified and filled (corpus/clauses/<policy>.jsonl).

Kind, level, section, lead_in, start and end are decisions, taken by reading and frozen within a major version;
policy, the offsets into the raw file and the text are derived from them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field

from mepp5.corpus.edits import OffsetMap
from mepp5.corpus.manifest import Policy, read_manifest
from mepp5.corpus.text import make_text
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_jsonl
from mepp5.paths import ROOT, join_below
from mepp5.reading.fields import DEEPEST, ClauseId, OneLine, PolicyId, Prose
from mepp5.reading.forms import Count, form, read_jsonl

Kind = Literal["sentence", "list_item", "table_row", "heading", "chrome"]
KINDS: tuple[Kind, ...] = get_args(Kind)
CLAUSE_KINDS = ("sentence", "list_item", "table_row")

Level = Annotated[int, Field(ge=0, le=DEEPEST)]
Section = Annotated[tuple[OneLine, ...], Field(max_length=DEEPEST)]

CELL = re.compile(r"\b(?:Yes|No)$", re.MULTILINE)
# Between two units stand white space, bullet glyphs, dashes, signs of plain text's headings and tables, enumerators
# ("1.2", "(3)", "a.", "(iv)") or a lone "and", nothing else.
GAP = re.compile(
    r"(?:\s|[•·|]|(?<!\S)(?:[o–—‐*§-]|#{1,6})(?!\S)|(?<!\S)\(?\d+(?:\.\d+)*[.)]?(?!\S)|(?<!\S)and(?!\S)"
    r"|(?<!\S)(?:\((?:[A-Za-z]|[ivxIVX]{2,5})\)|(?:[A-Za-z]|[ivxIVX]{2,5})[.)])(?!\S))*"
)


@form
@dataclass(frozen=True, slots=True)
class Unit:
    """One unit; start and end are code points of the canonical text, raw_start and raw_end of the raw file."""

    id: ClauseId
    policy: PolicyId
    kind: Kind
    level: Level
    section: Section
    lead_in: ClauseId | None
    start: Count
    end: Count
    raw_start: Count
    raw_end: Count
    text: Prose

    @property
    def is_clause(self) -> bool:
        """Whether the unit is labelled: a sentence, list item or table row."""
        return self.kind in CLAUSE_KINDS

    @property
    def is_lost_row(self) -> bool:
        """Whether the unit is a table row without a cell that says Yes or No: the file as received has lost them."""
        return self.kind == "table_row" and not CELL.search(self.text)

    def as_row(self) -> Object:
        """Return the unit as a row of corpus/clauses/<policy>.jsonl."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**row, "section": list(self.section)}


def clauses_path(policy_id: str) -> str:
    """Return the path of the policy's units below the root."""
    return f"corpus/clauses/{policy_id}.jsonl"


def read_units(policy_id: str, root: Path = ROOT) -> list[Unit]:
    """Return the policy's units in order; raise CorpusError where the file is missing or malformed."""
    path = join_below(root, clauses_path(policy_id))
    units = read_jsonl(path, Unit)
    if not units:
        raise CorpusError(f"{path}: no unit; restore the file.")
    for number, unit in enumerate(units, start=1):
        if unit.policy != policy_id or unit.id.partition("/")[0] != policy_id:
            raise CorpusError(
                f"{path}: line {number}: {unit.id} is of another policy ({unit.policy}); restore the file."
            )
    return units


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of every unit file, verified against the text made of the raw files and filled."""
    contents = {}
    for policy in read_manifest(root):
        text, edits = make_text(policy, root)
        offsets = OffsetMap(edits)
        units = [_fill(unit, policy, text, offsets, root) for unit in read_units(policy.id, root)]
        verify_units(units, text, root)
        contents[clauses_path(policy.id)] = dump_jsonl([unit.as_row() for unit in units])
    return contents


def verify_units(units: list[Unit], text: str, root: Path = ROOT) -> None:
    """Raise CorpusError at the first unit that breaks a rule of the corpus (one policy's units, its canonical text)."""
    place = Path(root) / clauses_path(units[0].policy)
    headings: dict[int, str] = {}
    before: set[str] = set()  # the clauses
    end = 0
    for number, unit in enumerate(units, start=1):
        for problem in _problems(unit, number, end, text, headings, before):
            raise CorpusError(f"{place}: {unit.id}: {problem}.")
        if unit.kind == "heading":
            headings = {level: title for level, title in headings.items() if 0 < level < unit.level}
            headings[unit.level] = heading_title(unit.text)
        before |= {unit.id} if unit.is_clause else set()
        end = unit.end
    if not GAP.fullmatch(text[end:]):
        raise CorpusError(f"{place}: text after the last unit is in no unit; add a unit for it.")


def heading_title(text: str) -> str:
    """Return the heading as it stands in a section path: white space collapsed (a table's header row has newlines)."""
    return " ".join(text.split())


def _problems(
    unit: Unit, number: int, end: int, text: str, headings: dict[int, str], before: set[str]
) -> Iterator[str]:
    """Yield what is wrong with a unit, given the end of the one before it and the headings open above it."""
    if unit.id != f"{unit.policy}/{number:04d}":
        yield f"the id is not the unit's position ({number:04d}); ids are never renumbered, so restore the file"
    if not end <= unit.start < unit.end <= len(text):
        yield "it overlaps the unit before it or lies outside the text; mend start and end"
    elif unit.text != unit.text.strip():
        yield "it begins or ends with white space; mend start and end"
    elif not GAP.fullmatch(text[end : unit.start]):
        yield f"words before it are in no unit: {text[end : unit.start].strip()!r}; mend the boundaries"
    open_titles = [headings[level] for level in sorted(headings) if level > 0]
    if list(unit.section) != open_titles[: len(unit.section)]:
        yield "its section is not a beginning of the path of headings above it; mend section"
    if unit.lead_in and unit.lead_in not in before:
        yield f"its lead_in {unit.lead_in!r} is no clause before it; mend lead_in"


def _fill(unit: Unit, policy: Policy, text: str, offsets: OffsetMap, root: Path) -> Unit:
    """Return the unit with what is derived from its decided boundaries; its recorded text guards against a shift."""
    if text[unit.start : unit.end] != unit.text:
        raise CorpusError(
            f"{Path(root) / clauses_path(policy.id)}: {unit.id}: the text at {unit.start}-{unit.end} is not the "
            "unit's; the canonical text or the offsets were changed: restore them."
        )
    raw_start, raw_end = offsets.start_to_raw(unit.start), offsets.end_to_raw(unit.end)
    return replace(unit, policy=policy.id, raw_start=raw_start, raw_end=raw_end)
