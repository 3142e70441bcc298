"""The kinds of file there are in the repository, and how each is corrupted."""

import subprocess
from fnmatch import fnmatch
from pathlib import Path

LINES = ("lines swapped", "line dropped", "line doubled")
RECORD = ("another value", "another word", "another number", "values swapped", *LINES)
PAGE = ("number in prose", "number in a block")
WHOLE = "file removed", "file added"
# What is written by hand or generated, with the corruptions that make sense there; the first pattern that fits counts.
KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "manifest": (("corpus/manifest.toml",), ("another value", "another date", "another hash", *RECORD[3:])),
    "corrections": (("corpus/corrections.toml",), ("offset moved", *RECORD)),
    "raw files": (("corpus/raw/*",), ("another word", *LINES, *WHOLE)),
    "texts": (("corpus/text/*",), ("another word", *LINES, *WHOLE)),
    "edit logs": (("corpus/edits/*",), ("offset moved", "values swapped", *LINES, *WHOLE)),
    "units": (
        ("corpus/clauses/*",),
        ("offset moved", "another value", "another word", "values swapped", *LINES, *WHOLE),
    ),
    "exports": (("annotations/exports/*",), ("another value", "offset moved", *RECORD[1:], *WHOLE)),
    "exports of changes": (("annotations/changes/exports/*",), ("another value", "offset moved", *RECORD[1:], *WHOLE)),
    "taxonomy": (("annotations/taxonomy.toml", "annotations/dpv_terms.tsv"), RECORD),
    "guidelines": (
        ("annotations/GUIDELINES.md", "annotations/CHANGES.md"),
        ("another value", "another word", *PAGE, *LINES),
    ),
    "annotators": (("annotations/annotators.toml", "annotations/changes/annotators.toml"), RECORD),
    "pairs": (("annotations/changes/pairs.toml",), RECORD),
    "protocols": (("annotations/protocols/*",), ("another word", "number in prose", *LINES, *WHOLE)),
    "adjudication": (("annotations/adjudication.jsonl", "annotations/changes/adjudication.jsonl"), RECORD),
    "draws": (("annotations/adjudication_draw.json", "annotations/changes/draw.json"), ("another number", *LINES)),
    "revisions": (("annotations/revisions.jsonl",), ("offset moved", *RECORD)),
    "second readings": (("annotations/second_reading.jsonl", "annotations/changes/second_reading.jsonl"), RECORD),
    "known issues": (("annotations/known_issues.toml",), RECORD),
    "releases": (("annotations/releases.toml",), ("another date", "another hash", *RECORD)),
    "calibration": (("annotations/calibration/*.json*", "annotations/calibration/2/*.json*"), (*RECORD, *WHOLE)),
    "agreement": (("annotations/agreement.json", "annotations/changes/agreement.json"), RECORD),
    "interfaces": (("annotations/*.xml", "annotations/changes/*.xml"), ("another value", *LINES)),
    "data: clauses": (("data/clauses/*",), ("offset moved", "another date", *RECORD, *WHOLE)),
    "data: annotators": (("data/annotators/*",), ("offset moved", *RECORD, *WHOLE)),
    "data: policies, invented": (("data/policies/*", "data/invented/*"), ("offset moved", *RECORD)),
    "data: changes": (("data/changes/*",), ("offset moved", *RECORD, *WHOLE)),
    "data: statistics, sums": (
        ("data/stats.json", "data/SHA256SUMS", "data/schema/SHA256SUMS"),
        ("another hash", *RECORD),
    ),
    "schemas": (("data/schema/*",), ("another value", *LINES, *WHOLE)),
    "croissant": (("croissant.json",), ("another hash", *RECORD)),
    "results": (("baselines/results/*.json", "baselines/results/changes/*.json"), ("another hash", *RECORD, *WHOLE)),
    "history, trials, report.json": (
        ("baselines/history.json", "baselines/trials.json", "baselines/report.json"),
        ("another number", "values swapped", *LINES),
    ),
    "benchmarks": (("benchmarks/results/*",), ("another number", "values swapped", *LINES, *WHOLE)),
    "plots and pictures": (("baselines/plots/*", "docs/*.png"), ("another number", "byte changed", *WHOLE)),
    "report": (("baselines/REPORT.md", "baselines/report/template.md"), ("number in prose", "another word", *LINES)),
    "samples": (("baselines/samples/*",), RECORD),
    "cues": (("baselines/categories/cues.toml",), RECORD),
    "mistakes": (("baselines/mistakes.toml",), RECORD),
    "invented": (("invented/*.txt", "invented/blind.jsonl"), ("another value", *RECORD[1:], *WHOLE)),
    "README": (("README.md",), ("number in the front matter", *PAGE, *LINES)),
    "DATASHEET": (("DATASHEET.md",), (*PAGE, *LINES)),
    "CHANGELOG": (("CHANGELOG.md",), ("another date", *PAGE, *LINES)),
    "CONTRIBUTING": (("CONTRIBUTING.md", "SECURITY.md"), ("number in prose",)),
    "READMEs of folders": (("*/README.md",), ("number in prose", "another word")),
    "docs": (("docs/*.md",), ("number in prose", "number in a block", "another word")),
    "citation": (("CITATION.cff",), ("another date", "another number", "number in prose", *LINES)),
    "licences": (("LICENSE", "LICENSE-DATA"), ("another word", "another number", *LINES)),
    "pyproject": (("pyproject.toml",), ("another number", *LINES)),
    "constraints": (("constraints*.txt",), ("another number", *LINES)),
}


def list_kinds(root: Path) -> dict[str, list[str]]:
    """Return {kind: the files of it that git knows}, each file of one kind alone."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True).stdout
    kinds: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for name in filter(None, listed.split("\0")):
        for kind, (patterns, _) in KINDS.items():
            if any(fnmatch(name, pattern) for pattern in patterns):
                kinds[kind].append(name)
                break
    return kinds
