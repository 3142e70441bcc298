"""Where an optional library is not installed: what needs it says so in one sentence, what does not is read."""

import os
import subprocess
import sys

import pytest

from mepp5.paths import CLONE

DRAFT = """
import sys
sys.modules[{library!r}] = None  # which makes its import fail as if it were not installed
from mepp5.cli import main
main(["draft", {file!r}], prog_name="mepp5")
"""
PAGE = '<html><meta charset="koi8-r"><p>We keep your data.'


def draft(path, library):
    script = DRAFT.format(library=library, file=str(path))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run([sys.executable, "-c", script], cwd=CLONE, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("name", "text", "library"),
    [
        ("page.html", PAGE, "webencodings"),
        ("page.html", PAGE, "lxml"),
        ("page.md", "# Policy\n\nWe keep it.", "cmarkgfm"),
    ],
)
def test_what_is_missing_is_named(tmp_path, name, text, library):
    path = tmp_path / name
    path.write_text(text)
    result = draft(path, library)
    assert result.returncode == 1
    assert result.stderr == f"Error: {path}: {library} is not installed; pip install 'mepp5[documents]' brings it.\n"


@pytest.mark.parametrize("library", ["webencodings", "lxml", "cmarkgfm", "resiliparse"])
def test_plain_text_needs_none_of_them(tmp_path, library):
    path = tmp_path / "policy.txt"
    path.write_text("We keep your data.")
    result = draft(path, library)
    assert result.returncode == 0
    assert "We keep your data." in result.stdout
