"""Killed at any moment, or stopped by a full disk: every file is old or new in whole, and the next run completes.

`make kills` has more rounds, and commands that take longer.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixture_kills import CAN_FILL, Counts, fill_rounds, kill_rounds, limit_rounds
from tests.fixture_trials import Forks, Trial, make_trial, open_forks, read_tree

NAMES = ("build", "export", "site")
ROUNDS = 5


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trial]:
    """Each command with its folder before and after."""
    directory = tmp_path_factory.mktemp("trials")
    return {name: make_trial(name, directory) for name in NAMES}


@pytest.fixture(scope="module")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """What starts the commands at once."""
    with open_forks(tmp_path_factory.mktemp("forks")) as forks:
        yield forks


@pytest.mark.parametrize("name", NAMES)
def test_a_kill_leaves_old_or_new_files_and_the_next_run_completes(
    trials: dict[str, Trial], forks: Forks, name: str, tmp_path: Path
) -> None:
    counts = Counts()
    for seed in range(10):  # how many are needed until one comes in time is the machine's affair
        kill_rounds(trials[name], tmp_path, forks, ROUNDS, seed, counts)
        if counts.writing[name]:
            break
    assert counts.kills[name] >= counts.writing[name] > 0


@pytest.mark.skipif(not CAN_FILL, reason="no small disk can be had here: mounting is not allowed")
@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_is_one_sentence_and_leaves_the_old_files(
    trials: dict[str, Trial], name: str, tmp_path: Path
) -> None:
    counts = Counts()
    fill_rounds(trials[name], tmp_path, 1, 1, counts)
    assert counts.full[name] == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_too_large_is_one_sentence_and_leaves_the_old_files(
    trials: dict[str, Trial], forks: Forks, name: str, tmp_path: Path
) -> None:
    counts = Counts()
    limit_rounds(trials[name], tmp_path, forks, 2, 1, counts)
    assert counts.limited[name] == 2


def test_two_builds_at_once_do_each_other_no_harm(trials: dict[str, Trial], tmp_path: Path) -> None:
    work = trials["build"].copy_old(tmp_path / "work")
    processes = [trials["build"].start(work) for _ in range(2)]
    said = [process.communicate(timeout=600)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert read_tree(work) == trials["build"].new
