"""By how much the version must rise when the data change: the rule at the head of CHANGELOG.md.

MAJOR when text, units, splits or labels of existing rows change, MINOR for new layers or columns, PATCH when no byte of
the rows changes. Before 1.0.0, MINOR plays MAJOR.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mepp5.adjudication.revisions import rank_version
from mepp5.files import Object

Tables = Mapping[str, Mapping[str, Sequence[Object]]]  # {config: {split: rows}}
PARTS = ("patch", "minor", "major")  # of a version, from the least change to the greatest
# What tells a row of a config from all others, besides its id.
KEYS = {"annotators": ("id", "annotator")}
FIRST_STABLE = "1.0.0"


def find_changes(before: Tables, after: Tables) -> Iterator[tuple[str, str]]:
    """Yield (part of the version that must rise, what has changed) from one release's rows to another's.

    Columns that came later, at whatever depth of a row, change none that were there.
    """
    for config in {**before, **after}:
        if config not in after:
            yield "major", f"the config {config} is gone"
        elif config not in before:
            yield "minor", f"the config {config} is new"
        else:
            yield from _compare_rows(config, _index(config, before[config]), _index(config, after[config]))


def is_enough(before: str, after: str, part: str) -> bool:
    """Return whether the version `after` may follow `before`, where `part` of PARTS must rise."""
    old, new = rank_version(before), rank_version(after)
    if part == "patch":
        return new > old
    digits = 1 if part == "major" and new >= rank_version(FIRST_STABLE) else 2
    return new[:digits] > old[:digits]


def _index(config: str, splits: Mapping[str, Sequence[Object]]) -> dict[tuple[Any, ...], tuple[str, Object]]:
    """Return {key: (split, row)} in the order of the rows."""
    names = KEYS.get(config, ("id",))
    return {tuple(row[name] for name in names): (split, row) for split, rows in splits.items() for row in rows}


def _compare_rows(
    config: str,
    before: Mapping[tuple[Any, ...], tuple[str, Object]],
    after: Mapping[tuple[Any, ...], tuple[str, Object]],
) -> Iterator[tuple[str, str]]:
    for key, (split, row) in before.items():
        place = f"{config}: {' by '.join(map(str, key))}"
        if key not in after:
            yield "major", f"{place} is gone"
            continue
        new_split, new = after[key]
        if new_split != split:
            yield "major", f"{place} is in {new_split}, was in {split}"
        yield from (("major", f"{place}: {name} is another") for name in row if not _holds(row[name], new, name))
        yield from (("minor", f"{config}: the column {name} is new") for name in new if name not in row)
        yield from (("minor", f"{place}: {name} has a new column") for name in row if _has_more(new, row, name))
    for key in after:
        if key not in before:
            yield "minor", f"{config}: {' by '.join(map(str, key))} is new"
    if [*before] != [key for key in after if key in before]:
        yield "major", f"{config}: the rows stand in another order"


def _holds(value: Any, row: Mapping[str, Any], name: str) -> bool:
    return name in row and _contains(row[name], value)


def _has_more(new: Object, row: Object, name: str) -> bool:
    return _holds(row[name], new, name) and bool(new[name] != row[name])


def _contains(new: Any, old: Any) -> bool:
    """Return whether the new value is the old one, columns that came later left out of account."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(_holds(value, new, name) for name, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_contains, new, old))
    return type(old) is type(new) and bool(old == new)
