"""How what is generated in the tiny corpus is damaged: GENERATED_DAMAGES[check](root)."""

import shutil
from collections.abc import Callable
from pathlib import Path

from mepp5.build import build
from mepp5.checks import recorded
from mepp5.documents import card
from mepp5.documents.number_list import NUMBERS, Listed, dump_list
from mepp5.files import write_files
from mepp5.scheme import guidelines
from tests.checks.fixture_change_edits import replace
from tests.fixture_corpus import REPOSITORY
from tests.release.fixture_release import make_release

CHANGE_INTERFACE = "annotations/changes/label_studio.xml"
COUNT = ("| `holdout` | 6 |", "| `holdout` | 7 |")  # clauses tested
STATS = "data/stats.json"


def make_whole(directory: Path) -> Path:
    """Write the tiny release with all documents, as a build leaves it, and return its root."""
    root = make_release(directory)
    shutil.copy(REPOSITORY / "CITATION.cff", root)
    write_guidelines(root)
    write_documents(root)
    build(root)
    return root


def write_documents(root: Path) -> None:
    """Write README.md, DATASHEET.md and CHANGELOG.md with all their blocks, as a build leaves them."""
    for name in (*card.DOCUMENTS, "CHANGELOG.md"):
        blocks = card.DOCUMENTS.get(name, ())
        front = (root / name).read_text() if (root / name).is_file() else ""
        write_files(root, {name: f"{front}# {name}\n{draw_blocks(blocks)}".encode()})
    write_files(root, card.generate(root))


def write_guidelines(root: Path) -> None:
    """Write GUIDELINES.md with its tables and Label Studio's interface, as a build leaves them."""
    path = root / guidelines.GUIDELINES
    path.write_text(path.read_text() + draw_blocks(("categories", "slots", "crosswalk")))
    write_files(root, guidelines.generate(root))


def draw_blocks(names: tuple[str, ...]) -> str:
    return "".join(f"<!-- generated:{name} -->\n<!-- /generated:{name} -->\n" for name in names)


def change_count(root: Path) -> None:
    write_documents(root)
    replace("DATASHEET.md", *COUNT)(root)


def add_correction(root: Path) -> None:
    """Decide a correction and do not build: text and log agree with each other, but not with the decisions."""
    raw = (root / "corpus/raw/beta.txt").read_bytes().decode()
    entry = f'\n[[correction]]\npolicy = "beta"\nraw_start = {raw.index("thirty")}\nbefore = "thirty"\nafter = "30"\n'
    path = root / "corpus/corrections.toml"
    path.write_text(f'{path.read_text()}{entry}reason = "a number"\ncertainty = "sure"\n')


def slip_result_in(root: Path) -> None:
    """Have a file of predictions recorded, then another one beside it."""
    write_files(root, {"baselines/samples/holdout.jsonl": b"{}\n"})
    write_files(root, {recorded.RECORDED: recorded.dump_recorded(root)})
    write_files(root, {"baselines/samples/other.jsonl": b"{}\n"})


def miscount_in_prose(root: Path) -> None:
    """List what the README says of the policies as counted, and have it say another number."""
    card = (root / "README.md").read_text()
    write_files(root, {"README.md": f"{card}# Ours\nThree policies of shops.\n".encode()})
    listed = {"README.md": Listed(("# Ours [=policies] policies of shops.",))}
    write_files(root, {NUMBERS: dump_list(listed)})
    replace("README.md", "Three policies", "Four policies")(root)


GENERATED_DAMAGES: dict[str, Callable[[Path], None]] = {
    "generated-texts": add_correction,
    "generated-interfaces": replace(CHANGE_INTERFACE, "data_security", "data_safety"),
    "generated-data": replace(STATS, '"clauses": 6', '"clauses": 7'),
    "generated-missing": lambda root: (root / CHANGE_INTERFACE).unlink(),
    "generated-blocks": change_count,
    "recorded": slip_result_in,
    "prose": miscount_in_prose,
}
