"""A comparison out of what the models of changes say: links, judgements, and the words that differ."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from baselines.changes.alignment import Aligned
from baselines.changes.contents import reverse
from baselines.changes.judging import Item, Judged, Traits
from baselines.changes.models import Learned
from baselines.changes.words import find_chunks, has_content
from baselines.compare.names import DETAIL, find_details, find_names, list_only
from mepp5.changes.links import EFFECTS
from mepp5.diff.comparison import Clause, Comparison, Difference, Document, Entry

ALIKE = ("identical", "edited")
LONGEST = 2_000  # code points of a clause by which its partner is found; the longest of a policy have half of that
FEWEST = 0.02  # of the clauses of the shorter document: with fewer links the two share nothing


FindSlot = Callable[[str], str]


def find_no_slot(words: str) -> str:
    """Return "" for any words: without a tagger, a difference is about the category of its clause."""
    return ""


def predict_comparison(
    old: Document,
    new: Document,
    clauses: tuple[Sequence[Clause], Sequence[Clause]],
    traits: Traits,
    model: Learned,
    find_slot: FindSlot = find_no_slot,
) -> Comparison:
    """Return what the model says became of the clauses of `old` in `new`; scores are probabilities.

    `find_slot` returns the slot of words, "" for none: what a difference is about, if not its clause's category.
    """
    links = model.align(*([_cut(clause) for clause in side] for side in clauses))
    if len(links) < max(1, FEWEST * min(map(len, clauses))):
        links = []  # the two have nothing to do with each other; a stray sentence is no reason to say so
    items = [_make_item(link, clauses, traits) for link in links]
    held = {clause.id for item in items for clause in (*item.old, *item.new)}
    lone = [Item((c,), (), traits) for c in clauses[0] if c.id not in held]
    lone += [Item((), (c,), traits) for c in clauses[1] if c.id not in held]
    entries = [
        _make_entry(item, judged, _list_differences(item, model, find_slot), link.score, is_moved)
        for item, judged, link, is_moved in zip(items, model.judge(items), links, _mark_moved(items), strict=True)
    ]
    entries += [_make_lone(item, judged) for item, judged in zip(lone, model.judge(lone), strict=True)]
    return Comparison(old, new, tuple(_sort(entries, clauses)), predicted=True, notes=tuple(_note(clauses)))


def _cut(clause: Clause) -> Clause:
    """Return the clause as the aligner gets it: what compares letters takes the cube of their number, and no signal
    ends it.
    """
    return clause if len(clause.text) <= LONGEST else replace(clause, text=clause.text[:LONGEST])


def _make_item(link: Aligned, clauses: tuple[Sequence[Clause], Sequence[Clause]], traits: Traits) -> Item:
    return Item(tuple(clauses[0][n] for n in link.old), tuple(clauses[1][n] for n in link.new), traits)


def _make_entry(item: Item, judged: Judged, differences: list[Difference], score: float, moved: bool) -> Entry:
    """Return the entry of a link; one whose numbers, dates or names differ has changed, whatever the model says."""
    differences = [] if judged.form in ALIKE else differences
    changed = judged.meaning == "changed" or any(_is_detail(each) for each in differences)
    if not changed or not differences:
        return Entry(item.old, item.new, judged.form, moved, "same", scores={"link": score, **judged.scores})
    effects = {each.effect for each in differences} if judged.meaning == "same" else set(judged.effects)
    return Entry(
        item.old,
        item.new,
        judged.form,
        moved,
        "changed",
        tuple(effect for effect in EFFECTS if effect in effects),
        tuple(differences),
        {"link": score, **judged.scores},
    )


def _make_lone(item: Item, judged: Judged) -> Entry:
    return Entry(item.old, item.new, judged.form, False, None, judged.effects, scores=judged.scores)


def _list_differences(item: Item, model: Learned, find_slot: FindSlot) -> list[Difference]:
    """Return a difference for each chunk of words that was taken out, put in or replaced."""
    found = []
    for gone, came in find_chunks(*item.texts):
        likely = model.judged.contents.predict([came or gone])
        values = (likely if came else reverse(likely))[0]
        replaced = bool(gone and came) or not _list_plain_words(came or gone)
        effect = "different" if replaced else EFFECTS[int(values.argmax())]
        places = [_locate(item.old, gone), _locate(item.new, came)]
        clause = (item.new if came else item.old)[0]
        about = find_slot(came or gone) or next(iter(clause.categories), "introductory_generic")
        found.append(Difference(*places[0], gone, *places[1], came, about, effect))
    return found


def _list_plain_words(text: str) -> list[str]:
    """Return the words that are neither number, date, address nor name."""
    left = DETAIL.sub(" ", text)
    return [word for word in left.split() if word.islower() and has_content(word)]


def _locate(clauses: Sequence[Clause], words: str) -> tuple[str, int]:
    """Return the clause in which the words stand and where; of words over two clauses, where they begin."""
    if not words:
        return "", 0
    for clause in clauses:
        start = clause.text.find(words)
        if start >= 0:
            return clause.id, start
    return clauses[0].id, 0


def _is_detail(difference: Difference) -> bool:
    """Whether numbers, dates, addresses or names differ."""
    sides = difference.old_text, difference.new_text
    return any(
        sorted(find(sides[0])) != sorted(find(sides[1]))
        for find in (find_details, lambda text: list(find_names([f"x {text}"])))
    )


def _mark_moved(items: Sequence[Item]) -> list[bool]:
    """Return whether the section of each link is not the one to which most links of its old one go, or come from."""
    pairs = [(item.old[0].section[:1], item.new[0].section[:1]) for item in items]
    counts = Counter(pairs)
    towards, back = ({pair[side]: pair for pair, _ in reversed(counts.most_common())} for side in (0, 1))
    return [pair not in (towards[pair[0]], back[pair[1]]) for pair in pairs]


def _sort(entries: Sequence[Entry], clauses: tuple[Sequence[Clause], Sequence[Clause]]) -> list[Entry]:
    """Return the entries in the order of the old document, with what is added after what precedes it in the new."""
    rank = {clause.id: place for side in clauses for place, clause in enumerate(side)}
    first = {clause.id: rank[entry.old[0].id] for entry in entries if entry.old for clause in entry.new}
    before, last = {}, -1
    for clause in clauses[1]:
        last = first.get(clause.id, last)
        before[clause.id] = last
    return sorted(
        entries,
        key=lambda e: (rank[e.old[0].id], 0, 0) if e.old else (before[e.new[0].id], 1, rank[e.new[0].id]),
    )


def _note(clauses: tuple[Sequence[Clause], Sequence[Clause]]) -> list[str]:
    """Return sentences on the numbers, dates and names that stand in one of the two alone."""
    texts = [[clause.text for clause in side] for side in clauses]
    whole = ["\n".join(side) for side in texts]
    details = [[each for text in side for each in find_details(text)] for side in texts]
    names = [list(find_names(side)) for side in texts]
    notes = []
    for what, found in (("Numbers, dates and addresses", details), ("Names", names)):
        for side, mine, other in (("old", found[0], whole[1]), ("new", found[1], whole[0])):
            if only := list_only(mine, other):
                notes.append(f"{what} in the {side} document alone: {'; '.join(only)}.")
    return notes
