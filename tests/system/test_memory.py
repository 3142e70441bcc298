"""What was made once is not made again within a run, errors alike, and is forgotten afterwards."""

import pytest

from mepp5.errors import CorpusError
from mepp5.system.memory import remember, remembered


@pytest.fixture
def calls() -> list[tuple[int, ...]]:
    return []


def test_within_a_run_it_is_called_once_for_the_same_arguments(calls: list) -> None:
    @remembered
    def add(numbers: list[int]) -> list[int]:
        calls.append(tuple(numbers))
        return [*numbers, sum(numbers)]

    assert add([1, 2]) is not add([1, 2])
    with remember():
        first = add([1, 2])
        assert first == [1, 2, 3]
        assert add([1, 2]) is first
        with remember():
            assert add([1, 2]) is first
        assert add([1, 3]) == [1, 3, 4]
    assert add([1, 2]) is not first
    assert calls == [(1, 2), (1, 2), (1, 2), (1, 3), (1, 2)]


def test_an_error_is_raised_again_without_another_call(calls: list) -> None:
    @remembered
    def refuse(number: int) -> None:
        calls.append((number,))
        raise CorpusError("no")

    with remember():
        for _ in range(2):
            with pytest.raises(CorpusError, match="no"):
                refuse(1)
    assert calls == [(1,)]


def test_a_memory_that_is_given_is_filled(calls: list) -> None:
    @remembered
    def double(number: int) -> int:
        calls.append((number,))
        return 2 * number

    memory: dict = {}
    with remember(memory):
        double(2)
    with remember(memory):
        double(2)
    assert (len(memory), calls) == (1, [(2,)])
