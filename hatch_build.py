"""Build hook: a wheel carries the data, an editable install reads it from the clone; nothing ships unnoticed."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("corpus", "annotations", "invented", "data")
# In data/ everything else is listed, with its hash, in one of these; a wheel may be built without mepp5's own modules.
SUMS = ("SHA256SUMS", "schema/SHA256SUMS")
# What the project's own files end in; where git is asked, it knows better.
ENDINGS = {".cff", ".css", ".html", ".j2", ".js", ".json", ".jsonl", ".md", ".png", ".py", ".svg", ".toml", ".tsv"}
ENDINGS |= {".txt", ".xml"}
UNENDED = {"LICENSE", "LICENSE-DATA", "Makefile", ".gitattributes", ".gitignore", ".ci/run", "data/SHA256SUMS"}
UNENDED |= {"data/schema/SHA256SUMS"}


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    """Puts corpus/, annotations/, invented/ and data/ under mepp5/_files/ in a standard wheel, and looks what ships."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files; in an editable install a copy would go stale, so it gets none.

        Raises FileNotFoundError where a folder or a file of the release is missing, ValueError where there is a file
        that would ship unnoticed: one of these folders that nothing names, a link, or one that git does not know.
        """
        if version != "standard":
            return
        root = Path(self.root)
        selected = self.build_config.builder.recurse_selected_project_files()
        refuse_unknown(root, (Path(file.relative_path).as_posix() for file in selected))
        contents = load_contents()
        if self.target_name == "sdist":
            refuse_strays(root, contents, [folder for folder in contents.SINGLE if (root / folder).exists()])
            return
        for folder in CARRIED:
            for path in list_carried(root, folder, contents):
                build_data["force_include"][str(root / path)] = f"mepp5/_files/{path}"


def load_contents() -> Any:
    """Return the module of closed lists, which stands beside this file: nothing of mepp5 need be installed."""
    path = Path(__file__).parent / "src/mepp5/contents.py"
    specification = importlib.util.spec_from_file_location("contents", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def list_carried(root: Path, folder: str, contents: Any) -> list[str]:
    """Return the files that a wheel carries of the folder, in order: those that are named and are there."""
    if not (root / folder).is_dir():
        raise FileNotFoundError(f"{folder}/ is missing: build the wheel from the whole repository.")
    for path in (root / folder, *(root / folder).rglob("*")):
        if path.is_symlink():
            raise ValueError(f"{path.relative_to(root)} is a link: put the file or folder itself there.")
    if folder == "data":
        check_released(root)
    refuse_strays(root, contents, [folder])
    return sorted(path for path in contents.list_known(root, folder) if (root / path).is_file())


def refuse_strays(root: Path, contents: Any, folders: Iterable[str]) -> None:
    """Raise ValueError for the first of what lies in the folders and is named by nothing."""
    for folder in folders:
        for path, kind in contents.find_strays(root, folder):
            raise ValueError(f"{path} is no file of the release (it is {kind}): take it away before anything is built.")


def check_released(root: Path) -> None:
    """Raise FileNotFoundError where a file that data/ lists is missing."""
    for path in list_released(root):
        if not (root / "data" / path).is_file():
            raise FileNotFoundError(f"data/{path} is missing: run mepp5 build.")


def list_released(root: Path) -> Iterator[str]:
    """Yield the files that data/ lists, relative to it."""
    for sums in SUMS:
        if not (root / "data" / sums).is_file():
            raise FileNotFoundError(f"data/{sums} is missing: run mepp5 build.")
        for line in (root / "data" / sums).read_text(encoding="utf-8").splitlines():
            name = (Path(sums).parent / line.partition("  ")[2]).as_posix()
            if ".." in name.split("/") or name.startswith("/"):
                raise ValueError(f"data/{sums} lists {name!r}, which is not in data/: run mepp5 build.")
            yield name


def refuse_unknown(root: Path, paths: Iterable[str]) -> None:
    """Raise ValueError for the first file that git does not know; without git, for one of no ending of ours."""
    known = list_tracked(root)
    for path in sorted(paths):
        named = path in UNENDED or (Path(path).suffix in ENDINGS and "/." not in f"/{path}")
        if os.path.islink(root / path) or not (named if known is None else path in known):
            raise ValueError(f"{path} would ship unnoticed: add it to git, or take it away before anything is built.")


def list_tracked(root: Path) -> set[str] | None:
    """Return the paths that git knows, None where the root is no clone or git is not there to be asked."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return None
    listed = subprocess.run([git, "ls-files", "-z"], cwd=root, capture_output=True, check=False)
    return set(os.fsdecode(listed.stdout).split("\0")) if listed.returncode == 0 else None
