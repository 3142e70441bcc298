"""What the tests of the baselines share."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from baselines.command import main
from mepp5.scheme.taxonomy import read_taxonomy

NAMES = ["majority", "keyword", "nb", "logreg", "svm", "svm-char", "logreg-context"]
NAMES += ["section-blend", "section-blend+", "stack+"]
CATEGORIES = read_taxonomy().category_ids


def invoke(root: Path, *words: str) -> Result:
    """Run `python -m baselines` on the release in root."""
    return CliRunner().invoke(main, ["--root", str(root), *words])


def edit_result(root: Path, name: str, **changes: object) -> Path:
    """Change keys of a baseline's results and return their file."""
    path = root / f"baselines/results/{name}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    return path
