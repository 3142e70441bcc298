"""Where the corpus lies, the clone's root or the copy that a wheel carries; and how a name from data becomes a path."""

from collections.abc import Iterable
from pathlib import Path

from mepp5.errors import CorpusError

PACKAGED = Path(__file__).parent / "_files"
CLONE = Path(__file__).parents[2]

# A wheel carries corpus/, annotations/ and data/ under mepp5/_files; in a clone they stand at its root.
ROOT = PACKAGED if PACKAGED.is_dir() else CLONE

LONGEST_NAME = 255  # bytes: what ext4, APFS and NTFS hold at most
# What Windows takes for a device, whatever ending follows (Microsoft, "Naming Files, Paths, and Namespaces").
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"))
)
SHOWN = 60  # characters of a name, of which a complaint shows the first


def is_clone(root: Path) -> bool:
    """Return whether the root, however it is spelled, is that of the clone whose code runs."""
    return _resolve(Path(root)) == _resolve(CLONE)


def is_packaged(root: Path) -> bool:
    """Return whether the root, however it is spelled, is the copy that a wheel carries."""
    return _resolve(Path(root)) == _resolve(PACKAGED)


def find_name_fault(name: str) -> str:
    """Return what keeps a text from being one bare file name on every system, "" where nothing does."""
    if not name or set(name) == {"."}:
        return "it names no file"
    if "/" in name or "\\" in name:
        return "it names a folder"
    if ":" in name:
        return "it has a colon, as a drive has"
    if not name.isprintable():
        return "it has a character that is not seen"
    if name[-1] in " ." or name[0] == " ":
        return "it begins with a space, or ends with one or a dot"
    if name.partition(".")[0].strip().casefold() in DEVICES:
        return "it is the name of a device"
    return "it is too long" if len(name.encode()) > LONGEST_NAME else ""


def join_inside(root: Path, folder: str, name: str) -> Path:
    """Return the path of a file that data name: `name`, one bare name, in `folder` (below the root, "" for the root).

    Raise CorpusError where the name is none or holds folders, and where the folder or the file, links followed, lies
    elsewhere: a folder below the root, the file in that folder. Nothing need be there.
    """
    for step in (*(folder.split("/") if folder else ()), name):
        if fault := find_name_fault(step):
            shown = step if len(step) <= SHOWN else f"{step[:SHOWN]} …"
            raise CorpusError(f"{Path(root) / folder}: {shown!r} is no name of a file: {fault}; give a bare name.")
    path = Path(root) / folder / name
    home, real_folder, real = (_resolve(each) for each in (Path(root), Path(root) / folder, path))
    if not real_folder.is_relative_to(home):
        raise CorpusError(f"{Path(root) / folder}: a link that leads out of {root}; put the folder itself there.")
    if not real.is_relative_to(real_folder):
        raise CorpusError(f"{path}: a link that leads out of its folder; put the file itself there.")
    return path


def join_below(root: Path, path: str) -> Path:
    """Return root / path, where data are part of a path with folders; raise CorpusError as join_inside does."""
    folder, _, name = path.rpartition("/")
    if path.startswith("/"):
        raise CorpusError(f"{path[:SHOWN]!r} is no path below {root}; give one without / at its beginning.")
    return join_inside(root, folder, name)


def check_links(root: Path, paths: Iterable[str]) -> None:
    """Raise CorpusError for a link among the files and in the folders (paths below the root) that leads out of it."""
    home = _resolve(Path(root))
    for path in paths:
        tops = [Path(root, *path.split("/")[:depth]) for depth in range(1, path.count("/") + 2)]
        for each in (*tops, *(tops[-1].rglob("*") if tops[-1].is_dir() else ())):
            if each.is_symlink() and not _resolve(each).is_relative_to(home):
                raise CorpusError(f"{each}: a link that leads out of {root}; put the file or folder itself there.")


def _resolve(path: Path) -> Path:
    """Return the path with its links followed; raise CorpusError for a loop of them."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise CorpusError(f"{path}: links that lead nowhere; put the file or folder itself there.") from error
