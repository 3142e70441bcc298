"""Cases of links: what hangs together, what is disputed, what was decided, and the reference that is made of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from mepp5.changes.adjudication.cases import (
    CHANGE_DRAW,
    complete_reference,
    find_change_disputes,
    find_change_faults,
    open_change_cases,
    read_change_draw,
)
from mepp5.changes.adjudication.decisions import (
    CHANGE_DECISIONS,
    dump_change_decisions,
    read_change_decisions,
    read_change_reasons,
)
from mepp5.changes.links import Difference, Link, Quotation
from mepp5.changes.pairs import Pair, Sides
from mepp5.errors import CorpusError
from tests.fixture_changes import FIRST, link_pair

WORDS = Difference(Quotation("a/1", 0, 5), Quotation("b/1", 2, 4), "purpose", "broader")
LINK = Link(("a/1",), ("b/1",), "reworded", False, "changed", (WORDS,))


def names(links: list[Link]) -> list[str]:
    return [link.name for link in links]


@pytest.fixture(scope="module")
def layers(pair: Pair, tiny: Path) -> dict[str, list[Link]]:
    """The first pair's links."""
    return link_pair(pair, tiny)


@pytest.fixture(scope="module")
def cases(layers: dict[str, list[Link]], sides: Sides, tiny: Path) -> list:
    """Its cases."""
    return open_change_cases(layers, sides, read_change_draw(tiny))


def test_a_case_is_what_no_link_of_either_reader_leaves(cases: list) -> None:
    assert [(case.clauses, case.disputes, case.drawn) for case in cases if case.is_decided] == [
        (("alpha-2020/0005", "alpha-2020/0006", "gamma-2022/0009"), ("links",), False),
        (("alpha-2020/0007", "gamma-2022/0003"), (), True),
        (("alpha-2020/0010", "gamma-2022/0010"), ("differences",), False),
        (("gamma-2022/0006",), (), True),
    ]
    assert [case.id for case in cases if not case.is_decided] == [
        *(f"alpha-2020/{number}" for number in ("0002", "0004", "0009")),
        *(f"gamma-2022/{number}" for number in ("0005", "0007")),
    ]
    merged = cases[2]
    assert names(merged.links["reader"]) == ["alpha-2020/0005, alpha-2020/0006 → gamma-2022/0009"]
    assert len(merged.links["backreader"]) == 2
    assert "reference" not in merged.links


def test_every_clause_is_in_one_case_and_chains_are_followed(sides: Sides) -> None:
    """One reader links 2 with 5, the other 4 with 5 and 6: all hang together, whoever comes first."""
    old, new = (lambda n: f"alpha-2020/{n:04d}"), (lambda n: f"gamma-2022/{n:04d}")
    one = [Link((old(2),), (new(5),), "reworded", meaning="same"), Link((old(7),), (new(6),), "reworded")]
    other = [Link((old(4),), (new(5), new(6)), "split", meaning="same")]
    for layers in ({"a": one, "b": other}, {"a": other, "b": one}):
        cases = open_change_cases(layers, sides)
        assert cases[0].clauses == (old(2), old(4), old(7), new(5), new(6))
        assert sorted(id for case in cases for id in case.clauses) == sorted(
            unit.id for unit in (*sides.old, *sides.new) if unit.is_clause
        )


def differ(**changes: object) -> Link:
    return replace(LINK, differences=(replace(WORDS, **changes),))


@pytest.mark.parametrize(
    ("other", "disputes"),
    [
        (LINK, ()),
        (differ(old=Quotation("a/1", 4, 9)), ()),  # extents that overlap
        (differ(old=Quotation("a/1", 5, 9)), ("differences",)),  # that touch alone
        (differ(old=Quotation("a/2", 0, 5)), ("differences",)),
        (differ(new=None), ("differences",)),
        (differ(about="audience"), ("differences",)),
        (differ(effect="narrower"), ("differences",)),
        (replace(LINK, differences=(WORDS, WORDS)), ("differences",)),
        (replace(LINK, form="edited", moved=True), ("form", "moved")),
        (replace(LINK, meaning="same", differences=()), ("meaning",)),
        (Link(("a/1",), (), "removed", effect="broader"), ("links",)),
    ],
)
def test_disputes_are_named(other: Link, disputes: tuple[str, ...]) -> None:
    assert find_change_disputes([[LINK], [other]]) == find_change_disputes([[other], [LINK]]) == disputes


