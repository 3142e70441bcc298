"""No pattern of the project takes longer than a text's length allows, whatever the text; a new one is tried by itself.

Nothing here looks at a clock: a text of a million signs takes a pattern less than a second if the time grows with its
length, and minutes if it grows with the square.
"""

import ast
import re
from collections.abc import Callable, Iterable

import pytest

from benchmarks.mutations.corruptions import GROUPS, compile_group
from mepp5.corpus.text import MARKDOWN_RULES, SPACE_RULES
from mepp5.reading.places import compile_key
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
    "mepp5.reading.places:compile_key": lambda: _list_made(compile_key, "search"),
    "benchmarks.mutations.corruptions:compile_group": lambda: (
        (compile_group(group).pattern, 0, "finditer") for group in GROUPS
    ),
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


@pytest.fixture(scope="module")
def all_patterns() -> tuple[list[Trial], set[str]]:
    return list_all()


def test_every_pattern_is_known(all_patterns: tuple[list[Trial], set[str]]) -> None:
    trials, unknown = all_patterns
    assert unknown == MADE.keys(), "a pattern that is made at run time: put into MADE what makes it"
    assert len(trials) > len(MADE)


def test_patterns_stand_where_they_are_looked_for() -> None:
    found = {path.relative_to(REPOSITORY): find_engines(ast.parse(path.read_text("utf-8"))) for path in list_sources()}
    assert not {path: engines for path, engines in found.items() if engines}, (
        "say `import re`, and call it by that name"
    )


def test_no_text_is_slow_for_any_pattern(all_patterns: tuple[list[Trial], set[str]]) -> None:
    assert run_trials(all_patterns[0]) == []


@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        (r"(?:a+)+b", "match"),
        (r"(?:\s*<!--.*?-->)*\s*<html", "match"),
        (r"x\s*y\s*z|\s*,", "search"),
        (r"<!--.*?-->", "finditer"),
        (r"\([^)]*\)", "finditer"),
        (rb"\w+@", "search"),
        (r"(\w+ ?)+\Z", "fullmatch"),
    ],
)
def test_a_slow_pattern_is_found(pattern: str, use: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.patterns.trial.PATIENCE", 2.0)
    (fault,) = run_trials([Trial(pattern, 0, "here", (use,)), Trial("a", 0, "there", WHOLE)])
    assert fault.startswith("here: ")


SOURCE = """
import re
A = re.compile("a" + B, re.I)
C = re.compile(rb"c")
def find(words):
    x = re.compile(words + "d")
    return A.search(words), re.sub("e", "", words), map(C.fullmatch, words), Field(pattern="f"), frame.str.contains("g")
"""


def test_patterns_are_found_in_a_source() -> None:
    tree, names = ast.parse(SOURCE), {"re": re, "B": "b", "A": re.compile("ab", re.I), "C": re.compile(rb"c")}
    found = list(list_patterns(tree, "m", names))
    assert [each.pattern for each in found if isinstance(each, Found)] == ["ab", b"c", "e", "f", "g"]
    assert [each for each in found if isinstance(each, str)] == ["m:find"]
    assert {(pattern.pattern, use) for pattern, use in find_uses(tree, names)} == {
        ("ab", "search"),
        (b"c", "fullmatch"),
    }


@pytest.mark.parametrize(
    "source",
    [
        "from re import compile",
        "import regex",
        "import re as r",
        "x = {'regex_engine': 'python-re'}",
        "f(regex_engine=1)",
    ],
)
def test_what_would_not_be_seen_is_refused(source: str) -> None:
    assert find_engines(ast.parse(source))
