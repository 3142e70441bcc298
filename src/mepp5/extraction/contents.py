"""Tables of contents: runs of lines that say what stands elsewhere in the document, and nothing else."""

from collections.abc import Sequence

from mepp5.extraction.document import ITEM, Line
from mepp5.extraction.prose import is_prose
from mepp5.extraction.wording.marks import ENUMERATOR

SHORTEST_CONTENTS = 4  # lines
MOST_TITLE_WORDS = 16


def find_contents(lines: Sequence[Line]) -> list[bool]:
    """Return which lines are of a table of contents: titles in a run that each stand again below, over some text."""
    titles = [_simplify(line.text) if _could_be_entry(line) else "" for line in lines]
    places: dict[str, int] = {}
    for number, line in enumerate(lines):
        if line.kind == "heading" or (number + 1 < len(lines) and is_prose(lines[number + 1])):
            places[_simplify(line.text)] = number
    found = [False] * len(lines)
    begin = 0
    for number in range(len(lines) + 1):
        if number < len(lines) and titles[number] and places.get(titles[number], -1) > number:
            continue
        last = max((places[title] for title in titles[begin:number]), default=0)
        if number - begin >= SHORTEST_CONTENTS and last - number > number - begin:
            found[begin:number] = [True] * (number - begin)
        begin = number + 1
    return found


def _could_be_entry(line: Line) -> bool:
    return (
        line.text.count(" ") < MOST_TITLE_WORDS
        and not 0 < line.depth < ITEM
        and not line.text.endswith((";", ",", "."))
    )


def _simplify(title: str) -> str:
    """Return a title as it is compared: without number, case and closing signs."""
    return ENUMERATOR.sub("", title, count=1).strip(" .:?*").casefold()
