"""Numbers in prose: which there are, which are counted, and that ours are all listed and right."""

from pathlib import Path

import pytest

from mepp5.checks.catalogue import CHECKS, run_check
from mepp5.documents.number_list import NUMBERS, Listed, dump_list, read_list, renew_list
from mepp5.documents.numbers import list_documents, list_numbers
from mepp5.files import write_files
from mepp5.paths import ROOT
from tests.fixture_corpus import make_corpus

PROSE = next(check for check in CHECKS if check.id == "prose")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny corpus; tests write its README.md anew."""
    return make_corpus(tmp_path_factory.mktemp("numbers"))


def find(root: Path) -> list[str]:
    return [f"{finding.place}: {finding.problem}" for finding in run_check(PROSE, root)]


def write(root: Path, text: str, *counted: str, stated: tuple[str, ...] = ()) -> None:
    documents = {path: Listed((), tuple(s.write() for s in list_numbers(path, root))) for path in list_documents(root)}
    listed = {path: lines for path, lines in documents.items() if lines.stated}
    write_files(root, {"README.md": text.encode(), NUMBERS: dump_list(listed | {"README.md": Listed(counted, stated)})})


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Five policies, 1,234 clauses and 0.81 of them", ["5", "1,234", "0.81"]),
        ("twenty-one, Thirty-nine or a tenth, half of it twice", ["21", "39", "tenth", "half", "twice"]),
        ("of 2019-05-17 in release 0.4.0", ["2019-05-17", "0.4.0"]),
        ("OPP-115, MEPP-5, F1, level-1, SHA-256, UTF-8 and half-open two-handed", []),
        ("`13` and [two](a/2.md), <!-- 3 -->\n1. first\n  2. next\n\n```\n4 of 5\n```\n", ["2"]),
        ("---\na: 3\n---\n\n<!-- generated:x -->\n7\n<!-- /generated:x -->\n8", ["8"]),
        ("one of them", []),
        ("95 % in (12) slots, 4.", ["95", "12", "4"]),
    ],
)
def test_numbers_of_prose_are_found(corpus: Path, text: str, numbers: list[str]) -> None:
    write_files(corpus, {"README.md": text.encode()})
    assert [said.number for said in list_numbers("README.md", corpus)] == numbers


def test_a_number_is_told_with_its_line_and_the_words_around_it(corpus: Path) -> None:
    write_files(corpus, {"README.md": b"# Ours\n\nWe have (13\ncategories), 3 of them rare."})
    first, second = list_numbers("README.md", corpus)
    assert (first.line, first.write()) == (3, "We have ( [13] categories), # of")
    assert (second.line, second.write()) == (4, "have (# categories), [3] of them rare.")


def test_what_is_counted_and_listed_is_no_finding(corpus: Path) -> None:
    write(corpus, "Three policies since 2020.", "[=policies] policies since #.", stated=("# policies since [2020] .",))
    assert find(corpus) == []


@pytest.mark.parametrize("text", ["Four policies since 2020.", "Three policies since 2021.", "Three policies."])
def test_another_number_is_found(corpus: Path, text: str) -> None:
    write(corpus, text, "[=policies] policies since #.", stated=("# policies since [2020] .",))
    assert find(corpus)


def test_a_number_that_is_not_listed_is_found_with_its_line(corpus: Path) -> None:
    write(corpus, "Ours.\nIt has 17 pages.")
    assert find(corpus) == [
        "README.md: line 2: Ours. It has [17] pages.: this number is not counted, and not listed so"
    ]


def test_an_unknown_fact_is_one_sentence(corpus: Path) -> None:
    write(corpus, "Three policies", "[=rules] policies")
    (found,) = find(corpus)
    assert "'[=rules] policies' names no fact; write [=FACT]" in found


def test_the_list_made_anew_keeps_what_is_counted_though_it_is_wrong_now(corpus: Path) -> None:
    write(corpus, "Four policies since 2021.", "[=policies] policies since #.", stated=("# policies since [2020] .",))
    assert renew_list(corpus)["README.md"] == Listed(("[=policies] policies since #.",), ("# policies since [2021] .",))
    write_files(corpus, {NUMBERS: dump_list(renew_list(corpus))})
    assert [each for each in find(corpus) if "not counted" in each] == [
        "README.md: line 1: [4] policies since #.: this number is not counted, and not listed so"
    ]


def test_our_documents_say_what_is_listed() -> None:
    assert find(ROOT) == []
    assert sum(len(listed.counted) for listed in read_list(ROOT).values()) > 50
