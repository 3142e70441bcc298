"""No name from data becomes a path out of its folder, links followed, for reading and for writing."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from mepp5.annotation.exports import export_path, read_export
from mepp5.build import build
from mepp5.checks.catalogue import run_checks
from mepp5.cli import main
from mepp5.corpus.clauses import read_units
from mepp5.corpus.drafts import read_drafts
from mepp5.corpus.edits import read_edits
from mepp5.corpus.manifest import find_policy, read_raw
from mepp5.corpus.text import read_text_of
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.paths import CLONE, check_links, is_clone, join_below, join_inside
from tests.fixture_corpus import make_corpus

SECRET = "secret of another folder"
NAMES = [
    "",
    ".",
    "..",
    "../x",
    "/etc/hostname",
    "a/b",
    "a\\b",
    "..\\x",
    "C:",
    "C:x",
    "a\0b",
    "a\nb",
    "a\u202eb",
    "x" * 256,
]
NAMES += ["é" * 128, "NUL", "nul.txt", "com1.tar.gz", "x.", "x ", " x", "~/x/../..", "\ud800"]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_corpus(tmp_path_factory.mktemp("links"))


@pytest.fixture
def root(sound: Path, tmp_path: Path) -> Path:
    """A corpus with a folder beside it that nobody may reach."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_text(SECRET)
    return Path(shutil.copytree(sound, tmp_path / "root"))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_bare_name_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(CorpusError) as caught:
        join_inside(tmp_path, "folder", name)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < len(str(tmp_path)) + 250


def test_a_bare_name_is_joined_there_or_not(tmp_path: Path) -> None:
    assert join_inside(tmp_path, "folder", "a b.txt") == tmp_path / "folder" / "a b.txt"
    assert join_inside(tmp_path, "", "-.hidden") == tmp_path / "-.hidden"
    assert join_below(tmp_path, "a/b/c.txt") == tmp_path / "a/b/c.txt"
    assert join_inside(Path("."), "", "x") == Path("x")


@pytest.mark.parametrize("path", ["/etc/hostname", "../x", "a/../../x", "a/./b", "a\\..\\x", "//x", "a//x", ""])
def test_a_path_with_more_than_names_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(CorpusError):
        join_below(tmp_path, path)
    with pytest.raises(CorpusError):
        write_files(tmp_path, {path: b"x"})
    assert list(tmp_path.iterdir()) == []


def test_links_are_followed_within_their_folder_alone(tmp_path: Path) -> None:
    root, (inner, outer) = tmp_path / "root", (tmp_path / "root/inner", tmp_path / "outer")
    for folder in (inner, outer, root / "other"):
        folder.mkdir(parents=True)
        (folder / "there").write_text("x")
    (inner / "near").symlink_to("there")
    assert join_inside(root, "inner", "near") == inner / "near"
    (tmp_path / "alias").symlink_to(root)
    assert join_inside(tmp_path / "alias", "inner", "near")  # the root itself may be a link
    for name, target in (("out", outer / "there"), ("up", "../../outer/there"), ("beside", "../other/there")):
        (inner / name).symlink_to(target)
        with pytest.raises(CorpusError, match=f"{name}: a link that leads out of its folder"):
            join_inside(root, "inner", name)
    (root / "linked").symlink_to(outer)
    with pytest.raises(CorpusError, match="linked: a link that leads out of"):
        join_inside(root, "linked", "there")
    (inner / "one").symlink_to("two")
    (inner / "two").symlink_to("one")
    with pytest.raises(CorpusError, match="one"):
        join_inside(root, "inner", "one")


READERS = {
    "corpus/raw/alpha-2020.txt": lambda root: read_raw(find_policy("alpha-2020", root), root),
    "corpus/text/alpha-2020.txt": lambda root: read_text_of("alpha-2020", root),
    "corpus/edits/alpha-2020.jsonl": lambda root: read_edits("alpha-2020", root),
    "corpus/clauses/alpha-2020.jsonl": lambda root: read_units("alpha-2020", root),
    "corpus/drafts/alpha-2020.jsonl": lambda root: read_drafts("alpha-2020", root),
    export_path("alpha-2020"): lambda root: read_export("alpha-2020", root),
}


@pytest.mark.parametrize("path", READERS)
@pytest.mark.parametrize("level", ["file", "folder"])
def test_a_link_in_the_place_of_a_file_or_folder_is_not_read(root: Path, path: str, level: str) -> None:
    (root / path).parent.mkdir(exist_ok=True)
    there = root / path if level == "file" else (root / path).parent
    outside = root.parent / "outside" / there.name
    if there.exists():
        shutil.move(there, outside)  # what is linked to is sound in itself
    there.symlink_to(outside)
    with pytest.raises(CorpusError, match="a link that leads out of"):
        READERS[path](root)
    with pytest.raises(CorpusError, match="a link that leads out of"):
        build(root)
    if "drafts" not in path:
        assert any("a link that leads out of" in finding.problem for finding in run_checks(root))


@pytest.mark.parametrize("path", ["README.md", "corpus/text/beta.txt", "data/schema/rows/x.json", "invented"])
def test_a_link_to_itself_is_one_sentence_of_a_build(root: Path, path: str) -> None:
    shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink(missing_ok=True)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).symlink_to((root / path).name)
    with pytest.raises(CorpusError, match=rf"{path}: (links that lead nowhere|cannot be)"):
        build(root)


def test_nothing_is_written_through_a_link(root: Path) -> None:
    outside = root.parent / "outside"
    (root / "data").symlink_to(outside)
    (root / "README.md").symlink_to(outside / "secret")
    for path in ("data/x.jsonl", "data/deep/x.jsonl", "README.md"):
        with pytest.raises(CorpusError, match="a link that leads out of"):
            write_files(root, {"corpus/first.txt": b"x", path: b"x"})
    assert not (root / "corpus/first.txt").exists()
    assert [path.name for path in outside.iterdir()] == ["secret"]
    assert (outside / "secret").read_text() == SECRET


def test_every_link_out_is_found(root: Path) -> None:
    check_links(root, ("corpus", "annotations", "nowhere"))
    (root / "annotations/protocols/linked.md").symlink_to(root.parent / "outside/secret")
    check_links(root, ("corpus",))
    with pytest.raises(CorpusError, match=r"protocols/linked\.md: a link that leads out of"):
        check_links(root, ("corpus", "annotations"))


@pytest.mark.parametrize("name", ["../../x", "/etc/hostname", "..", "a/b", "-x", "CON", "x" * 300, "a\\b"])
@pytest.mark.parametrize("command", ["show", "new", "decide", "diff"])
def test_no_command_takes_a_path_for_a_policy(root: Path, command: str, name: str) -> None:
    (root.parent / "p.txt").write_text("We collect your name. We keep it for a year.")
    words = {
        "show": [name, "1"],
        "new": [name, str(root.parent / "p.txt")],
        "decide": [name, "1"],
        "diff": [name, "beta"],
    }
    before = sorted(root.parent.rglob("*"))
    done = CliRunner().invoke(main, ["--root", str(root), command, "--", *words[command]])
    assert done.exit_code in (1, 2)
    assert isinstance(done.exception, SystemExit)
    assert sorted(root.parent.rglob("*")) == before


def test_the_clone_is_known_however_it_is_spelled(tmp_path, monkeypatch):
    (tmp_path / "link").symlink_to(CLONE)
    monkeypatch.chdir(CLONE)
    assert all(is_clone(Path(root)) for root in (".", CLONE, tmp_path / "link", f"{CLONE}/src/.."))
    assert not is_clone(tmp_path)
