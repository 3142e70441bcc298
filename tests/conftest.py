"""Fixtures shared by all tests."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from mepp5.paths import ROOT

if find_spec("hypothesis"):  # where Label Studio is, it is not
    from hypothesis import settings

    # How long an example takes is the machine's affair. The same examples are drawn everywhere, so that a test fails
    # for everybody or for nobody; other ones, and many more, are drawn by `make properties`.
    settings.register_profile("steady", deadline=None, derandomize=True, max_examples=100)
    settings.register_profile("thorough", deadline=None, max_examples=2000, print_blob=True)
    settings.load_profile("steady")

FOLDERS = ("corpus", "annotations", "invented", "data", "baselines")
FILES = ("README.md", "DATASHEET.md", "CHANGELOG.md", "CITATION.cff", "croissant.json", "pyproject.toml")


@pytest.fixture(scope="session", autouse=True)
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache for what is set up once for many tests, so that nothing of this machine's user is read or written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("shared-cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def own_faults() -> Iterator[None]:
    """Exceptions that nobody foresaw come out with their traceback, also of processes that a test starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEPP5_DEBUG", "1")
        yield


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the user's that begins empty, so that no test meets another's kept models or this machine's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def corpus_copy(tmp_path: Path) -> Path:
    """A writable copy of the whole corpus, to be damaged."""
    root = tmp_path / "corpus_copy"
    for folder in FOLDERS:
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, root / name)
    return root


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny release with the results and the predictions of every baseline; not to be changed."""
    # Imported here: tests in an environment without the baselines' libraries load this file.
    from tests.baselines.fixture_baselines import invoke
    from tests.release.fixture_release import make_release

    root = make_release(tmp_path_factory.mktemp("finished"))
    result = invoke(root, "run", "--all", "--predictions", str(root / "predictions"))
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture
def finished_copy(finished: Path, tmp_path: Path) -> Path:
    """A copy of the finished release, to be damaged."""
    return shutil.copytree(finished, tmp_path / "copy")
