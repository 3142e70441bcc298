"""Commands that write, and the trees before and after: what a kill or a full disk in between is measured against.

trial = make_trial("build", directory)
work = trial.copy_old(directory / "round")      # then trial.start(work), and judge(trial, work)
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from mepp5.build import build
from mepp5.contents import DRAFT
from mepp5.files import dump_jsonl, write_files
from mepp5.outputs import LISTING, write_folder
from mepp5.paths import CLONE
from tests.changes.test_build import make_buildable

Tree = dict[str, bytes]
MAIN = "import sys; from {module} import main; sys.argv[0] = 'tried'; main()"
RUNS = re.compile(rb'"(seconds|peak_memory_mb)": [\d.]+')  # of results: what no two runs have alike
MANY_DRAFT = re.compile(r"\..+\.[^.]*-\d+-[0-9a-f]{8}\.draft")


@dataclass(frozen=True)
class Trial:
    """A command in `words`, where WORK stands for the folder that it writes in, with that folder before and after."""

    name: str
    module: str
    words: tuple[str, ...]
    old: Path
    new: Tree = field(default_factory=dict)

    def copy_old(self, work: Path) -> Path:
        """Put the folder as it was before into `work`, and return that."""
        shutil.rmtree(work, ignore_errors=True)
        return shutil.copytree(self.old, work, symlinks=True)

    def make_command(self, work: Path) -> list[str]:
        words = [word.replace("WORK", str(work)) for word in self.words]
        program = ["-m", "baselines"] if self.module == "baselines" else ["-c", MAIN.format(module=self.module)]
        return [sys.executable, *program, *words]

    def start(self, work: Path, **words) -> subprocess.Popen:
        """Start the command in a session of its own."""
        return subprocess.Popen(
            self.make_command(work),
            cwd=CLONE,
            env=make_environment() | {"TMPDIR": str(work.parent)},
            start_new_session=True,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **words,
        )

    def run(self, work: Path) -> str:
        """Run it undisturbed and return what it says."""
        process = self.start(work)
        said, _ = process.communicate(timeout=600)
        assert process.returncode == 0, said
        return said


def make_environment() -> dict[str, str]:
    paths = [str(CLONE / "src"), str(CLONE / "scripts"), str(CLONE)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}


def read_tree(root: Path) -> Tree:
    """Return {path: bytes} of all files, figures that no two runs have alike left out."""
    found = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {path: RUNS.sub(b"", content) for path, content in found.items()}


def judge(trial: Trial, work: Path, drafts: bool) -> None:
    """Check that every file is the old or the new one in whole; drafts may be there where `drafts` says so."""
    old, found = read_tree(trial.old), read_tree(work)
    left = [path for path in found if is_any_draft(Path(path).name)]
    assert drafts or not left, left
    for path in found.keys() - set(left) - {LISTING}:
        assert found[path] in (old.get(path), trial.new.get(path)), f"{path} is neither old nor new"
    lost = {path for path in old.keys() & trial.new.keys() if path not in found}
    assert not lost, lost


def is_any_draft(name: str) -> bool:
    return bool(DRAFT.fullmatch(name) or MANY_DRAFT.fullmatch(name))


def make_trial(name: str, directory: Path) -> Trial:
    """Return the trial of that name of MAKERS, with its folder after an undisturbed run."""
    directory.mkdir(exist_ok=True)
    trial = MAKERS[name](directory)
    work = trial.copy_old(directory / f"{name}-new")
    trial.run(work)
    return replace(trial, new=read_tree(work))


def _make_built(directory: Path) -> Path:
    """Return the tiny corpus, built; made once in a directory."""
    built = directory / "built"
    if not built.exists():
        build(make_buildable(directory / "to-build", pairs=True).rename(built))
    return built


def _make_build(directory: Path) -> Trial:
    """Everything that is generated is there, and stale."""
    root = make_buildable(directory / "build", pairs=True)
    before = read_tree(root)
    made = read_tree(_make_built(directory))
    write_files(root, {path: b"stale\n" * 50 for path in made if path not in before})
    return Trial("build", "mepp5.cli", ("--root", "WORK", "build"), root)


def _fill(directory: Path, module: str, *words: str) -> Path:
    """Return a folder that an earlier run of the words filled, with a file of somebody else's."""
    old = directory / f"{words[2]}-old"
    Trial("before", module, words, old).run(old)
    (old / "mine.txt").write_bytes(b"mine")
    return old


