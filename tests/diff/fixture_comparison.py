"""Two small made-up policies with an entry of every form, as a comparison and as rows of a release.

COMPARISON is the comparison; make_changes(tmp_path) is a corpus whose config "changes" says the same of its pair.
"""

from pathlib import Path

from mepp5.diff.comparison import Clause, Comparison, Difference, Document, Entry
from mepp5.files import Object, dump_jsonl, sha256, write_files
from tests.fixture_corpus import make_corpus

PAIRS = """[[pair]]
old = "alpha-2020"
new = "gamma-2022"
direction = "time"
relation = "one shop's policy and the next one's"

[[pair]]
old = "beta"
new = "alpha-2020"
direction = "template"
relation = "a template and what was made of it"
"""


def clause(side: str, number: int, text: str, section: str = "", *categories: str) -> Clause:
    """A clause of the old ("a") or the new ("g"); ` › ` parts the headings of its section."""
    policy = {"a": "alpha-2020", "g": "gamma-2022"}[side]
    return Clause(f"{policy}/{number:04d}", text, tuple(section.split(" › ")) if section else (), categories)


AGE = Difference("alpha-2020/0006", 27, "13", "gamma-2022/0006", 27, "16", "audience", "narrower")
BUYERS = Difference("", 0, "", "gamma-2022/0006", 31, "and buyers", "audience", "broader")
ENTRIES = (
    Entry(
        (clause("a", 2, "We sell lamps."),),
        (clause("g", 2, "We sell lamps."),),
        "identical",
        meaning="same",
    ),
    Entry(
        (clause("a", 3, "We note your name", "Data", "first_party_collection_use"),),
        (clause("g", 4, "We note your name.", "Your data", "first_party_collection_use"),),
        "edited",
        meaning="same",
    ),
    Entry(
        (clause("a", 4, "We keep it, and lock it away.", "Data", "data_retention"),),
        (
            clause("g", 8, "We keep it.", "Safety", "data_retention"),
            clause("g", 9, "It is locked away.", "Safety", "data_security"),
        ),
        "split",
        moved=True,
        meaning="same",
    ),
    Entry(
        (clause("a", 5, "We lend it to <script>alert(1)</script> nobody.", "Data › [bold]Loans", "data_security"),),
        (),
        "removed",
        effects=("broader",),
    ),
    Entry(
        (clause("a", 6, "No lamps for children under 13.", "Data", "specific_audiences"),),
        (clause("g", 6, "No lamps for children under 16 and buyers.", "Your data", "specific_audiences"),),
        "reworded",
        meaning="changed",
        effects=("broader", "narrower"),
        differences=(AGE, BUYERS),
    ),
    Entry(
        (),
        (clause("g", 7, "We count visits.", "Your data", "first_party_collection_use"),),
        "added",
        False,
        None,
        ("broader",),
    ),
    Entry(
        (clause("a", 8, "Write to us.", "Post", "privacy_contact_information"),), (), "removed", effects=("different",)
    ),
    Entry((), (clause("g", 11, "Call us.", "Phone"),), "added", effects=("different",)),
)
COMPARISON = Comparison(
    Document("alpha-2020", "A policy | of privacy", "2020-05-01"),
    Document("gamma-2022", "A policy | of privacy", "2022-05-01"),
    ENTRIES,
    notes=("alpha-2020 → gamma-2022: one shop's policy and the next one's.",),
)


def make_rows() -> list[Object]:
    """Return ENTRIES as rows of the config "changes"."""
    return [_make_row(number, entry) for number, entry in enumerate(ENTRIES, start=1)]


def _make_row(number: int, entry: Entry) -> Object:
    row: Object = {"id": f"alpha-2020--gamma-2022/{number:04d}", "pair": "alpha-2020--gamma-2022"}
    for side, clauses in (("old", entry.old), ("new", entry.new)):
        row |= {
            side: [clause.id for clause in clauses],
            f"{side}_texts": [clause.text for clause in clauses],
            f"{side}_sections": [list(clause.section) for clause in clauses],
            f"{side}_categories": [list(clause.categories) for clause in clauses],
        }
    differences = [
        {
            "old_clause": each.old_clause,
            "old_start": each.old_start,
            "old_end": each.old_start + len(each.old_text),
            "old_text": each.old_text,
            "new_clause": each.new_clause,
            "new_start": each.new_start,
            "new_end": each.new_start + len(each.new_text),
            "new_text": each.new_text,
            "about": each.about,
            "effect": each.effect,
        }
        for each in entry.differences
    ]
    said = {"form": entry.form, "moved": entry.moved, "meaning": entry.meaning, "effects": list(entry.effects)}
    return row | said | {"differences": differences}


def make_changes(directory: Path, rows: list[Object] | None = None) -> Path:
    """Write the tiny corpus with PAIRS and these rows of the first, released with their sum, and return its root."""
    root = make_corpus(directory)
    content = dump_jsonl(make_rows() if rows is None else rows)
    name = "changes/alpha_2020__gamma_2022.jsonl"
    released = {f"data/{name}": content, "data/SHA256SUMS": f"{sha256(content)}  {name}\n".encode()}
    write_files(root, {"annotations/changes/pairs.toml": PAIRS.encode(), **released})
    return root
