"""The policies: identity, dates, lineage, split, rights, hashes (corpus/manifest.toml)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from mepp5.errors import CorpusError
from mepp5.files import read_bytes, sha256
from mepp5.forms import Words, form, read_toml
from mepp5.paths import ROOT

Split = Literal["train", "validation", "test"]
DateKind = Literal["effective", "updated", "none"]
MANIFEST = "corpus/manifest.toml"
RAW = "corpus/raw"
RECEIVED = "corpus/received"


@form
@dataclass(frozen=True, slots=True)
class Policy:
    """One policy; every field is a string, "" where the received file does not state it.

    `received` is the file that the raw text was read out of, where that was no plain text as it stands: a page, a PDF.
    """

    id: Words
    raw_file: Words
    raw_sha256: str
    publisher: str
    title: str
    url: str
    captured: str
    date: str
    date_kind: DateKind
    lineage: str
    split: Split
    language: str
    markup: Literal["plain", "markdown"]
    rights: str
    received: str = ""
    received_sha256: str = ""


@form
@dataclass(frozen=True, slots=True)
class _File:
    policy: Annotated[list[Policy], Field(min_length=1)]


def read_manifest(root: Path = ROOT) -> list[Policy]:
    """Return the policies in corpus order; raise CorpusError where an entry is incomplete or contradicts another."""
    path = Path(root) / MANIFEST
    policies = read_toml(path, _File).policy
    _check_together(path, policies)
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
    path = Path(root) / RAW / policy.raw_file
    content = read_bytes(path)
    if sha256(content) != policy.raw_sha256:
        raise CorpusError(
            f"{path}: the raw file was changed (its SHA-256 is not that of {MANIFEST}); restore it as it was received."
        )
    return content.decode("utf-8")


def check_received(policy: Policy, root: Path = ROOT) -> None:
    """Raise CorpusError where the file that the raw text was read out of is missing or was changed."""
    path = Path(root) / RECEIVED / policy.received
    if policy.received and sha256(read_bytes(path)) != policy.received_sha256:
        raise CorpusError(f"{path}: the file was changed (its SHA-256 is not that of {MANIFEST}); restore it.")


def _check_together(path: Path, policies: list[Policy]) -> None:
    ids = [policy.id for policy in policies]
    if len(set(ids)) != len(ids):
        raise CorpusError(f"{path}: a policy id stands twice; make the ids unique.")
    split_of: dict[str, str] = {}
    for policy in policies:
        if split_of.setdefault(policy.lineage, policy.split) != policy.split:
            raise CorpusError(f"{path}: lineage {policy.lineage!r} is in two splits; put each lineage in one.")
