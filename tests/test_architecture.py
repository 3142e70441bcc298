"""Who may import whom, read from the sources."""

import ast
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
SOURCES = {folder: sorted((REPOSITORY / folder).rglob("*.py")) for folder in ("src/mepp5", "baselines")}
# What would give the baselines the clauses by another way than datasets.load_dataset.
SHORT_CUTS = {"mepp5.load", "mepp5.loading.load", "mepp5.loading.read_rows", "mepp5.protocols.read_rows"}
SHORT_CUTS |= {"mepp5.files.read_jsonl", "mepp5.release.build_release", "json", "jsonlines"}


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


def imports(path: Path, package: str) -> bool:
    """Return whether the file imports the package or anything in it."""
    return any(f"{name}.".startswith(f"{package}.") for name in find_imports(path.read_text()))


def list_files(*folders: str) -> list:
    return [pytest.param(path, id=str(path.relative_to(REPOSITORY))) for folder in folders for path in SOURCES[folder]]


@pytest.mark.parametrize(
    "source",
    [
        "import baselines",
        "import baselines.runner as runner",
        "def run():\n    from baselines.runner import run_baseline",
        "from baselines import registry",
        "import importlib\nimportlib.import_module('baselines.runner')",
    ],
)
def test_every_way_of_importing_is_seen(tmp_path, source):
    (tmp_path / "module.py").write_text(source)
    assert imports(tmp_path / "module.py", "baselines")


def test_a_name_alike_is_no_import(tmp_path):
    (tmp_path / "module.py").write_text("import baselines_of_others\nbaselines = 'baselines/results'")
    assert not imports(tmp_path / "module.py", "baselines")


@pytest.mark.parametrize("path", list_files("src/mepp5"))
def test_the_toolchain_does_not_import_its_consumer(path):
    assert not imports(path, "baselines")
    assert not imports(path, "scripts")


@pytest.mark.parametrize("path", list_files("src/mepp5", "baselines"))
def test_label_studio_is_left_to_the_scripts(path):
    assert not imports(path, "label_studio_sdk")


@pytest.mark.parametrize("path", list_files("baselines"))
def test_baselines_take_no_short_cut_to_the_data(path):
    assert not find_imports(path.read_text()) & SHORT_CUTS


def test_baselines_load_the_data_as_a_stranger_would():
    sources = {path.name: path.read_text() for path in SOURCES["baselines"]}
    loading = [name for name, source in sources.items() if "datasets.load_dataset(" in source]
    assert loading == ["corpus.py"]
    assert "datasets" in find_imports(sources["corpus.py"])
