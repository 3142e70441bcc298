"""The section of each unit: how much of the path of headings above it is its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mepp5.corpus.clauses import Unit, heading_title


def fill_sections(units: Sequence[Unit], depths: Iterable[int | None]) -> list[Unit]:
    """Return the units with their sections: as many of the headings open above each as its depth says, None for all."""
    return [
        replace(unit, section=path[:depth] if unit.kind != "chrome" else ())
        for unit, path, depth in zip(units, open_paths(units), depths, strict=True)
    ]


def measure_depths(units: Sequence[Unit]) -> list[int | None]:
    """Return the depth of each unit's section, None where it is the whole path of the headings open above it."""
    return [
        None if unit.section == path else len(unit.section) for unit, path in zip(units, open_paths(units), strict=True)
    ]


def open_paths(units: Iterable[Unit]) -> Iterator[tuple[str, ...]]:
    """Yield the titles of the headings open above each unit, outermost first; a title of level 0 opens nothing."""
    titles: dict[int, str] = {}
    for unit in units:
        if unit.kind == "heading":
            titles = {level: title for level, title in titles.items() if level < unit.level}
        yield tuple(titles[level] for level in sorted(titles))
        if unit.kind == "heading" and unit.level:
            titles[unit.level] = heading_title(unit.text)
