"""Rows of the schema's form that refer to nothing: every command that reads them says which."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from mepp5.cli import main
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.release.features import list_splits
from mepp5.release.loading import data_path
from mepp5.release.valid_rows import check_rows
from tests.release.fixture_release import make_release
from tests.release.test_valid_rows import OUT, READING, damage_row

FAR = 10**6
SLOT = {"start": 0, "end": FAR, "text": "x", "slot": "data_type", "value": ""}
PRACTICE = {"start": 0, "end": 1, "text": "", "category": "data_security", "polarity": "affirmed", "subjects": []}
DAMAGES = {
    "clauses": [
        ({"policy": "nowhere"}, "'alpha-2020/0004' is no clause of policy 'nowhere'"),
        ({"policy": "nowhere", "id": "nowhere/0001"}, "'nowhere' is no policy of the corpus"),
        ({"id": "alpha-2020/x"}, "'alpha-2020/x' is no clause of policy 'alpha-2020'"),
        ({"id": "alpha-2020/0002"}, "alpha-2020/0002 stands twice"),
        ({"start": FAR}, "hold no words"),
        ({"slots": [SLOT]}, f"slots: 0 to {FAR} of the clause is not the span's text"),
        ({"practices": [PRACTICE]}, "practices: 0 to 1 of the clause is not the span's text"),
        ({"date": "2024-02-30"}, "date '2024-02-30' is no day"),
    ],
    "annotators": [
        ({"id": "alpha-2020/9999"}, "'alpha-2020/9999' is no clause of the config clauses"),
        ({"annotator": "nobody"}, "'nobody' is no annotator"),
        ({"annotator": "../x"}, "'../x' is no annotator"),
        ({"slots": [SLOT]}, "is not the span's text"),
    ],
    "policies": [
        ({"id": "nowhere"}, "'nowhere' is no policy of the corpus"),
        ({"id": "alpha-2020"}, "alpha-2020 stands twice"),
        ({"captured": "9999-99-99"}, "captured '9999-99-99' is no day"),
    ],
    "changes": [
        ({"old": []}, "the lists about the clauses in old are not as long as it"),
        ({"new_topics": [[], [], [], []]}, "the lists about the clauses in new are not as long as it"),
    ],
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    return make_release(tmp_path_factory.mktemp("release"))


@pytest.fixture
def root(whole, tmp_path) -> Path:
    return shutil.copytree(whole, tmp_path / "root")


@pytest.mark.parametrize(
    ("config", "damage", "fault"), [(config, *each) for config in DAMAGES for each in DAMAGES[config]]
)
def test_a_row_that_refers_to_nothing_is_named(root, config, damage, fault):
    place = damage_row(root, config, damage)
    with pytest.raises(CorpusError) as caught:
        check_rows(root, list_splits(root))
    assert str(caught.value).startswith(place)
    assert fault in str(caught.value)
    assert str(caught.value).endswith("; run mepp5 build.")


@pytest.mark.parametrize(
    ("config", "words", "damage"),
    [
        *(("clauses", words, {"policy": "nowhere"}) for words in READING["clauses"]),
        *(("annotators", words, {"annotator": "nobody"}) for words in READING["annotators"]),
        *(("annotators", words, {"id": "alpha-2020/9999"}) for words in READING["annotators"]),
        *(("policies", words, {"id": "nowhere"}) for words in READING["policies"]),
        ("clauses", ("find", "data"), {"policy": "nowhere", "id": "nowhere/0001"}),
    ],
)
def test_no_command_breaks_over_it(root, tmp_path, monkeypatch, config, words, damage):
    monkeypatch.chdir(tmp_path)
    Path("predictions.jsonl").write_text("{}\n")
    place = damage_row(root, config, damage)
    result = CliRunner().invoke(main, ["--root", str(root), *words])
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1), result.stderr
    assert place in result.stderr
    assert not Path(OUT).exists()


def test_where_a_file_is_left_to_others_no_row_is_said_to_lack_what_it_holds(root):
    (root / data_path("clauses", "train")).write_text("{}\n")
    check_rows(root, list_splits(root))


def test_the_release_is_sound():
    check_rows(ROOT, list_splits(ROOT))
