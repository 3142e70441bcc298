"""Checks of what nothing else can tell right from wrong: measured or received once, or decided by hand.

baselines/recorded.sha256 has the hash of each such file, as `python scripts/record_sums.py` writes it after a
measurement or a decision: what is then edited, lost or slipped in by mistake is found. Of the documents that a build
writes into, the words between the blocks are recorded, in lines that `sha256sum` takes for comments. A corpus without
that file has nothing recorded; of a copy without one of the FOLDERS, what would stand there is not missed.
"""

from pathlib import Path

from mepp5.blocks import empty_blocks
from mepp5.checks.findings import Check, Found
from mepp5.documents.front_matter import FRONT_MATTER
from mepp5.files import read_bytes, read_text, sha256
from mepp5.paths import is_clone

RECORDED = "baselines/recorded.sha256"
FOLDERS = ("benchmarks", "docs", "scripts")
# Documents that a build writes into: numbers and tables of theirs are compared by other checks.
WRITTEN_INTO = ("DATASHEET.md", "README.md")
COMMENT = "# "
PATTERNS = (
    "CHANGELOG.md",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "LICENSE*",
    "Makefile",
    "SECURITY.md",
    "annotations/*.jsonl",
    "annotations/*.md",
    "annotations/*.toml",
    "annotations/*.tsv",
    "annotations/*_draw.json",
    "annotations/calibration/**/*",
    "annotations/changes/*.jsonl",
    "annotations/changes/*.toml",
    "annotations/changes/draw.json",
    "annotations/protocols/*",
    "constraints*.txt",
    "baselines/*.json",
    "baselines/*.md",
    "baselines/*.toml",
    "baselines/categories/*.toml",
    "baselines/plots/*",
    "baselines/report/*.md",
    "baselines/results/**/*",
    "baselines/samples/*",
    "benchmarks/*.toml",
    "benchmarks/results/*",
    "corpus/*.md",
    "corpus/*.toml",
    "data/*.md",
    "docs/*.md",
    "docs/*.png",
    "docs/*.toml",
    "invented/*",
    "pyproject.toml",
)


def list_recorded(root: Path) -> list[str]:
    """Return the paths of the files that have a hash in RECORDED, in order."""
    found = {path for pattern in PATTERNS for path in root.glob(pattern) if path.is_file()}
    found |= {root / name for name in WRITTEN_INTO if (root / name).is_file()}
    return sorted(path.relative_to(root).as_posix() for path in found)


def dump_recorded(root: Path) -> bytes:
    """Return what RECORDED says of today's files, as `sha256sum -c` reads it at the root."""
    lines = (f"{COMMENT * (path in WRITTEN_INTO)}{_hash(path, root)}  {path}\n" for path in list_recorded(root))
    return "".join(lines).encode()


def _hash(path: str, root: Path) -> str:
    if path not in WRITTEN_INTO:
        return sha256(read_bytes(root / path))
    return sha256(FRONT_MATTER.sub("", empty_blocks(read_text(root / path))).encode())


def _find_recorded(root: Path) -> Found:
    """What was measured, received, decided or written by hand is as it was when it was last recorded."""
    if not (root / RECORDED).is_file():
        if is_clone(root) and (root / "baselines").is_dir():
            yield RECORDED, "it is missing"
        return
    lines = (line.removeprefix(COMMENT).partition("  ") for line in read_text(root / RECORDED).splitlines())
    sums = {path: digest for digest, _, path in lines}
    found = list_recorded(root)
    absent = tuple(f"{folder}/" for folder in FOLDERS if not (root / folder).is_dir())
    for path in sorted(sums.keys() ^ set(found)):
        if path in sums and path.startswith(absent):
            continue
        yield path, "it is missing" if path in sums else f"it is not listed in {RECORDED}"
    for path in found:
        if path in sums and _hash(path, root) != sums[path]:
            what = "words between its blocks were changed: their" if path in WRITTEN_INTO else "it was changed: its"
            yield path, f"{what} SHA-256 is not that of {RECORDED}"


CHECKS = (
    Check(
        "recorded",
        "Restore it as committed; after a measurement, a decision or new words run python scripts/record_sums.py.",
        _find_recorded,
    ),
)
