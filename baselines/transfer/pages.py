"""A policy as models take it: in come its segments in HTML, out go frames of its paragraphs and of their clauses.

Each segment is read by itself, so that every line is known to be of one. All lines together are then one document:
contents and repeated links are marked as furniture, headings in one segment are titles of the next, and a lead-in may
stand a segment above its items. Where a page has its policy begin and end is not looked for, as it is of whole web
pages: of these policies people saw every segment. A unit belongs to the segment of the line that it begins in.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from baselines.corpus import INPUTS
from baselines.transfer.policies import REMEDY, Policy
from mepp5.errors import CorpusError
from mepp5.extraction.document import Document, Line, make_document
from mepp5.segmentation.outline import Unit, outline

Titles = tuple[str, ...]
Row = tuple[str, str, str]  # text, section titles, context


@dataclass(frozen=True, slots=True)
class Page:
    """The P paragraphs of a policy and their C clauses, frames of INPUTS, and of which paragraph each clause is, (C,).

    Every paragraph has a clause: of `whole` paragraphs, which are headings or furniture alone, it is all they say.
    """

    paragraphs: pd.DataFrame
    clauses: pd.DataFrame
    owners: NDArray[np.int64]
    whole: int


def read_page(policy: Policy) -> Page:
    """Return the page of a policy; raise CorpusError where no segment has words, or one cannot be read."""
    lines, places = _read_lines(policy)
    document, units = _outline(policy.name, lines)
    starts = [block.start for block in document.blocks]
    owners = [places[bisect_right(starts, unit.start) - 1] for unit in units]
    paragraphs = _make_paragraphs(lines, places, _find_titles(units, owners, len(policy.segments)))
    own: list[list[Row]] = [[] for _ in paragraphs]
    for unit, owner in zip(units, owners, strict=True):
        if unit.is_clause:
            own[owner].append((unit.text, " ".join(unit.section), unit.context))
    clauses = [rows or [paragraph] for rows, paragraph in zip(own, paragraphs, strict=True)]
    return Page(
        _make_frame(policy.name, paragraphs),
        _make_frame(policy.name, [row for rows in clauses for row in rows]),
        np.repeat(np.arange(len(clauses)), [len(rows) for rows in clauses]),
        sum(not rows for rows in own),
    )


def _read_lines(policy: Policy) -> tuple[list[Line], list[int]]:
    """Return all lines with words, and the segment of each."""
    from mepp5.extraction.html import read_html  # whoever does not read pages does without the parser

    lines: list[Line] = []
    places: list[int] = []
    for number, segment in enumerate(policy.segments):
        try:
            found = [line for line in read_html(segment) if line.text]
        except CorpusError as error:
            raise CorpusError(f"{policy.name}.html: segment {number}: {error}") from error
        lines += found
        places += [number] * len(found)
    if not lines:
        raise CorpusError(f"{policy.name}.html: no segment with words in it; {REMEDY}.")
    return lines, places


def _outline(name: str, lines: Sequence[Line]) -> tuple[Document, list[Unit]]:
    """Return the document, which has a block for each line, and its units."""
    from mepp5.extraction.furniture import mark_furniture

    document = make_document(name, mark_furniture(lines, is_page=False))
    return document, list(outline(document))


def _find_titles(units: Sequence[Unit], owners: Sequence[int], number: int) -> list[Titles]:
    """Return the section titles of each of so many segments: those of its first clause, so that headings which open it
    are among them; without a clause, those in force where it begins.
    """
    first: dict[int, Titles] = {}
    begin: dict[int, Titles] = {}
    end: dict[int, Titles] = {}
    for unit, owner in zip(units, owners, strict=True):
        if unit.kind == "chrome":
            continue
        begin.setdefault(owner, unit.section)
        is_title = unit.kind == "heading" and unit.level > 0  # one of level 0 is the document's own: no section's
        end[owner] = (*unit.section, " ".join(unit.text.split())) if is_title else unit.section
        if unit.is_clause:
            first.setdefault(owner, unit.section)
    titles: list[Titles] = []
    current: Titles = ()
    for place in range(number):
        titles.append(first.get(place, begin.get(place, current)))
        current = end.get(place, current)
    return titles


def _make_paragraphs(lines: Sequence[Line], places: Sequence[int], titles: Sequence[Titles]) -> list[Row]:
    words: list[list[str]] = [[] for _ in titles]
    for line, place in zip(lines, places, strict=True):
        words[place].append(line.text)
    return [(" ".join(own), " ".join(above), "") for own, above in zip(words, titles, strict=True)]


def _make_frame(policy: str, rows: Sequence[Row]) -> pd.DataFrame:
    return pd.DataFrame([(policy, *row) for row in rows], columns=INPUTS)
