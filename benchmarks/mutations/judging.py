"""Who finds a corruption: the checks of `mepp5 check`, the build, or the tests that are named here.

A judge has a copy of the repository. It runs all checks once on the sound copy, and notes what each of them and each
remembered step reads. A corrupted file is then judged in a forked process: what had read it is forgotten, and all
checks that read it are run; the nets that make everything anew only where no other finds anything. A file that is
removed or added may be seen by any check, so nothing is remembered then.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.mutations.drawing import Mutation
from mepp5.build import find_stale
from mepp5.checks import generated
from mepp5.checks.catalogue import CHECKS, run_check
from mepp5.errors import CorpusError
from mepp5.system.memory import Memory, remember

# Those that read the clone's files and take seconds, not minutes.
TESTS = ("tests/test_documents.py", "tests/test_project.py")
# They make everything anew, which takes long: they are asked where no other check finds anything.
NETS = generated.CHECKS
BUILD, TEST = "build --check", "tests"


class _Noting(Memory):
    """A memory that notes which files each remembered step has read, those of steps within it as well."""

    def __init__(self) -> None:
        super().__init__()
        self.read: dict[object, set[str]] = {}
        self.open: list[set[str]] = []

    def note(self, path: str) -> None:
        for files in self.open:
            files.add(path)

    def __contains__(self, key: object) -> bool:
        found = super().__contains__(key)
        if found:
            for files in self.open:
                files |= self.read[key]
        else:
            self.open.append(set())
        return found

    def __setitem__(self, key: object, value: Any) -> None:
        self.read[key] = self.open.pop()
        super().__setitem__(key, value)


@dataclass
class Judge:
    """Judges mutations of the copy of the repository at `root`."""

    root: Path
    with_tests: bool = False
    memory: _Noting = field(default_factory=_Noting)
    read: dict[str, set[str]] = field(default_factory=dict)

    def prepare(self) -> None:
        """Run every check on the sound copy; raise ValueError where one finds something."""
        sys.addaudithook(self._hear)
        with remember(self.memory):
            for check in CHECKS:
                self.memory.open.append(set())
                if found := list(run_check(check, self.root)):
                    raise ValueError(f"the repository is not sound: {found[0]}")
                self.read[check.id] = self.memory.open.pop()

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and self.memory.open and isinstance(arguments[0], str | Path):
            self.memory.note(os.fspath(arguments[0]))

    def judge(self, mutation: Mutation) -> dict[str, list[str]]:
        """Return {who finds it: with which findings}, {} where nothing does; the copy is sound again afterwards."""
        with self._corrupt(mutation):
            return self._find_in_child(mutation) or (self._test() if self.with_tests else {})

    @contextmanager
    def _corrupt(self, mutation: Mutation) -> Iterator[None]:
        path = self.root / mutation.path
        before = path.read_bytes() if path.exists() else None
        try:
            _put(path, mutation.content)
            yield
        finally:
            _put(path, before)

    def _find_in_child(self, mutation: Mutation) -> dict[str, list[str]]:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            with os.fdopen(writing, "w", encoding="utf-8") as pipe:
                try:
                    json.dump(self._find(mutation), pipe)
                except BaseException as error:
                    json.dump({"crash": [repr(error)]}, pipe)
                    pipe.flush()
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as pipe:
            found: dict[str, list[str]] = json.load(pipe)
        os.waitpid(child, 0)
        return found

    def _find(self, mutation: Mutation) -> dict[str, list[str]]:
        path = str(self.root / mutation.path)
        is_same_tree = mutation.corruption not in ("file removed", "file added")
        kept = {key: self.memory[key] for key, files in self.memory.read.items() if path not in files}
        found: dict[str, list[str]] = {}
        self.memory.open.clear()
        with remember(kept if is_same_tree else {}):
            for check in sorted(CHECKS, key=NETS.__contains__):
                if found and check in NETS:
                    break
                if not is_same_tree or path in self.read[check.id]:
                    for each in run_check(check, self.root):
                        found.setdefault(check.id, []).append(f"{each.place}: {each.problem}".replace(path, ""))
            if not found:
                try:
                    stale = find_stale(self.root)
                except CorpusError as error:
                    stale = [str(error)]
                found = {BUILD: stale} if stale else {}
        return {check: problems[:3] for check, problems in found.items()}

    def _test(self) -> dict[str, list[str]]:
        """Run the tests of TESTS in the copy, with its own code."""
        tests = [name for name in TESTS if (self.root / name).exists()]
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            "0",
            "-x",
            "-q",
            "-m",
            "not whole and not label_studio",
            *tests,
        ]
        environment = {**os.environ, "PYTHONPATH": str(self.root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        result = subprocess.run(
            [*command, "-p", "no:cacheprovider"], cwd=self.root, env=environment, capture_output=True, text=True
        )
        failed = [line for line in result.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return {TEST: failed or ["they failed"]} if result.returncode else {}


def _put(path: Path, content: bytes | None) -> None:
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content)
