"""What is packed or published is of the project alone: no link's target, and no file that a list of hashes leads to."""

import shutil
import sys
from pathlib import Path

import pytest

from hatch_build import list_carried, list_released, load_contents
from mepp5.errors import CorpusError
from mepp5.files import sha256
from mepp5.paths import ROOT
from mepp5.release.loading import SUMS
from tests.release.fixture_release import make_release

sys.path.insert(0, str(ROOT / "scripts"))

from publish import DOCUMENTS, IN_DATA, collect_files

SECRET = b"secret of another folder"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_release(tmp_path_factory.mktemp("packed"))
    for name in {*DOCUMENTS, *IN_DATA}:
        (root / name).touch()
    return root


@pytest.fixture
def root(sound: Path, tmp_path: Path) -> Path:
    (tmp_path / "secret").write_bytes(SECRET)
    return Path(shutil.copytree(sound, tmp_path / "root"))


def test_a_sound_project_is_packed_and_published(root: Path) -> None:
    assert "corpus/manifest.toml" in list_carried(root, "corpus", load_contents())
    assert SUMS in collect_files(root)


@pytest.mark.parametrize("path", ["corpus/raw/linked.txt", "corpus/raw", "corpus", "corpus/linked"])
@pytest.mark.parametrize("inside", [True, False])
def test_a_wheel_takes_no_link(root: Path, path: str, inside: bool) -> None:
    target = (root if inside else root.parent) / "moved"
    if (root / path).exists():
        shutil.move(root / path, target)
    else:
        target.mkdir() if path.endswith("linked") else target.write_bytes(SECRET)
    (root / path).symlink_to(target)
    with pytest.raises(ValueError, match=f"^{path} is a link: "):
        list_carried(root, "corpus", load_contents())


@pytest.mark.parametrize("name", ["../../secret", "/etc/hostname", "clauses/../../../secret"])
def test_a_list_of_hashes_leads_nowhere_else(root: Path, name: str) -> None:
    with (root / SUMS).open("a") as sums:
        sums.write(f"{sha256(SECRET)}  {name}\n")
    with pytest.raises(ValueError, match="which is not in data/"):
        list(list_released(root))
    with pytest.raises(CorpusError, match=r"no name of a file|no path below"):
        collect_files(root)


def test_a_link_in_data_is_not_published(root: Path) -> None:
    path = root / "data/clauses/train.jsonl"
    shutil.move(path, root.parent / "train.jsonl")
    path.symlink_to(root.parent / "train.jsonl")
    with pytest.raises(CorpusError, match=r"^data/clauses/train.jsonl: no file of the release \(a link\)"):
        collect_files(root)
