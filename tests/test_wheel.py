"""What is built: a wheel that carries the data, an editable install that does not, a source archive that makes both."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import mepp5
from mepp5.files import write_files
from mepp5.metadata import schemas
from mepp5.paths import ROOT
from mepp5.release.features import list_splits
from mepp5.version import read_version
from tests.fixture_limits import CAN_BIND, run_bound
from tests.fixture_reading import make_environment, shut
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
    write_files(root, schemas.generate(root))
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    return root


def build(project: Path, target: str, directory: Path) -> Path:
    """Build a target with the installed backend and return the file."""
    result = try_build(project, target, directory)
    assert result.returncode == 0, result.stderr
    [built] = directory.iterdir()
    return built


def try_build(project: Path, target: str, directory: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(directory)]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


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
    configs = list(list_splits(project))
    command = [str(interpreter), "-I", "-c", LOADING, json.dumps(configs)]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    told = json.loads(result.stdout)
    assert Path(told["root"]).is_relative_to(interpreter.parents[1])
    assert told["version"] == mepp5.__version__
    assert told["findings"] == []
    for config in configs:
        ours = {split: rows.to_list() for split, rows in mepp5.load(config, project).items()}
        assert told["rows"][config] == json.loads(json.dumps(ours, default=str))


def test_the_command_of_an_installed_wheel_runs(interpreter, tmp_path):
    command = [str(interpreter.with_name("mepp5")), "--version"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert mepp5.__version__ in result.stdout


def test_the_checks_of_an_installed_wheel_find_nothing(interpreter, tmp_path):
    command = [str(interpreter.with_name("mepp5")), "check"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.stderr.endswith(" checks, 0 findings.\n"), result.stdout
    assert result.returncode == 0


@pytest.mark.skipif(not CAN_BIND, reason="permissions cannot be made to bind here: no setpriv")
def test_an_installed_wheel_that_may_not_be_written_is_read(project, interpreter, tmp_path):
    environment = make_environment(tmp_path / "home")
    del environment["PYTHONPATH"]
    command = str(interpreter.with_name("mepp5"))
    with shut(interpreter.parents[1]):
        done = run_bound([str(interpreter), "-I", "-B", "-c", LOADING, json.dumps(list(list_splits(project)))])
        listed = [run_bound([command, *words], env=environment) for words in (["check"], ["agreement"], ["stats"])]
    assert json.loads(done.stdout)["findings"] == [], done.stderr
    assert [each.returncode for each in listed] == [0, 0, 0], listed


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


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_two_builds_are_the_same_bytes_wherever_and_whenever(target, project, tmp_path):
    first = build(project, target, tmp_path / "first")
    other = shutil.copytree(project, tmp_path / "elsewhere" / "of-another-name")
    for path in list_files(other):
        path.chmod(0o600)
        os.utime(path, (10**9, 10**9))
    second = build(other, target, tmp_path / "second")
    assert (first.name, first.read_bytes()) == (second.name, second.read_bytes())


def test_the_folders_of_a_wheel_are_a_closed_list(wheel):
    folders = {name.split("/")[2] for name in list_wheel(wheel) if name.startswith("mepp5/_files/")}
    assert folders == {"corpus", "annotations", "invented", "data"}
    assert {name.split("/")[0] for name in list_wheel(wheel)} == {"mepp5", f"mepp5-{read_version()}.dist-info"}


def test_our_own_wheel_carries_no_file_that_git_does_not_know(tmp_path):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    carried = {name.removeprefix("mepp5/_files/") for name in list_wheel(build(ROOT, "wheel", tmp_path))}
    known = set(listed.split("\0")) | {f"{name.removeprefix('src/')}" for name in listed.split("\0")}
    assert {name for name in carried if ".dist-info/" not in name} <= known


def test_our_own_source_archive_has_what_git_knows_and_nothing_else(tmp_path):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    with tarfile.open(build(ROOT, "sdist", tmp_path)) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    assert names == {name for name in listed.split("\0") if name} | {"PKG-INFO"}


@pytest.mark.parametrize("target", ["wheel", "sdist"])
@pytest.mark.parametrize(
    "stray",
    [
        "data/notes.txt",
        "data/clauses/more.jsonl",
        "data/schema/x.json",
        "corpus/.DS_Store",
        "annotations/exports/old.json",
        "invented/more.txt",
    ],
)
def test_a_file_that_would_ship_unnoticed_is_refused(stray, target, project, tmp_path):
    root = shutil.copytree(project, tmp_path / "stray")
    (root / stray).write_text("mine")
    result = try_build(root, target, tmp_path / "out")
    assert result.returncode != 0
    assert f"{stray} is no file of the release" in result.stderr or f"{stray} would ship unnoticed" in result.stderr


@pytest.mark.parametrize("target", ["wheel", "sdist"])
@pytest.mark.parametrize("stray", ["src/mepp5/notes", "src/mepp5/.secret.py", "src/mepp5/copy.py"])
def test_a_file_among_the_sources_is_refused(stray, target, project, tmp_path):
    root = shutil.copytree(project, tmp_path / "stray")
    if stray.endswith("copy.py"):  # which its name does not tell, but git does
        for words in (["init", "-q"], ["add", "--all"]):
            subprocess.run(["git", *words], cwd=root, check=True)
    (root / stray).write_text("mine")
    result = try_build(root, target, tmp_path / "out")
    assert result.returncode != 0
    assert f"{stray} would ship unnoticed" in result.stderr


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_a_link_is_refused(target, project, tmp_path):
    root = shutil.copytree(project, tmp_path / "stray")
    (tmp_path / "secret.py").write_text("mine")
    (root / "src/mepp5/score.py").unlink()
    (root / "src/mepp5/score.py").symlink_to(tmp_path / "secret.py")
    result = try_build(root, target, tmp_path / "out")
    assert result.returncode != 0
    assert "src/mepp5/score.py would ship unnoticed" in result.stderr


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_what_lies_beside_the_project_and_half_written_files_stay_at_home(target, project, tmp_path):
    root = shutil.copytree(project, tmp_path / "stray")
    for stray in (
        "notes.txt",
        "site/index.html",
        "data/clauses/.x.1-00000000.mepp5.draft",
        "src/mepp5/.x.py.1-00000001.mepp5.draft",
    ):
        write_files(root, {stray: b"mine"})
    built = build(root, target, tmp_path / "out")
    with zipfile.ZipFile(built) if target == "wheel" else tarfile.open(built) as archive:
        names = archive.namelist() if target == "wheel" else archive.getnames()
    assert not [name for name in names if name.endswith((".draft", "notes.txt", "index.html"))]


@pytest.mark.parametrize("gone", ["data/clauses/test.jsonl", "data/schema/SHA256SUMS", "data/schema/rows/clauses.json"])
def test_a_release_with_a_gap_is_refused(gone, project, tmp_path):
    root = shutil.copytree(project, tmp_path / "gap")
    (root / gone).unlink()
    result = try_build(root, "wheel", tmp_path / "out")
    assert result.returncode != 0
    assert f"{gone} is missing" in result.stderr


def test_a_wheel_without_its_data_is_not_built(project, tmp_path):
    bare = shutil.copytree(project, tmp_path / "bare", ignore=lambda folder, names: {"data"} & set(names))
    result = try_build(bare, "wheel", tmp_path / "out")
    assert result.returncode != 0
    assert "data/ is missing" in result.stderr
