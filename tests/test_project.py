"""What the project says of itself beside the data: licences, pins, bounds, and what CI calls."""

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from mepp5.documents.front_matter import ABOUT
from mepp5.files import sha256
from mepp5.paths import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# That of the code is as apache.org has it; that of the data opens with our own words on the texts.
LICENCES = {
    "LICENSE": "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30",
    "LICENSE-DATA": "2f78b7d24499ea7a5e8567dacf8de489a64c0dfd69e9b5483a01654a2425bdf7",
}


def read_pins(name: str) -> list[tuple[str, str]]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return [(canonicalize_name(project), pinned) for project, pinned in pairs]


def list_requirements(*extras: str) -> list[Requirement]:
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    return [each for each in map(Requirement, lines) if each.name != PROJECT["name"]]


def test_the_licences_are_the_texts_that_they_were() -> None:
    assert {name: sha256((ROOT / name).read_bytes()) for name in LICENCES} == LICENCES


def test_everything_names_the_same_licences() -> None:
    assert PROJECT["license"] == "Apache-2.0 AND CC-BY-4.0"
    assert PROJECT["license-files"] == list(LICENCES)
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text())["license"] == "CC-BY-4.0"
    card = yaml.safe_load((ROOT / "README.md").read_text(encoding="utf-8").split("---\n")[1])
    assert (card["license"], card["license_name"], card["license_link"]) == (
        ABOUT["license"],
        "cc-by-4.0-annotations",
        "LICENSE-DATA",
    )
    described = json.dumps(json.loads((ROOT / "croissant.json").read_text(encoding="utf-8"))["license"])
    assert "spdx.org/licenses/CC-BY-4.0.html" in described
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "Code: Apache-2.0 ([LICENSE](LICENSE)). Annotations: CC BY 4.0 ([LICENSE-DATA](LICENSE-DATA))" in readme


def test_the_description_names_the_same_things() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    authors = [author["name"] for author in citation["authors"]]
    assert authors == [author["name"] for author in PROJECT["authors"]]
    assert citation["version"] == PROJECT["version"]


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-label-studio.txt"])
def test_pins_stand_once(name: str) -> None:
    names = [project for project, _ in read_pins(name)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "extras"),
    [
        ("constraints.txt", sorted(set(PROJECT["optional-dependencies"]) - {"label-studio"})),
        ("constraints-label-studio.txt", ["label-studio"]),
    ],
)
def test_each_dependency_is_pinned_within_its_bounds(name: str, extras: list[str]) -> None:
    pins = dict(read_pins(name))
    for requirement in list_requirements(*extras):
        assert pins[canonicalize_name(requirement.name)] in requirement.specifier, requirement


@pytest.mark.exact
def test_the_pins_are_what_these_tests_run_with() -> None:
    installed = {}
    for name, _ in read_pins("constraints.txt"):
        try:
            installed[name] = version(name)
        except PackageNotFoundError:
            continue  # an extra that is not installed here
    pins = dict(read_pins("constraints.txt"))
    assert installed == {name: pins[name] for name in installed}


def test_continuous_integration_calls_targets_of_make() -> None:
    targets = set(re.findall(r"^([\w.-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    called = re.findall(r"^make ([\w-]+)$", Path(ROOT / ".ci/run").read_text(), re.MULTILINE)
    assert called
    assert set(called) <= targets


def test_ruff_passes_over_no_folder_of_python() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    assert not {"exclude", "extend-exclude"} & {*settings, *settings["lint"], *settings.get("format", {})}
