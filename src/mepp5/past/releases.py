"""The record of every release (annotations/releases.toml): its date, and hashes of what it contained."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import Field

from mepp5.adjudication.revisions import rank_version
from mepp5.errors import CorpusError
from mepp5.files import read_text
from mepp5.paths import ROOT
from mepp5.reading.fields import (
    Day,
    Email,
    Identifier,
    PairId,
    PersonId,
    PolicyId,
    Protocol,
    Sha256,
    Sha256OrNone,
    Version,
)
from mepp5.reading.forms import Count, form, read_toml

RELEASES = "annotations/releases.toml"
CHANGELOG = "CHANGELOG.md"
LISTING = "mepp5 changes --list"
WIDTH = 120  # of a line of the file
Recorded = Annotated[str, Field(pattern=r"\Aannotations(/[A-Za-z0-9_-]{1,64}){1,3}\.(jsonl|json|toml|md)\z")]
Calibrated = Annotated[str, Field(pattern=r"\A[1-9]/[a-z0-9._-]{1,64}\z")]  # a round and an annotator
_BARE = re.compile(r"[A-Za-z0-9_-]+")  # a key of TOML that needs no quotation marks

_HEADING = re.compile(r"^## (\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)$", re.MULTILINE)

HEAD = """\
# Every release and the hashes of what it contained, so that what is restored of it can be compared.
# Written by scripts/record_release.py when a release is made; not edited by hand.
#
# policies    whose clauses were released
# clauses     how many clauses had reference labels
# labels      SHA-256 of the reference labels: a JSON line {"id", "practices", "slots"} for each clause, sorted by id
# annotators  whose labels the config "annotators" had
# decisions   SHA-256 of the reasons in annotations/adjudication.jsonl, "" where there were none: {"id", "reason"}
# rows        the content hash of a config, as README's front matter had it: of its lines in data/SHA256SUMS;
#             from 0.9.0 on of every config
# reasons     {policy: numbers of the clauses whose reason this release wrote, or wrote anew}
# layers      SHA-256 of each annotator's labels, as that of `labels`: what was said and released does not change
# calibration {round/annotator: number of segments and SHA-256 of the file in annotations/calibration}
#
# From 0.7.0 on:
#
# pairs            which policies were compared
# links            SHA-256 of the reference links and of each reader's: a JSON line of each link, by pair
# change_decisions SHA-256 of the reasons in annotations/changes/adjudication.jsonl, sorted
# people           who annotated, of what kind, what was given, by which protocol (its SHA-256); so change_people
# lines            of a file that lines are only added to: how many there were, and the SHA-256 of these
# files            SHA-256 of decision files that stay as they are until the version is raised
"""


class UnknownVersionError(CorpusError):
    """A version that is no recorded release."""


@form
@dataclass(frozen=True, slots=True)
class Person:
    """Who an annotator was: the entry of annotators.toml, and the hash of the protocol that was followed."""

    email: Email
    kind: Identifier
    scope: Identifier
    protocol: Protocol
    sha256: Sha256
    gives: tuple[Identifier, ...] = ()
    policies: tuple[PolicyId, ...] = ()


@form
@dataclass(frozen=True, slots=True)
class Held:
    """How many lines a file had (of the file as it was released), and their SHA-256."""

    lines: Count
    sha256: Sha256


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
    layers: dict[PersonId, Sha256] = field(default_factory=dict)
    calibration: dict[Calibrated, Held] = field(default_factory=dict)
    pairs: tuple[PairId, ...] = ()
    links: dict[PersonId, Sha256] = field(default_factory=dict)
    change_decisions: Sha256OrNone = ""
    people: dict[PersonId, Person] = field(default_factory=dict)
    change_people: dict[PersonId, Person] = field(default_factory=dict)
    lines: dict[Recorded, Held] = field(default_factory=dict)
    files: dict[Recorded, Sha256] = field(default_factory=dict)


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


def list_dates(root: Path = ROOT) -> dict[str, str]:
    """Return {version: date} of every section of CHANGELOG.md, the newest first."""
    return dict(_HEADING.findall(read_text(Path(root) / CHANGELOG)))


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
        lines.append(f"{name} = {_show(getattr(release, name))}")
    lines += [f"{name} = {_show(own)}" for name in ("pairs", "change_decisions") if (own := getattr(release, name))]
    lines += ["", "[release.rows]", *_draw_table(release.rows)]
    for name in ("layers", "links", "calibration", "lines", "files", "people", "change_people"):
        table = getattr(release, name)
        lines += ["", f"[release.{name}]", *_draw_table(table)] if table else []
    lines += ["", "[release.reasons]"] if release.reasons else []
    for policy, numbers in release.reasons.items():
        lines += [f"{json.dumps(policy)} = [", *_fold(numbers), "]"]
    return "\n".join(lines) + "\n"


def _draw_table(table: Mapping[str, str | Held | Person]) -> list[str]:
    return [f"{key if _BARE.fullmatch(key) else json.dumps(key)} = {_show(value)}" for key, value in table.items()]


def _show(value: object) -> str:
    """Return the value as TOML: an inline table of what is set, where it is one."""
    if isinstance(value, Held | Person):
        own = ((each.name, getattr(value, each.name)) for each in fields(value))
        return "{ " + ", ".join(f"{name} = {_show(inner)}" for name, inner in own if inner != ()) + " }"
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _fold(numbers: Sequence[int]) -> list[str]:
    """Return the numbers in lines of at most WIDTH characters, each with its comma."""
    lines = ["   "]
    for number in numbers:
        if len(lines[-1]) + len(f" {number},") > WIDTH:
            lines.append("   ")
        lines[-1] += f" {number},"
    return lines
