"""The record of every release (annotations/releases.toml): its date, and hashes of what it contained."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import Field

from mepp5.adjudication.revisions import rank_version
from mepp5.errors import CorpusError
from mepp5.fields import Day, Identifier, PersonId, PolicyId, Sha256, Sha256OrNone, Version
from mepp5.forms import Count, form, read_toml
from mepp5.paths import ROOT

RELEASES = "annotations/releases.toml"
LISTING = "mepp5 changes --list"
WIDTH = 120  # of a line of the file

HEAD = """\
# Every release and the hashes of what it contained, so that what is restored of it can be compared.
# Written by scripts/record_release.py when a release is made; not edited by hand.
#
# policies    whose clauses were released
# clauses     how many clauses had reference labels
# labels      SHA-256 of the reference labels: a JSON line {"id", "practices", "slots"} for each clause, sorted by id
# annotators  whose labels the config "annotators" had
# decisions   SHA-256 of annotations/adjudication.jsonl, "" where there was none
# rows        the content hash of a config, as README's front matter had it: of its lines in data/SHA256SUMS
# reasons     {policy: numbers of the clauses whose reason this release wrote, or wrote anew}
"""


class UnknownVersionError(CorpusError):
    """A version that is no recorded release."""


@form
@dataclass(frozen=True, slots=True)
class Release:
    """One release; the head of the file says what each field is."""

    version: Version
    date: Day
    policies: Annotated[tuple[PolicyId, ...], Field(min_length=1)]
    clauses: Count
    labels: Sha256
    annotators: tuple[PersonId, ...]
    decisions: Sha256OrNone
    rows: dict[Identifier, Sha256]
    reasons: dict[PolicyId, tuple[Count, ...]] = field(default_factory=dict)


@form
@dataclass(frozen=True, slots=True)
class _File:
    release: tuple[Release, ...] = ()


def read_releases(root: Path = ROOT) -> list[Release]:
    """Return the releases, oldest first, [] if there is no such file.

    Raises CorpusError where an entry is malformed, stands twice or stands before an older one.
    """
    path = Path(root) / RELEASES
    releases = list(read_toml(path, _File).release) if path.exists() else []
    for before, after in pairwise(releases):
        if rank_version(before.version) >= rank_version(after.version):
            raise CorpusError(f"{path}: {after.version} stands after {before.version}; sort them, each once.")
    return releases


def find_release(version: str, releases: Sequence[Release]) -> Release:
    """Return the release of that version, which may be written as a tag is (v0.2.0).

    Raises UnknownVersionError naming the nearest versions and how to list all.
    """
    known = [release.version for release in releases]
    asked = str(version).removeprefix("v")
    if asked in known:
        return releases[known.index(asked)]
    if not known:
        raise UnknownVersionError(f"no release {version!r}: {RELEASES} records none; take a clone that has it.")
    nearest = get_close_matches(asked, known, n=3, cutoff=0.5) or known[-3:]
    raise UnknownVersionError(f"no release {version!r}; nearest: {', '.join(nearest)} (all: {LISTING}).")


def dump_releases(releases: Sequence[Release]) -> bytes:
    """Return the releases as RELEASES has them."""
    return (HEAD + "".join(_draw(release) for release in releases)).encode()


def _draw(release: Release) -> str:
    lines = ["", "[[release]]"]
    for name in ("version", "date", "policies", "clauses", "labels", "annotators", "decisions"):
        value = getattr(release, name)
        lines.append(f"{name} = {json.dumps(list(value) if isinstance(value, tuple) else value)}")
    lines += ["", "[release.rows]", *(f'{config} = "{digest}"' for config, digest in release.rows.items())]
    lines += ["", "[release.reasons]"] if release.reasons else []
    for policy, numbers in release.reasons.items():
        lines += [f"{json.dumps(policy)} = [", *_fold(numbers), "]"]
    return "\n".join(lines) + "\n"


def _fold(numbers: Sequence[int]) -> list[str]:
    """Return the numbers in lines of at most WIDTH characters, each with its comma."""
    lines = ["   "]
    for number in numbers:
        if len(lines[-1]) + len(f" {number},") > WIDTH:
            lines.append("   ")
        lines[-1] += f" {number},"
    return lines
