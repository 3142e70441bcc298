"""Values damaged one at a time: each key of a JSON or TOML tree, by everything that a careless or hostile hand may do.

for damage in list_damages(tree):
    damage.as_json()        # or as_toml(): the text of the tree with this one damage
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

Step = str | int
# What stands in the place of a value, as it is written; a key that is missing or stands twice is no value.
VALUES = {"deep": "[" * 20_000 + "]" * 20_000, "huge": "9" * 5_000, "surrogate": '"\\ud800"'}
KINDS = ("null", "wrong type", "missing", "twice", *VALUES)
MARK, TWICE = "@@damage@@", "@@twice@@"


@dataclass(frozen=True)
class Damage:
    """One damage of a tree (`kind` of KINDS) at the key that `path` ends in."""

    tree: object
    path: tuple[Step, ...]
    kind: str

    @property
    def key(self) -> str:
        return str(self.path[-1])

    def as_json(self) -> str:
        """Return the damaged tree as JSON."""
        return self._write(json.dumps(self._change(), ensure_ascii=False))

    def as_toml(self) -> str:
        """Return the damaged tree as TOML, which has no null: a date stands in its place."""
        return self._write(_dump_toml(self._change()))

    def _change(self) -> object:
        return _change(self.tree, self.path, self.kind)

    def _write(self, text: str) -> str:
        value = VALUES.get(self.kind, "2020-01-01")
        return text.replace(f'"{MARK}"', value).replace(TWICE, "")


def list_damages(tree: object, toml: bool = False) -> Iterator[Damage]:
    """Yield every damage of every key; of things of one form, one stands for all."""
    for path in _list_paths(tree):
        yield from (Damage(tree, path, kind if not (toml and kind == "null") else "date") for kind in KINDS)


def _list_paths(tree: object, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    if isinstance(tree, dict):
        seen = set()
        for key, value in tree.items():
            shape = frozenset(value) if isinstance(value, dict) else key
            if isinstance(value, dict) and shape in seen:
                continue  # one policy, category or baseline of many, all of one form
            seen.add(shape)
            yield (*path, key)
            yield from _list_paths(value, (*path, key))
    elif isinstance(tree, list):
        # The one with most in it: an empty list shows nothing of its form.
        richest = max(range(len(tree)), key=lambda place: len(json.dumps(tree[place])), default=None)
        if richest is not None:
            yield from _list_paths(tree[richest], (*path, richest))


def _change(tree: object, path: tuple[Step, ...], kind: str) -> object:
    step, *rest = path
    if rest:
        inner = _change(tree[step], tuple(rest), kind)
        if isinstance(tree, list):
            return [*tree[:step], inner, *tree[step + 1 :]]
        return {key: inner if key == step else value for key, value in tree.items()}
    changed = {}
    for key, value in tree.items():
        if key != step or kind == "twice":
            changed[key] = value
        if key == step and kind == "twice":
            changed[f"{key}{TWICE}"] = value
        elif key == step and kind != "missing":
            changed[key] = _replace(value, kind)
    return changed


def _replace(value: object, kind: str) -> object:
    if kind == "null":
        return None
    if kind == "wrong type":
        return 1 if isinstance(value, str | list | dict) else "one"
    return MARK


def _dump_toml(table: dict) -> str:
    """Return the table as TOML: scalars first, then an array of tables for each list of objects."""
    tables = {key: value for key, value in table.items() if isinstance(value, list) and value and _is_table(value[0])}
    lines = [f"{_name(key)} = {_dump_value(value)}" for key, value in table.items() if key not in tables]
    for key, entries in tables.items():
        for entry in entries:
            lines.append(f"[[{_name(key)}]]")
            lines += [f"{_name(name)} = {_dump_value(value)}" for name, value in entry.items()]
    return "\n".join(lines) + "\n"


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _dump_value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_name(key)} = {_dump_value(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_dump_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _name(key: str) -> str:
    return key.replace(TWICE, "") if key.replace(TWICE, "").isidentifier() else json.dumps(key)
