"""The tiny corpus's first pair, which no test changes."""

from pathlib import Path

import pytest

from mepp5.changes.pairs import Pair, Sides, read_pairs, read_sides
from mepp5.changes.tasks import ChangeTask, build_task
from tests.fixture_corpus import make_corpus


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny corpus, not to be changed."""
    return make_corpus(tmp_path_factory.mktemp("changes"))


@pytest.fixture(scope="session")
def pair(tiny: Path) -> Pair:
    """alpha-2020--gamma-2022."""
    return read_pairs(tiny)[0]


@pytest.fixture(scope="session")
def sides(pair: Pair, tiny: Path) -> Sides:
    """The pair's units."""
    return read_sides(pair, tiny)


@pytest.fixture(scope="session")
def task(pair: Pair, tiny: Path) -> ChangeTask:
    """The pair's task."""
    return build_task(pair, tiny)
