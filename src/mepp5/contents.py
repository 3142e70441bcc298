"""What files a corpus has: the closed list of each folder, from the decisions that name them.

It needs the standard library alone: hatch_build.py reads it before anything is installed.
"""

import json
import os
import re
import stat
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SOURCES = "invented/files.toml"
# What a file is written as before it is whole (drafts.py). It names us, for whatever has such a name and no writer is
# removed, in folders of the user's too: .letter.2024.draft is a letter.
DRAFT = re.compile(r"\..+\.\d+-[0-9a-f]{8}\.mepp5\.draft", re.DOTALL)
SUMS = ("data/SHA256SUMS", "data/schema/SHA256SUMS")
# Of a folder, files that are there for one alone; what is there for each policy, pair or annotator is listed below.
SINGLE = {
    "corpus": "README.md manifest.toml corrections.toml",
    "annotations": "README.md GUIDELINES.md CHANGES.md taxonomy.toml dpv_terms.tsv annotators.toml label_studio.xml "
    "adjudication.jsonl adjudication_draw.json revisions.jsonl releases.toml second_reading.jsonl known_issues.toml "
    "agreement.json calibration/README.md calibration/2/README.md calibration/comparison.json changes/pairs.toml "
    "changes/annotators.toml changes/label_studio.xml changes/draw.json changes/adjudication.jsonl "
    "changes/second_reading.jsonl changes/revisions.jsonl changes/agreement.json",
    "invented": "README.md files.toml blind.jsonl",
    "data": "README.md SHA256SUMS schema/SHA256SUMS",
    "baselines/results": "README.md differences.json annotators.json changes/scores.json",
}
# Told to those whose work is in no layer of its own.
PROTOCOLS = ("rule_change.md", "second_reader.md", "subjects.md")


class UnlistedError(ValueError):
    """A file that decides what others there are, and cannot be read."""


def find_strays(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Yield (path below root, what it is) of what is in the folder and of no file that a corpus has, in order.

    `folder` is a key of SINGLE. What another process is writing (drafts.py) is passed over. Raises UnlistedError.
    """
    if (root / folder).is_symlink():
        yield folder, "a link"
    elif (root / folder).is_dir():
        yield from _walk(root, folder, list_known(root, folder))


def list_known(root: Path, folder: str) -> set[str]:
    """Return the paths below root of the files that a corpus may have in the folder; raises UnlistedError."""
    single = {f"{folder}/{name}" for name in SINGLE[folder].split()}
    listed = (name for name in LISTS[folder](root) if ".." not in name.split("/"))
    return single | {f"{folder}/{name}" for name in listed}


def _walk(root: Path, folder: str, known: set[str]) -> Iterator[tuple[str, str]]:
    entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    if not entries:
        yield folder, "an empty folder"
    for entry in entries:
        path = f"{folder}/{entry.name}"
        try:
            mode = entry.stat(follow_symlinks=False).st_mode
        except FileNotFoundError:  # what another process wrote a moment ago has its own name by now
            continue
        if stat.S_ISLNK(mode):
            yield path, "a link"
        elif stat.S_ISDIR(mode):
            yield from _walk(root, path, known)
        elif not stat.S_ISREG(mode):
            yield path, "no common file"
        elif path not in known and not DRAFT.fullmatch(entry.name):
            yield path, "no file that anything names"


def _list_corpus(root: Path) -> Iterator[str]:
    for policy in _read_toml(root, "corpus/manifest.toml").get("policy", []):
        name = policy["id"]
        yield from (f"text/{name}.txt", f"edits/{name}.jsonl", f"clauses/{name}.jsonl", f"drafts/{name}.jsonl")
        yield f"raw/{policy['raw_file']}"
        yield f"received/{policy.get('received', '')}"


def _list_annotations(root: Path) -> Iterator[str]:
    for policy in _read_toml(root, "corpus/manifest.toml").get("policy", []):
        yield f"exports/{policy['id']}.json"
    for pair in _read_toml(root, "annotations/changes/pairs.toml").get("pair", []):
        yield f"changes/exports/{pair['old']}--{pair['new']}.json"
    yield from (f"protocols/{name}" for name in PROTOCOLS)
    members = _read_toml(root, "annotations/annotators.toml").get("annotator", [])
    for member in members:
        yield from (f"calibration/{member['id']}.jsonl", f"calibration/2/{member['id']}.jsonl")
    members += _read_toml(root, "annotations/changes/annotators.toml").get("annotator", [])
    yield from (member["protocol"] for member in members)


def _list_invented(root: Path) -> Iterator[str]:
    yield from _read_toml(root, SOURCES).get("files", [])


def _list_data(root: Path) -> Iterator[str]:
    """Whether what these list is of the release is a check of its own."""
    for sums in SUMS:
        for line in _read(root, sums).splitlines():
            yield (Path(sums).relative_to("data").parent / line.partition("  ")[2]).as_posix()


def _list_results(root: Path) -> Iterator[str]:
    """The baselines of the newest release whose scores were kept; before there are any, whatever was run."""
    history = _guard(root, "baselines/history.json", lambda text: json.loads(text or "{}"))
    if not history:
        yield from (path.name for path in (root / "baselines/results").glob("[!.]*.json"))
        return
    for protocols in list(history.values())[-1].values():
        yield from (f"{name}.json" for names in protocols.values() for name in names)


LISTS: dict[str, Callable[[Path], Iterator[str]]] = {
    "corpus": _list_corpus,
    "annotations": _list_annotations,
    "invented": _list_invented,
    "data": _list_data,
    "baselines/results": _list_results,
}


def _read_toml(root: Path, path: str) -> Any:
    return _guard(root, path, tomllib.loads)


def _guard(root: Path, path: str, parse: Callable[[str], Any]) -> Any:
    try:
        return parse(_read(root, path))
    except (ValueError, RecursionError) as error:
        raise UnlistedError(f"{path} cannot be read, which says what other files there are.") from error


def _read(root: Path, path: str) -> str:
    """Return the file's text, "" where there is none; raises UnlistedError, also for a pipe or device."""
    try:
        if not stat.S_ISREG((root / path).stat().st_mode):
            raise ValueError("no common file")
        return (root / path).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise UnlistedError(f"{path} cannot be read, which says what other files there are.") from error
