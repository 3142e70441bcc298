"""docs/metadata.md: its Python runs, and the files that it names are there."""

import os
import re
import subprocess
import sys

from mepp5.paths import ROOT

DOCUMENT = (ROOT / "docs/metadata.md").read_text(encoding="utf-8")


def test_python_blocks_run():
    blocks = re.findall(r"^```python\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    told = []
    for block in blocks:
        result = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
        told.append(result.stdout)
    assert told[0] == "[]\n"
    assert "b'amazfit-2018/" in told[1]


def test_files_that_are_named_are_there():
    named = re.findall(r"`((?:data|src|scripts|tests)/[\w/.]+|\w+\.json)`", DOCUMENT)
    paths = [name for name in named if "CONFIG" not in name and "TASK" not in name]
    assert len(paths) > 5
    assert [path for path in paths if not os.path.exists(ROOT / path)] == []
