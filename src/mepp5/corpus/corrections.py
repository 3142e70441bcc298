"""The corrections taken by hand (corpus/corrections.toml): damage of transport, never the publisher's own slips."""

from dataclasses import dataclass
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.files import read_toml
from mepp5.paths import ROOT

CORRECTIONS = "corpus/corrections.toml"
CERTAINTY = ("sure", "unsure")


@dataclass(frozen=True, slots=True)
class Correction:
    """One replacement; raw_start is a code point of the raw file."""

    policy: str
    raw_start: int
    before: str
    after: str
    reason: str
    certainty: str

    @property
    def raw_end(self) -> int:
        """The offset after the last code point replaced."""
        return self.raw_start + len(self.before)


def read_corrections(policy_id: str, raw: str, root: Path = ROOT) -> list[Correction]:
    """Return the policy's corrections by offset; raise CorpusError where one does not fit the raw text."""
    path = Path(root) / CORRECTIONS
    entries = read_toml(path).get("correction", [])
    chosen = [_correction(path, entry) for entry in entries if entry.get("policy") == policy_id]
    end = 0
    for correction in chosen:
        place = f"{path}: {policy_id}, raw offset {correction.raw_start}"
        if raw[correction.raw_start : correction.raw_end] != correction.before:
            raise CorpusError(f"{place}: the raw file does not have {correction.before!r} there; mend the offset.")
        if correction.raw_start < end:
            raise CorpusError(f"{place}: it overlaps or precedes the correction before it; sort them by offset.")
        end = correction.raw_end
    return chosen


def _correction(path: Path, entry: dict) -> Correction:
    try:
        correction = Correction(**entry)
    except TypeError as error:
        raise CorpusError(
            f"{path}: a correction of {entry.get('policy')!r} lacks a key or has one too many."
        ) from error
    if correction.certainty not in CERTAINTY or not correction.reason or not correction.before:
        raise CorpusError(
            f"{path}: {correction.policy}, raw offset {correction.raw_start}: give a reason, a 'before' and "
            "certainty sure or unsure."
        )
    return correction
