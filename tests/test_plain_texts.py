"""Every text of every form has a form of its own, or stands here with the reason why it needs none."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import mepp5
from mepp5.reading.fields import PolicyId
from mepp5.reading.forms import Words, form

# Modules whose files are no decisions: written by a program, and compared with what it writes now, or predictions.
WRITTEN = {
    "mepp5.agreement": "measured anew by the check agreement, or by scripts/calibration.py",
    "mepp5.changes.adjudication.outcome": "counted, a part of agreement.json",
    "mepp5.diff.labelled": "rows of data/, which the checks data-hash and data-schema hold to their types",
    "mepp5.release": "counts of data/stats.json, which a build writes",
    "mepp5.scoring": "predictions, looked up among clauses and categories, and results, compared by `run --check`",
}
# (module, class) -> (fields, why any text may stand there)
PLAIN = {
    ("annotation.calibration", "LabelledSegment"): ({"labels"}, "looked up in the taxonomy"),
    ("annotation.handin", "QuotedPractice"): ({"quote", "category", "polarity", "subjects"}, "looked up"),
    ("annotation.handin", "QuotedSlot"): ({"quote", "slot", "value"}, "looked up in clause and taxonomy"),
    ("annotation.handin", "_Named"): ({"id"}, "looked up among the units"),
    ("annotation.handin", "HandInLine"): ({"id"}, "looked up among the units"),
    ("annotation.snapshot", "Marked"): ({"text", "labels", "choices"}, "a server's words, compared with the text"),
    ("annotation.snapshot", "Result"): ({"type", "id", "from_name"}, "a server's names, looked up"),
    ("annotation.snapshot", "User"): ({"email"}, "looked up in annotators.toml"),
    ("annotation.snapshot", "TaskData"): ({"policy", "section", "text", "sha256"}, "compared with the tasks"),
    ("annotation.spans", "Practice"): ({"category", "polarity", "subjects"}, "looked up in the taxonomy"),
    ("annotation.spans", "SlotSpan"): ({"slot", "value"}, "looked up in the taxonomy"),
    ("changes.drawn", "ChangeResult"): (
        {"type", "id", "from_name", "to_name", "from_id", "to_id", "labels"},
        "a server's names, looked up",
    ),
    ("changes.handin", "QuotedWords"): ({"id", "quote"}, "looked up in the clauses of the pair"),
    ("changes.handin", "QuotedDifference"): ({"about"}, "looked up in the taxonomy"),
    ("changes.handin", "HandInLine"): ({"old", "new", "reason"}, "looked up in the pair; a reason is held to one line"),
    ("changes.links", "Quotation"): ({"id"}, "looked up among the clauses of the pair"),
    ("changes.links", "Difference"): ({"about"}, "looked up in the taxonomy"),
    ("changes.links", "Link"): ({"old", "new"}, "looked up among the clauses of the pair"),
    ("changes.tasks", "ChangeTaskData"): (
        {"policy", "sha256", "old", "new", "old_text", "new_text"},
        "compared with the tasks",
    ),
    ("corpus.corrections", "Correction"): ({"before", "after"}, "any characters: before is compared, after a text's"),
    ("corpus.edits", "Edit"): ({"before", "after"}, "any characters of the raw text; compared with it"),
    ("documents.number_list", "Listed"): ({"counted", "stated"}, "compared with the lines of the documents"),
    ("invented.agreement", "BlindPractice"): ({"category", "polarity", "subjects"}, "compared with the labels"),
    ("invented.agreement", "BlindSlot"): ({"quote", "slot", "value"}, "compared with the labels"),
    ("invented.agreement", "BlindLine"): ({"id"}, "looked up among the invented clauses"),
    ("scheme.entries", "DpvEntry"): ({"iri"}, "held to its form by scheme/faults.py"),
    ("scheme.entries", "CategoryEntry"): ({"definition", "opp115"}, "held to its form by scheme/faults.py"),
    ("scheme.entries", "Value"): ({"definition", "opp115"}, "held to its form by scheme/faults.py"),
    ("scheme.entries", "SlotEntry"): ({"definition"}, "held to its form by scheme/faults.py"),
}


def is_plain(hint: Any) -> bool:
    """Return whether any text can stand there: `str` without a validator or pattern, anywhere in the type."""
    if get_origin(hint) is Annotated:
        base, *metadata = get_args(hint)
        patterns = (getattr(part, "pattern", None) for own in metadata for part in getattr(own, "metadata", ()))
        held = any(hasattr(own, "func") for own in metadata) or any(patterns)
        return is_plain(base) and not (base is str and held)
    return hint is str or any(is_plain(part) for part in get_args(hint) if not isinstance(part, str))


def list_plain() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield (module, class, its fields of plain text) of every form of the package."""
    for found in pkgutil.walk_packages(mepp5.__path__, "mepp5."):
        for name, kind in vars(importlib.import_module(found.name)).items():
            if getattr(kind, "__module__", "") == found.name and "__pydantic_config__" in getattr(kind, "__dict__", ()):
                hints = get_type_hints(kind, include_extras=True).items()
                fields = frozenset(field for field, hint in hints if is_plain(hint))
                if fields:
                    yield found.name.removeprefix("mepp5."), name, fields


def test_a_text_without_a_form_is_noticed() -> None:
    assert is_plain(dict[str, int])
    assert is_plain(tuple[Words, ...] | None)
    assert not is_plain(PolicyId | None)
    assert "__pydantic_config__" in vars(form(type("Any", (), {})))


def test_every_text_of_a_decision_has_a_form_or_a_reason() -> None:
    found = {(module, name): fields for module, name, fields in list_plain() if not is_written(module)}
    assert found == {place: frozenset(fields) for place, (fields, _) in PLAIN.items()}


def is_written(module: str) -> bool:
    return any(f"mepp5.{module}.".startswith(f"{written}.") for written in WRITTEN)


def test_every_reason_is_still_needed() -> None:
    modules = {f"mepp5.{module}" for module, _, _ in list_plain()}
    for written in WRITTEN:
        assert any(f"{module}.".startswith(f"{written}.") for module in modules), written
