"""The markup in which invented clauses are written: one unit a line, labels in front, slots inline.

    @ a01 | publisher | industry | country | year | manner          or  @ g01 | by category | data_retention
    # Heading                      ## and ### for lower levels; --- ends what stands above
    S fp | We keep your {data_type=contact_details:e-mail address} for {retention=stated_period:a year}.
    L -tp | an item of the list that the last S line with a colon leads in
    T sa(fp,tp) | a row | of a table; its head stands before it as  H | cell | cell
    C | page furniture

Labels are short forms of the categories, joined by +; a minus negates; what stands alone has subjects in brackets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mepp5.annotation.spans import Annotation, Practice, SlotSpan, end_of_practice
from mepp5.corpus.clauses import Kind
from mepp5.errors import CorpusError
from mepp5.files import read_text

CATEGORIES = {
    "fp": "first_party_collection_use",
    "tp": "third_party_sharing_collection",
    "ch": "user_choice_control",
    "ac": "user_access_edit_deletion",
    "ret": "data_retention",
    "sec": "data_security",
    "pc": "policy_change",
    "dnt": "do_not_track",
    "it": "international_transfer",
    "sa": "specific_audiences",
    "con": "privacy_contact_information",
    "int": "introductory_generic",
    "pnc": "practice_not_covered",
}
ABOUT = ("publisher", "industry", "country", "year", "manner")
BY_CATEGORY = "by category"
CHROME: Kind = "chrome"
KINDS: dict[str, Kind] = {"S": "sentence", "L": "list_item", "T": "table_row", "C": CHROME}
AFFIRMED, NEGATED = "affirmed", "negated"
WRITER = "invented"
SOURCE = re.compile(r"@ ([a-z]\d\d) \| (.+)")
HEADING = re.compile(r"(#{1,4}) (.+)")
UNIT = re.compile(r"([SLTHC])([^|{]*)\|\s?(.*)")
LABEL = re.compile(r"(-?)([a-z]+)(?:\(([a-z,]*)\))?")
SLOT = re.compile(r"\{([a-z_]+)=([A-Za-z_ ]+):")
TABLE_LEVEL = 9  # of a table's head: below all headings


@dataclass(frozen=True, slots=True)
class Source:
    """Where invented clauses stand: an invented policy of an invented publisher, or clauses of one category.

    `about` is what the head says of a policy, in the order of ABOUT; of a category it is empty.
    """

    id: str
    about: tuple[str, ...]
    category: str = ""


@dataclass(frozen=True, slots=True)
class InventedUnit:
    """An invented clause, or a line of page furniture, which has no labels; offsets are code points of its text."""

    source: Source
    id: str
    position: int
    kind: Kind
    section: tuple[str, ...]
    context: str
    text: str
    annotation: Annotation


def read_invented(path: Path) -> list[InventedUnit]:
    """Return the units of a file in order; raise CorpusError naming file and line where the markup is wrong."""
    reader = _Reader()
    units: list[InventedUnit] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        try:
            units += reader.read(line.strip())
        except ValueError as error:
            raise CorpusError(f"{path}: line {number}: {error}.") from error
    return units


@dataclass(slots=True)
class _Reader:
    """What is open at a line."""

    source: Source | None = None
    position: int = 0
    headings: dict[int, str] = field(default_factory=dict)
    lead_in: str = ""
    before: str = ""

    def read(self, line: str) -> Iterator[InventedUnit]:
        """Yield the unit of a line, if it is one."""
        if not line:
            return
        if line == "---":
            self._close(0)
        elif found := SOURCE.fullmatch(line):
            self.source, self.position = read_source(found[1], found[2].split(" | ")), 0
            self._close(0)
        elif found := HEADING.fullmatch(line):
            self._close(len(found[1]))
            self.headings[len(found[1])] = found[2]
        elif (found := UNIT.fullmatch(line)) and self.source:
            yield from self._read_unit(self.source, *found.groups())
        else:
            raise ValueError("neither a source, a heading nor a unit; see the head of markup.py")

    def _close(self, level: int) -> None:
        self.headings = {depth: title for depth, title in self.headings.items() if depth < level}
        self.lead_in = self.before = ""

    def _read_unit(self, source: Source, sign: str, labels: str, marked: str) -> Iterator[InventedUnit]:
        text, slots = read_slots(marked)
        if not text.strip():
            raise ValueError("a unit without words")
        if sign == "H":
            self._close(TABLE_LEVEL)
            self.headings[TABLE_LEVEL] = text
            return
        if sign != "T":
            self.headings.pop(TABLE_LEVEL, None)
        self.position += 1
        id = f"invented/{source.id}/{self.position:03d}"
        practices = read_labels(labels.strip(), text) if sign != "C" else ()
        annotation = Annotation(id, WRITER, tuple(sorted(practices)), tuple(sorted(slots)))
        if sign not in "LC":
            self.lead_in = text if text.endswith(":") else ""
        context = self.lead_in if sign == "L" and self.lead_in else self.before
        section = tuple(self.headings[depth] for depth in sorted(self.headings))
        if sign == "C":
            yield InventedUnit(source, id, self.position, KINDS[sign], (), "", text, annotation)
            return
        yield InventedUnit(source, id, self.position, KINDS[sign], section, context, text, annotation)
        self.before = text


def read_source(id: str, words: list[str]) -> Source:
    """Return the source that a head names; raise ValueError where it says too little or too much."""
    if words[0] == BY_CATEGORY:
        if len(words) != 2 or words[1] not in {*CATEGORIES.values(), CHROME}:
            raise ValueError(f"no category in the head of {id}")
        return Source(id, (), words[1])
    if len(words) < len(ABOUT):
        raise ValueError(f"the head of {id} does not say {', '.join(ABOUT)}")
    last = len(ABOUT) - 1
    return Source(id, (*words[:last], ", ".join(words[last:])))


def read_labels(labels: str, text: str) -> tuple[Practice, ...]:
    """Return the practices that a unit's labels say, each over the whole text; raise ValueError for another form."""
    if not labels:
        raise ValueError("no label; every clause has one")
    return tuple(_read_label(label, text) for label in labels.split("+"))


