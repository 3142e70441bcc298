"""docs/checks.md: every check with its rule, an example and what to do; python -m tests.checks.document writes it.

The examples are findings of the tiny corpus with the damage that is made for the check. The table of mutations is
written by `make mutations` and kept here.
"""

import inspect
import re
import shutil
import tempfile
from pathlib import Path

from mepp5.blocks import fill_blocks, list_blocks
from mepp5.checks.catalogue import CHECKS, run_check
from mepp5.checks.findings import Check
from mepp5.files import read_text, write_files
from mepp5.paths import ROOT
from tests.checks.fixture_damages import DAMAGES
from tests.release.fixture_release import make_release

DOCUMENT, BLOCK, MUTATIONS = "docs/checks.md", "checks", "mutations"


def draw_checks(sound: Path) -> str:
    """Return the block on all checks; `sound` is the tiny release, which is copied to be damaged."""
    return "\n\n".join(_draw_check(check, sound) for check in CHECKS)


def draw_document(sound: Path, root: Path = ROOT) -> bytes:
    """Return the document as it should be, its prose and the table of mutations as they stand."""
    document = read_text(root / DOCUMENT)
    blocks = {BLOCK: draw_checks(sound), MUTATIONS: list_blocks(document)[MUTATIONS]}
    return fill_blocks(document, blocks).encode()


def read_rule(check: Check) -> str:
    """Return the first sentence of the find function's docstring, "" where it has none."""
    return " ".join(re.split(r"(?<=\.)\s", inspect.getdoc(check.find) or "", maxsplit=1)[0].split())


def find_example(check: Check, sound: Path) -> tuple[str, str]:
    """Return (place, problem) of the first finding that the check has of its damage; paths begin at the root."""
    with tempfile.TemporaryDirectory() as folder:
        root = shutil.copytree(sound, Path(folder) / "damaged")
        DAMAGES[check.id](root)
        finding = next(run_check(check, root))
        return finding.place, finding.problem.replace(f"{root}/", "")


def _draw_check(check: Check, sound: Path) -> str:
    place, problem = find_example(check, sound)
    said = f"{place}: {problem}" if place else problem
    fence = "`` {} ``" if "`" in said else "`{}`"
    return f"### `{check.id}`\n\n{read_rule(check)}\n\n- For example: {fence.format(said)}\n- What to do: {check.hint}"


def main() -> None:
    """Write the document."""
    with tempfile.TemporaryDirectory() as folder:
        write_files(ROOT, {DOCUMENT: draw_document(make_release(Path(folder)))})


if __name__ == "__main__":
    main()
