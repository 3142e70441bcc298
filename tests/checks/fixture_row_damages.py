"""Hand edits of what released rows are made of: ROW_EDITS[name] is (check, edit, message), as of HAND_EDITS."""

import json
from pathlib import Path

from mepp5.changes.examples import CHANGE_GUIDELINES
from mepp5.scheme.entries import TAXONOMY
from mepp5.scheme.guidelines import GUIDELINES
from tests.checks.fixture_change_edits import EXPORT, Change, replace

UNITS = "corpus/clauses/alpha-2020.jsonl"
KEPT = "is not as it was released; restore it, or raise the version first"


def call_items_sentences(root: Path) -> None:
    """Make sentences, without a lead-in, of the list items of a policy."""
    rows = [json.loads(line) for line in (root / UNITS).read_text().splitlines()]
    assert any(row["kind"] == "list_item" for row in rows)
    for row in rows:
        if row["kind"] == "list_item":
            row |= {"kind": "sentence", "lead_in": None}
    (root / UNITS).write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows))


def comment(root: Path) -> None:
    """Have an annotation say more than its links, in the layout of the rest."""
    content = (root / EXPORT).read_text()
    (root / EXPORT).write_text(content.replace('{"completed_by"', '{"comment": "by three lawyers", "completed_by"', 1))


ROW_EDITS: dict[str, tuple[str, Change, str]] = {
    "items called sentences": ("releases", call_items_sentences, "the rows of 'clauses' that are restored are not"),
    "another publisher": (
        "releases",
        replace("corpus/manifest.toml", 'publisher = "', 'publisher = "New '),
        "the rows of 'policies' are not those released",
    ),
    "a category defined anew": ("releases", replace(TAXONOMY, 'definition = "', 'definition = "Never '), KEPT),
    "guidelines reworded": ("releases", replace(GUIDELINES, "# Rules", "# Rules of ours"), f"{GUIDELINES} {KEPT}"),
    "guidelines of links reworded": ("releases", replace(CHANGE_GUIDELINES, "#", "##"), f"{CHANGE_GUIDELINES} {KEPT}"),
    "a version before the record's": (
        "releases",
        replace("pyproject.toml", '"0.8.0"', '"0.7.0"'),
        "it is recorded, but pyproject.toml states 0.7.0",
    ),
    "another day of a release": (
        "releases",
        replace("CHANGELOG.md", "## 0.8.0 (2026", "## 0.8.0 (2025"),
        "its date is 2026-01-08, but CHANGELOG.md says 2025-01-08",
    ),
    "a comment on links": ("releases", comment, "not as it is written when it is pulled"),
}
