"""Checks of what nothing else can tell right from wrong: measured or received once, or decided by hand.

baselines/recorded.sha256 has the hash of each such file, as `python scripts/record_sums.py` writes it after a
measurement or a decision: what is then edited, lost or slipped in by mistake is found. A corpus without that file has
nothing recorded; of a copy without one of the FOLDERS, what would stand there is not missed.
"""

from pathlib import Path

from mepp5.checks.findings import Check, Found
from mepp5.files import read_bytes, read_text, sha256
from mepp5.paths import CLONE

RECORDED = "baselines/recorded.sha256"
FOLDERS = ("benchmarks", "docs", "scripts")
PATTERNS = (
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE*",
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
    "baselines/*.toml",
    "baselines/REPORT.md",
    "baselines/categories/*.toml",
    "baselines/plots/*",
    "baselines/report/*.md",
    "baselines/results/**/*",
    "baselines/samples/*",
    "benchmarks/results/*",
    "corpus/*.md",
    "corpus/*.toml",
    "docs/*.png",
    "docs/*.md",
    "pyproject.toml",
)


def list_recorded(root: Path) -> list[str]:
    """Return the paths of the files that have a hash in RECORDED, in order."""
    found = {path for pattern in PATTERNS for path in root.glob(pattern) if path.is_file()}
    return sorted(path.relative_to(root).as_posix() for path in found)


def dump_recorded(root: Path) -> bytes:
    """Return what RECORDED says of today's files, as `sha256sum -c` reads it at the root."""
    return "".join(f"{sha256(read_bytes(root / path))}  {path}\n" for path in list_recorded(root)).encode()


def _find_recorded(root: Path) -> Found:
    """What was measured, received or decided by hand is as it was when it was last recorded."""
    if not (root / RECORDED).is_file():
        if root == CLONE and (root / "baselines").is_dir():
            yield RECORDED, "it is missing"
        return
    lines = (line.partition("  ") for line in read_text(root / RECORDED).splitlines())
    sums = {path: digest for digest, _, path in lines}
    found = list_recorded(root)
    whole = all((root / folder).is_dir() for folder in FOLDERS)
    for path in sorted(sums.keys() ^ set(found) if whole else set(found) - sums.keys()):
        yield path, "it is missing" if path in sums else f"it is not listed in {RECORDED}"
    for path in found:
        if path in sums and sha256(read_bytes(root / path)) != sums[path]:
            yield path, f"it was changed: its SHA-256 is not that of {RECORDED}"


CHECKS = (
    Check(
        "recorded",
        "Restore the file as it was committed; after a measurement or a decision, run python scripts/record_sums.py.",
        _find_recorded,
    ),
)
