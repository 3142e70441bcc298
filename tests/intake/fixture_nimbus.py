"""A small policy of nobody's, as files of every kind, and what adds one to a corpus.

add(root, tmp_path / "nimbus.html")      # the click Result of `mepp5 new nimbus-2024 FILE --root ROOT`
"""

from pathlib import Path

from click.testing import CliRunner, Result

from mepp5.annotation.annotators import REFERENCE, read_annotators
from mepp5.annotation.exports import export_path, write_export
from mepp5.annotation.spans import Annotation, Practice, end_of_practice
from mepp5.cli import main
from mepp5.corpus.clauses import read_units
from mepp5.files import write_files
from mepp5.paths import ROOT

ID = "nimbus-2024"
PAGE = (ROOT / "tests/fixtures/nimbus.html").read_text(encoding="utf-8")
TEXT = """Nimbus Umbrella Privacy Policy

This policy took effect on 1 March 2024. It tells what Nimbus does with what it knows of you.

What we collect

When you register an umbrella, we collect:
(a) your name and e-mail address;
(b) the weather at your place.

We use the weather to warn you of rain. We never sell any of this to anybody.

Security

We encrypt what your umbrella sends us.
"""
MARKDOWN = """# Nimbus Umbrella Privacy Policy

This policy took effect on 1 March 2024.

## Security

We **encrypt** what your umbrella sends us.
"""
CLAUSES = [
    "This policy took effect on 1 March 2024.",
    "It tells what Nimbus does with what it knows of you.",
    "When you register an umbrella, we collect:",
    "your name and e-mail address;",
    "the weather at your place.",
    "We use the weather to warn you of rain.",
    "We never sell any of this to anybody.",
    "We encrypt what your umbrella sends us.",
    "Write to rain@nimbus.example.",
]


def run(*words: str | Path) -> Result:
    """Return what the command did; a traceback is an error of the test."""
    result = CliRunner().invoke(main, list(map(str, words)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def add(root: Path, file: Path, *options: str, policy: str = ID) -> Result:
    return run("new", policy, file, "--root", root, *options)


def write(path: Path, content: str | bytes = PAGE) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def list_files(root: Path) -> dict[str, bytes]:
    """Return {path: bytes} of everything below root."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def list_clauses(root: Path, policy: str = ID) -> list[str]:
    return [unit.text for unit in read_units(policy, root) if unit.is_clause]


def label(root: Path, policy: str = ID) -> None:
    """Write an export in which whoever annotates the policy calls every clause data_security."""
    annotators = read_annotators(root)
    layers = [member.layer for member in annotators.members if annotators.must_complete(member, policy)]
    assert layers
    assert layers in ([REFERENCE], ["person"])
    said = {}
    for unit in read_units(policy, root):
        if unit.is_clause:
            practice = Practice(0, end_of_practice(unit.text), "data_security", "affirmed")
            said[unit.id] = Annotation(unit.id, "", (practice,), ())
    write_files(root, {export_path(policy): write_export({layers[0]: said}, policy, root)})
