"""The corrections taken by hand (corpus/corrections.toml): damage of transport, never the publisher's own slips."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from mepp5.corpus.manifest import read_manifest
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.reading.fields import OneLine, PolicyId
from mepp5.reading.forms import Count, Words, form, read_toml

CORRECTIONS = "corpus/corrections.toml"


@form
@dataclass(frozen=True, slots=True)
class Correction:
    """One replacement; raw_start is a code point of the raw file."""

    policy: PolicyId
    raw_start: Count
    before: Words
    after: str
    reason: OneLine
    certainty: Literal["sure", "unsure"]

    @property
    def raw_end(self) -> int:
        """The offset after the last code point replaced."""
        return self.raw_start + len(self.before)


@form
@dataclass(frozen=True, slots=True)
class _File:
    correction: list[Correction] = field(default_factory=list)


def check_corrections(root: Path = ROOT) -> None:
    """Raise CorpusError for a correction that is malformed, of no policy of the manifest, or changes nothing."""
    path, known = Path(root) / CORRECTIONS, {policy.id for policy in read_manifest(root)}
    for correction in read_toml(path, _File).correction:
        place = f"{path}: {correction.policy}, raw offset {correction.raw_start}"
        if correction.policy not in known:
            raise CorpusError(f"{place}: no such policy; choose one of: {', '.join(sorted(known))}.")
        if correction.before == correction.after:
            raise CorpusError(f"{place}: before and after are the same; mend it or take it away.")


def read_corrections(policy_id: str, raw: str, root: Path = ROOT) -> list[Correction]:
    """Return the policy's corrections by offset; raise CorpusError where one does not fit the raw text."""
    path = Path(root) / CORRECTIONS
    chosen = [correction for correction in read_toml(path, _File).correction if correction.policy == policy_id]
    end = 0
    for correction in chosen:
        place = f"{path}: {policy_id}, raw offset {correction.raw_start}"
        if raw[correction.raw_start : correction.raw_end] != correction.before:
            raise CorpusError(f"{place}: the raw file does not have {correction.before!r} there; mend the offset.")
        if correction.raw_start < end:
            raise CorpusError(f"{place}: it overlaps or precedes the correction before it; sort them by offset.")
        end = correction.raw_end
    return chosen
