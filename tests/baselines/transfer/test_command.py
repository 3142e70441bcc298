"""python -m baselines transfer: tables, JSON and the written file; and a copy that is damaged, each way once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from baselines.categories.registry import BASELINES
from baselines.report.forms.measurements import Transfer
from baselines.transfer.command import transfer
from baselines.transfer.tables import RESULT
from baselines.transfer.ways import WAYS
from mepp5.reading.forms import read_json
from tests.baselines.fixture_baselines import invoke
from tests.baselines.transfer.fixture_copy import FORUM, LAMPS, SEGMENTS, make_copy
from tests.release.fixture_release import make_release

QUICK = ("--baseline", "nb", "--baseline", "logreg", "--jobs", "1")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny release, in which the figures are written."""
    return make_release(tmp_path_factory.mktemp("transfer"))


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, in which nothing is ever written."""
    return make_release(tmp_path_factory.mktemp("untouched"))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy that is not damaged."""
    return make_copy(tmp_path_factory.mktemp("copy"))


@pytest.fixture(scope="module")
def result(root: Path, copy: Path) -> dict:
    """What is printed as JSON, and written."""
    done = invoke(root, "transfer", "--opp115", str(copy), *QUICK, "--json", "--write")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_every_model_is_scored_in_each_way(result):
    rows = [(row["name"], row["track"], row["trained_on"], row["way"]) for row in result["models"]]
    expected = [(name, "closed", "MEPP-5", way) for name in ("nb", "logreg") for way in WAYS]
    trained = ("OPP-115", "OPP-115 and MEPP-5")
    assert rows == [*expected, *(("section-blend", "open", data, "paragraph") for data in trained)]


def test_scores_have_intervals_and_all_categories(result):
    for row in (*result["models"], result["people"]):
        for reference in ("majority", "pairs"):
            scores = row[reference]
            for name in ("micro_f1", "macro_f1"):
                low, high = scores["intervals"][name]
                assert 0 <= low <= scores[name] <= high <= 1
            assert len(scores["per_category"]) == 12
    assert result["bootstrap"]["unit"] == "policy"


def test_what_was_scored_is_counted(result):
    counts = {name: result[name] for name in ("policies", "folds", "paragraphs", "without_majority", "clauses")}
    assert counts == {"policies": 3, "folds": 3, "paragraphs": 11, "without_majority": 2, "clauses": 15}
    assert (result["asked_as_a_whole"], result["left_out"]) == (1, {"Other": 2})
    assert all(row["majority"]["answers"] == 9 for row in result["models"])
    empty = {row["way"]: row["empty"] for row in result["models"] if row["name"] == "logreg"}
    assert empty["sentences"] > 0 == empty["paragraph"] == empty["sentences, one fallback"]


def test_what_is_written_is_what_is_printed_and_no_text(root, result):
    written = read_json(root / RESULT, Transfer)
    assert written == result
    content = (root / RESULT).read_text()
    for segments in SEGMENTS.values():
        assert not any(words.split("<br>")[-1].strip()[:20] in content for words, _ in segments if "<br>" not in words)
    assert "lamps" not in content


def test_nothing_is_written_unless_asked_for(untouched, copy):
    done = invoke(untouched, "transfer", "--opp115", str(copy), *QUICK[2:])
    assert done.exit_code == 0, done.output
    assert not (untouched / RESULT).exists()
    words = " ".join(done.stdout.split())
    assert "3 policies, 11 paragraphs, of which 2 have no category by majority" in words
    assert "logreg (closed)" in words
    assert "section-blend trained on OPP-115 and MEPP-5 (open)" in words
    assert "one person" in words
    assert "nb" not in words
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_the_recommended_of_each_track_are_asked_by_default():
    (option,) = (option for option in transfer.params if option.name == "names")
    recommended = [name for name, baseline in BASELINES.items() if baseline.recommended]
    assert option.default == recommended
    assert [BASELINES[name].track for name in recommended] == ["closed", "open"]


def test_one_policy_trains_no_model(tmp_path, root):
    copy = make_copy(tmp_path)
    for folder in ("annotations", "sanitized_policies"):
        for path in (copy / folder).iterdir():
            if path.stem != LAMPS:
                path.unlink()
    done = invoke(root, "transfer", "--opp115", str(copy), *QUICK[2:], "--json")
    result = json.loads(done.stdout)
    assert {row["trained_on"] for row in result["models"]} == {"MEPP-5"}
    assert result["people"]["majority"]["intervals"]["micro_f1"] is None
    assert "none, for want of policies" in " ".join(
        invoke(root, "transfer", "--opp115", str(copy), *QUICK[2:]).stdout.split()
    )


