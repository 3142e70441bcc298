"""What the taxonomy generates: the labelling interface and the tables of the guidelines (annotations/GUIDELINES.md)."""

from collections.abc import Iterable
from pathlib import Path

from mepp5.blocks import fill_blocks
from mepp5.files import read_text
from mepp5.paths import ROOT
from mepp5.scheme.interface import LABEL_CONFIG, label_config
from mepp5.scheme.taxonomy import Slot, Taxonomy, read_taxonomy

GUIDELINES = "annotations/GUIDELINES.md"


def guidelines_tables(taxonomy: Taxonomy) -> dict[str, str]:
    """Return {block name: Markdown} for the generated blocks of GUIDELINES.md."""
    categories = [(f"`{c.id}`", c.definition, c.opp115) for c in taxonomy.categories]
    slots = [(f"`{s.id}`", _list_values(s), s.definition) for s in taxonomy.slots]
    crosswalk = [
        (f"`{entry.id}`", entry.dpv.label or "–", entry.dpv.relation, ", ".join(entry.gdpr) or "–")
        for entry in taxonomy.categories + taxonomy.slots
    ]
    return {
        "categories": _draw_table(("id", "the clause states …", "OPP-115"), categories),
        "slots": _draw_table(("slot", "values (ids are per slot)", "the phrase says …"), slots),
        "crosswalk": _draw_table(("id", "DPV 2.3", "relation", "GDPR Articles"), crosswalk),
    }


def _list_values(slot: Slot) -> str:
    return "; ".join(f"`{value.id}` ({value.definition})" for value in slot.entries)


def _draw_table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {relative path: bytes} of what the taxonomy generates: Label Studio interface and guidelines."""
    taxonomy = read_taxonomy(root)
    guidelines = fill_blocks(read_text(Path(root) / GUIDELINES), guidelines_tables(taxonomy))
    return {LABEL_CONFIG: label_config(taxonomy).encode(), GUIDELINES: guidelines.encode()}
