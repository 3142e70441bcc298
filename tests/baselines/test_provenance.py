"""The hash of the code that results carry: what it follows, and that no source is forgotten."""

import shutil
import tomllib
from pathlib import Path

import pytest

from baselines import provenance
from baselines.provenance import hash_code
from mepp5.errors import CorpusError


def test_the_hash_of_the_code_follows_the_code(tmp_path, monkeypatch):
    first = hash_code()
    folder = shutil.copytree(Path(provenance.__file__).parent, tmp_path / "baselines")
    monkeypatch.setattr(provenance, "__file__", str(folder / "provenance.py"))
    assert hash_code() == first
    path = folder / "categories/registry.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert hash_code() == first
    path.write_bytes(path.read_bytes() + b"#")
    assert hash_code() != first


def test_the_hash_of_the_code_of_changes_follows_that_and_the_other_scores(tmp_path, monkeypatch):
    folder = shutil.copytree(Path(provenance.__file__).parent, tmp_path / "baselines")
    monkeypatch.setattr(provenance, "__file__", str(folder / "provenance.py"))
    scores, changes = hash_code(), hash_code(of_changes=True)
    (folder / "changes/judging.py").write_text("")
    assert (hash_code() == scores, hash_code(of_changes=True) == changes) == (True, False)
    changes = hash_code(of_changes=True)
    (folder / "fitting.py").write_text("")
    assert (hash_code() == scores, hash_code(of_changes=True) == changes) == (False, False)


@pytest.mark.parametrize("source", ["categories/none.py", "../README.md"])
def test_a_source_that_is_not_there_is_an_error(tmp_path, monkeypatch, source):
    folder = shutil.copytree(Path(provenance.__file__).parent, tmp_path / "baselines")
    monkeypatch.setattr(provenance, "__file__", str(folder / "provenance.py"))
    path = folder / "sources.toml"
    path.write_text(path.read_text().replace('"fitting.py"', f'"{source}"'))
    with pytest.raises(CorpusError, match=source.partition("/")[0].replace(".", r"\.")):
        hash_code()


# What only commands, pages and explanations need.
NO_SOURCES = {"categories/explanation.py", "changes/command.py", "changes/results.py"}


def test_no_new_module_of_models_is_forgotten_among_the_sources():
    folder = Path(provenance.__file__).parent
    listed = tomllib.loads((folder / "sources.toml").read_text())
    expected = {
        path.relative_to(folder).as_posix()
        for room in ("categories", "changes", "slots")
        for path in (folder / room).glob("*.py")
        if path.name != "__init__.py"
    }
    named = {name for task in listed.values() for name in task["baselines"] if name.count("/") and name.endswith(".py")}
    assert named == expected - NO_SOURCES