def _make_export(directory: Path) -> Trial:
    root = str(_make_built(directory))
    old = _fill(directory, "mepp5.cli", "--root", root, "export", "--format", "csv", "-o", "WORK")
    words = ("--root", root, "export", "--format", "conll", "-o", "WORK", "--force")
    return Trial("export", "mepp5.cli", words, old)


def _make_site(directory: Path) -> Trial:
    """An earlier site, every page of which is another today."""
    root = _make_built(directory)
    old = _fill(directory, "mepp5.cli", "--root", str(root), "site", "-o", "WORK")
    write_folder(old, {path.name: b"old\n" for path in old.glob("*.html")})
    return Trial("site", "mepp5.cli", ("--root", str(root), "site", "-o", "WORK", "--force"), old)


def _make_run(directory: Path) -> Trial:
    root = shutil.copytree(_make_built(directory), directory / "run")
    write_files(root, {f"baselines/results/{name}.json": b'{"stale": true}\n' for name in ("majority", "keyword")})
    words = ("--root", "WORK", "run", "majority", "keyword", "--jobs", "2")
    return Trial("run", "baselines", words, root)


def _make_many(directory: Path) -> Trial:
    text = "We collect your e-mail address. We share {} things with partners."
    rows = [{"id": f"d{number}", "text": text.format(number)} for number in range(30)]
    write_files(directory, {"rows.jsonl": dump_jsonl(rows)})
    (directory / "many").mkdir()
    words = ("--root", str(_make_built(directory)), "predict-many", str(directory / "rows.jsonl"), "WORK")
    words += ("--model", "majority", "--slots", "none", "--workers", "2", "--block-size", "2")
    return Trial("predict-many", "baselines", words, directory / "many")


MAKERS: dict[str, Callable[[Path], Trial]] = {
    "build": _make_build,
    "export": _make_export,
    "site": _make_site,
    "run": _make_run,
    "predict-many": _make_many,
}
FORKING = """
import json, os, sys
import mepp5.build, mepp5.cli, mepp5.exports.command, mepp5.site.command, mepp5.documents.card
for line in sys.stdin:
    limit, words = json.loads(line)
    ready, begun = os.pipe()
    number = os.fork()
    if number == 0:
        os.setsid()
        said = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1), os.dup2(said, 2)
        if limit:
            import resource
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        os.write(begun, b"1")
        status = 70
        try:
            mepp5.cli.main(words)
        except SystemExit as end:
            status = end.code or 0
        finally:
            os._exit(status)
    os.read(ready, 1)
    os.close(ready), os.close(begun)
    print(number, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]), flush=True)
"""


class Forks:
    """Starts commands of `mepp5` in processes of their own that have imported everything, and so begin at once."""

    def __init__(self, said: Path):
        self.said = said
        self.process = subprocess.Popen(
            [sys.executable, "-c", FORKING, str(said)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=make_environment() | {"TMPDIR": str(said.parent)},
            cwd=CLONE,
        )

    def start(self, words: list[str], limit: int = 0) -> int:
        """Start a command, which may write files of `limit` bytes at most, and return its process."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([limit, words]) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def wait(self) -> int:
        """Return the exit status of the command that was started last."""
        assert self.process.stdout
        return int(self.process.stdout.readline())


@contextmanager
def open_forks(directory: Path) -> Iterator[Forks]:
    forks = Forks(directory / "said.txt")
    try:
        yield forks
    finally:
        forks.process.kill()
        forks.process.communicate()
