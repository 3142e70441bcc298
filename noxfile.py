"""The fast part of the tests, on every Python that the classifiers name and with the oldest and newest dependencies.

`make test-versions` runs every session, `nox --session lowest` one alone. A session fails where a dependency is
not installed in the version that the session is there to test.
"""

import json
import os
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nox
from nox.command import CommandFailed
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = nox.project.python_versions(PROJECT)
PINS = "constraints.txt"
# No server, no wheel, no block of the README, nothing that compares with what the pinned versions wrote.
FAST = "not label_studio and not whole and not exact"
# The package by itself does with older versions than the baselines do.
EVERYTHING, PACKAGE = ("documents", "baselines", "formats", "scale", "test"), ("documents", "test")
OF_BASELINES = ("tests/baselines", "tests/exports", "tests/fuzz", "tests/test_damage.py")  # and of the formats

nox.options.default_venv_backend = "virtualenv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False  # skipped, and said so, in CI too


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Test with the versions of constraints.txt."""
    install(session, EVERYTHING, "--constraint", PINS)
    check_versions(session, read_pins(EVERYTHING))
    run_tests(session)


@nox.session(python=PYTHONS[0])
@nox.parametrize("extras", [PACKAGE, EVERYTHING], ids=["package", "baselines"])
def lowest(session: nox.Session, extras: tuple[str, ...]) -> None:
    """Test with the lowest versions that pyproject.toml allows, of the package alone and of the baselines too."""
    floors = read_floors(extras)
    constraints = Path(session.create_tmp()) / "constraints-lowest.txt"
    constraints.write_text("".join(f"{name}=={floor}\n" for name, floor in floors.items()))
    install(session, extras, "--constraint", str(constraints))
    check_versions(session, floors)
    run_tests(session, *(f"--ignore={path}" for path in OF_BASELINES if extras == PACKAGE))


@nox.session(python=PYTHONS[-1])
def newest(session: nox.Session) -> None:
    """Test with the newest versions that there are."""
    install(session, EVERYTHING, "--upgrade", "--upgrade-strategy", "eager")
    check_newest(session, EVERYTHING)
    run_tests(session)


def find_pyenv_pythons() -> None:
    """Let pyenv start every Python that it has for us: by itself it starts the chosen one alone."""
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [path.name for python in PYTHONS for path in sorted(versions.glob(f"{python}.*"))]
    if found:
        os.environ.setdefault("PYENV_VERSION", ":".join(found))


def read_requirements(extras: Iterable[str]) -> dict[str, list[Requirement]]:
    """Return {name: what pyproject.toml requires of it}, of the package and of these extras."""
    project = PROJECT["project"]
    lines = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    requirements: dict[str, list[Requirement]] = {}
    for requirement in map(Requirement, lines):
        if requirement.name == project["name"]:
            continue  # an extra that is named here as well
        requirements.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return requirements


def read_floors(extras: Iterable[str]) -> dict[str, str]:
    """Return {name: the lowest version that pyproject.toml allows}; ValueError where a dependency has no floor."""
    floors = {}
    for name, requirements in read_requirements(extras).items():
        found = [spec.version for line in requirements for spec in line.specifier if spec.operator == ">="]
        if len(found) < len(requirements):
            raise ValueError(f"pyproject.toml: {name} has no lowest version (>=).")
        floors[name] = max(found, key=Version)
    return floors


def read_pins(extras: Iterable[str]) -> dict[str, str]:
    """Return {name: its version in constraints.txt} of what pyproject.toml requires; ValueError where one has none."""
    lines = (ROOT / PINS).read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    pins = {canonicalize_name(name): version for name, version in pins.items()}
    required = read_requirements(extras)
    if missing := required.keys() - pins.keys():
        raise ValueError(f"{PINS}: no version of {', '.join(sorted(missing))}.")
    return {name: pins[name] for name in required}


def install(session: nox.Session, extras: Iterable[str], *options: str) -> None:
    """Install the project with the extras, the dependencies from wheels alone: building one may take a compiler."""
    session.install("--only-binary", ":all:", *options, "--editable", f".[{','.join(extras)}]")


def ask_pip(session: nox.Session, *words: str) -> Any:
    """Return the JSON that pip prints of the session's environment; what it warns of is none."""
    return json.loads(session.run("python", "-m", "pip", *words, silent=True, log=False, stderr=sys.stderr))


def list_installed(session: nox.Session, names: Iterable[str]) -> dict[str, str]:
    """Return {name: its version} of these dependencies, as far as they are installed, and show them."""
    versions = {canonicalize_name(row["name"]): row["version"] for row in ask_pip(session, "list", "--format", "json")}
    installed = {name: versions[name] for name in names if name in versions}
    session.log(" ".join(f"{name}=={version}" for name, version in installed.items()))
    return installed


def check_versions(session: nox.Session, expected: dict[str, str]) -> None:
    """End the session with an error where a version is not the one expected."""
    installed = list_installed(session, expected)
    wrong = [
        f"{name} {installed.get(name, 'is missing')}, not {version}"
        for name, version in expected.items()
        if name not in installed or Version(installed[name]) != Version(version)
    ]
    if wrong:
        session.error(f"not what this session tests: {'; '.join(wrong)}")


def check_newest(session: nox.Session, extras: Iterable[str]) -> None:
    """End the session with an error where a dependency has a newer version that goes with those of the others."""
    installed = list_installed(session, read_requirements(extras))
    outdated = ask_pip(session, "list", "--outdated", "--format", "json")
    newer = {canonicalize_name(row["name"]): row["latest_version"] for row in outdated}
    for name in installed.keys() & newer.keys():
        if can_install(session, extras, {**installed, name: newer[name]}):
            session.error(f"not what this session tests: there is {name} {newer[name]}")
        session.warn(f"{name} {newer[name]} does not go with the others")


def can_install(session: nox.Session, extras: Iterable[str], versions: dict[str, str]) -> bool:
    """Return whether these versions of the dependencies go together; where they do not, pip says why."""
    pins = [f"{name}=={version}" for name, version in versions.items()]
    try:
        install(session, extras, "--dry-run", "--quiet", *pins)
    except CommandFailed:
        return False
    return True


def run_tests(session: nox.Session, *options: str) -> None:
    """Run the fast part of the tests; by the profile "ci" they draw the same examples everywhere, without deadline."""
    fast = ("-m", FAST, "--hypothesis-profile", "ci", "--numprocesses", "2")
    session.run("python", "-m", "pytest", *fast, *options, *session.posargs)


find_pyenv_pythons()
