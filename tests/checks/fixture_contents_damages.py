"""What may lie about in a corpus: STRAYS has what is put where, by the path that a finding must name."""

import os
from collections.abc import Callable
from pathlib import Path

from mepp5.files import write_files

Damage = Callable[[Path], None]


def add(path: str, content: bytes = b"mine\n") -> Damage:
    """Return a damage: one file more."""
    return lambda root: write_files(root, {path: content})


def copy(path: str, source: str) -> Damage:
    """Return a damage: a copy of a file that is as sound as the file itself."""
    return lambda root: write_files(root, {path: (root / source).read_bytes()})


def make_folder(path: str) -> Damage:
    return lambda root: (root / path).mkdir(parents=True)


def link(path: str, target: str) -> Damage:
    """Return a damage: a link in the place of a file, or beside it."""

    def damage(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to(target)

    return damage


def replace_by_link(path: str) -> Damage:
    """Return a damage: what was there stands elsewhere, and a link leads to it."""

    def damage(root: Path) -> None:
        moved = (root / path).rename(root / "elsewhere")
        (root / path).symlink_to(moved, target_is_directory=moved.is_dir())

    return damage


def make_pipe(path: str) -> Damage:
    return lambda root: os.mkfifo(root / path)


STRAYS: dict[str, Damage] = {
    "data/clauses/extra.jsonl": copy("data/clauses/extra.jsonl", "data/clauses/train.jsonl"),
    "data/clauses/train.jsonl~": copy("data/clauses/train.jsonl~", "data/clauses/train.jsonl"),
    "data/.hidden": add("data/.hidden"),
    "data/new/more.txt": add("data/new/more.txt"),
    "data/changes/empty": make_folder("data/changes/empty"),
    "data/clauses/test.jsonl": replace_by_link("data/clauses/test.jsonl"),
    "data/schema/rows/other.json": add("data/schema/rows/other.json", b"{}"),
    "data": replace_by_link("data"),
    "annotations/exports/old.json": copy("annotations/exports/old.json", "annotations/exports/beta.json"),
    "annotations/exports/.beta.json.swp": add("annotations/exports/.beta.json.swp"),
    "annotations/changes/exports/old.json": add("annotations/changes/exports/old.json", b"[]"),
    "annotations/protocols/nobody.md": add("annotations/protocols/nobody.md"),
    "annotations/calibration/nobody.jsonl": add("annotations/calibration/nobody.jsonl", b""),
    "annotations/taxonomy.toml.orig": copy("annotations/taxonomy.toml.orig", "annotations/taxonomy.toml"),
    "annotations/extra": link("annotations/extra", "exports"),
    "corpus/raw/delta.txt": add("corpus/raw/delta.txt"),
    "corpus/text/delta.txt": copy("corpus/text/delta.txt", "corpus/text/beta.txt"),
    "corpus/drafts/delta.jsonl": add("corpus/drafts/delta.jsonl", b""),
    "corpus/received": make_folder("corpus/received"),
    "corpus/pipe": make_pipe("corpus/pipe"),
    "invented/more.txt": copy("invented/more.txt", "invented/shop.txt"),
    "invented/#shop.txt#": copy("invented/#shop.txt#", "invented/shop.txt"),
    "baselines/results/notes.txt": add("baselines/results/notes.txt"),
    "baselines/results/.nb.json": add("baselines/results/.nb.json"),
    "baselines/results/changes/old.json": add("baselines/results/changes/old.json", b"{}"),
}
CONTENT_DAMAGES: dict[str, Damage] = {
    "contents": STRAYS["data/clauses/extra.jsonl"],
    "broken-writes": add("data/clauses/.train.jsonl.4711-0a1b2c3d.mepp5.draft"),
}
