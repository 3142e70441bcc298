"""What is shown of two policies: entries, each a link of clauses or a clause alone, labelled or predicted."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as it is shown: id, text, the headings above it from the outermost, its categories in order."""

    id: str
    text: str
    section: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: words of the old and of the new ("" where there are none), and where they stand.

    `old_clause` and `new_clause` are clause ids ("" without words), starts are code points of that clause's text.
    """

    old_clause: str
    old_start: int
    old_text: str
    new_clause: str
    new_start: int
    new_text: str
    about: str
    effect: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of clauses: `form`, `meaning` and `effects` are those of the config "changes".

    form: identical, edited, reworded, split, merged, removed or added; meaning: "same", "changed", or None of a clause
    that is removed or added. `scores`, of predictions alone: {"link", "meaning", effect ids …: probability or
    similarity}.
    """

    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    form: str
    moved: bool = False
    meaning: str | None = None
    effects: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of its clauses, each once, old ones first."""
        return tuple(dict.fromkeys(category for clause in (*self.old, *self.new) for category in clause.categories))


@dataclass(frozen=True, slots=True)
class Document:
    """One of the two: a name (policy id or file name), a title and a date ("" where none is known)."""

    name: str
    title: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents and all that became of their clauses, in the order of the old with what is added in between.

    `predicted` tells that a model said it; `notes` are sentences to be shown first.
    """

    old: Document
    new: Document
    entries: tuple[Entry, ...]
    predicted: bool = False
    notes: tuple[str, ...] = ()
