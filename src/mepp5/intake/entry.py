"""What is said of a new policy: its manifest entry, checked against those that are there."""

import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import get_args

from mepp5.corpus.clauses import clauses_path
from mepp5.corpus.edits import edits_path
from mepp5.corpus.manifest import RAW, DateKind, Policy, Split, find_policy_fault, fold
from mepp5.corpus.text import text_path
from mepp5.errors import CorpusError
from mepp5.reading.forms import Fault, convert

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_NAME = 64
YEAR = re.compile(r"-(?:19|20)\d\d$")
SPLITS: tuple[Split, ...] = get_args(Split)
DATE_KINDS: tuple[DateKind, ...] = get_args(DateKind)[:2]  # of a date that is stated
RIGHTS = "The text is its publisher's."
UNSTATED = "not stated"  # of a publisher whom nobody names


@dataclass(frozen=True, slots=True)
class Statement:
    """What whoever adds a policy says of it; "" where nothing is said. Dates are ISO 8601."""

    publisher: str = UNSTATED
    title: str = ""
    url: str = ""
    captured: str = ""
    date: str = ""
    date_kind: DateKind = DATE_KINDS[0]
    lineage: str = ""
    split: Split = SPLITS[0]
    rights: str = RIGHTS


def check_statement(policy_id: str, stated: Statement, policies: list[Policy], root: Path) -> None:
    """Raise CorpusError where the id is no name or taken, a date is none, or the lineage has another split."""
    if not NAME.fullmatch(policy_id) or len(policy_id) > LONGEST_NAME:
        raise CorpusError(
            f"{policy_id!r} is no name of a policy; use small letters, digits and single hyphens, as in nimbus-2024 "
            f"(at most {LONGEST_NAME} characters)."
        )
    if policy_id in [policy.id for policy in policies]:
        raise CorpusError(f"there is a policy {policy_id!r} already; choose another name.")
    for path in (f"{RAW}/{policy_id}.txt", text_path(policy_id), edits_path(policy_id), clauses_path(policy_id)):
        if (root / path).exists():
            raise CorpusError(f"{root / path} is there, though no policy {policy_id!r}; move it away.")
    for name in ("date", "captured"):
        _check_date(name, getattr(stated, name))
    for field in fields(stated):
        if not getattr(stated, field.name).isprintable():
            raise CorpusError(f"{field.name}: a line break or an unseen character in it; give one line.")
    lineage = stated.lineage or find_lineage(policy_id)
    for policy in policies:
        if fold(policy.lineage) != fold(lineage):
            continue
        if policy.lineage != lineage:
            raise CorpusError(
                f"lineage {lineage!r} is {policy.lineage!r} in {policy.id}; give --lineage as it is there."
            )
        if policy.split != stated.split:
            raise CorpusError(
                f"lineage {lineage!r} is in the split {policy.split!r} ({policy.id}), and a lineage is in one; give "
                f"--split {policy.split}."
            )


def check_entry(policy: Policy) -> None:
    """Raise CorpusError where the manifest could not be read with the policy's entry in it."""
    try:
        convert(asdict(policy), Policy)
    except Fault as fault:
        raise CorpusError(f"{fault}; give another.") from fault
    if problem := find_policy_fault(policy):
        raise CorpusError(f"{problem}.")


def find_lineage(policy_id: str) -> str:
    """Return the lineage of a policy that nobody says another of: its name without a year at its end."""
    return YEAR.sub("", policy_id)


def draw_entry(policy: Policy) -> str:
    """Return the policy as a table of the manifest, TOML; fields with a default stand only where they differ."""
    lines = [
        f"{field.name} = {json.dumps(getattr(policy, field.name), ensure_ascii=False)}\n"
        for field in fields(policy)
        if getattr(policy, field.name) != field.default
    ]
    return "[[policy]]\n" + "".join(lines)


def _check_date(name: str, stated: str) -> None:
    try:
        valid = not stated or date.fromisoformat(stated).isoformat() == stated
    except ValueError:
        valid = False
    if not valid:
        raise CorpusError(f"--{name} {stated!r} is no date; write it as in 2024-08-09.")
