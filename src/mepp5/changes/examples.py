"""The worked examples of annotations/CHANGES.md, and whether the reference says what they say.

A row of their table is "| old | new | verdict |". A side is a clause id with words of it in «…», or "nothing". A
verdict is form, meaning and differences, each "«words» → «words»: `about`, `effect`", where words may be nothing; or it
says removed or added, and the effect. "among others" tells that differences are left out, "with the other item" that
clauses are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mepp5.changes.links import ALONE, EFFECTS, FORMS, MEANINGS, Link, Quotation
from mepp5.changes.pairs import Sides
from mepp5.errors import CorpusError
from mepp5.files import read_text
from mepp5.paths import ROOT

CHANGE_GUIDELINES = "annotations/CHANGES.md"
HEAD = "| old | new | verdict |"
CLAUSE = re.compile(r"(\S+/\d+) «([^»]+)»")
NOTHING = "nothing"
WORDS = rf"«([^«»]+)»|{NOTHING}"
DIFFERENCE = re.compile(rf"(?:{WORDS}) → (?:{WORDS}): `(\w+)`, `(\w+)`")
MORE_DIFFERENCES, MORE_CLAUSES = "among others", "with the other item"
Stated = tuple[str, str, str, str]  # old and new words ("" where there are none), about, effect


@dataclass(frozen=True, slots=True)
class Example:
    """A row: its line, each side's (clause id, words of it) or None, and what the verdict says ("" where nothing)."""

    line: int
    old: tuple[str, str] | None
    new: tuple[str, str] | None
    form: str
    meaning: str
    effect: str
    differences: tuple[Stated, ...]
    is_whole: bool  # whether no other clause is in the link
    is_complete: bool  # whether no other difference is in it


def read_examples(root: Path = ROOT) -> list[Example]:
    """Return the worked examples; raise CorpusError where the table is missing or a row cannot be read."""
    path = Path(root) / CHANGE_GUIDELINES
    lines = read_text(path).splitlines()
    if HEAD not in lines:
        raise CorpusError(f"{path}: no table of worked examples ({HEAD}); restore it.")
    examples = []
    for number, line in enumerate(lines[lines.index(HEAD) + 2 :], start=lines.index(HEAD) + 3):
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        example = _read(number, *cells) if len(cells) == 3 else None
        if example is None:
            raise CorpusError(f"{path}: line {number}: not a clause, a clause and a verdict; write it as the others.")
        examples.append(example)
    return examples


def _read(number: int, old: str, new: str, verdict: str) -> Example | None:
    sides = [CLAUSE.fullmatch(side) for side in (old, new)]
    codes = re.findall(r"`(\w+)`", DIFFERENCE.sub("", verdict))
    lone = next((form for form in ALONE if verdict.startswith(f"{form},")), "")
    forms = [code for code in codes if code in FORMS] or [lone]
    known = all(match or side == NOTHING for match, side in zip(sides, (old, new), strict=True))
    # What is left of a difference that could not be read would pass unseen where there are others.
    unread = not lone and any(code not in (*FORMS, *MEANINGS) for code in codes)
    if unread or not known or not any(sides) or forms == [""] or bool(lone) == all(sides):
        return None
    first, second = ((match[1], match[2]) if match else None for match in sides)
    meaning = next((code for code in codes if code in MEANINGS), "")
    effect = next((code for code in codes if lone and code in EFFECTS), "")
    differences = tuple((one, other, about, effect) for one, other, about, effect in DIFFERENCE.findall(verdict))
    whole, complete = MORE_CLAUSES not in verdict, MORE_DIFFERENCES not in verdict
    return Example(number, first, second, forms[0], meaning, effect, differences, whole, complete)


def find_example_faults(
    examples: Sequence[Example], compared: Sequence[tuple[Sides, Sequence[Link]]]
) -> Iterator[tuple[str, str]]:
    """Yield (place, what is wrong) of examples that say other than the reference of the pair they are of.

    `compared` are the pairs with their reference links. An example of one clause alone is of any pair that says so.
    """
    for example in examples:
        found = [_find_fault(example, *pair) for pair in compared if _is_of(example, pair[0])]
        faults = found or ["its clauses are of no pair that is compared"]
        if all(faults):
            yield f"{CHANGE_GUIDELINES}: line {example.line}", str(faults[0])


def _is_of(example: Example, sides: Sides) -> bool:
    names = ((example.old, sides.pair.old), (example.new, sides.pair.new))
    return all(clause is None or clause[0].rpartition("/")[0] == policy for clause, policy in names)


def _find_fault(example: Example, sides: Sides, links: Sequence[Link]) -> str | None:
    """Return what is wrong with the example as one of this pair, None if nothing is."""
    for id, words in (side for side in (example.old, example.new) if side):
        if id not in sides.units or not sides.units[id].is_clause:
            return f"{id} is no clause"
        if words not in sides.units[id].text:
            return f"«{words}» does not stand in {id}"
    old, new = ({side[0]} if side else set() for side in (example.old, example.new))
    link = next((each for each in links if old <= set(each.old) and new <= set(each.new)), None)
    if link is None or (example.is_whole and (set(link.old), set(link.new)) != (old, new)):
        return "the reference has no such link"
    return _find_wrong_verdict(example, link) or _find_wrong_differences(example, link, sides)


def _find_wrong_verdict(example: Example, link: Link) -> str | None:
    said = (("form", example.form, link.form), ("meaning", example.meaning, link.meaning))
    for name, stated, true in (*said, ("effect", example.effect, link.effect)):
        if stated and stated != true:
            return f"{name} {stated}, but the reference has {true}"
    return None


def _find_wrong_differences(example: Example, link: Link, sides: Sides) -> str | None:
    """Return the first difference that the reference has not, or that there are more; None of an untold meaning."""

    def quote(words: Quotation | None) -> str:
        return sides.units[words.id].text[words.start : words.end] if words else ""

    true = {(quote(each.old), quote(each.new), each.about, each.effect) for each in link.differences}
    for one in example.differences:
        if one not in true:
            old, new = (f"«{words}»" if words else NOTHING for words in one[:2])
            return f"the difference {old} → {new}: {one[2]}, {one[3]}, which the reference has not"
    if example.meaning and example.is_complete and len(example.differences) < len(true):
        return f'fewer differences than the reference has; say "{MORE_DIFFERENCES}"'
    return None
