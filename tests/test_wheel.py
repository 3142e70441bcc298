"""What is built: a wheel that carries the data, an editable install that does not, a source archive that makes both."""

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import mepp5
from mepp5.paths import ROOT
from mepp5.release.features import CONFIGS
from tests.release.fixture_release import make_release

pytestmark = pytest.mark.whole
PROJECT = ("src", "hatch_build.py", "LICENSE", "LICENSE-DATA", "pyproject.toml")
# Run by the environment's own interpreter, outside the project.
LOADING = """
import json, sys
import mepp5, mepp5.paths
from mepp5.checks.catalogue import run_checks
rows = {
    config: {split: rows.to_list() for split, rows in mepp5.load(config).items()} for config in json.loads(sys.argv[1])
}
findings = [str(finding) for finding in run_checks()]
told = {"root": str(mepp5.paths.ROOT), "version": mepp5.__version__, "findings": findings, "rows": rows}
print(json.dumps(told, default=str))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The project with the tiny release in place of ours."""
    root = make_release(tmp_path_factory.mktemp("project"))
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    return root


def build(project: Path, target: str, directory: Path) -> Path:
    """Build a target with the installed backend and return the file."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(directory)]
    result = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    [built] = directory.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(project, tmp_path_factory) -> Path:
    """The wheel of the project."""
    return build(project, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def interpreter(wheel, tmp_path_factory) -> Path:
    """Python of a fresh environment with the wheel installed; what the wheel needs is borrowed from this one."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python = environment / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index", "--no-deps", str(wheel)]
    subprocess.run([*install, "--quiet", "--disable-pip-version-check"], check=True)
    [packages] = environment.glob("lib/python*/site-packages")
    borrowed = Path(pytest.__file__).parents[1]  # its own .pth files, and so our editable install, stay out
    (packages / "borrowed.pth").write_text(f"{borrowed}\n")
    return python


def test_an_installed_wheel_loads_the_same_rows_as_the_clone(project, interpreter, tmp_path):
    command = [str(interpreter), "-I", "-c", LOADING, json.dumps(CONFIGS)]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert Path(told["root"]).is_relative_to(interpreter.parents[1])
    assert told["version"] == mepp5.__version__
    assert told["findings"] == []
    for config in CONFIGS:
        ours = {split: rows.to_list() for split, rows in mepp5.load(config, project).items()}
        assert told["rows"][config] == json.loads(json.dumps(ours, default=str))


def test_the_command_of_an_installed_wheel_runs(interpreter, tmp_path):
    command = [str(interpreter.with_name("mepp5")), "--version"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert mepp5.__version__ in result.stdout


def test_a_wheel_carries_the_four_folders_and_no_more(project, wheel):
    carried = {name.removeprefix("mepp5/_files/") for name in list_wheel(wheel) if name.startswith("mepp5/_files/")}
    folders = ("corpus", "annotations", "invented", "data")
    assert carried == {str(path.relative_to(project)) for name in folders for path in list_files(project / name)}
    assert not [name for name in list_wheel(wheel) if name.startswith(("tests/", "baselines/"))]


def test_a_wheel_carries_what_pages_are_made_of(wheel):
    assert {f"mepp5/diff/page.{kind}" for kind in ("html.j2", "css", "js")} <= list_wheel(wheel)
    site = {path.name for path in (ROOT / "src/mepp5/site").iterdir() if path.suffix in (".j2", ".css", ".js")}
    assert {f"mepp5/site/{name}" for name in site} <= list_wheel(wheel)


def list_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def list_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_editable_install_carries_no_copy_that_could_go_stale(project, tmp_path):
    editable = build(project, "wheel:editable", tmp_path)
    assert not [name for name in list_wheel(editable) if "_files" in name]


def test_the_source_archive_makes_the_same_wheel(project, wheel, tmp_path):
    archive = build(project, "sdist", tmp_path / "sdist")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "unpacked", filter="data")
    [unpacked] = (tmp_path / "unpacked").iterdir()
    again = build(unpacked, "wheel", tmp_path / "again")
    assert again.read_bytes() == wheel.read_bytes()


def test_a_wheel_without_its_data_is_not_built(project, tmp_path):
    bare = shutil.copytree(project, tmp_path / "bare", ignore=lambda folder, names: {"data"} & set(names))
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "out")]
    result = subprocess.run(command, cwd=bare, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "data/ is missing" in result.stderr
