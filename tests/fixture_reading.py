"""Reading without the right to write: each command of a program in one process, in a tree that may not be changed.

results = read_all("mepp5.cli", root, [["stats"], ["show", "beta"]], home)
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.fixture_limits import run_bound

DRIVER = """
import json, sys
from importlib import import_module
from click.testing import CliRunner

module, root, commands = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
main = import_module(module).main
for words in commands:
    result = CliRunner().invoke(main, ["--root", root, *words])
    fault = repr(result.exception) if result.exception and not isinstance(result.exception, SystemExit) else ""
    print(json.dumps([result.exit_code, result.output[-2000:], fault]))
"""
CALLS = """
import json, sys
import mepp5

root, predictions = sys.argv[1:]
mepp5.load("clauses", root), mepp5.load("changes", root), mepp5.folds("holdout", root)
mepp5.score(predictions, "holdout", root=root), mepp5.compare(predictions, predictions, "holdout", root=root)
print("done")
"""


@contextmanager
def shut(root: Path) -> Iterator[None]:
    """Take the right to write from everything in the tree, and check that nothing in it has changed at the end."""
    paths = [root, *root.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths if not path.is_symlink()}
    for path, mode in modes.items():
        path.chmod(mode & ~0o222)
    before = list_tree(root)
    try:
        yield
        assert list_tree(root) == before
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def list_tree(root: Path) -> dict[str, tuple[int, int, int]]:
    """Return {path: (inode, size, time of change in ns)} of everything in the tree and of itself."""
    stats = {path.relative_to(root).as_posix(): path.lstat() for path in (root, *root.rglob("*"))}
    return {path: (each.st_ino, each.st_size, each.st_mtime_ns) for path, each in stats.items()}


def make_environment(home: Path) -> dict[str, str]:
    """Return an environment with a home that may not be written, and no cache of the user's elsewhere."""
    home.mkdir(exist_ok=True)
    home.chmod(0o555)
    gone = ("XDG_", "HF_", "MPLCONFIGDIR")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(gone)}
    return kept | {"HOME": str(home), "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}


def read_all(module: str, root: Path, commands: Sequence[Sequence[str]], home: Path) -> dict[str, tuple[int, str, str]]:
    """Return {words: (exit status, end of the output, exception)} of each command, run without the right to write."""
    words = [sys.executable, "-c", DRIVER, module, str(root), json.dumps(list(commands))]
    with shut(root):
        done = run_bound(words, env=make_environment(home))
    assert done.returncode == 0, done.stderr
    assert list(home.iterdir()) == []
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    return {" ".join(words): tuple(line) for words, line in zip(commands, lines, strict=True)}
