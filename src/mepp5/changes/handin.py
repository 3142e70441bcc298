"""Read what an annotator of changes hands in: JSON lines with exact quotes, turned into links; nothing is repaired."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from mepp5.annotation.quotes import QuoteError, find_quote
from mepp5.changes.links import Difference, Effect, Form, Link, Meaning, Quotation, find_fault
from mepp5.corpus.clauses import Unit
from mepp5.errors import CorpusError
from mepp5.files import read_text
from mepp5.reading.forms import LARGEST, Fault, Words, form, parse_json, split_lines
from mepp5.scheme.taxonomy import Taxonomy


@form
@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words of a clause; `occurrence`, from 1, tells which are meant where they stand several times."""

    id: str
    quote: Words
    occurrence: Annotated[int, Field(ge=1, le=LARGEST)] | None = None


@form
@dataclass(frozen=True, slots=True)
class QuotedDifference:
    """A difference by its words."""

    old: QuotedWords | None
    new: QuotedWords | None
    about: str
    effect: Effect


@form
@dataclass(frozen=True, slots=True)
class HandInLine:
    """One link, or one clause that stands alone: then it has neither form nor meaning, but an effect."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    form: Form | None = None
    moved: bool | None = None
    meaning: Meaning | None = None
    differences: tuple[QuotedDifference, ...] = ()
    effect: Effect | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A link, why it was decided so (adjudicators alone say it), and where it stands: file and line."""

    link: Link
    reason: str | None
    place: str


def read_hand_in(
    paths: Sequence[Path], units: Mapping[str, Unit], taxonomy: Taxonomy, reasons: bool = False
) -> list[HandedIn]:
    """Return the links of the files, in their order; `units` holds the units of both policies by id.

    With `reasons` each line must have one, else none may. Raises CorpusError naming the first fault and the number of
    the others.
    """
    links, faults = _read(paths, units, taxonomy, reasons)
    if faults:
        more = f" ({len(faults) - 1} more after it)" if len(faults) > 1 else ""
        raise CorpusError(f"{faults[0]}.{more}")
    return links


def find_hand_in_faults(
    paths: Sequence[Path], units: Mapping[str, Unit], taxonomy: Taxonomy, reasons: bool = False
) -> list[str]:
    """Return every fault of the files as a sentence without full stop; [] where `read_hand_in` would read them."""
    return _read(paths, units, taxonomy, reasons)[1]


def _read(
    paths: Iterable[Path], units: Mapping[str, Unit], taxonomy: Taxonomy, reasons: bool
) -> tuple[list[HandedIn], list[str]]:
    found, faults = [], []
    for path in paths:
        for number, text in enumerate(split_lines(read_text(Path(path))), start=1):
            place = f"{path}: line {number}"
            try:
                line = parse_json(text, HandInLine)
                reason = (line.reason or "").strip()
                if bool(reason) != reasons or not reason.isprintable():
                    raise Fault("give a reason in one line" if reasons else "a reason, which no reader gives")
                link = _link(line, units)
                if fault := find_fault(link, units, taxonomy):
                    raise Fault(f"{link.name}: {fault}")
                found.append(HandedIn(link, line.reason, place))
            except (Fault, QuoteError) as fault:
                faults.append(f"{place}: {fault}")
    return found, faults


def _link(line: HandInLine, units: Mapping[str, Unit]) -> Link:
    if line.old and line.new:
        if line.form is None or line.moved is None or line.meaning is None:
            raise Fault("a link needs form, moved and meaning")
        return Link(line.old, line.new, line.form, line.moved, line.meaning, _differences(line, units), line.effect)
    if not (line.old or line.new):
        raise Fault("a line without a clause")
    if line.form is not None or line.moved is not None:
        raise Fault("a clause alone has an effect, no form; drop form and moved")
    lone: Form = "removed" if line.old else "added"
    return Link(line.old, line.new, lone, False, line.meaning, _differences(line, units), line.effect)


def _differences(line: HandInLine, units: Mapping[str, Unit]) -> tuple[Difference, ...]:
    return tuple(
        Difference(_quote(quoted.old, units), _quote(quoted.new, units), quoted.about, quoted.effect)
        for quoted in line.differences
    )


def _quote(words: QuotedWords | None, units: Mapping[str, Unit]) -> Quotation | None:
    if words is None:
        return None
    if words.id not in units:
        raise Fault(f"unknown id {words.id!r}; use a clause of the pair")
    try:
        return Quotation(words.id, *find_quote(units[words.id].text, words.quote, words.occurrence))
    except QuoteError as error:
        raise QuoteError(f"{words.id}: {error}") from error
