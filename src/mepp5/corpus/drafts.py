"""Units that are still drafts (corpus/drafts/<policy>.jsonl): whoever reads one strikes it from the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mepp5.files import dump_jsonl
from mepp5.paths import ROOT, join_below
from mepp5.reading.fields import ClauseId, OneLineOrNone
from mepp5.reading.forms import form, read_jsonl


@form
@dataclass(frozen=True, slots=True)
class Draft:
    """A unit that nobody has read yet: its id, and what was guessed ("" where nothing stands out)."""

    id: ClauseId
    why: OneLineOrNone


def drafts_path(policy_id: str) -> str:
    """Return the path of the list of the policy's units that are still drafts, below the root."""
    return f"corpus/drafts/{policy_id}.jsonl"


def read_drafts(policy_id: str, root: Path = ROOT) -> list[Draft]:
    """Return what is still a draft, in order; [] where all units are decided. Raises CorpusError for a broken line."""
    path = join_below(root, drafts_path(policy_id))
    return read_jsonl(path, Draft, "restore the file") if path.exists() else []


def dump_drafts(drafts: Iterable[Draft]) -> bytes:
    """Return the list as it is written."""
    return dump_jsonl({"id": draft.id, "why": draft.why} for draft in drafts)
