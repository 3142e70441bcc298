"""The pairs of the tiny corpus: links of two readers and an adjudicator, of every form, disputed, drawn and agreed on.

add_pairs(root)        # annotations/CHANGES.md and annotations/changes/, up to the exports
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mepp5.agreement.changes import CHANGE_AGREEMENT, read_change_agreement
from mepp5.annotation.annotators import REFERENCE
from mepp5.changes.adjudication.cases import CHANGE_DRAW, read_change_draw
from mepp5.changes.adjudication.decisions import (
    CHANGE_DECISIONS,
    ChangeDecision,
    dump_change_decisions,
    read_change_reasons,
)
from mepp5.changes.annotators import CHANGE_ANNOTATORS, read_change_annotators
from mepp5.changes.exports import change_export_path, read_change_export, write_change_export
from mepp5.changes.links import Difference, Link, Quotation, sort_links
from mepp5.changes.pairs import PAIRS, Pair, read_pairs, read_sides
from mepp5.files import dump_json, write_files

FIRST, SECOND = "alpha-2020--gamma-2022", "beta--alpha-2020"
PAIRS_FILE = """[[pair]]
old = "alpha-2020"
new = "gamma-2022"
direction = "time"
relation = "one shop's policy and another's"

[[pair]]
old = "beta"
new = "alpha-2020"
direction = "template"
relation = "a page and a policy written from it"
"""
MEMBER = """[[annotator]]
id = "{id}"
email = "{id}@annotators.example.org"
protocol = "protocols/changes_{id}.md"
scope = "{scope}"
kind = "language model"

"""
SCOPES = {"reader": "all", "backreader": "all", "adjudicator": "adjudication"}
ANNOTATORS_FILE = "".join(MEMBER.format(id=id, scope=scope) for id, scope in SCOPES.items())
GUIDELINES = """# What changed

