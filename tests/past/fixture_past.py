"""The tiny corpus with two recorded releases: 0.5.0, and 0.6.0 that changed a clause and rewrote two reasons.

root = make_past(tmp_path)
"""

from dataclasses import replace
from pathlib import Path

from mepp5.adjudication.decisions import DECISIONS
from mepp5.adjudication.revisions import REVISIONS, dump_revisions, extend_revisions, read_revisions
from mepp5.annotation.exports import export_path, read_export, write_export
from mepp5.annotation.spans import Annotation
from mepp5.files import dump_jsonl, write_files
from mepp5.past.recording import record_release
from mepp5.release import rows as release
from tests.release.fixture_release import make_release

CHANGED, UNTOUCHED = "alpha-2020/0007", "alpha-2020/0010"  # the latter: its reason is written anew, its labels are kept
REASONS = {CHANGED: "Rule 8: a measure.", UNTOUCHED: "Rule 6: contact."}


def make_past(directory: Path) -> Path:
    """Write the tiny release, record it as 0.5.0, change it, record it as 0.6.0; return the root."""
    root = make_first(directory)
    make_second(root)
    return root


def make_first(directory: Path) -> Path:
    """Write the tiny release, record it as 0.5.0, and return the root."""
    root = make_release(directory)
    write_decisions(root, REASONS)
    set_version(root, "0.5.0")
    write_files(root, record_release(root))
    return root


def make_second(root: Path) -> None:
    """Change a clause and two reasons, and record that as 0.6.0."""
    before = root.parent / "decisions-of-0.5.0.jsonl"
    before.write_bytes((root / DECISIONS).read_bytes())
    relabel(root, CHANGED, "0.6.0", lambda own: replace(own, slots=()))
    write_decisions(root, {CHANGED: "Slot rule 2: no slot.", UNTOUCHED: "Unchanged. Rule 6."})
    set_version(root, "0.6.0")
    write_files(root, record_release(root, before))


def relabel(root: Path, clause: str, version: str, change) -> None:
    """Change the reference labels of a clause in the release `version`: export, revisions and data/."""
    policy = clause.rpartition("/")[0]
    layers = read_export(policy, root)
    before = dict(layers["reader"])
    after: Annotation = change(before[clause])
    layers["reader"][clause] = after
    revisions = extend_revisions(read_revisions(root), before, layers["reader"], version)
    contents = {export_path(policy): write_export(layers, policy, root), REVISIONS: dump_revisions(revisions)}
    write_files(root, contents)
    write_files(root, release.generate(root))


def write_decisions(root: Path, reasons: dict[str, str]) -> None:
    write_files(root, {DECISIONS: dump_jsonl({"id": clause, "reason": words} for clause, words in reasons.items())})


def set_version(root: Path, version: str) -> None:
    """State the version in pyproject.toml, and give it a section at the head of CHANGELOG.md."""
    changelog = root / "CHANGELOG.md"
    earlier = changelog.read_text() if changelog.exists() else ""
    changelog.write_text(f"## {version} (2026-01-0{version[2]})\n\nWords.\n\n{earlier}")
    (root / "pyproject.toml").write_text(f'[project]\nversion = "{version}"\n')
