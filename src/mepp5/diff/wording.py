"""How a comparison is put into words, in a terminal and on a page alike."""

from collections import Counter
from collections.abc import Collection

from mepp5.diff.comparison import Clause, Comparison, Difference, Document, Entry
from mepp5.diff.filtering import find_status

# A sign beside the word, so that neither colour nor reading English is all that tells them apart.
SIGNS = {"broader": "▲", "narrower": "▼", "different": "◆"}
MEANT = {
    "broader": "the company may do more, or gives the user less",
    "narrower": "it may do less, or gives the user more",
    "different": "neither of the two",
}
NO_HEADING = "Before the first heading"
_FOLDED = {"same": "with the same meaning", "changed": "changed", "added": "added", "removed": "removed"}
SECTIONS = "section (old → new)"
TOTAL = "all sections"
NOTHING = "Nothing changed."


def say_subject(comparison: Comparison) -> str:
    """Return the line that says what is compared, and who says what changed."""
    return f"{say_document(comparison.old)} → {say_document(comparison.new)}: {say_source(comparison)}"


def say_source(comparison: Comparison) -> str:
    """Return who says what changed."""
    return "predicted by a model, checked by nobody" if comparison.predicted else "as labelled in the corpus"


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


def say_shown(comparison: Comparison, shown: Collection[Entry], rest: str) -> str:
    """Return the line that says how many entries are shown, and what is with the `rest` if there are others."""
    others = len(comparison.entries) - len(shown)
    return f"{len(shown)} of {len(comparison.entries)} shown{f', {others} {rest}' if others else ''}."


def say_folded(statuses: Collection[str]) -> str:
    """Return the line under which entries of these statuses are folded."""
    counts = Counter(statuses)
    return ", ".join(f"{count} {_FOLDED[status]}" for status, count in counts.items())


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


def say_pair(old: str | None, new: str | None) -> str:
    """Return the headings of a pair of sections, a heading that both have once."""
    if old is None or new is None:
        return f"{old or new or NO_HEADING} (only in the {'new' if old is None else 'old'})"
    return " → ".join(dict.fromkeys(heading or NO_HEADING for heading in (old, new)))


def say_section(clause: Clause) -> str:
    """Return the headings above the clause, from the outermost."""
    return " › ".join(clause.section) or NO_HEADING


def say_place(entry: Entry) -> str:
    """Return the headings above the entry's first clauses, from the outermost; where both sides have the same, once."""
    places = [say_section(side[0]) for side in (entry.old, entry.new) if side]
    return " → ".join(dict.fromkeys(places))


def say_ids(clauses: Collection[Clause]) -> str:
    """Return the clauses' ids, or "nothing"."""
    return ", ".join(clause.id for clause in clauses) or "nothing"
