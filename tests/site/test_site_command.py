"""`mepp5 site` as a user meets it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from mepp5.cli import main
from mepp5.files import Object
from mepp5.outputs import LISTING
from mepp5.reading.forms import read_json
from mepp5.scoring.change_results import CHANGE_RESULTS
from tests.release.fixture_release import make_release, take_over_scores

FETCHING = ("src", "srcset", "poster", "background", "action", "formaction", "ping", "manifest")


def make(root: Path, *words: object):
    return CliRunner().invoke(main, ["--root", str(root), "site", *map(str, words)])


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return make_release(tmp_path_factory.mktemp("release"))


def test_a_page_of_every_kind_is_written(root, tmp_path):
    result = make(root, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{tmp_path / 'out' / 'index.html'}\n"
    names = {path.name for path in (tmp_path / "out").iterdir()}
    policies = {"alpha-2020.html", "beta.html", "gamma-2022.html"}
    pairs = {"changes-alpha-2020--gamma-2022.html", "changes-beta--alpha-2020.html"}
    assert names == policies | pairs | {"index.html", "taxonomy.html", "predictions.html", LISTING}


def test_a_folder_with_files_is_refused_unless_forced(root, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    result = make(root, "-o", tmp_path)
    assert result.exit_code == 2
    assert "holds files" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    result = make(root, "-o", tmp_path, "--force")
    assert result.exit_code == 0
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert f"{tmp_path}: mine.txt in it was not written by this command, and stays." in result.stderr


def test_a_file_is_no_folder(root, tmp_path):
    (tmp_path / "file").write_text("")
    result = make(root, "-o", tmp_path / "file", "--force")
    assert result.exit_code == 2
    assert "is a file; name a folder." in result.stderr


def test_the_folder_must_be_named(root):
    assert make(root).exit_code == 2


def test_a_broken_release_is_one_sentence_and_nothing_written(tmp_path):
    root = make_release(tmp_path)
    (root / "data/clauses/test.jsonl").write_text("{}\n")
    result = make(root, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "edited by hand" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_results_of_today_s_data_are_shown(tmp_path):
    root = make_release(tmp_path)
    take_over_scores(root)
    assert make(root, "-o", tmp_path / "out").stderr == ""
    page = (tmp_path / "out/index.html").read_text()
    scores = read_json(root / CHANGE_RESULTS, Object)["baselines"]["learned-links"]
    assert "learned-links" in page
    assert f"{scores['align']['not_identical']['f1']:.3f}" in page
    assert f"{scores['judge']['not_identical']['effects']['macro_f1']:.3f}" in page


@pytest.mark.parametrize("damage", ["of other data", "of another form"])
def test_results_that_cannot_be_shown_are_told_of(tmp_path, damage):
    root = make_release(tmp_path)
    take_over_scores(root, **({"baselines": 7} if damage == "of another form" else {}))
    if damage == "of other data":
        sums = root / "data/SHA256SUMS"
        sums.write_text(sums.read_text() + f"{'0' * 64}  changes/x.jsonl\n")
    result = make(root, "-o", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert result.stderr.startswith("Not shown: ")
    assert result.stderr.count("\n") == 1
    page = (tmp_path / "out/index.html").read_text()
    assert "not made from today" in page
    assert "learned-links" not in page


def test_a_page_fetches_nothing_and_allows_its_own_style_and_script_alone(site):
    for path in site.glob("*.html"):
        page = html.document_fromstring(path.read_text())
        assert not page.xpath("//link | //img | //iframe | //object | //embed | //base | //script[@src]"), path
        attributes = {name for element in page.iter() for name in element.attrib}
        assert not [name for name in attributes if name in FETCHING or name.startswith("on") or name == "style"], path
        assert not [link for link in page.xpath("//@href") if not re.fullmatch(r"([\w-]+\.html)?(#[\w-]+)?", link)], (
            path
        )
        [security] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert security.startswith("default-src 'none'; style-src 'sha256-")
        assert "http" not in security


def test_every_link_leads_somewhere(site):
    ids = {path.name: set(html.parse(path).xpath("//@id")) for path in site.glob("*.html")}
    for name in ids:
        for link in html.parse(site / name).xpath("//@href"):
            page, _, address = link.partition("#")
            assert not address or address in ids[page or name], (name, link)
