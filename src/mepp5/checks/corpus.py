"""Checks of corpus/ and annotations/: raw files, texts, edit logs, units, taxonomy, exports."""

from pathlib import Path

from mepp5.annotation.annotators import ANNOTATORS, read_annotators
from mepp5.annotation.exports import read_export
from mepp5.checks.findings import Check, Found
from mepp5.corpus.clauses import read_units, verify_units
from mepp5.corpus.corrections import check_corrections, read_corrections
from mepp5.corpus.drafts import drafts_path, read_drafts
from mepp5.corpus.edits import OffsetMap, apply_edits, edits_path, read_edits
from mepp5.corpus.manifest import Policy, check_received, read_manifest, read_raw
from mepp5.corpus.text import read_text_of, text_path
from mepp5.errors import CorpusError
from mepp5.paths import join_below
from mepp5.scheme.faults import check_taxonomy

LEADING = ("sentence", "list_item")


def _find_manifest(root: Path) -> Found:
    """The manifest names every policy once, with all that is known of it, each lineage in one split."""
    read_manifest(root)
    yield from ()


def _find_raw(root: Path, policy: Policy) -> Found:
    """Every raw file has the SHA-256 that the manifest states."""
    read_raw(policy, root)
    check_received(policy, root)
    yield from ()


def _find_corrections(root: Path, policy: Policy) -> Found:
    """Every correction stands at a place of the raw file that reads as it says."""
    check_corrections(root)
    read_corrections(policy.id, read_raw(policy, root), root)
    yield from ()


def _find_edits(root: Path, policy: Policy) -> Found:
    """The edit log makes the canonical text of the raw file."""
    try:
        made = apply_edits(read_raw(policy, root), read_edits(policy.id, root))
    except CorpusError as error:
        yield edits_path(policy.id), str(error)
        return
    text = read_text_of(policy.id, root)
    if made != text:
        pairs = zip(made, text, strict=False)
        shorter = min(len(made), len(text))
        offset = next((place for place, (a, b) in enumerate(pairs) if a != b), shorter)
        yield text_path(policy.id), f"from offset {offset} on it is not what the edits make of the raw file"


def _find_characters(root: Path, policy: Policy) -> Found:
    """A canonical text has printable characters of the Basic Multilingual Plane and newlines alone."""
    text = read_text_of(policy.id, root)
    for offset, character in enumerate(text):
        if ord(character) > 0xFFFF or not (character.isprintable() or character == "\n"):
            yield f"{text_path(policy.id)}: offset {offset}", f"U+{ord(character):04X} is not allowed in a text"


def _find_unit_types(root: Path, policy: Policy) -> Found:
    """Every line of corpus/clauses has the keys of a unit, each of its type."""
    read_units(policy.id, root)
    yield from ()


def _find_units(root: Path, policy: Policy) -> Found:
    """Units follow each other without a gap or an overlap, and have numbers, sections and lead-ins that fit."""
    verify_units(read_units(policy.id, root), read_text_of(policy.id, root), root)
    yield from ()


def _find_unit_text(root: Path, policy: Policy) -> Found:
    """The text of a unit is what stands at its offsets in the canonical text."""
    text = read_text_of(policy.id, root)
    for unit in read_units(policy.id, root):
        if text[unit.start : unit.end] != unit.text:
            yield unit.id, f"its text is not what stands at {unit.start} to {unit.end} of {text_path(policy.id)}"


def _find_unit_raw(root: Path, policy: Policy) -> Found:
    """The offsets of a unit into the raw file are those that the edit log gives."""
    offsets = OffsetMap(read_edits(policy.id, root))
    for unit in read_units(policy.id, root):
        raw = (offsets.start_to_raw(unit.start), offsets.end_to_raw(unit.end))
        if raw != (unit.raw_start, unit.raw_end):
            yield unit.id, f"raw_start and raw_end are not {raw[0]} and {raw[1]}, where the edit log has it"


def _find_lead_in(root: Path, policy: Policy) -> Found:
    """What introduces a list item is a sentence or a list item before it."""
    before: dict[str, str] = {}
    for unit in read_units(policy.id, root):
        if unit.lead_in is not None and before.get(unit.lead_in) not in LEADING:
            yield unit.id, f"lead_in {unit.lead_in!r} is no sentence or list item before it"
        before[unit.id] = unit.kind


def _find_drafts(root: Path, policy: Policy) -> Found:
    """No unit is a draft: somebody has read and decided each."""
    if drafts := read_drafts(policy.id, root):
        yield drafts_path(policy.id), f"{len(drafts)} units are still drafts, the first is {drafts[0].id}"


def _find_taxonomy(root: Path) -> Found:
    """The taxonomy has every category, slot and value once, with a definition and a place in the vocabularies."""
    check_taxonomy(root)
    yield from ()


def _find_annotators(root: Path) -> Found:
    """Every annotator is told once, with a protocol that is there."""
    known = {policy.id for policy in read_manifest(root)}
    for annotator in read_annotators(root).members:
        if not join_below(root, f"annotations/{annotator.protocol}").is_file():
            yield f"{ANNOTATORS}: {annotator.id}", f"its protocol annotations/{annotator.protocol} does not exist"
        for policy in annotator.policies:
            if policy not in known:
                yield f"{ANNOTATORS}: {annotator.id}", f"no policy {policy!r}, though it is one of its policies"


def _find_exports(root: Path, policy: Policy) -> Found:
    """Every export is of the texts of today, complete, as pull writes it, and keeps the rules of the annotation."""
    read_export(policy.id, root)
    yield from ()


CHECKS = (
    Check("manifest", "Mend corpus/manifest.toml; each lineage is in one split.", _find_manifest),
    Check("raw-hash", "Restore the raw file as it was received; it is never edited.", _find_raw, True),
    Check("corrections", "Mend the entry in corpus/corrections.toml.", _find_corrections, True),
    Check("edits", "Run mepp5 build; text and edit log are never edited by hand.", _find_edits, True),
    Check("text-characters", "Add a correction for the character and run mepp5 build.", _find_characters, True),
    Check("unit-types", "Mend the line of corpus/clauses.", _find_unit_types, True),
    Check("units", "Mend the unit's boundaries; ids are never renumbered.", _find_units, True),
    Check("unit-text", "Restore the text or the unit's offsets.", _find_unit_text, True),
    Check("unit-raw", "Run mepp5 build.", _find_unit_raw, True),
    Check("lead-in", "Name the sentence or list item that introduces the list, or null.", _find_lead_in, True),
    Check("drafts", "Read them, and say so with mepp5 decide.", _find_drafts, True),
    Check("taxonomy", "Mend annotations/taxonomy.toml.", _find_taxonomy),
    Check("annotators", "Mend annotations/annotators.toml or add the protocol.", _find_annotators),
    Check("exports", "Mend the annotation in Label Studio and pull it again.", _find_exports, True),
)
