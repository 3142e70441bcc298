"""Two texts as pieces that were kept, taken out and put in, cut between words and made to be read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from mepp5.diff.comparison import Clause

Kind = Literal["kept", "taken_out", "put_in"]
# Spaces are no tokens: they would align everywhere, and say nothing about what was changed.
_TOKEN = re.compile(r"\w+|[^\w\s]")
# Words of the old times words of the new, up to which the alignment with the longest runs is looked for; its time
# grows with this product, and a text without a full stop can be as long as it likes.
_LARGEST = 250_000


class Piece(NamedTuple):
    """Some words with the spaces between them."""

    kind: Kind
    text: str


class Run(NamedTuple):
    """`size` tokens that are the same from token `old` of the old text on and from token `new` of the new."""

    old: int
    new: int
    size: int


def compare_words(old: str, new: str) -> list[Piece]:
    """Return the pieces of the two texts in order; none is empty, and no two neighbours are of one kind.

    Joined, those kept and taken out are the old text, those kept and put in the new one, character for character. In
    a replacement the words taken out come first.
    """
    if old == new:
        return [Piece("kept", old)] if old else []
    tokens = [list(_TOKEN.finditer(text)) for text in (old, new)]
    words = [[token.group() for token in side] for side in tokens]
    runs = _drop_islands(align_words(*words), *words)
    pieces: list[Piece] = []
    from_old = from_new = 0
    for run in runs:
        for step in range(run.size):
            here, there = tokens[0][run.old + step], tokens[1][run.new + step]
            pieces += _replace(old[from_old : here.start()], new[from_new : there.start()])
            pieces.append(Piece("kept", here.group()))
            from_old, from_new = here.end(), there.end()
    return list(_join([*pieces, *_replace(old[from_old:], new[from_new:])]))


def join_texts(clauses: Iterable[Clause]) -> str:
    """Return the clauses' texts with a space between each two: what is compared of a link of several."""
    return " ".join(clause.text for clause in clauses)


def align_words(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Return the runs of words that both have, rising on both sides, no two of them joined on both.

    Of texts of common length they are the longest there are; of others, those of the fewest words taken out and put in.
    """
    if len(old) * len(new) <= _LARGEST:
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        return [Run(*block) for block in blocks if block.size]
    equal = [code for code in Indel.opcodes(old, new) if code.tag == "equal"]
    return [Run(code.src_start, code.dest_start, code.src_end - code.src_start) for code in equal]


def _drop_islands(runs: Sequence[Run], old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Return the runs but for those that are a few words between two longer replacements, which nobody can read."""
    kept = [Run(0, 0, 0), *runs, Run(len(old), len(new), 0)]
    place = 1
    while place < len(kept) - 1:
        before, here, after = kept[place - 1 : place + 2]
        if _is_island(before, here, after, old, new):
            # What was kept before it now stands before a longer change: look at it again.
            del kept[place]
            place = max(place - 1, 1)
        else:
            place += 1
    return kept[1:-1]


def _is_island(before: Run, here: Run, after: Run, old: Sequence[str], new: Sequence[str]) -> bool:
    sides = ((before, here), (here, after))
    out = [old[left.old + left.size : right.old] for left, right in sides]
    put = [new[left.new + left.size : right.new] for left, right in sides]
    if not (any(out) and any(put)):  # words that were only put in, or only taken out, leave the rest readable
        return False
    if not all(gone or come for gone, come in zip(out, put, strict=True)):  # nothing changed on one side of it
        return False
    least = min(max(_count(gone), _count(come)) for gone, come in zip(out, put, strict=True))
    return 2 * _count(old[here.old : here.old + here.size]) <= least


def _count(tokens: Sequence[str]) -> int:
    """Return how many of the tokens are words and no signs."""
    return sum(token[0].isalnum() for token in tokens)


def _replace(old: str, new: str) -> Iterator[Piece]:
    """Yield what stands between two kept words; spaces that begin or end both sides are kept."""
    start = _count_shared(old, new)
    end = _count_shared(old[start:][::-1], new[start:][::-1])
    yield Piece("kept", old[:start])
    yield Piece("taken_out", old[start : len(old) - end])
    yield Piece("put_in", new[start : len(new) - end])
    yield Piece("kept", old[len(old) - end :])


def _count_shared(old: str, new: str) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other or not one.isspace():
            break
        count += 1
    return count


def _join(pieces: Iterable[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if not piece.text:
            continue
        if last and last.kind == piece.kind:
            last = Piece(last.kind, last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last