def test_lone_clauses_are_disputed_by_effect() -> None:
    one, other = (Link(("a/1",), (), "removed", effect=effect) for effect in ("broader", "different"))
    assert find_change_disputes([[one], [other]]) == ("effect",)


def test_reasons_and_draw_are_read_and_written(tiny: Path, tmp_path: Path) -> None:
    assert dump_change_decisions(read_change_decisions(tiny)) == (tiny / CHANGE_DECISIONS).read_bytes()
    assert read_change_draw(tiny) == {f"{FIRST} alpha-2020/0007", f"{FIRST} gamma-2022/0006"}
    assert (read_change_reasons(tmp_path), read_change_draw(tmp_path)) == ({}, frozenset())


def test_a_decision_stands_once_and_has_one_line(tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / CHANGE_DECISIONS
    file.parent.mkdir(parents=True)
    lines = (tiny / CHANGE_DECISIONS).read_text().splitlines()
    file.write_text("\n".join([*lines, lines[1]]) + "\n")
    with pytest.raises(CorpusError, match="line 6: these clauses were decided before; keep one decision"):
        read_change_reasons(tmp_path)
    file.write_text(lines[0].replace("as the text", "as\\nthe text") + "\n")
    with pytest.raises(CorpusError, match=r"line 1: reason: .* should be one line of text"):
        read_change_reasons(tmp_path)
    (tmp_path / CHANGE_DRAW).write_text('{"about": "", "drawn": {}, "second_reading": {}}')
    with pytest.raises(CorpusError, match="rulings: is missing; restore the file"):
        read_change_draw(tmp_path)


def test_faults_of_decisions_are_named(cases: list, layers: dict, tiny: Path) -> None:
    reference, reasons = layers["reference"], read_change_reasons(tiny)[FIRST]
    assert find_change_faults(cases, reference, reasons) == []
    fewer = dict(list(reasons.items())[1:])
    assert find_change_faults(cases, reference, fewer) == [
        ("alpha-2020/0005, alpha-2020/0006 → gamma-2022/0009", "no decision, though it was disputed or drawn")
    ]
    more = {**reasons, (("alpha-2020/0002",), ()): "why"}
    ((_, problem),) = find_change_faults(cases, reference, more)
    assert problem == "a decision on no link that was disputed or drawn"
    other = [replace(link, effect="broader") if link.old == ("alpha-2020/0002",) else link for link in reference]
    assert find_change_faults(cases, other, reasons) == [
        ("alpha-2020/0002 → nothing", "the ground truth is not what the annotators say together")
    ]
    drawn = [replace(case, drawn=True) if case.id == "alpha-2020/0010" else case for case in cases]
    assert find_change_faults(drawn, reference, reasons) == [("alpha-2020/0010", "drawn, though it is disputed")]


def test_the_reference_is_decisions_and_what_the_readers_agree_on(cases: list, layers: dict, tiny: Path) -> None:
    decided = read_change_reasons(tiny)[FIRST]
    decisions = [link for link in layers["reference"] if (link.old, link.new) in decided]
    whole = complete_reference(cases, decisions)
    assert sorted(whole, key=repr) == sorted(layers["reference"], key=repr)
    assert len(whole) > len(decisions)


def test_a_case_that_is_not_decided_or_in_part_is_refused(cases: list, layers: dict) -> None:
    by_name = {link.name: link for link in layers["backreader"]}
    alone = by_name["alpha-2020/0005 → nothing"]
    with pytest.raises(CorpusError, match=r"^case alpha-2020/0005: alpha-2020/0005 is in no decision; decide all"):
        complete_reference(cases, [])
    with pytest.raises(CorpusError, match=r"^case alpha-2020/0005: alpha-2020/0006 is in no decision; decide all"):
        complete_reference(cases, [alone])
    # A decision across cases: the undisputed one that it touches must then be decided whole.
    across = Link(("alpha-2020/0002",), ("gamma-2022/0003",), "reworded", meaning="same")
    decided = [link for link in layers["reference"] if link.old not in (("alpha-2020/0007",), ("alpha-2020/0002",))]
    with pytest.raises(CorpusError, match=r"^case alpha-2020/0007: alpha-2020/0007 is in no decision"):
        complete_reference(cases, [*decided, across])
