"""How a comparison is put into words, in a terminal and on a page alike."""

from collections import Counter
from collections.abc import Collection

from mepp5.diff.comparison import Clause, Comparison, Difference, Document, Entry
from mepp5.diff.filtering import find_status

# A sign beside the word, so that neither colour nor reading English is all that tells them apart.
SIGNS = {"broader": "▲", "narrower": "▼", "different": "◆"}
NO_HEADING = "(before the first heading)"
NO_COUNTERPART = "–"
SECTIONS = "section (old → new)"
TOTAL = "all sections"
NOTHING = "Nothing changed."


def say_subject(comparison: Comparison) -> str:
    """Return the line that says what is compared, and who says what changed."""
    whose = "predicted by a model, labelled by nobody" if comparison.predicted else "as labelled in the corpus"
    return f"{say_document(comparison.old)} → {say_document(comparison.new)}: what changed, {whose}"


def say_document(document: Document) -> str:
    """Return the document's name, with title and date where they are known."""
    about = ", ".join(part for part in (document.title, document.date) if part)
    return f"{document.name} ({about})" if about else document.name


def say_verdict(comparison: Comparison) -> str:
    """Return the sentence for two documents that are equal, say the same or share nothing; "" for all others."""
    entries = comparison.entries
    if all(entry.form == "identical" and not entry.moved for entry in entries):
        return NOTHING
    if all(find_status(entry) == "same" for entry in entries):
        forms = Counter(entry.form for entry in entries)
        return f"Nothing changed in meaning ({', '.join(f'{count} {form}' for form, count in forms.items())})."
    if not any(entry.old and entry.new for entry in entries):
        return f"No clause of {comparison.old.name} states what a clause of {comparison.new.name} does."
    return ""


def say_shown(comparison: Comparison, shown: Collection[Entry]) -> str:
    """Return the line that says how many entries are shown, and of how many."""
    rest = len(comparison.entries) - len(shown)
    return f"{len(shown)} of {len(comparison.entries)} shown" + (f", {rest} left out by the filters." if rest else ".")


def say_status(entry: Entry) -> str:
    """Return form, place and meaning: "reworded, moved; meaning changed"."""
    form = f"{entry.form}, moved" if entry.moved else entry.form
    return form if entry.meaning is None else f"{form}; meaning {entry.meaning}"


def say_effect(effect: str) -> str:
    """Return the effect with its sign."""
    return f"{SIGNS[effect]} {effect}" if effect in SIGNS else effect


def say_difference(difference: Difference) -> str:
    """Return one line: what it is about, the words of both sides, the effect."""
    old, new = (f'"{text}"' if text else "nothing" for text in (difference.old_text, difference.new_text))
    return f"{difference.about}: {old} → {new} ({difference.effect})"


def say_scores(entry: Entry) -> str:
    """Return the scores of a prediction, "" where there are none."""
    return ", ".join(f"{name} {score:.2f}" for name, score in entry.scores.items())


def say_heading(heading: str | None) -> str:
    """Return a section's heading, or what stands in its place."""
    return NO_COUNTERPART if heading is None else heading or NO_HEADING


def say_pair(old: str | None, new: str | None) -> str:
    """Return the headings of a pair of sections, a heading that both have once."""
    return say_heading(new) if old == new else f"{say_heading(old)} → {say_heading(new)}"


def say_place(entry: Entry) -> str:
    """Return the headings above the entry's first clauses, from the outermost; where both sides have them, once."""
    old, new = (" › ".join(side[0].section) or NO_HEADING if side else NO_COUNTERPART for side in (entry.old, entry.new))
    return new if old == new else f"{old} → {new}"


def say_ids(clauses: Collection[Clause]) -> str:
    """Return the clauses' ids, or "nothing"."""
    return ", ".join(clause.id for clause in clauses) or "nothing"
