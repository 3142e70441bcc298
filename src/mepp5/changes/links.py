"""What an annotator says became of the clauses of a policy in another, and the rules that every link keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from mepp5.corpus.clauses import Unit
from mepp5.reading.forms import Count, form
from mepp5.scheme.taxonomy import Taxonomy

Form = Literal["identical", "edited", "reworded", "split", "merged", "removed", "added"]
Meaning = Literal["same", "changed"]
Effect = Literal["broader", "narrower", "different"]
FORMS: tuple[Form, ...] = get_args(Form)
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)
EFFECTS: tuple[Effect, ...] = get_args(Effect)
# The forms of a clause that no link holds.
ALONE = ("removed", "added")
# The forms of which nothing can follow for the meaning (CHANGES.md, M3).
UNCHANGED = ("identical", "edited")


@form
@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """Words of a clause: [start, end) are code points of that clause's text."""

    id: str
    start: Count
    end: Count


@form
@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: words of the old, words of the new (one of the two may be missing), about and effect.

    `about` is the id of a slot or of a category.
    """

    old: Quotation | None
    new: Quotation | None
    about: str
    effect: Effect

    @property
    def place(self) -> tuple[bool, tuple[str, int, int], tuple[str, int, int], str, str]:
        """Where the difference stands among those of its link: by its old words, those without after them."""
        old, new = ((each.id, each.start, each.end) if each else ("", 0, 0) for each in (self.old, self.new))
        return self.old is None, old, new, self.about, self.effect


@form
@dataclass(frozen=True, slots=True)
class Link:
    """Clauses of the old and of the new policy that state the same thing, or one clause that stands alone.

    `old` and `new` are clause ids in the order of the text; one of them is empty where `form` is removed or added.
    `meaning` is None and `effect` set for a clause that stands alone, and only there; elsewhere effects stand in
    `differences`.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    form: Form
    moved: bool = False
    meaning: Meaning | None = None
    differences: tuple[Difference, ...] = ()
    effect: Effect | None = None

    @property
    def effects(self) -> tuple[Effect, ...]:
        """The effects of the link, each once, in the order of EFFECTS."""
        found = {self.effect} if self.effect else {difference.effect for difference in self.differences}
        return tuple(effect for effect in EFFECTS if effect in found)

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every old clause of the link with every new one: what links are compared by."""
        return frozenset((old, new) for old in self.old for new in self.new)

    @property
    def name(self) -> str:
        """Name the link in a message."""
        return f"{', '.join(self.old) or 'nothing'} → {', '.join(self.new) or 'nothing'}"


def sort_links(links: Iterable[Link], old: Sequence[Unit], new: Sequence[Unit]) -> list[Link]:
    """Return the links in canonical order: by their first old clause, added ones after what precedes them in the new.

    Clauses within a link and its differences are put in order too.
    """
    rank = {unit.id: number for number, unit in enumerate([*old, *new])}
    tidy = [_tidy(link, rank) for link in links]
    before: dict[str, int] = {}  # {new clause: rank of the old clause that the last link before it begins with}
    first = {clause: rank[link.old[0]] for link in tidy if link.old for clause in link.new}
    last = -1
    for unit in new:
        last = first.get(unit.id, last)
        before[unit.id] = last
    return sorted(tidy, key=lambda link: _place(link, rank, before))


def _tidy(link: Link, rank: Mapping[str, int]) -> Link:
    old, new = (tuple(sorted(ids, key=rank.__getitem__)) for ids in (link.old, link.new))
    differences = tuple(sorted(link.differences, key=lambda difference: difference.place))
    return Link(old, new, link.form, link.moved, link.meaning, differences, link.effect)


def _place(link: Link, rank: Mapping[str, int], before: Mapping[str, int]) -> tuple[int, int, int]:
    if link.old:
        return rank[link.old[0]], 0, 0
    return before[link.new[0]], 1, rank[link.new[0]]


def find_fault(link: Link, units: Mapping[str, Unit], taxonomy: Taxonomy) -> str | None:
    """Return what is wrong with the link and what to do, or None if it keeps the rules; `units` holds both policies."""
    for id in (*link.old, *link.new):
        if id not in units:
            return f"unknown id {id!r}; use a clause of the pair"
        if not units[id].is_clause:
            return f"{id} is {units[id].kind}, which no link holds; leave it out"
    if len(set(link.old)) < len(link.old) or len(set(link.new)) < len(link.new):
        return "a clause stands twice in the link; keep it once"
    if link.form in ALONE:
        return _fault_of_lone(link)
    if fault := _fault_of_form(link, units) or _fault_of_meaning(link):
        return fault
    for difference in link.differences:
        if fault := _fault_of_difference(difference, link, units, taxonomy):
            return fault
    return None


def _fault_of_lone(link: Link) -> str | None:
    here, there = (link.old, link.new) if link.form == "removed" else (link.new, link.old)
    if len(here) != 1 or there:
        return f"form {link.form} is of one clause alone; give each its own line, or link it"
    if link.effect is None:
        return f"a clause that is {link.form} has an effect; use one of: {', '.join(EFFECTS)}"
    if link.meaning or link.differences or link.moved:
        return f"a clause that is {link.form} has an effect and nothing else; drop meaning, moved and differences"
    return None


def _fault_of_form(link: Link, units: Mapping[str, Unit]) -> str | None:
    old, new = len(link.old), len(link.new)
    if not (old and new):
        return f"form {link.form} joins clauses of both policies; a clause alone is removed or added"
    fits = {"split": new > old, "merged": old > new, "reworded": old == new}.get(link.form, old == new == 1)
    if not fits:
        return f"form {link.form} of {old} old and {new} new clauses; see the table of forms"
    equal = [units[id].text for id in link.old] == [units[id].text for id in link.new]
    if equal != (link.form == "identical"):
        return f"form {link.form}, but the texts are {'the same characters' if equal else 'not the same'}; mend it"
    return None


def _fault_of_meaning(link: Link) -> str | None:
    if link.effect is not None:
        return "an effect on a link; effects are of differences, and of clauses that are removed or added"
    if link.meaning is None:
        return f"a link has a meaning; use one of: {', '.join(MEANINGS)}"
    if link.meaning == "changed" and link.form in UNCHANGED:
        return f"meaning changed in form {link.form}; where the meaning changed, words did: reworded"
    if link.meaning == "changed" and not link.differences:
        return "meaning changed without a difference; quote what changed"
    if link.meaning == "same" and link.differences:
        return "a difference in a link whose meaning is the same; drop it or mend the meaning"
    return None


def _fault_of_difference(
    difference: Difference, link: Link, units: Mapping[str, Unit], taxonomy: Taxonomy
) -> str | None:
    if difference.about not in (*taxonomy.slot_ids, *taxonomy.category_ids):
        return f"a difference about {difference.about!r}; name a slot or a category"
    words = []
    for side, ids in ((difference.old, link.old), (difference.new, link.new)):
        if side is None:
            continue
        if side.id not in ids:
            return f"a difference quotes {side.id}, which the link does not hold there; quote one of {', '.join(ids)}"
        text = units[side.id].text
        quote = text[side.start : side.end]
        if not side.start < side.end <= len(text) or quote != quote.strip():
            return f"a difference quotes {side.start} to {side.end} of {side.id}, {quote!r}; mark the words alone"
        words.append(quote)
    if not words:
        return "a difference without words; quote the old, the new or both"
    if len(words) == 2 and words[0] == words[1]:
        return f"a difference quotes {words[0]!r} on both sides; quote what differs"
    return None


def find_gaps(links: Sequence[Link], old: Sequence[Unit], new: Sequence[Unit]) -> list[str]:
    """Return what keeps the links from holding every clause of both policies exactly once, a sentence each."""
    held: dict[str, int] = {}
    for link in links:
        for id in (*link.old, *link.new):
            held[id] = held.get(id, 0) + 1
    clauses = [unit.id for unit in (*old, *new) if unit.is_clause]
    twice = [f"{id} stands in {held[id]} links; keep it in one" for id in clauses if held.get(id, 0) > 1]
    return twice + [f"{id} stands in no link; link it, or call it removed or added" for id in clauses if id not in held]