# Damage


def append(line: str) -> Callable[[Path], None]:
    def damage(copy: Path) -> None:
        with (copy / "annotations" / f"{FORUM}.csv").open("a") as file:
            file.write(f"{line}\n")

    return damage


def put(folder: str, name: str, content: bytes) -> Callable[[Path], None]:
    return lambda copy: (copy / folder / name).write_bytes(content) and None


def remove(folder: str, name: str) -> Callable[[Path], None]:
    return lambda copy: (copy / folder / name).unlink()


def rename(folder: str) -> Callable[[Path], None]:
    return lambda copy: (copy / folder).rename(copy / "elsewhere") and None


def empty(folder: str) -> Callable[[Path], None]:
    return lambda copy: [path.unlink() for path in (copy / folder).iterdir()] and None


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (rename("annotations"), "annotations: no such folder; give the one of OPP-115"),
        (rename("sanitized_policies"), "sanitized_policies: no such folder; give the one of OPP-115"),
        (empty("sanitized_policies"), "sanitized_policies: no file in it is called *.html"),
        (remove("annotations", f"{FORUM}.csv"), f"annotations/{FORUM}.csv: no such file"),
        (remove("sanitized_policies", f"{FORUM}.html"), f"sanitized_policies/{FORUM}.html: no such file"),
        (put("annotations", f"{FORUM}.csv", b""), f"{FORUM}.csv: annotated by 0, not 3"),
        (put("sanitized_policies", f"{FORUM}.html", b""), f"{FORUM}.csv: of segment 2, while there are only 0 to 0"),
        (put("sanitized_policies", f"{FORUM}.html", b"||| <br> |||"), f"{FORUM}.html: no segment with words in it"),
        (put("sanitized_policies", f"{FORUM}.html", bytes(range(256)) * 9), f"{FORUM}.html: it is no text"),
        (put("annotations", f"{FORUM}.csv", "1,2,3".encode("utf-16")), f"{FORUM}.csv: row 1 has"),
        (append("1,batch,31"), "has 3 columns, not 9"),
        (append('1,b,31,9,0,Data Safety,"{}",1,x'), "unknown category 'Data Safety'"),
        (append("1,b,31,9,0,Other,{,1,x"), "column 7 is no JSON with a value of 'Other Type'"),
        (append('1,b,31,9,zero,Data Security,"{}",1,x'), "'zero' in column 5 is no number of a segment"),
        (append(f'1,b,31,9,{"9" * 5_000},Data Security,"{{}}",1,x'), "in column 5 is no number of a segment"),
        (put("sanitized_policies", f"{FORUM}.html", b"|||" * 10_000), f"{FORUM}.html: more than 10,000 segments"),
        (put("sanitized_policies", f"{FORUM}.html", b"We. " * 2**20 + b"We."), "more than 4,194,304 characters"),
        (append('1,b,31,9,3,Data Security,"{}",1,x'), "of segment 3, while there are only 0 to 2"),
        (append('1,b,99,9,0,Data Security,"{}",1,x'), "annotated by 4, not 3"),
    ],
)
def test_a_damaged_copy_is_one_sentence(untouched, tmp_path, damage, message):
    copy = make_copy(tmp_path)
    damage(copy)
    done = invoke(untouched, "transfer", "--opp115", str(copy), "--write", *QUICK)
    assert (done.exit_code, done.stdout) == (1, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (untouched / RESULT).exists()


def test_a_directory_that_is_not_there_is_one_sentence(untouched, tmp_path):
    done = invoke(untouched, "transfer", "--opp115", str(tmp_path / "nowhere"), *QUICK)
    assert done.exit_code == 1
    assert f"{tmp_path / 'nowhere' / 'sanitized_policies'}: no such folder" in done.stderr


@pytest.mark.parametrize(
    "words",
    [(), ("--opp115", "x", "--baseline", "tagger"), ("--opp115", "x", "--jobs", "0"), ("--opp115", "x", "more")],
)
def test_wrong_usage_ends_with_2(tmp_path, words):
    assert invoke(tmp_path, "transfer", *words).exit_code == 2
