"""What keeps the taxonomy from being shown and linked: words that are no line, terms that have no address."""

from collections.abc import Callable, Iterator
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.reading.fields import check_address, check_identifier, check_line, check_line_or_none
from mepp5.scheme.entries import DPV_TERMS, TAXONOMY, CategoryEntry, Entries, SlotEntry, read_dpv_terms, read_entries


def check_taxonomy(root: Path) -> None:
    """Raise CorpusError for the first text of taxonomy.toml and dpv_terms.tsv that is not as it must be.

    read_entries holds the entries to their form; here their texts are looked at one by one. It stands apart, for what
    is read with every release is part of what the results were computed with.
    """
    entries = read_entries(Path(root))
    for place, text, check in _list_texts(entries):
        try:
            check(text)
        except ValueError as error:
            raise CorpusError(f"{Path(root) / TAXONOMY}: {place}: {text[:60]!r} {error}; mend it.") from error
    terms = read_dpv_terms(Path(root))
    for iri, label in terms.items():
        try:
            check_line(label)
            check_address(iri)
        except ValueError as error:
            raise CorpusError(f"{Path(root) / DPV_TERMS}: {iri[:60]!r}, {label[:60]!r} {error}; mend it.") from error
    _check_repeats(root, terms)


def _check_repeats(root: Path, terms: dict[str, str]) -> None:
    lines = (Path(root) / DPV_TERMS).read_text(encoding="utf-8").removesuffix("\n").split("\n")[1:]
    if len(lines) > len(terms):
        twice = next(iri for iri in terms if sum(line.startswith(f"{iri}\t") for line in lines) > 1)
        raise CorpusError(f"{Path(root) / DPV_TERMS}: {twice} stands twice; keep one line.")


def _list_texts(entries: Entries) -> Iterator[tuple[str, str, Callable[[str], str]]]:
    named: list[CategoryEntry | SlotEntry] = [*entries.category, *entries.slot]
    for entry in named:
        yield f"{entry.id}: id", entry.id, check_identifier
        yield f"{entry.id}: definition", entry.definition, check_line
        if entry.dpv.iri:
            yield f"{entry.id}: dpv", entry.dpv.iri, check_address
    for category in entries.category:
        yield f"{category.id}: opp115", category.opp115, check_line_or_none
    for slot in entries.slot:
        for value in slot.values:
            yield f"{slot.id}, {value.id}: id", value.id, check_identifier
            yield f"{slot.id}, {value.id}: definition", value.definition, check_line
            yield f"{slot.id}, {value.id}: opp115", value.opp115, check_line_or_none
