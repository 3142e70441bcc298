"""The publishing script: a closed list of files, loaded by a stranger, and nothing written where anything is wrong."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mepp5.files import write_files
from mepp5.metadata import croissant, schemas
from mepp5.paths import ROOT
from mepp5.release import rows as release
from tests.release.fixture_release import make_release

SCRIPT = ROOT / "scripts/publish.py"
DOCUMENTS = ("DATASHEET.md", "LICENSE", "LICENSE-DATA", "CITATION.cff")


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """The tiny release with everything that is published; not to be changed."""
    root = make_release(tmp_path_factory.mktemp("publish"))
    for name in DOCUMENTS:
        shutil.copy(ROOT / name, root)
    links = "\n# Tiny\n[here](DATASHEET.md#uses) [data](data/) [rules](annotations/GUIDELINES.md#a) [out](https://a.example)\n"
    (root / "README.md").write_text((root / "README.md").read_text() + links)
    (root / "DATASHEET.md").write_text("# Sheet\n[inputs](corpus/README.md)\n")
    (root / "data/README.md").write_text("# data/\n")
    (root / "notes.txt").write_text("not to be published")
    write_files(root, schemas.generate(root))
    write_files(root, croissant.generate(root))
    return root


@pytest.fixture
def root(whole, tmp_path) -> Path:
    """A copy of it, to be damaged."""
    return shutil.copytree(whole, tmp_path / "copy")


def publish(root: Path, folder: Path, *words: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(SCRIPT), str(folder), "--root", str(root), *words]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def list_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_dry_run_tells_what_would_be_there_and_writes_nothing(whole, tmp_path):
    result = publish(whole, tmp_path / "hub")
    assert result.returncode == 0, result.stderr
    assert not (tmp_path / "hub").exists()
    listed = [line.split()[1] for line in result.stdout.splitlines() if not line.startswith("hf ")]
    assert {"README.md", "croissant.json", "data/clauses/train.jsonl", "data/schema/rows/clauses.json"} < set(listed)
    assert "nothing was written" in result.stderr


def test_what_is_written_is_a_closed_list_that_a_stranger_loads(whole, tmp_path):
    dry = publish(whole, tmp_path / "hub")
    result = publish(whole, tmp_path / "hub", "--write", "--repo", "me/mine")
    assert result.returncode == 0, result.stderr
    written = list_files(tmp_path / "hub")
    assert set(written) == {line.split()[1] for line in dry.stdout.splitlines() if not line.startswith("hf ")}
    ours = list_files(whole)
    expected = {name for name in ours if name.startswith("data/")} | {*DOCUMENTS, "README.md", "croissant.json"}
    assert set(written) == expected
    assert all(ours[name] == content for name, content in written.items())
    assert "clauses/train" in result.stdout
    assert f"hf upload me/mine {tmp_path / 'hub'} . --repo-type dataset" in result.stdout


def test_links_that_lead_out_are_told_and_mended(whole, tmp_path):
    assert "2 links lead out of the folder, corpus/README.md first" in publish(whole, tmp_path / "a").stderr
    result = publish(whole, tmp_path / "hub", "--write", "--repository", "https://code.example/mepp5/")
    assert "lead out" not in result.stderr
    readme = (tmp_path / "hub/README.md").read_text()
    assert "[rules](https://code.example/mepp5/annotations/GUIDELINES.md#a)" in readme
    assert "[here](DATASHEET.md#uses) [data](data/)" in readme
    assert readme.split("---\n")[1] == (whole / "README.md").read_text().split("---\n")[1]


def test_a_folder_that_holds_files_is_refused(whole, tmp_path):
    folder = tmp_path / "hub"
    write_files(folder, {"README.md": b"old", ".git/config": b"kept"})
    result = publish(whole, folder, "--write")
    assert result.returncode == 1
    assert "holds files, README.md first" in result.stderr
    assert publish(whole, folder, "--write", "--force").returncode == 0
    assert (folder / "README.md").read_bytes() == (whole / "README.md").read_bytes()
    assert (folder / ".git/config").read_bytes() == b"kept"
    (folder / "mine.txt").write_text("mine")
    result = publish(whole, folder, "--write", "--force")
    assert result.returncode == 1
    assert "mine.txt is not published" in result.stderr
    assert (folder / "mine.txt").read_text() == "mine"


def test_the_corpus_that_is_read_is_not_written_over(whole):
    before = list_files(whole)
    result = publish(whole, whole / "data/..", "--write", "--force")
    assert result.returncode == 2
    assert "is the corpus that is read; name another folder." in result.stderr
    assert list_files(whole) == before


def test_what_a_killed_run_left_is_in_nobodys_way_and_goes(whole, tmp_path):
    folder = tmp_path / "hub"
    write_files(
        folder, {".README.md.1-00000000.mepp5.draft": b"half", "data/clauses/.x.1-00000000.mepp5.draft": b"half"}
    )
    result = publish(whole, folder, "--write")
    assert result.returncode == 0, result.stderr
    assert not list(folder.rglob(".*"))


def put_link(path: str):
    """Return a damage: a link in the place of a file, which leads to something that is not to get out."""

    def damage(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        (root / path).symlink_to("/etc/hostname")

    return damage


def edit_rows(root: Path) -> None:
    path = root / "data/clauses/test.jsonl"
    path.write_text(path.read_text().replace("read your data", "sell your data"))


def forget_description(root: Path) -> None:
    """Change rows and their hashes, and leave card and croissant.json as they are."""
    edit_rows(root)
    contents = {path: content for path, content in release.generate(root).items() if not path.endswith("SHA256SUMS")}
    contents["data/clauses/test.jsonl"] = (root / "data/clauses/test.jsonl").read_bytes()
    (root / "data/SHA256SUMS").write_bytes(release.dump_sums(contents))


def lose_a_config(root: Path) -> None:
    card = (root / "README.md").read_text()
    start, end = card.index("- config_name: annotators"), card.index("- config_name: policies")
    (root / "README.md").write_text(card[:start] + card[end:])


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (edit_rows, "data/clauses/test.jsonl: edited by hand"),
        (lambda root: (root / "data/notes.txt").write_text("mine"), "data/notes.txt: no file of the release"),
        (put_link("DATASHEET.md"), "DATASHEET.md: a link, which may lead anywhere"),
        (put_link("data/clauses/test.jsonl"), "data/clauses/test.jsonl: no file of the release (a link)"),
        (put_link("data/more"), "data/more: no file of the release (a link)"),
        (lambda root: (root / "LICENSE").unlink(), "LICENSE: cannot be read"),
        (lambda root: (root / "croissant.json").write_text("{"), "cannot be loaded"),
        (forget_description, "is not what croissant.json says"),
        (lambda root: (root / "README.md").write_text("---\nconfigs: 3\n---\n"), "cannot be loaded"),
        (lose_a_config, "a stranger loads other rows than mepp5"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_written(root, tmp_path, damage, message):
    damage(root)
    result = publish(root, tmp_path / "hub", "--write")
    assert result.returncode == 1
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "hub").exists()


def test_the_stranger_knows_nothing_of_this_project():
    imported = (
        "import sys; sys.path.insert(0, sys.argv[1]); import published_load; print(json.dumps(sorted(sys.modules)))"
    )
    command = [sys.executable, "-I", "-c", f"import json; {imported}", str(SCRIPT.parent)]
    modules = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert not [name for name in modules if name.startswith(("mepp5", "datasets"))]
    assert "import mepp5" not in SCRIPT.with_name("published_load.py").read_text()
