"""Which corruptions are made: drawn by a seed, as many of each kind as of any other."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.mutations.corruptions import CORRUPTIONS
from benchmarks.mutations.kinds import KINDS, list_kinds

TRIES = 20


@dataclass(frozen=True)
class Mutation:
    """One corruption of one file: `content` stands there instead, None where the file is removed."""

    number: int
    kind: str
    corruption: str
    path: str
    content: bytes | None


def draw_mutations(root: Path, numbers: Iterable[int], seed: int) -> Iterator[Mutation]:
    """Yield the mutations of these numbers, from 0, of the files below root: cell by cell of the table.

    Where no file of a kind has anything to corrupt in a way, a number is left out.
    """
    files = list_kinds(root)
    cells = [(kind, corruption) for kind, (_, ways) in KINDS.items() for corruption in dict.fromkeys(ways)]
    order = random.Random(seed)
    order.shuffle(cells)
    for number in numbers:
        kind, corruption = cells[number % len(cells)]
        # Each has a source of chance of its own, so that a run that was stopped goes on with the same ones.
        chance = random.Random(f"{seed} {number}")
        if mutation := _draw(root, number, kind, corruption, files[kind], chance):
            yield mutation


def _draw(
    root: Path, number: int, kind: str, corruption: str, files: list[str], chance: random.Random
) -> Mutation | None:
    for _ in range(TRIES if files else 0):
        path = chance.choice(files)
        before = (root / path).read_bytes()
        if corruption == "file removed":
            return Mutation(number, kind, corruption, path, None)
        if corruption == "file added":
            added = Path(path)
            return Mutation(number, kind, corruption, f"{added.parent}/{added.stem}-copy{added.suffix}", before)
        after = _corrupt(before, corruption, chance)
        if after is not None and after != before:
            return Mutation(number, kind, corruption, path, after)
    return None


def _corrupt(before: bytes, corruption: str, chance: random.Random) -> bytes | None:
    if corruption == "byte changed":
        place = chance.randrange(len(before) // 2, len(before))
        return before[:place] + bytes([before[place] ^ 1]) + before[place + 1 :]
    try:
        after = CORRUPTIONS[corruption](before.decode(), chance)
    except UnicodeDecodeError:
        return None
    return None if after is None else after.encode()
