"""The finished release that the tests of the baselines share."""

import shutil
from pathlib import Path

import pytest

from tests.baselines.fixture_baselines import invoke
from tests.release.fixture_release import make_release


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny release with the results and the predictions of every baseline; not to be changed."""
    root = make_release(tmp_path_factory.mktemp("finished"))
    result = invoke(root, "run", "--all", "--predictions", str(root / "predictions"))
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture
def finished_copy(finished: Path, tmp_path: Path) -> Path:
    """A copy of the finished release, to be damaged."""
    return shutil.copytree(finished, tmp_path / "copy")
