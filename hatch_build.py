"""Build hook: a wheel carries the data, an editable install reads it from the clone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("corpus", "annotations", "invented", "data")
# In data/ everything else is listed, with its hash, in one of these; a wheel may be built without mepp5's own modules.
SUMS = ("SHA256SUMS", "schema/SHA256SUMS")
UNLISTED = {"README.md", *SUMS}


class CustomBuildHook(BuildHookInterface[BuilderConfig]):
    """Puts corpus/, annotations/, invented/ and data/ under mepp5/_files/ in a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files; in an editable install a copy would go stale, so it gets none.

        Raises FileNotFoundError where a folder or a file of the release is missing, ValueError where there is a file
        that would ship unnoticed: one of data/ that is not listed, a hidden one, or what a link leads to.
        """
        if version != "standard":
            return
        for folder in CARRIED:
            for name in list_carried(Path(self.root), folder):
                path = f"{folder}/{name}"
                build_data["force_include"][str(Path(self.root) / path)] = f"mepp5/_files/{path}"


def list_carried(root: Path, folder: str) -> list[str]:
    """Return the files that a wheel carries of the folder, relative to it, in order."""
    if not (root / folder).is_dir():
        raise FileNotFoundError(f"{folder}/ is missing: build the wheel from the whole repository.")
    for path in (root / folder, *(root / folder).rglob("*")):
        if path.is_symlink():
            raise ValueError(f"{path.relative_to(root)} is a link: put the file or folder itself there.")
    paths = (path.relative_to(root / folder) for path in (root / folder).rglob("*") if path.is_file())
    found = {path.as_posix() for path in paths if "__pycache__" not in path.parts}
    hidden = {name for name in found if any(part.startswith(".") for part in name.split("/"))}
    strays = hidden | (found - UNLISTED - set(list_released(root)) if folder == "data" else set())
    if strays:
        raise ValueError(f"{folder}/{min(strays)} is no file of the release: take it away before a wheel is built.")
    return sorted(found)


def list_released(root: Path) -> Iterator[str]:
    """Yield the files that data/ lists, relative to it."""
    for sums in SUMS:
        if not (root / "data" / sums).is_file():
            raise FileNotFoundError(f"data/{sums} is missing: run mepp5 build.")
        for line in (root / "data" / sums).read_text(encoding="utf-8").splitlines():
            name = (Path(sums).parent / line.partition("  ")[2]).as_posix()
            if ".." in name.split("/") or name.startswith("/"):
                raise ValueError(f"data/{sums} lists {name!r}, which is not in data/: run mepp5 build.")
            if not (root / "data" / name).is_file():
                raise FileNotFoundError(f"data/{name} is missing: run mepp5 build.")
            yield name