| old | new | verdict |
|---|---|---|
| alpha-2020/0007 «on our servers» | gamma-2022/0003 «on our servers» | `identical`, `same` |
| beta/0002 «Our notice» | alpha-2020/0002 «This policy» | `edited`, `same`: names |
| alpha-2020/0010 «Write to» | gamma-2022/0010 «shop’s clerk» | `reworded`, `changed`, among others: nothing → \
«if you are a child»: `audience`, `narrower` (M1) |
| alpha-2020/0005 «your name» | gamma-2022/0009 «Cookies» | with the other item of that list `merged` |
| alpha-2020/0009 «We do not sell» | nothing | removed, `broader`: a denial |
| nothing | gamma-2022/0006 «read your data» | added, `narrower`: a right |
"""
# What was decided, and the undisputed cases that were decided all the same.
DECIDED = {
    FIRST: ((("0005", "0006"), ("0009",)), (("0007",), ("0003",)), ((), ("0006",)), (("0010",), ("0010",))),
    SECOND: ((("0005",), ("0004", "0005")),),
}
DRAW = {
    "about": "Decided though nobody disputes them.",
    "drawn": {FIRST: ["alpha-2020/0007"]},
    "rulings": {FIRST: ["gamma-2022/0006"]},
    "second_reading": {},
}
# What reads each file of annotations/changes.
CHANGE_READERS = {
    PAIRS: read_pairs,
    CHANGE_ANNOTATORS: read_change_annotators,
    f"annotations/changes/exports/{FIRST}.json": lambda root: read_change_export(read_pairs(root)[0], root),
    CHANGE_DECISIONS: read_change_reasons,
    CHANGE_DRAW: read_change_draw,
    CHANGE_AGREEMENT: read_change_agreement,
}
Words = tuple[str, str] | None  # a clause's number, and words of it


class Linking:
    """Writes links of a pair of the tiny corpus by the numbers of clauses."""

    def __init__(self, pair: Pair, root: Path):
        self.sides = read_sides(pair, root)

    def link(self, old: Sequence[str], new: Sequence[str], form: str, *words: tuple, moved: bool = False) -> Link:
        """Return a link; `words` are (old words, new words, about, effect) of each difference."""
        differences = tuple(Difference(self._quote("old", o), self._quote("new", n), *more) for o, n, *more in words)
        meaning = "changed" if differences else "same"
        return Link(self._name("old", old), self._name("new", new), form, moved, meaning, differences)

    def lone(self, side: str, number: str, effect: str) -> Link:
        """Return a clause that is removed ("old") or added ("new")."""
        ids = self._name(side, (number,))
        old, new, form = (ids, (), "removed") if side == "old" else ((), ids, "added")
        return Link(old, new, form, effect=effect)

    def _name(self, side: str, numbers: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{getattr(self.sides.pair, side)}/{number}" for number in numbers)

    def _quote(self, side: str, words: Words) -> Quotation | None:
        if words is None:
            return None
        (id,) = self._name(side, words[:1])
        start = self.sides.units[id].text.index(words[1])
        return Quotation(id, start, start + len(words[1]))


def link_first(pair: Pair, root: Path) -> dict[str, list[Link]]:
    """Return {layer: links} of the first pair: what the adjudicator says, and where the readers say otherwise."""
    made = Linking(pair, root)
    cookies = (("0006", "heart rate"), ("0009", "Cookies"), "data_type", "different")
    ask = (("0010", "Write to privacy@alpha.example"), ("0010", "Ask the shop’s clerk"), "contact", "different")
    child = (None, ("0010", "if you are a child"), "audience", "narrower")
    removed = [made.lone("old", *each) for each in (("0002", "different"), ("0004", "narrower"), ("0009", "broader"))]
    added = [made.lone("new", *each) for each in (("0005", "different"), ("0006", "narrower"), ("0007", "narrower"))]
    agreed = [*removed, *added, made.link(("0007",), ("0003",), "identical", moved=True)]
    merged, asked = made.link(("0005", "0006"), ("0009",), "merged", cookies), (("0010",), ("0010",), "reworded")
    whole = [*agreed, merged, made.link(*asked, ask, child)]
    apart = [made.lone("old", "0005", "narrower"), made.link(("0006",), ("0009",), "reworded", cookies)]
    backward = [*agreed, *apart, made.link(*asked, ask)]
    return {"reader": whole, "backreader": backward, REFERENCE: whole}


def link_second(pair: Pair, root: Path) -> dict[str, list[Link]]:
    """Return {layer: links} of the second pair: the readers differ in one effect."""
    made = Linking(pair, root)
    agreed = [made.link(("0002",), ("0002",), "edited"), made.link(("0004",), ("0009",), "reworded")]
    lone = (("0006", "broader"), ("0007", "narrower"), ("0010", "narrower"))
    agreed += [made.lone("new", *each) for each in lone]
    logs = (("0005", "logs"), ("0005", "name"), "data_type", "different")
    days = (("0005", "for thirty days"), None, "retention", "broader")
    split = made.link(("0005",), ("0004", "0005"), "split", logs, days)
    other = replace(split, differences=(split.differences[0], replace(split.differences[1], effect="different")))
    return {"reader": [*agreed, other], "backreader": [*agreed, split], REFERENCE: [*agreed, split]}


LINKERS = {FIRST: link_first, SECOND: link_second}


def link_pair(pair: Pair, root: Path) -> dict[str, list[Link]]:
    """Return {layer: links} of one of the tiny corpus's two pairs."""
    return LINKERS[pair.id](pair, root)


def add_pairs(root: Path) -> None:
    """Write what is known of the tiny corpus's pairs, up to the exports."""
    files = {PAIRS: PAIRS_FILE, CHANGE_ANNOTATORS: ANNOTATORS_FILE, "annotations/CHANGES.md": GUIDELINES}
    write_files(root, {path: text.encode() for path, text in files.items()})
    pairs = read_pairs(root)
    exports = {change_export_path(pair): write_change_export(link_pair(pair, root), pair, root) for pair in pairs}
    decisions = [decision for pair in pairs for decision in decide(pair, root)]
    write_files(root, {**exports, CHANGE_DECISIONS: dump_change_decisions(decisions), CHANGE_DRAW: dump_json(DRAW)})


def decide(pair: Pair, root: Path) -> list[ChangeDecision]:
    """Return the decisions of the pair in the order of the links, each bound to its link."""
    decided = [_join(pair, *joined) for joined in DECIDED[pair.id]]
    sides = read_sides(pair, root)
    links = sort_links(link_pair(pair, root)[REFERENCE], sides.old, sides.new)
    return [
        ChangeDecision(pair.id, link.old, link.new, "L1: as the text has it.").bind(link)
        for link in links
        if (link.old, link.new) in decided
    ]


def _join(pair: Pair, old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(f"{pair.old}/{number}" for number in old), tuple(f"{pair.new}/{number}" for number in new)
