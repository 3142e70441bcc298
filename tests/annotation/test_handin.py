"""Hand-ins: exact quotes become spans, and every fault is named with file, line and id."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mepp5.annotation.handin import find_hand_in_faults, read_hand_in
from mepp5.annotation.spans import Annotation, Practice, SlotSpan
from mepp5.corpus.clauses import Unit, read_units
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy
from tests.fixture_corpus import make_corpus

TAXONOMY = read_taxonomy()
TEN = Path(__file__).parents[1] / "fixtures/ten_clauses.jsonl"
SHARING = {"category": "third_party_sharing_collection", "polarity": "affirmed"}
NAME = {"slot": "data_type", "value": "contact_details"}


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> list[Unit]:
    """Two clauses, 0004 and 0005, of the tiny corpus, and the heading before them."""
    return read_units("alpha-2020", make_corpus(tmp_path_factory.mktemp("handin")))[2:5]


def line(number: int, practices: list[dict] | None = None, slots: list[dict] | None = None) -> dict:
    practices = [{"quote": "*", **SHARING}] if practices is None else practices
    return {"id": f"alpha-2020/{number:04d}", "practices": practices, "slots": slots or []}


def write(path: Path, *lines: dict | str) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in lines))
    return path


def read(path: Path, units: list[Unit], *lines: dict | str, partial: bool = False) -> dict[str, Annotation]:
    return read_hand_in(write(path / "h.jsonl", *lines), units, TAXONOMY, "reader", partial)


def test_quotes_become_spans(tmp_path: Path, units: list[Unit]) -> None:
    practices = [
        {"quote": "your e-mail address", **SHARING},
        {"quote": "your name", "category": "data_security", "polarity": "negated"},
    ]
    slots = [{"quote": "e-mail", **NAME}, {"quote": "your", "occurrence": 2, **NAME}]
    read_back = read(tmp_path, units, line(5, practices, slots), line(4))
    assert list(read_back) == ["alpha-2020/0004", "alpha-2020/0005"]
    assert read_back["alpha-2020/0005"] == Annotation(
        "alpha-2020/0005",
        "reader",
        (
            Practice(0, 9, "data_security", "negated"),
            Practice(14, 33, "third_party_sharing_collection", "affirmed"),
        ),
        (SlotSpan(14, 18, "data_type", "contact_details"), SlotSpan(19, 25, "data_type", "contact_details")),
    )


@pytest.mark.parametrize("quote", ["*", "your name and your e-mail address; and", "your name and your e-mail address"])
def test_the_whole_clause_ends_before_its_joint(tmp_path: Path, units: list[Unit], quote: str) -> None:
    read_back = read(tmp_path, units, line(4), line(5, [{"quote": quote, **SHARING}]))
    (practice,) = read_back["alpha-2020/0005"].practices
    assert (practice.start, practice.end) == (0, 33)


def test_subjects_are_read_and_kept_to_the_rules(tmp_path: Path, units: list[Unit]) -> None:
    for_children = {"quote": "*", "category": "specific_audiences", "polarity": "affirmed"}
    about = {**for_children, "subjects": ["data_retention", "data_security"]}
    found = read(tmp_path, units, line(4, [about]), line(5, [for_children]))
    assert [annotation.practices[0].subjects for annotation in found.values()] == [
        ("data_retention", "data_security"),
        (),
    ]
    with pytest.raises(CorpusError, match=r"line 1, alpha-2020/0004: subjects data_security, data_retention stand"):
        read(tmp_path, units, line(4, [{**about, "subjects": ["data_security", "data_retention"]}]), line(5))
    with pytest.raises(CorpusError, match=r'alpha-2020/0004: practices\[0\]\.subjects: "data_security" should be'):
        read(tmp_path, units, line(4, [{**about, "subjects": "data_security"}]), line(5))


def test_a_portion_may_be_read_alone(tmp_path: Path, units: list[Unit]) -> None:
    assert list(read(tmp_path, units, line(5), partial=True)) == ["alpha-2020/0005"]


def test_files_that_belong_together_are_read_as_one(tmp_path: Path, units: list[Unit]) -> None:
    paths = [write(tmp_path / "a.jsonl", line(5)), write(tmp_path / "b.jsonl", line(4))]
    assert len(read_hand_in(paths, units, TAXONOMY, "reader")) == 2
    write(paths[1], line(4), line(5))
    with pytest.raises(CorpusError, match=r"b.jsonl: line 2, alpha-2020/0005: .* before \(.*a.jsonl: line 1"):
        read_hand_in(paths, units, TAXONOMY, "reader")


ADDRESS = {"quote": "your e-mail address", **SHARING}
FAULTS = {
    "quote not in the clause": (
        line(5, slots=[{"quote": "Name", **NAME}]),
        "quote 'Name' is not in the clause; copy it",
    ),
    "practice's quote not in the clause": (
        line(5, [{"quote": "our", **SHARING}, ADDRESS]),
        "quote 'our' stands 2 times",
    ),
    "ambiguous quote": (
        line(5, slots=[{"quote": "your", **NAME}]),
        "quote 'your' stands 2 times; add \"occurrence\" (1: [your] name and your  / 2: your name and [your] e-mail",
    ),
    "occurrence too high": (line(5, slots=[{"quote": "your", "occurrence": 3, **NAME}]), '"occurrence" is 3'),
    "occurrence of the whole": (line(5, [{"quote": "*", "occurrence": 1, **SHARING}]), '"occurrence" beside the quote'),
    "occurrence of zero": (
        line(5, slots=[{"quote": "your", "occurrence": 0, **NAME}]),
        "slots[0].occurrence: 0 should be greater than or equal to 1",
    ),
    "star in a slot": (line(5, slots=[{"quote": "*", **NAME}]), "quote '*' is not in the clause"),
    "empty quote": (line(5, slots=[{"quote": "", **NAME}]), 'slots[0].quote: "" should have at least 1 character'),
    "quote with white space": (line(5, slots=[{"quote": "name ", **NAME}]), "begins or ends with white space"),
    "unknown category": (
        line(5, [{**ADDRESS, "category": "sharing"}]),
        "unknown category 'sharing'; use one of: first",
    ),
    "unknown polarity": (
        line(5, [{**ADDRESS, "polarity": "no"}]),
        "unknown polarity 'no'; use one of: affirmed, negated, unknown",
    ),
    "unknown slot": (line(5, slots=[{"quote": "name", "slot": "data", "value": "other"}]), "unknown slot 'data'"),
    "unknown value": (line(5, slots=[{"quote": "name", "slot": "data_type", "value": "name"}]), "unknown value 'name'"),
    "clause without a practice": (line(5, []), "no practice; give it at least one"),
    "practice twice": (
        line(5, [ADDRESS, {"quote": "*", **SHARING}]),
        "practice third_party_sharing_collection (affirmed)",
    ),
    "slot twice": (line(5, slots=[{"quote": "name", **NAME}] * 2), "slot data_type = contact_details stands twice"),
    "slots in a generic clause": (
        line(5, [{**ADDRESS, "category": "introductory_generic"}], [{"quote": "name", **NAME}]),
        "slot data_type in a clause that is introductory_generic alone",
    ),
    "missing key": ({"id": "alpha-2020/0005", "practices": []}, "slots: is missing"),
    "unknown key": ({**line(5), "note": ""}, "note: is an unknown key"),
    "key of a span unknown": (line(5, [{**ADDRESS, "value": "x"}]), "practices[0].value: is an unknown key"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_with_its_line_and_id(tmp_path: Path, units: list[Unit], name: str) -> None:
    row, message = FAULTS[name]
    with pytest.raises(CorpusError) as caught:
        read(tmp_path, units, line(4), row)
    said = str(caught.value)
    assert said.startswith(f"{tmp_path}/h.jsonl: line 2")
    assert "alpha-2020/0005: " in said
    assert message in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([line(4), line(5), line(5)], "line 3, alpha-2020/0005: this clause was annotated before"),
        ([line(4)], "no line for alpha-2020/0005; annotate that clause"),
        ([line(4), line(5), line(6)], "line 3, alpha-2020/0006: unknown id"),
        ([line(4), line(5), line(3)], "line 3, alpha-2020/0003: this unit is heading, which carries no annotation"),
        ([line(4), '{"id": "alpha'], "line 2: not valid JSON"),
        ([line(4), line(5), ""], "line 3: not valid JSON"),
        ([line(4), "[1]"], "line 2: [1] should be an object"),
        ([""], "line 1: not valid JSON"),
    ],
)
def test_a_fault_of_lines_is_named(tmp_path: Path, units: list[Unit], lines: list, message: str) -> None:
    with pytest.raises(CorpusError) as caught:
        read(tmp_path, units, *lines)
    assert f"{tmp_path}/h.jsonl: " in str(caught.value)
    assert message in str(caught.value)


def test_all_faults_can_be_had_at_once(tmp_path: Path, units: list[Unit]) -> None:
    path = write(tmp_path / "h.jsonl", line(5, []), line(9))
    faults = find_hand_in_faults(path, units, TAXONOMY, "reader")
    assert [fault.split(":")[1].split(",")[0] for fault in faults] == [
        " line 1",
        " line 2",
        " no line for alpha-2020/0004; annotate that clause",
    ]
    with pytest.raises(CorpusError, match=r"line 1.* \(2 more after it\)$"):
        read_hand_in(path, units, TAXONOMY, "reader")


def test_a_missing_file_is_named(tmp_path: Path, units: list[Unit]) -> None:
    with pytest.raises(CorpusError, match=r"none.jsonl: cannot be read"):
        read_hand_in(tmp_path / "none.jsonl", units, TAXONOMY, "reader")


def test_ten_clauses_of_the_corpus_are_read() -> None:
    read_back = read_hand_in(TEN, read_units("huami-2021"), TAXONOMY, "reader", partial=True)
    assert len(read_back) == 10
    children = read_back["huami-2021/0178"]
    assert children.practices == (
        Practice(0, 90, "specific_audiences", "affirmed"),
        Practice(96, 158, "specific_audiences", "negated"),
    )


def dry_run(*arguments: str | Path) -> subprocess.CompletedProcess:
    """Run `push --dry-run`, which needs neither server nor SDK."""
    command = [sys.executable, ROOT / "scripts/label_studio.py", "push", "--dry-run", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_hand_in_can_be_checked_without_a_server() -> None:
    done = dry_run("--annotator", "reader", "--partial", TEN)
    assert (done.returncode, done.stderr) == (0, "huami-2021: 10 clauses by reader\n")


def test_the_check_names_every_fault(tmp_path: Path) -> None:
    rows = [json.loads(row) for row in TEN.read_text().splitlines()]
    rows[0]["practices"] = []
    rows[3]["id"] = "huami-2022/0178"
    done = dry_run("--annotator", "reader", "--partial", write(tmp_path / "h.jsonl", *rows))
    faults = done.stderr.splitlines()
    assert done.returncode == 1
    assert "line 1, huami-2021/0158: no practice" in faults[0]
    assert "line 4, huami-2022/0178: unknown id" in faults[1]
    assert faults[2] == "Error: 2 faults in what reader handed in; nothing was pushed, mend them all."
    assert len(faults) == 3


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--annotator", "nobody", TEN), 1, "no annotator 'nobody'"),
        (("--annotator", "reader", TEN), 1, "huami-2021/0004; annotate that clause"),
        ((TEN,), 2, "give either --annotator ID and FILES, --predictions and FILES, or --exports"),
        (("--annotator", "reader"), 2, "give either"),
        (("--exports", "--annotator", "reader", TEN), 2, "give either"),
        (("--annotator", "reader", "no.jsonl"), 2, "'no.jsonl' does not exist"),
    ],
)
def test_a_wrong_check_is_named(arguments: tuple, status: int, message: str) -> None:
    done = dry_run(*arguments)
    assert done.returncode == status
    assert message in done.stderr
    assert "Traceback" not in done.stderr
