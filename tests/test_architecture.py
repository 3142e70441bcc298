"""What the layers of pyproject.toml cannot say of the sources: `make lint` holds who may import whom."""

import ast
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
HOUSES = ("src/mepp5", "baselines")
MOST = 14  # modules in a folder: more is a hall in which nothing is found
BASELINES = sorted((REPOSITORY / "baselines").rglob("*.py"))
FOLDERS = sorted({path.parent for house in HOUSES for path in (REPOSITORY / house).rglob("*.py")})
# What would give the baselines the clauses by another way than datasets.load_dataset.
SHORT_CUTS = {"mepp5.load", "mepp5.release.loading.load", "mepp5.release.loading.read_rows"}
SHORT_CUTS |= {"mepp5.release.protocols.read_rows", "mepp5.release.rows.build_release", "mepp5.files.read_jsonl"}
SHORT_CUTS |= {"json", "jsonlines"}


def find_imports(source: str) -> set[str]:
    """Return the dotted names that a source imports, in whatever function; `from a import b` gives a and a.b."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or ".")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            names.update(word.value for word in node.args if isinstance(word, ast.Constant))
    return names


def name(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


@pytest.mark.parametrize(
    "source",
    [
        "import mepp5.load",
        "def run():\n    from mepp5.release.loading import read_rows",
        "from mepp5 import load",
        "import importlib\nimportlib.import_module('json')",
    ],
)
def test_every_way_of_importing_is_seen(source):
    assert find_imports(source) & SHORT_CUTS


def test_a_name_alike_is_no_import():
    assert not find_imports("import json_of_others\njson = 'mepp5.load'") & SHORT_CUTS


@pytest.mark.parametrize("path", BASELINES, ids=name)
def test_baselines_take_no_short_cut_to_the_data(path):
    assert not find_imports(path.read_text()) & SHORT_CUTS


def test_baselines_load_the_data_as_a_stranger_would():
    sources = {path.relative_to(REPOSITORY / "baselines").as_posix(): path.read_text() for path in BASELINES}
    loading = [name for name, source in sources.items() if "datasets.load_dataset(" in source]
    assert loading == ["corpus.py"]
    assert "datasets" in find_imports(sources["corpus.py"])


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_a_folder_holds_no_more_than_can_be_found_in_it(folder):
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= MOST


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_every_room_says_what_it_is(folder):
    said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text()))
    assert said
    assert len(said.split()) > 20


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_no_module_repeats_the_name_of_its_folder(folder):
    assert not [path.name for path in folder.glob("*.py") if path.stem.startswith(folder.name)]
