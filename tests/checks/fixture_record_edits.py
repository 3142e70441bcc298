"""How the recorded tiny corpus is edited by hand: functions that return an edit, which is a function of the root."""

import json
from collections.abc import Callable
from dataclasses import replace as replace_fields
from pathlib import Path

from mepp5.adjudication.revisions import REVISIONS
from mepp5.annotation.exports import export_path, read_export, write_export
from mepp5.changes.exports import change_export_path, read_change_export, write_change_export
from mepp5.changes.pairs import read_pairs
from mepp5.files import Object, dump_jsonl, write_files
from mepp5.past.releases import RELEASES, dump_releases, read_releases
from mepp5.reading.forms import read_jsonl
from tests.checks.fixture_change_edits import Change

ALPHA, FIRST_ROUND, SECOND_ROUND = "alpha-2020", "annotations/calibration", "annotations/calibration/2"
PROTOCOL = "annotations/protocols/reader.md"


def relabel(layer: str, clause: str = f"{ALPHA}/0007") -> Change:
    """Return an edit: another category in an annotator's labels of a clause, written as pull writes it."""

    def edit(root: Path) -> None:
        policy = clause.partition("/")[0]
        layers = read_export(policy, root)
        own = layers[layer][clause]
        category = "data_retention" if layer != "other" else "do_not_track"
        practice = replace_fields(own.practices[0], category=category)
        layers[layer][clause] = replace_fields(own, practices=(practice,))
        write_files(root, {export_path(policy): write_export(layers, policy, root)})

    return edit


def relink(layer: str) -> Change:
    """Return an edit: the effect of the first link that stands alone, in an annotator's links of the first pair."""

    def edit(root: Path) -> None:
        pair = read_pairs(root)[0]
        layers = read_change_export(pair, root)
        place = next(number for number, link in enumerate(layers[layer]) if link.effect == "broader")
        layers[layer][place] = replace_fields(layers[layer][place], effect="narrower")
        write_files(root, {change_export_path(pair): write_change_export(layers, pair, root)})

    return edit


def edit_lines(path: str, edit: Callable[[list[Object]], object]) -> Change:
    """Return an edit of a file's lines."""

    def damage(root: Path) -> None:
        rows = read_jsonl(root / path, Object)
        edit(rows)
        write_files(root, {path: dump_jsonl(rows)})

    return damage


def swap(*keys: str) -> Callable[[list[Object]], None]:
    """Return an edit: the first and the last line swap what they have under the keys."""

    def edit(rows: list[Object]) -> None:
        for key in keys:
            rows[0][key], rows[-1][key] = rows[-1][key], rows[0][key]

    return edit


def exchange(one: str, other: str) -> Change:
    """Return an edit: two files swap their contents."""

    def edit(root: Path) -> None:
        contents = [(root / path).read_bytes() for path in (one, other)]
        write_files(root, dict(zip((other, one), contents, strict=True)))

    return edit


def together(*edits: Change) -> Change:
    return lambda root: [edit(root) for edit in edits] and None


def forge(version: str) -> Change:
    """Return an edit: a revision of what was relabelled, as if a release had changed it."""
    practice = {"start": 0, "end": 40, "category": "data_security", "polarity": "affirmed"}
    slot = {"start": 3, "end": 10, "slot": "security_measure", "value": "encryption"}
    row = {"version": version, "id": f"{ALPHA}/0007", "before": {"practices": [practice], "slots": [slot]}}
    return lambda root: write_files(root, {REVISIONS: dump_jsonl([row])})


def drop_json(path: str, key: str) -> Change:
    def edit(root: Path) -> None:
        tree = json.loads((root / path).read_text())
        tree[key] = tree[key] + 1
        (root / path).write_text(json.dumps(tree))

    return edit


def unrecord(name: str) -> Change:
    """Return an edit: the record of the release loses a table."""

    def edit(root: Path) -> None:
        (release,) = read_releases(root)
        write_files(root, {RELEASES: dump_releases([replace_fields(release, **{name: {}})])})

    return edit


MANY = [{"version": "0.8.0", "pair": "alpha-2020--gamma-2022", "before": {"old": ["alpha-2020/0009"], "new": []}}]
MANY[0]["before"] |= {"form": "removed", "moved": False, "effect": "broader"}
