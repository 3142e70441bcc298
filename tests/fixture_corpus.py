"""A tiny corpus for tests: three made-up policies with everything the real ones have, labels and links included.

root = make_corpus(tmp_path)        # corpus/, annotations/, pyproject.toml; data/ and documents are then built
"""

import shutil
from pathlib import Path

from mepp5.annotation.exports import export_path, write_export
from mepp5.annotation.spans import Annotation, Practice, SlotSpan
from mepp5.contents import SOURCES
from mepp5.corpus import clauses, text
from mepp5.corpus.clauses import Unit, read_units
from mepp5.files import dump_jsonl, sha256, write_files
from tests.fixture_changes import add_pairs

REPOSITORY = Path(__file__).parents[1]
COPIED = ("annotations/taxonomy.toml", "annotations/dpv_terms.tsv", "annotations/protocols/reader.md", "pyproject.toml")
COPIED_WITH_PAIRS = tuple(
    f"annotations/protocols/changes_{name}.md" for name in ("reader", "backreader", "adjudicator")
)

# policy -> (split, lineage, units); a unit is (kind, level, lead-in's number or None, text, category or None).
POLICIES = {
    "alpha-2020": (
        "train",
        "alpha",
        [
            ("heading", 0, None, "Alpha Privacy Policy", None),
            ("sentence", 0, None, "This policy took effect on 1 May 2020.", "policy_change"),
            ("heading", 1, None, "What we collect", None),
            ("sentence", 0, None, "We collect the following information:", "first_party_collection_use"),
            ("list_item", 1, 4, "your name and your e-mail address; and", "first_party_collection_use"),
            ("list_item", 1, 4, "your heart rate while you sleep.", "first_party_collection_use"),
            ("sentence", 0, None, "We encrypt what we store on our servers!", "data_security"),
            ("heading", 1, None, "Whom we tell", None),
            ("sentence", 0, None, "We do not sell your personal information.", "third_party_sharing_collection"),
            ("sentence", 0, None, "Write to privacy@alpha.example.", "privacy_contact_information"),
        ],
    ),
    "beta": (
        "validation",
        "beta",
        [
            ("heading", 0, None, "Beta and your data", None),
            ("sentence", 0, None, "Our notice took effect on 1 May 2020.", "introductory_generic"),
            ("heading", 1, None, "Sharing", None),
            ("sentence", 0, None, "We never sell your personal information.", "third_party_sharing_collection"),
            ("sentence", 0, None, "We keep logs for thirty days.", "data_retention"),
        ],
    ),
    "gamma-2022": (
        "test",
        "gamma",
        [
            ("chrome", 0, None, "Cart cart 0", None),
            ("heading", 1, None, "Your data", None),
            ("sentence", 0, None, "We encrypt what we store on our servers!", "data_security"),
            ("heading", 2, None, "Rights.", None),
            ("sentence", 0, None, "You may:", "user_access_edit_deletion"),
            ("list_item", 1, 5, "read your data;", "user_access_edit_deletion"),
            ("list_item", 1, 5, "erase your data.", "user_access_edit_deletion"),
            ("heading", 1, None, "The rest", None),
            ("table_row", 0, None, "Cookies Yes", "first_party_collection_use"),
            ("sentence", 0, None, "Ask the shop’s clerk if you are a child.", "specific_audiences"),
        ],
    ),
}
DATES = {"train": "2020-05-01", "test": "2022-05-01"}
NEGATED = ("do not sell", "never sell")
SLOTS = {  # by text or, where a text stands twice, by clause
    "your name and your e-mail address; and": (("name", "data_type", "contact_details"),),
    "your heart rate while you sleep.": (("heart rate", "data_type", "health_fitness"),),
    "We never sell your personal information.": (("personal information", "data_type", "generic_personal"),),
    "We keep logs for thirty days.": (("thirty days", "retention", "stated_period"),),
    "alpha-2020/0007": (("encrypt", "security_measure", "encryption"),),
    "read your data;": (("read", "right", "access"),),
}
GUIDELINES = "# Rules\n\n> [beta] We keep logs for thirty days.\n\n- **is** `data_retention`.\n"
ANNOTATORS = """reference = "reader"

[[annotator]]
id = "reader"
email = "reader@annotators.example.org"
protocol = "protocols/reader.md"
scope = "all"
kind = "language model"

[[annotator]]
id = "second"
email = "second@annotators.example.org"
protocol = "protocols/reader.md"
scope = "some"
kind = "language model"
"""

INVENTED = """@ a01 | Plum Ltd | a shop | Malta | 2020 | plain
C | Home
# Data
S fp | For your order we store the following in our books:
L fp | your {data_type=contact_details:name} and {data_type=contact_details:house number};
S -tp | None of it is ever handed to {recipient=advertiser:advertisers}.
@ b01 | by category | do_not_track
---
# Signals
S dnt(fp) | Where Do Not Track is on, our counter stays off.
"""


