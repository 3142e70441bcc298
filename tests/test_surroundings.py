"""Every program of the project in hostile surroundings: streams, locale, folders, Ctrl-C. None shows a traceback."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from mepp5.paths import ROOT
from tests.fixture_forks import Ending, Surroundings, run_forked
from tests.fixture_programs import PROGRAMS, list_programs
from tests.intake.fixture_nimbus import TEXT

NOWHERE: dict[str, str | None] = {"HOME": "/dev/null/home", "XDG_CACHE_HOME": None}
NO_HOME: dict[str, str | None] = {"HOME": None, "XDG_CACHE_HOME": None}
Run = Callable[..., Ending]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("programs")
    (folder / "nimbus.txt").write_text(f"{TEXT}\nWe’ll keep it – as told – in Łódź.\n", encoding="utf-8")
    (folder / "none").mkdir()
    return folder


@pytest.fixture(scope="module")
def root(finished: Path, folder: Path) -> Path:
    return shutil.copytree(finished, folder / "root")


@pytest.fixture(scope="module")
def run(root: Path, folder: Path) -> Run:
    """What runs a program by its name, its words filled in, on the finished tiny release."""
    sys.path.insert(0, str(ROOT / "scripts"))
    programs: dict[str, Any] = list_programs()
    sys.path.remove(str(ROOT / "scripts"))

    def run(name: str, **around: Any) -> Ending:
        subcommand = name.partition(" ")[2]
        words = [word.format(folder=folder, root=root) for word in PROGRAMS[name].words]
        if subcommand and not PROGRAMS[name].needs_clone:
            words = ["--root", str(root), subcommand, *words]
        elif subcommand:
            words = [subcommand, *words]
        main = programs[name]
        shutil.rmtree(folder / "none", ignore_errors=True)
        return run_forked(main.main if isinstance(main, click.Command) else main, words, Surroundings(**around))

    return run


def test_every_program_has_words() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    assert list_programs().keys() == PROGRAMS.keys()
    sys.path.remove(str(ROOT / "scripts"))


@pytest.mark.parametrize("name", PROGRAMS)
def test_no_surroundings_end_in_a_traceback(run: Run, name: str, tmp_path: Path) -> None:
    usual = run(name)
    assert (usual.status, usual.has_fault) == (0, False), usual
    for kind, reason in (("closed", b"Bad file descriptor"), ("full", b"No space left on device"), ("gone", b"")):
        ending = run(name, output=kind)
        assert not ending.has_fault, (kind, ending)
        if usual.output and not name.startswith("published_load"):
            told = b"Error: standard output: " + reason + b"\n" if reason else b""
            assert (ending.status, ending.errors[-len(told) :] if told else b"") == (1, told), (kind, ending)
    for around in (
        {"encoding": "ascii"},
        {"encoding": "latin-1"},
        {"errors": "closed"},
        {"errors": "full"},
        {"environment": NO_HOME},
        {"environment": NOWHERE},
        {"environment": {"COLUMNS": "1", "TERM": "dumb"}},
        {"folder": tmp_path / "gone"},
    ):
        ending = run(name, **around)
        assert (ending.status, ending.has_fault) == (usual.status, False), (around, ending)
    ending = run(name, interrupt=0.02)
    assert ending.status in (0, 1, 130), ending
    assert not ending.has_fault, ending


def start(words: list[str], shell: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Return what `mepp5` did, started anew with what a shell puts behind it."""
    program = [sys.executable, "-c", "from mepp5.cli import main; main(prog_name='mepp5')", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}
    return subprocess.run(["sh", "-c", f'"$@" {shell}', "sh", *program], env=environment, capture_output=True)


@pytest.mark.parametrize("shell", [">&-", "> /dev/full", "| head -c 0", "2>&-", "<&- >&- 2>&-", "2> /dev/full"])
def test_what_a_shell_does_to_streams(shell: str) -> None:
    ending = start(["policies"], shell)
    assert b"Traceback" not in ending.stderr + ending.stdout
    assert b"ignored" not in ending.stderr
    assert ending.stderr.count(b"\n") <= 1


def test_a_locale_that_has_few_characters() -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    found = start(["find", "Łódź", "--count"], **ascii_only)
    assert (found.returncode, found.stderr) == (0, b"No clause matches.\n")
    refused = start([b"find".decode(), os.fsdecode(b"caf\xe9")])
    assert refused.returncode == 2
    assert b"caf\\udce9 is not UTF-8" in refused.stderr


@pytest.mark.parametrize("name", ["a" * 5000, os.fsdecode(b"caf\xe9"), "/dev/null/x", "http://me:secret@host/x"])
@pytest.mark.parametrize("words", ["draft", "score", "--root", "export --format brat -o", "site -o"])
def test_names_that_no_file_has(name: str, words: str, tmp_path: Path) -> None:
    program = [sys.executable, "-c", "from mepp5.cli import main; main(prog_name='mepp5')", *words.split(), name]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ending = subprocess.run(program, cwd=tmp_path, env=environment, capture_output=True)
    assert b"Traceback" not in ending.stderr
    assert b"secret" not in ending.stderr
    assert len(ending.stderr) < 2000
