"""What the tests of predict-many share."""

from pathlib import Path

import pytest

from tests.baselines.many.fixture_runs import make_worker
from tests.release.fixture_release import make_release


@pytest.fixture(scope="session")
def release(tmp_path_factory) -> Path:
    """A tiny release; not to be changed."""
    return make_release(tmp_path_factory.mktemp("many"))


@pytest.fixture(scope="session")
def worker(release, tmp_path_factory):
    """A worker that has its labeller, and a folder that its files may be read from."""
    return make_worker(release, tmp_path_factory.mktemp("parts"))
