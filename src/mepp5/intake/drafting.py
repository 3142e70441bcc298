"""Draft units of a new policy over its canonical text, each with what was guessed about it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mepp5.corpus.clauses import GAP, Kind, Unit
from mepp5.corpus.drafts import Draft
from mepp5.corpus.edits import Edit, OffsetMap
from mepp5.corpus.text import edit_text
from mepp5.extraction.document import OWN_LINE, Document
from mepp5.intake.sections import fill_sections
from mepp5.intake.source import Source
from mepp5.reading.fields import DEEPEST
from mepp5.segmentation.outline import Unit as Outlined
from mepp5.segmentation.outline import outline
from mepp5.segmentation.units import draft_units

LONG = 600  # code points of a clause that may be two
ENDS = '.!?:;”")]’'


@dataclass(frozen=True, slots=True)
class Drafted:
    """A new policy's canonical text, the edits that make it of the raw text, its units, and what each of them is."""

    text: str
    edits: tuple[Edit, ...]
    units: tuple[Unit, ...]
    drafts: tuple[Draft, ...]


def draft_policy(policy_id: str, source: Source) -> Drafted:
    """Return what is made of a received file; offsets are code points of the canonical and of the raw text."""
    text, edits = edit_text(source.document.text, source.corrections)
    offsets = OffsetMap(edits)
    units: list[Unit] = []
    depths: list[int | None] = []
    drafts: list[Draft] = []
    ids: dict[int, str] = {}
    end = 0
    for outlined, why in _explain(source.document):
        start, stop = _trim(text, offsets.start_to_text(outlined.start), offsets.end_to_text(outlined.end))
        if start >= stop:
            continue
        for kind, first, last, reason in (*_find_rest(text, end, start), (outlined.kind, start, stop, why)):
            id = f"{policy_id}/{len(units) + 1:04d}"
            raw = offsets.start_to_raw(first), offsets.end_to_raw(last)
            units.append(Unit(id, policy_id, kind, 0, (), None, first, last, *raw, text[first:last]))
            drafts.append(Draft(id, reason))
            depths.append(len(outlined.section))
        ids[outlined.position] = units[-1].id
        units[-1] = replace(units[-1], level=min(outlined.level, DEEPEST), lead_in=ids.get(outlined.lead_in))
        end = stop
    return Drafted(text, tuple(edits), tuple(fill_sections(units, depths)), tuple(drafts))


def _find_rest(text: str, start: int, end: int) -> Iterator[tuple[Kind, int, int, str]]:
    """Yield the words between two units that are no mere marks, as chrome."""
    if not GAP.fullmatch(text[start:end]):
        yield "chrome", *_trim(text, start, end), "words between two units: do they belong to one of them?"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without white space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _explain(document: Document) -> Iterator[tuple[Outlined, str]]:
    """Yield each outlined unit with what was guessed of it, "" where nothing was."""
    for unit, draft in zip(outline(document), draft_units(document), strict=True):
        yield unit, _guess(unit, draft.depth)


def _guess(unit: Outlined, depth: int) -> str:
    if unit.kind == "chrome":
        return "left out as furniture of the page: is it?"
    if unit.kind == "heading":
        return "a heading by its words, and so is its level: is it one?" if depth >= OWN_LINE else ""
    if len(unit.text) > LONG:
        return "long: is it one sentence?"
    if unit.text[0].islower() and unit.kind == "sentence":
        return "begins with a small letter: does it go on from the unit before?"
    if unit.kind == "sentence" and unit.text[-1] not in ENDS:
        return "no sentence's end: is it whole, or a heading?"
    if unit.kind == "list_item" and not unit.lead_in:
        return "an item that nothing introduces: what is its lead-in?"
    return ""
