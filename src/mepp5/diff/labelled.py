"""The labelled changes of two policies of the corpus (config "changes" of the release) as a comparison."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from mepp5.changes.pairs import Pair
from mepp5.corpus.manifest import find_policy
from mepp5.diff.comparison import Clause, Comparison, Difference, Document, Entry
from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.paths import ROOT
from mepp5.reading.forms import Fault, convert, open_form
from mepp5.release.loading import data_path, read_rows

CONFIG = "changes"
TEMPLATE_NOTE = "{new} was written from {old}, not after it: no order of time is claimed."


@open_form
@dataclass(frozen=True, slots=True)
class _Words(Difference):
    """A difference as rows have it, with ends that are not shown."""


@open_form
@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    old_texts: tuple[str, ...]
    new_texts: tuple[str, ...]
    old_sections: tuple[tuple[str, ...], ...]
    new_sections: tuple[tuple[str, ...], ...]
    form: str
    moved: bool
    meaning: str | None
    differences: tuple[_Words, ...]
    effects: tuple[str, ...]
    old_categories: tuple[tuple[str, ...], ...]
    new_categories: tuple[tuple[str, ...], ...]


def split_of(pair: Pair) -> str:
    """Return the name of the split that holds the pair: split names have neither dashes nor slashes."""
    return pair.id.replace("--", "__").replace("-", "_")


def read_labelled(pair: Pair, root: Path = ROOT) -> Comparison:
    """Return the comparison of the pair; raise CorpusError where its rows are missing or not as they were built."""
    split = split_of(pair)
    try:
        entries = make_entries(read_rows(CONFIG, split, root))
    except Fault as fault:
        raise CorpusError(f"{Path(root) / data_path(CONFIG, split)}: {fault}; run mepp5 build.") from fault
    notes = [f"{pair.old} → {pair.new}: {pair.relation}."]
    if pair.direction == "template":
        notes.append(TEMPLATE_NOTE.format(old=pair.old, new=pair.new))
    return Comparison(_find_document(pair.old, root), _find_document(pair.new, root), entries, notes=tuple(notes))


def make_entries(rows: Iterable[Object]) -> tuple[Entry, ...]:
    """Return an entry for each row of the config "changes", in order; raise Fault for a row of another form."""
    return tuple(_make_entry(convert(row, _Row)) for row in rows)


def _make_entry(row: _Row) -> Entry:
    return Entry(
        _make_clauses(row.id, row.old, row.old_texts, row.old_sections, row.old_categories),
        _make_clauses(row.id, row.new, row.new_texts, row.new_sections, row.new_categories),
        row.form,
        row.moved,
        row.meaning,
        row.effects,
        tuple(Difference(**asdict(words)) for words in row.differences),
    )


def _make_clauses(
    row: str,
    ids: Sequence[str],
    texts: Sequence[str],
    sections: Sequence[tuple[str, ...]],
    categories: Sequence[tuple[str, ...]],
) -> tuple[Clause, ...]:
    if not len(ids) == len(texts) == len(sections) == len(categories):
        raise Fault(f"{row} has clauses without their text, sections or categories")
    return tuple(Clause(*each) for each in zip(ids, texts, sections, categories, strict=True))


def _find_document(policy_id: str, root: Path) -> Document:
    policy = find_policy(policy_id, root)
    return Document(policy.id, policy.title, policy.date)
