"""Every target without atheris: its seeds, some of their mutants and all that once crashed; and the runner itself."""

import itertools
from random import Random

import pytest

from mepp5.errors import CorpusError
from tests.fuzz.__main__ import read_result, run_target
from tests.fuzz.mutation import keep_json, keep_plain, keep_toml, keep_zip
from tests.fuzz.shrinking import find_crash, shrink
from tests.fuzz.targets import ALLOWED, CRASHES, TARGETS, feed_once, read_crashes

MUTANTS = 40
FEWER = {"docx": 8, "category-predictions": 20, "slot-predictions": 20}  # whose runs are slow


def flip(content: bytes, size: int) -> bytes:
    """Change a few bytes, the same ones of the same content."""
    random = Random(content)
    changed = bytearray(content or b"x")
    for _ in range(random.randint(1, 5)):
        changed[random.randrange(len(changed))] = random.choice(b"\x00\xff<>[]{}|#* \n\"'a0")
    return bytes(changed[:size])


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_mutants_end_in_nothing_but_one_sentence(name, tmp_path):
    target = TARGETS[name]
    feed, seeds = target.prepare(tmp_path)
    for seed in seeds:
        feed_once(feed, seed)
    feed(seeds[-1] if name == "encodings" else seeds[0])  # is read, so that what follows gets past the door
    mutate = target.mutator(flip)
    for seed, number in zip(itertools.cycle(seeds), range(FEWER.get(name, MUTANTS)), strict=False):
        feed_once(feed, mutate(seed, target.most, number))


@pytest.mark.parametrize("name", sorted(path.name for path in CRASHES.iterdir()))
def test_what_crashed_once_does_no_longer(name, tmp_path):
    feed, _ = TARGETS[name].prepare(tmp_path)
    for path in read_crashes(name):
        feed_once(feed, path.read_bytes())


def raise_it(error: Exception):
    def feed(content: bytes) -> None:
        raise error

    return feed


@pytest.mark.parametrize("error", [KeyError("x"), AssertionError(), RecursionError(), UnicodeError(), OSError("x")])
def test_every_exception_but_those_allowed_is_a_crash(error):
    with pytest.raises(type(error)):
        feed_once(raise_it(error), b"")
    for kind in ALLOWED:
        feed_once(raise_it(kind("file: line 1: wrong; mend it.")), b"")


def test_a_refusal_says_something():
    with pytest.raises(AssertionError, match="without a word"):
        feed_once(raise_it(CorpusError("")), b"")


def test_a_crash_is_cut_down_to_what_it_takes():
    def feed(content: bytes) -> None:
        if b"k" in content and b"z" in content:
            raise KeyError

    assert shrink(b"abcdekfgh" * 3 + b"lmz" + b"n" * 50, feed) == b"kz"
    assert shrink(b"sound", feed) == b"sound"
    assert find_crash(b"kz", feed) == "KeyError in test_a_crash_is_cut_down_to_what_it_takes.<locals>.feed"


@pytest.mark.parametrize(
    ("make", "content"),
    [
        (keep_json, b'{"a": [1, {"b": "c"}], "d": null}\n'),
        (keep_json, b'#file x.jsonl\n{"a": 1}\n{"b": "c"}\n'),
        (keep_toml, b'#file x.toml\na = 1\n\n[[b]]\nc = "d"\n'),
        (keep_plain, b"any"),
        (keep_zip, b"no zip"),
    ],
)
def test_a_seed_gives_the_same_mutants_every_time(make, content):
    mutate = make(flip)
    mutants = [mutate(content, 1000, number) for number in range(60)]
    assert mutants == [mutate(content, 1000, number) for number in range(60)]
    assert any(mutant != content for mutant in mutants)
    if content.startswith(b"#file"):
        assert all(mutant.startswith(content.split(b"\n")[0] + b"\n") for mutant in mutants)


def test_what_did_not_end_is_a_crash():
    done = "#4\tNEW    cov: 137 ft: 206 corp: 3/1226b lim\nDone 8 in 1 second(s)\n"
    assert read_result("x", done, 0, 1.0, []).crash == ""
    assert read_result("x", done, 0, 1.0, []).counters == ("137", "206", "3")
    assert read_result("x", done, 0, 1.0, [b"timeout"]).crash
    lost = read_result(
        "x", "#4\tNEW    cov: 1 ft: 2 corp: 3/1b lim\n=== Uncaught Python exception: ===\nKeyError\n", 77, 1, []
    )
    assert (lost.runs, "KeyError" in lost.crash, "status 77" in lost.crash) == (4, True, True)


def test_atheris_runs_a_target_to_its_end():
    pytest.importorskip("atheris")
    result = run_target("invented", 200)
    assert (result.runs, result.crash) == (200, "")
    assert int(result.counters[0]) > 20  # edges: the reader is watched


def test_atheris_finds_a_crash_and_keeps_what_caused_it():
    pytest.importorskip("atheris")
    result = run_target("broken", 20_000)
    assert "KeyError" in result.crash
    assert b"y" in result.found
