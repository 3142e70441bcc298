"""The documents: every README block runs, links lead somewhere, versions agree, constraints are exact."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from mepp5.paths import ROOT

DOCUMENTS = sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("*/README.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
README = (ROOT / "README.md").read_text(encoding="utf-8")
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

# make sets an environment up from nothing, which is shown by continuous integration itself; the rest is run here.
SHELL = [
    line.split("  #")[0].strip()
    for language, block in BLOCK.findall(README)
    if language == "sh"
    for line in block.splitlines()
]
COMMANDS = [line for line in SHELL if not line.startswith(("make ", ".venv-label-studio/"))]


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """A clone of the files that git knows, in which the README's blocks are run in order."""
    root = tmp_path_factory.mktemp("clone")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    return root


def run(command: list[str], cwd: Path) -> subprocess.CompletedProcess:
    home = cwd.parent / "home"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "HF_HOME": str(home), "HF_HUB_OFFLINE": "1"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def blocks_run(clone) -> list[subprocess.CompletedProcess]:
    return [
        run([sys.executable, "-c", block], clone) for language, block in BLOCK.findall(README) if language == "python"
    ]


@pytest.mark.whole
def test_python_blocks_run(blocks_run):
    assert len(blocks_run) == 4
    for result in blocks_run:
        assert result.returncode == 0, result.stderr


@pytest.mark.whole
@pytest.mark.parametrize("command", COMMANDS)
def test_shell_commands_run(command, clone, blocks_run):
    result = run(command.split(), clone)
    assert result.returncode == 0, result.stderr


def test_readme_names_the_make_targets():
    targets = re.findall(r"^([\w.-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    named = {line.split()[1] for line in SHELL if line.startswith("make ")}
    assert {"bench", "test"} <= named <= set(targets)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (document.parent / target).exists(), target


def test_version_stands_once():
    card = yaml.safe_load(README.split("---\n")[1])
    assert {config["version"] for config in card["configs"]} == {VERSION}
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["version"] == VERSION
    heading = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert heading[1] == VERSION


def test_datasheet_says_first_who_labelled():
    opening = (ROOT / "DATASHEET.md").read_text(encoding="utf-8").split("\n\n")[1]
    assert "made by a language model" in opening
    assert "no person has labelled" in opening


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-label-studio.txt"])
def test_constraints_are_exact_and_without_addresses(name):
    for line in (ROOT / name).read_text().splitlines():
        if line and not line.startswith("#"):
            assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9A-Za-z.+!]+", line), line