def _read_label(label: str, text: str) -> Practice:
    found = LABEL.fullmatch(label)
    if not found or found[2] not in CATEGORIES:
        raise ValueError(f"no label {label!r}; use {', '.join(CATEGORIES)}")
    subjects = [subject for subject in (found[3] or "").split(",") if subject]
    if unknown := [subject for subject in subjects if subject not in CATEGORIES]:
        raise ValueError(f"no subject {unknown[0]!r} in {label!r}")
    order = list(CATEGORIES)
    ordered = tuple(CATEGORIES[subject] for subject in sorted(subjects, key=order.index))
    return Practice(0, end_of_practice(text), CATEGORIES[found[2]], NEGATED if found[1] else AFFIRMED, ordered)


def read_slots(marked: str) -> tuple[str, list[SlotSpan]]:
    """Return a unit's words without marks, and the slots marked in them; raise ValueError for unbalanced braces."""
    words: list[str] = []
    open_slots: list[tuple[str, str, int]] = []
    slots: list[SlotSpan] = []
    position = length = 0
    while position < len(marked):
        sign = marked[position]
        if sign == "{" and (found := SLOT.match(marked, position)):
            open_slots.append((found[1], found[2], length))
            position = found.end()
            continue
        if sign == "{" or (sign == "}" and not open_slots):
            raise ValueError(f"a brace that marks no slot: {marked[position : position + 30]!r}")
        position += 1
        if sign == "}":
            slot, value, start = open_slots.pop()
            slots.append(SlotSpan(start, length, slot, value))
            continue
        words.append(sign)
        length += 1
    if open_slots:
        raise ValueError(f"the slot {open_slots[-1][0]} is not closed")
    return "".join(words), slots
