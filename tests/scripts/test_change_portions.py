"""What annotators of changes are given: both policies whole, and portions with the nearest clauses beside them."""

import sys
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner

from mepp5.corpus.clauses import Unit, read_units
from mepp5.paths import ROOT
from tests.fixture_corpus import make_corpus

sys.path.insert(0, str(ROOT / "scripts"))
from change_portions import find_nearest, main, show_policy, split_portions


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny corpus, not to be changed."""
    return make_corpus(tmp_path_factory.mktemp("portions"))


def make_clauses(*sizes: int) -> list[Unit]:
    """Return clauses in sections of these sizes."""
    units = []
    for section, size in enumerate(sizes):
        for _ in range(size):
            number = len(units)
            place = (number * 10, number * 10 + 9)
            units.append(
                Unit(f"a/{number:04d}", "a", "sentence", 0, (f"S{section}",), None, *place, *place, "We do it.")
            )
    return units


def test_a_policy_is_shown_unit_by_unit(root: Path) -> None:
    shown = show_policy(read_units("gamma-2022", root))
    assert shown.splitlines() == [
        "(furniture) Cart cart 0",
        "",
        "# Your data",
        "",
        "[gamma-2022/0003] (sentence) We encrypt what we store on our servers!",
        "",
        "## Rights.",
        "",
        "[gamma-2022/0005] (sentence) You may:",
        "[gamma-2022/0006] (list_item of gamma-2022/0005) read your data;",
        "[gamma-2022/0007] (list_item of gamma-2022/0005) erase your data.",
        "",
        "# The rest",
        "",
        "[gamma-2022/0009] (table_row) Cookies Yes",
        "[gamma-2022/0010] (sentence) Ask the shop’s clerk if you are a child.",
    ]


def test_the_nearest_share_words_and_the_best_comes_first(root: Path) -> None:
    old, new = ([u for u in read_units(name, root) if u.is_clause] for name in ("alpha-2020", "gamma-2022"))
    nearest = find_nearest(old, new)
    assert list(nearest) == [unit.id for unit in old]
    assert nearest["alpha-2020/0007"][0] == "gamma-2022/0003"
    assert all(len(found) <= 3 for found in nearest.values())
    assert "gamma-2022/0009" not in chain.from_iterable(nearest.values())  # "Cookies Yes" shares no word with any


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((5,), [5]),
        ((60,), [60]),
        ((61,), [31, 30]),
        ((28, 33), [28, 33]),  # where a section ends, though not in the middle
        ((10, 51), [31, 30]),  # no section ends near
        ((20, 23, 20, 20, 17), [43, 57]),
        ((), []),
    ],
)
def test_portions_are_few_and_end_where_sections_do(sizes: tuple[int, ...], expected: list[int]) -> None:
    clauses = make_clauses(*sizes)
    portions = split_portions(clauses)
    assert list(chain.from_iterable(portions)) == clauses
    assert all(len(portion) <= 60 for portion in portions)
    assert [len(portion) for portion in portions] == expected


def test_no_portion_is_too_long_whatever_the_sections() -> None:
    for size in (1, 3, 7, 9, 11, 13):
        for number in range(1, 40):
            clauses = make_clauses(*[size] * number)
            portions = split_portions(clauses, most=20)
            assert list(chain.from_iterable(portions)) == clauses
            assert max(map(len, portions)) <= 20


@pytest.mark.parametrize(("side", "other"), [("old", "new"), ("new", "old")])
def test_the_files_of_a_pair(root: Path, tmp_path: Path, side: str, other: str) -> None:
    words = ["alpha-2020", "gamma-2022", "--from", side, "-o", str(tmp_path / "out"), "--root", str(root)]
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, result.output) == (0, f"portion 1: {7 if side == 'old' else 6} clauses\n")
    names = {"old": "alpha-2020", "new": "gamma-2022"}
    for name, policy in names.items():
        assert (tmp_path / f"out/{name}.txt").read_text() == show_policy(read_units(policy, root))
    lines = (tmp_path / "out/portion-1.txt").read_text().splitlines()
    own = [line for line in lines if not line.startswith(" ")]
    assert len(own) == (7 if side == "old" else 6)
    assert all(line.startswith(f"[{names[side]}/") for line in own)
    near = [line for line in lines if line.startswith(" ")]
    assert near
    assert all(line.startswith(f"    near in words: {names[other]}/") for line in near)


def test_no_portion_shows_a_link(root: Path, tmp_path: Path) -> None:
    """Annotators see texts alone: nothing of what another said."""
    CliRunner().invoke(main, ["alpha-2020", "gamma-2022", "-o", str(tmp_path / "out"), "--root", str(root)])
    text = "".join(path.read_text() for path in (tmp_path / "out").iterdir())
    assert not [word for word in ("merged", "reworded", "narrower", "data_type", "data_security") if word in text]


@pytest.mark.parametrize("name", ["mine.txt", "old.txt", "portion-9.txt"])
def test_a_folder_that_holds_files_is_left_alone(root: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    result = CliRunner().invoke(main, ["alpha-2020", "gamma-2022", "-o", str(tmp_path), "--root", str(root)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{tmp_path} holds files; name an empty folder." in result.stderr
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {name: "mine"}


def test_a_file_is_no_folder(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    result = CliRunner().invoke(main, ["alpha-2020", "gamma-2022", "-o", str(tmp_path / "file"), "--root", str(root)])
    assert result.exit_code == 2
    assert "file is a file; name a folder." in result.stderr
