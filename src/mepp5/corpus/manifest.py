"""The policies: identity, dates, lineage, split, rights, hashes (corpus/manifest.toml)."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from mepp5.errors import CorpusError
from mepp5.files import decode_text, read_bytes, sha256
from mepp5.paths import ROOT, join_inside
from mepp5.reading.fields import (
    AddressOrNone,
    DayOrNone,
    FileName,
    FileNameOrNone,
    Language,
    OneLine,
    PolicyId,
    Sha256,
    Sha256OrNone,
)
from mepp5.reading.forms import form, read_toml

Split = Literal["train", "validation", "test"]
DateKind = Literal["effective", "updated", "none"]
MANIFEST = "corpus/manifest.toml"
RAW = "corpus/raw"
RECEIVED = "corpus/received"


@form
@dataclass(frozen=True, slots=True)
class Policy:
    """One policy; every field is a string, of url, captured and date "" where the received file does not state it.

    `received` is the file that the raw text was read out of, where that was no plain text as it stands: a page, a PDF.
    """

    id: PolicyId
    raw_file: FileName
    raw_sha256: Sha256
    publisher: OneLine
    title: OneLine
    url: AddressOrNone
    captured: DayOrNone
    date: DayOrNone
    date_kind: DateKind
    lineage: OneLine
    split: Split
    language: Language
    markup: Literal["plain", "markdown"]
    rights: OneLine
    received: FileNameOrNone = ""
    received_sha256: Sha256OrNone = ""


@form
@dataclass(frozen=True, slots=True)
class _File:
    policy: Annotated[list[Policy], Field(min_length=1)]


def read_manifest(root: Path = ROOT) -> list[Policy]:
    """Return the policies in corpus order; raise CorpusError where an entry is incomplete or contradicts another."""
    path = Path(root) / MANIFEST
    policies = read_toml(path, _File).policy
    check_together(path, policies)
    return policies


def find_policy(policy_id: str, root: Path = ROOT) -> Policy:
    """Return the policy of that id; raise CorpusError naming the known ids."""
    policies = read_manifest(root)
    for policy in policies:
        if policy.id == policy_id:
            return policy
    known = ", ".join(policy.id for policy in policies)
    raise CorpusError(f"no policy {policy_id!r}; choose one of: {known}.")


def read_raw(policy: Policy, root: Path = ROOT) -> str:
    """Return the received file, strictly decoded; raise CorpusError if its bytes are not those of the manifest."""
    path = join_inside(root, RAW, policy.raw_file)
    content = read_bytes(path)
    if sha256(content) != policy.raw_sha256:
        raise CorpusError(
            f"{path}: the raw file was changed (its SHA-256 is not that of {MANIFEST}); restore it as it was received."
        )
    return decode_text(path, content)


def check_received(policy: Policy, root: Path = ROOT) -> None:
    """Raise CorpusError where the file that the raw text was read out of is missing or was changed."""
    if not policy.received:
        return
    path = join_inside(root, RECEIVED, policy.received)
    if sha256(read_bytes(path)) != policy.received_sha256:
        raise CorpusError(f"{path}: the file was changed (its SHA-256 is not that of {MANIFEST}); restore it.")


def check_together(path: Path, policies: Sequence[Policy]) -> None:
    """Raise CorpusError, which names the manifest in `path`, for an entry that contradicts itself or another."""
    for policy in policies:
        if fault := find_policy_fault(policy):
            raise CorpusError(f"{path}: {policy.id}: {fault}.")
    for name, kind in (("id", "id"), ("raw_file", "raw file"), ("received", "received file")):
        values = [fold(value) for policy in policies if (value := str(getattr(policy, name)))]
        if len(set(values)) != len(values):
            twice = next(value for value in values if values.count(value) > 1)
            raise CorpusError(f"{path}: {twice!r} is the {kind} of two policies; give each its own.")
    first: dict[str, Policy] = {}
    for policy in policies:
        other = first.setdefault(fold(policy.lineage), policy)
        if other.split != policy.split:
            raise CorpusError(f"{path}: lineage {policy.lineage!r} is in two splits; put each lineage in one.")
        if other.lineage != policy.lineage:  # the protocols would take it for two, and train on one of them
            raise CorpusError(f"{path}: lineage {policy.lineage!r} is {other.lineage!r} elsewhere; write it alike.")


def fold(name: str) -> str:
    """Return a name as some file systems compare it, which take names that differ in case for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def find_policy_fault(policy: Policy) -> str:
    """Return what does not fit together in one entry, with its remedy; "" where all does."""
    if (policy.date_kind == "none") != (policy.date == ""):
        return f'date is {policy.date!r} and date_kind {policy.date_kind!r}; "none" stands with "" and there alone'
    if policy.captured and policy.captured < policy.date:
        return f"captured {policy.captured} is before date {policy.date}, when there was no such text; mend one of them"
    if bool(policy.received) != bool(policy.received_sha256):
        return "received and received_sha256 stand together; give both or neither"
    return ""
