"""No pattern of the project takes longer than a text's length allows, whatever the text; a new one is tried by itself.

Nothing here looks at a clock: a text of a million signs takes a pattern less than a second if the time grows with its
length, and minutes if it grows with the square.
"""

import ast
import re
from collections.abc import Callable, Iterable

import pytest

from baselines.compare.names import compile_word
from mepp5.corpus.text import MARKDOWN_RULES, SPACE_RULES
from mepp5.places import compile_key
from mepp5.search.words import compile_phrase
from tests.patterns.listing import (
    REPOSITORY,
    WHOLE,
    Found,
    find_engines,
    find_uses,
    list_patterns,
    list_sources,
    load,
    name_module,
)
from tests.patterns.trial import Trial, run_trials

PHRASES = ("a", "a b", "share data with", "a'b-c", "a" * 30, ". a", "a .")
# Where a pattern is made at run time: the patterns that are made there, and how they are used.
MADE: dict[str, Callable[[], Iterable[tuple[str, int, str]]]] = {
    "mepp5.corpus.text:substitute": lambda: (
        (pattern, 0, "finditer") for _, pattern, _ in (*MARKDOWN_RULES, *SPACE_RULES)
    ),
    "mepp5.search.words:compile_phrase": lambda: _list_made(compile_phrase, "search", "finditer"),
    "mepp5.places:compile_key": lambda: _list_made(compile_key, "search"),
    "baselines.compare.names:compile_word": lambda: _list_made(compile_word, "search"),
}


def _list_made(make: Callable[[str], re.Pattern[str]], *uses: str) -> Iterable[tuple[str, int, str]]:
    for pattern in map(make, PHRASES):
        yield from ((pattern.pattern, pattern.flags, use) for use in uses)


def list_all() -> tuple[list[Trial], set[str]]:
    """Return a trial of each pattern of the project, and where one is made that is not known before."""
    found: dict[tuple[str | bytes, int, bool], Found] = {}
    unknown: set[str] = set()
    uses: dict[tuple[str | bytes, int], set[str]] = {}
    for path in list_sources():
        tree, names = ast.parse(path.read_text(encoding="utf-8")), vars(load(path))
        for each in list_patterns(tree, name_module(path), names):
            if isinstance(each, str):
                unknown.add(each)
            else:
                flags = re.compile(each.pattern, each.flags).flags if not each.is_rust else 0
                found.setdefault((each.pattern, flags, each.is_rust), each).uses.update(each.uses)
        for pattern, use in find_uses(tree, names):
            uses.setdefault((pattern.pattern, pattern.flags), set()).add(use)
    trials = [
        Trial(pattern, flags, each.place, tuple(each.uses | uses.get((pattern, flags), set())) or WHOLE, is_rust)
        for (pattern, flags, is_rust), each in found.items()
    ]
    for place in unknown & MADE.keys():
        trials += [Trial(pattern, flags, place, (use,)) for pattern, flags, use in MADE[place]()]
    return trials, unknown
