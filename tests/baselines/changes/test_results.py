"""The committed results of changes: of today's links, compared in all but time, and refused where stale."""

import json
import shutil
from pathlib import Path

import pytest

from baselines.changes.results import CHANGE_RESULTS, compare_change_results, read_change_results
from baselines.changes.runner import hash_changes
from baselines.provenance import hash_code
from mepp5.errors import CorpusError
from tests.baselines.fixture_baselines import invoke
from tests.release.fixture_release import make_release


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny release with its results of changes, not to be changed."""
    root = make_release(tmp_path_factory.mktemp("results"))
    assert invoke(root, "run-changes", "--jobs", "1").exit_code == 0
    return root


@pytest.fixture
def root(sound: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(sound, tmp_path / "copy")


def edit(root: Path, **changes: object) -> None:
    path = root / CHANGE_RESULTS
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_our_results_are_of_today_s_links_and_code() -> None:
    ours = read_change_results()
    assert ours["changes"] == hash_changes(Path(__file__).parents[3])
    assert ours["code"] == f"sha256:{hash_code(of_changes=True)}"


def test_the_same_scores_come_out_again(root: Path) -> None:
    before = (root / CHANGE_RESULTS).read_bytes()
    result = invoke(root, "run-changes", "--jobs", "1", "--check")
    assert result.exit_code == 0, result.output
    assert "The scores of changes are the committed ones." in result.stderr
    assert (root / CHANGE_RESULTS).read_bytes() == before


def test_results_of_other_links_are_refused(root: Path) -> None:
    edit(root, changes="sha256:0")
    with pytest.raises(
        CorpusError,
        match=r"scores\.json: made from other links than today's; see `mepp5 check` first: .* run python -m baselines",
    ):
        read_change_results(root)
    result = invoke(root, "run-changes", "--jobs", "1", "--check")
    assert result.exit_code == 1
    assert "made from other links than today's" in result.stderr


def test_missing_and_broken_results_are_told(root: Path) -> None:
    (root / CHANGE_RESULTS).write_text("[]")
    with pytest.raises(CorpusError, match=r"scores\.json: line 1: .* run python -m baselines run-changes"):
        read_change_results(root)
    (root / CHANGE_RESULTS).unlink()
    with pytest.raises(CorpusError, match=r"scores\.json: cannot be read"):
        read_change_results(root)


@pytest.mark.parametrize("value", [None, 1, "x", [], [[]], {}, {"a": 1}, float("nan"), [None, None]])
@pytest.mark.parametrize("keys", ["baselines", "baselines equality", "baselines equality align all", "annotators x"])
def test_damaged_results_are_one_sentence_with_the_key(root: Path, keys: str, value: object) -> None:
    damage(root, keys.split(), value)
    with pytest.raises(CorpusError, match=r"scores\.json: line 1: .*; run python -m baselines run-changes\.$") as told:
        read_change_results(root)
    assert value != value or ".".join(keys.split()) in str(told.value)  # of a NaN, the line


ALIGN = "baselines equality align all"


@pytest.mark.parametrize(
    ("keys", "value", "told"),
    [
        (f"{ALIGN} f1", 1.01, "should be less than or equal to 1"),
        (f"{ALIGN} recall", -0.01, "should be greater than or equal to 0"),
        (f"{ALIGN} links", -1, "should be greater than or equal to 0"),
        (f"{ALIGN} intervals f1", [9.0, -1.0], "should be less than or equal to 1"),
        (f"{ALIGN} intervals f1", [0.5, 0.4], "should be the lower end, then the upper one"),
        (f"{ALIGN} intervals f1", [0.5], "should have at least 2 items"),
        (f"{ALIGN} per_pair", {}, "should have at least 1 item"),
        (f"{ALIGN} per_pair", {"alpha--beta|": 0.5}, "should be two policies"),
        (f"{ALIGN} per_pair_intervals", {}, "should have the pairs of per_pair in per_pair_intervals"),
        (f"{ALIGN} per_pair_intervals other--pair", [0.1, 0.2], "should have the pairs of per_pair"),
        ("baselines equality judge all form exact", 2, "should be less than or equal to 1"),
        ("baselines equality judge all form per_label", {}, "should have at least 1 item"),
        ("baselines equality judge all form intervals a|b", None, "should be the name of a score"),
        ("baselines equality judge all alone", -3, "should be greater than or equal to 0"),
        ("baselines equality seconds", -0.1, "should be greater than or equal to 0"),
        ("baselines equality description", "two\nlines", "should be one line of text"),
        ("baselines equality bootstrap draws", 0, "should be greater than or equal to 1"),
        ("baselines equality bootstrap level", 95, "should be less than or equal to 1"),
        ("annotators", {}, "should have at least 1 item"),
        ("note", "a note\x1b[2J", "should be one line of text"),
        ("protocol", "leave one", "should be the name of a protocol"),
        ("version", "newest", "should be a version"),
        ("libraries numpy", "1 | 2", "should be a version"),
    ],
)
def test_values_beyond_what_they_may_be_are_refused(root: Path, keys: str, value: object, told: str) -> None:
    damage(root, keys.split(), value)
    with pytest.raises(CorpusError, match=rf"scores\.json: line 1: .*{told}.*; run python -m baselines run-changes\.$"):
        read_change_results(root)


@pytest.mark.parametrize("name", ["`x` | open |\n\n# Hello \x1b[2J", "", "A", "a b", "a++", "a/b", "\u202ea", 65 * "a"])
@pytest.mark.parametrize("holder", ["baselines", "annotators"])
def test_a_name_that_no_table_can_hold_is_refused(root: Path, holder: str, name: str) -> None:
    kept = json.loads((root / CHANGE_RESULTS).read_text())[holder]
    damage(root, [holder, name], next(iter(kept.values())))
    with pytest.raises(CorpusError, match=rf"{holder}.* should be (small letters|two annotators)") as told:
        read_change_results(root)
    assert str(told.value).isprintable()


def damage(root: Path, keys: list[str], value: object) -> None:
    """Put the value where the keys lead to."""
    result = json.loads((root / CHANGE_RESULTS).read_text())
    holder = result
    for step in keys[:-1]:
        holder = holder[step]
    holder[keys[-1]] = value
    (root / CHANGE_RESULTS).write_text(json.dumps(result))


def test_a_key_of_no_form_is_refused(root: Path) -> None:
    edit(root, more=1)
    with pytest.raises(CorpusError, match=r"scores\.json: line 1: more: is an unknown key"):
        read_change_results(root)


def test_another_score_is_told(root: Path) -> None:
    kept = read_change_results(root)
    scores = json.loads(json.dumps(kept["baselines"]))
    scores["equality"]["align"]["all"]["f1"] += 0.1
    edit(root, baselines=scores)
    result = invoke(root, "run-changes", "--jobs", "1", "--check")
    assert result.exit_code == 1
    assert "baselines.equality.align.all.f1 is 0.3" in result.stderr
    assert "find out why, or run python -m baselines run-changes." in result.stderr


def test_time_code_and_libraries_are_not_compared() -> None:
    kept = {"code": "a", "libraries": {}, "baselines": {"x": {"seconds": 1.0, "f1": 0.5, "n": 3}}}
    found = {"code": "b", "libraries": {"a": "1"}, "baselines": {"x": {"seconds": 2.0, "f1": 0.5 + 1e-12, "n": 3}}}
    assert list(compare_change_results(kept, found)) == []
    found["baselines"]["x"] |= {"f1": 0.6, "n": 4, "new": None}
    assert list(compare_change_results(kept, found)) == ["baselines.x.f1 is 0.5, now 0.6", "baselines.x.n is 3, now 4"]
    assert list(compare_change_results(kept, kept | {"data": "other"})) == ["data is None, now 'other'"]
    assert list(compare_change_results(kept | {"note": "one"}, kept)) == ["note is 'one', now None"]


def test_another_note_is_told(root: Path) -> None:
    edit(root, note="another")
    result = invoke(root, "run-changes", "--jobs", "1", "--check")
    assert result.exit_code == 1
    assert "note is 'another', now 'no independent bound" in result.stderr
