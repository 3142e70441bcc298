"""What words were taken out of and put into linked clauses, and what kind they are: the features of a judgement."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from baselines.changes.similarity import squeeze
from mepp5.diff.words import Run, align_words


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|§")
# What names the publisher, its documents and its services: CHANGES.md, M3.
NAMES = _list("we us our ours privacy policy notice statement services service site sites website websites")
SMALL = _list("a an the and or of to in on for with by at as is are be been that this these those it its")
NUMBER = re.compile(r"\d")
NEGATIONS = _list("no not never none neither nor without cannot unable refuse except unless don’t don't")
PERMISSIONS = _list("may might can could")
PROMISES = _list("will shall must ensure guarantee commit committed only solely strictly require required")
WEAKENED = _list("reasonable reasonably endeavor endeavour attempt practicable commercially try generally")
CONDITIONS = _list("if where when unless until subject permitted applicable law laws consent permission")
KINDS = {
    "number": None,
    "negation": NEGATIONS,
    "permission": PERMISSIONS,
    "promise": PROMISES,
    "weakened": WEAKENED,
    "condition": CONDITIONS,
    "name": NAMES,
    "small": SMALL,
}


@dataclass(frozen=True, slots=True)
class Altered:
    """The words of the old that the new has not in that place, the reverse, and how many both keep; in lower case."""

    out: tuple[str, ...]
    put: tuple[str, ...]
    kept: int


def join_texts(texts: Iterable[str]) -> str:
    """Return the texts of a link's side as one."""
    return " ".join(texts)


@lru_cache(maxsize=50_000)
def find_altered(old: str, new: str) -> Altered:
    """Return what was taken out and put in, word by word, wherever the spaces stand.

    Words that were only glued together or torn apart ("wewill") are kept ones.
    """
    one, other = (TOKEN.findall(text.lower()) for text in (old, new))
    out: list[str] = []
    put: list[str] = []
    kept = 0
    for is_kept, i, j, k, m in _align(one, other):
        if is_kept or squeeze("".join(one[i:j])) == squeeze("".join(other[k:m])):
            kept += max(j - i, m - k)
        else:
            out += one[i:j]
            put += other[k:m]
    return Altered(tuple(out), tuple(put), kept)


def find_chunks(old: str, new: str) -> list[tuple[str, str]]:
    """Return what stands in place of what, as quotations: (words of the old or "", words of the new or "").

    Left out are chunks that differ in spaces, small words and names alone.
    """
    one, other = (list(TOKEN.finditer(text)) for text in (old, new))
    words = [[match[0].lower() for match in each] for each in (one, other)]
    chunks = []
    for is_kept, i, j, k, m in _align(*words):
        gone = old[one[i].start() : one[j - 1].end()] if j > i else ""
        came = new[other[k].start() : other[m - 1].end()] if m > k else ""
        if not is_kept and squeeze(gone) != squeeze(came) and any(map(has_content, words[0][i:j] + words[1][k:m])):
            chunks.append((gone, came))
    return chunks


def _align(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield (whether both have it, begin and end in the old, begin and end in the new) of each part, in order."""
    i = k = 0
    for run in [*align_words(old, new), Run(len(old), len(new), 0)]:
        if i < run.old or k < run.new:
            yield False, i, run.old, k, run.new
        i, k = run.old + run.size, run.new + run.size
        if run.size:
            yield True, run.old, i, run.new, k


def describe_altered(altered: Altered) -> dict[str, float]:
    """Return counts by kind of word and side, and shares, as features by name."""
    features: dict[str, float] = {}
    for side, words in (("out", altered.out), ("put", altered.put)):
        features |= {f"{side}:{kind}": float(count) for kind, count in count_kinds(words).items()}
        features[f"{side}:words"] = len(words) ** 0.5
    total = altered.kept + len(altered.out) + len(altered.put) or 1
    features["kept"] = altered.kept / total
    features["content"] = sum(has_content(word) for word in (*altered.out, *altered.put)) ** 0.5
    features["balance"] = (len(altered.put) - len(altered.out)) / total
    return features


def count_kinds(words: Sequence[str]) -> dict[str, int]:
    """Return how many of the words are of each kind, kinds without one left out."""
    counts = {name: sum(_is_kind(word, known) for word in words) for name, known in KINDS.items()}
    counts["content"] = sum(has_content(word) for word in words)
    return {name: count for name, count in counts.items() if count}


def has_content(word: str) -> bool:
    """Whether the word is neither small nor a name."""
    return word not in SMALL and word not in NAMES


def _is_kind(word: str, known: frozenset[str] | None) -> bool:
    return bool(NUMBER.search(word)) if known is None else word in known
