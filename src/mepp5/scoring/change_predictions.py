"""Read a predictions file of the task "changes": links of two policies, judgements of the released links, or both."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mepp5.changes.links import Effect, Form, Meaning
from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.reading.forms import Fault, form, parse_json
from mepp5.scoring.predictions import decode_line, read_lines, shorten


@form
@dataclass(frozen=True, slots=True)
class PredictedLink:
    """A line that aligns: clauses of the pair's old and new policy that state the same thing."""

    pair: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@form
@dataclass(frozen=True, slots=True)
class Judgement:
    """A line that judges a released link, by its id; meaning is null of a clause that stands alone."""

    id: str
    form: Form
    meaning: Meaning | None
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class ChangePredictions:
    """What a file predicts: {pair: linked pairs} and {row id: judgement}; None where it answers no such part."""

    links: dict[str, frozenset[tuple[str, str]]] | None
    judgements: dict[str, Judgement] | None


def read_change_predictions(path: Path, rows: Sequence[Object]) -> ChangePredictions:
    """Return the predictions for the rows of the config "changes", whatever the order of the lines.

    A line {"pair", "old", "new"} aligns, a line {"id", "form", "meaning", "effects"} judges. A file that judges does so
    for every row; a pair in which nothing is linked has no line. Raises CorpusError naming the line otherwise.
    """
    reader = _Reader(rows)
    for number, line in read_lines(Path(path)):
        try:
            reader.read(decode_line(line))
        except Fault as fault:
            raise CorpusError(f"{path}: line {number}: {shorten(str(fault))}; mend the line.") from fault
    if reader.judgements and (missing := [row["id"] for row in rows if row["id"] not in reader.judgements]):
        raise CorpusError(
            f"{path}: no judgement of {missing[0]!r} ({len(missing)} of the {len(rows)} links are missing); write one "
            "line for each."
        )
    return reader.finish()


class _Reader:
    """Collects lines, and knows which clauses each pair has."""

    def __init__(self, rows: Sequence[Object]):
        self.ids = {row["id"] for row in rows}
        self.clauses: dict[str, dict[str, set[str]]] = {}
        for row in rows:
            sides = self.clauses.setdefault(row["pair"], {"old": set(), "new": set()})
            for side in ("old", "new"):
                sides[side].update(row[side])
        self.held: set[tuple[str, str]] = set()
        self.links: dict[str, set[tuple[str, str]]] = {}
        self.judgements: dict[str, Judgement] = {}

    def read(self, line: str) -> None:
        """Take a line in; raise Fault where it is neither a link nor a judgement."""
        if '"pair"' in line:
            self._add_link(parse_json(line, PredictedLink))
        else:
            self._add_judgement(parse_json(line, Judgement))

    def _add_link(self, link: PredictedLink) -> None:
        if link.pair not in self.clauses:
            raise Fault(f"pair {link.pair!r} is not among {', '.join(self.clauses)}")
        for side, ids in (("old", link.old), ("new", link.new)):
            for id in ids:
                if id not in self.clauses[link.pair][side]:
                    raise Fault(f"{id!r} is no clause of the {side} policy of {link.pair}")
                if (link.pair, id) in self.held:
                    raise Fault(f"{id!r} stands in two links")
                self.held.add((link.pair, id))
        pairs = self.links.setdefault(link.pair, set())
        pairs.update((old, new) for old in link.old for new in link.new)

    def _add_judgement(self, judgement: Judgement) -> None:
        if judgement.id not in self.ids:
            raise Fault(f"id {judgement.id!r} is not among the {len(self.ids)} links")
        if judgement.id in self.judgements:
            raise Fault(f"id {judgement.id!r} stands on an earlier line too")
        if len(set(judgement.effects)) < len(judgement.effects):
            raise Fault("effects: one stands twice")
        self.judgements[judgement.id] = judgement

    def finish(self) -> ChangePredictions:
        """Return what was read."""
        links = {pair: frozenset(pairs) for pair, pairs in self.links.items()}
        return ChangePredictions(links or None, self.judgements or None)