def make_corpus(directory: Path, pairs: bool = True) -> Path:
    """Write the tiny corpus into the directory, up to the exports, and return its root; without `pairs`, no links."""
    root = directory / "corpus-of-three"
    for name in COPIED + COPIED_WITH_PAIRS * pairs:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, root / name)
    decisions = {"annotations/annotators.toml": ANNOTATORS.encode(), "annotations/GUIDELINES.md": GUIDELINES.encode()}
    write_files(
        root, {**decisions, **_write_raw(), "invented/shop.txt": INVENTED.encode(), SOURCES: b'files = ["shop.txt"]\n'}
    )
    write_files(root, text.generate(root))
    write_files(root, {f"corpus/clauses/{name}.jsonl": _draft_units(name, root) for name in POLICIES})
    write_files(root, clauses.generate(root))
    write_files(root, {export_path(name): write_export(_label(name, root), name, root) for name in POLICIES})
    if pairs:
        add_pairs(root)
    return root


def _write_raw() -> dict[str, bytes]:
    """Return raw files (CRLF, a no-break space, one damaged apostrophe), manifest and corrections."""
    contents, entries, corrections = {}, [], ""
    for name, (split, lineage, units) in POLICIES.items():
        lines = (f"• {words}" if kind == "list_item" else words for kind, _, _, words, _ in units)
        raw = "\r\n\r\n".join(lines).replace(" your ", " your\u00a0").replace("’", "â")
        contents[f"corpus/raw/{name}.txt"] = raw.encode()
        entries.append(_manifest_entry(name, split, lineage, raw))
        if "â" in raw:
            corrections = (
                f'[[correction]]\npolicy = "{name}"\nraw_start = {raw.index("â")}\nbefore = "â"\nafter = "’"\n'
                'reason = "an apostrophe that was decoded wrongly"\ncertainty = "sure"\n'
            )
    contents["corpus/manifest.toml"] = "\n".join(entries).encode()
    contents["corpus/corrections.toml"] = corrections.encode()
    return contents


def _manifest_entry(name: str, split: str, lineage: str, raw: str) -> str:
    values = {
        "id": name,
        "raw_file": f"{name}.txt",
        "raw_sha256": sha256(raw.encode()),
        "publisher": lineage.title(),
        "title": "A policy | of privacy",
        "url": "",
        "captured": "",
        "date": DATES.get(split, ""),
        "date_kind": "effective" if split in DATES else "none",
        "lineage": lineage,
        "split": split,
        "language": "en",
        "markup": "plain",
        "rights": "The text is made up.",
    }
    return "[[policy]]\n" + "".join(f'{key} = "{value}"\n' for key, value in values.items())


def _draft_units(name: str, root: Path) -> bytes:
    canonical = text.read_text_of(name, root)
    rows, path, end = [], {}, 0
    for number, (kind, level, lead_in, words, _) in enumerate(POLICIES[name][2], start=1):
        start = canonical.index(words, end)
        end = start + len(words)
        if kind == "heading":
            path = {depth: title for depth, title in path.items() if depth < level}
        section = [path[depth] for depth in sorted(path) if depth > 0]
        row = {
            "id": f"{name}/{number:04d}",
            "policy": name,
            "kind": kind,
            "level": level,
            "section": section,
            "lead_in": f"{name}/{lead_in:04d}" if lead_in else None,
            "start": start,
            "end": end,
            "raw_start": 0,
            "raw_end": 0,
            "text": words,
        }
        rows.append(row)
        if kind == "heading":
            path[level] = words
    return dump_jsonl(rows)


def _label(name: str, root: Path) -> dict[str, dict[str, Annotation]]:
    """Return the reader's labels of every clause and a second annotator's, who marks no slots, of the first section."""
    layers: dict[str, dict[str, Annotation]] = {"reader": {}, "second": {}}
    units = read_units(name, root)
    first = next(unit.section[:1] for unit in units if unit.is_clause)
    for unit, (*_, category) in zip(units, POLICIES[name][2], strict=True):
        if category is None:
            continue
        layers["reader"][unit.id] = _annotate(unit, category, SLOTS.get(unit.id, SLOTS.get(unit.text, ())))
        if unit.section[:1] == first:
            layers["second"][unit.id] = _annotate(unit, category, ())
    return layers


def _annotate(unit: Unit, category: str, slots: tuple) -> Annotation:
    polarity = "negated" if any(words in unit.text for words in NEGATED) else "affirmed"
    end = len(unit.text.removesuffix("; and").removesuffix(";"))
    spans = []
    for words, slot, value in slots:
        start = unit.text.index(words)
        spans.append(SlotSpan(start, start + len(words), slot, value))
    return Annotation(unit.id, "", (Practice(0, end, category, polarity),), tuple(spans))
