"""`mepp5 new`: a policy goes into a corpus, all of it or nothing."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from mepp5.annotation.annotators import read_annotators
from mepp5.corpus.clauses import Unit, clauses_path, verify_units
from mepp5.corpus.corrections import CORRECTIONS, Correction
from mepp5.corpus.drafts import drafts_path, dump_drafts
from mepp5.corpus.edits import edits_path
from mepp5.corpus.manifest import MANIFEST, RAW, RECEIVED, Policy, check_together, read_manifest
from mepp5.corpus.text import text_path
from mepp5.display.exact import tell
from mepp5.display.lines import clean
from mepp5.errors import CorpusError, show_signs
from mepp5.files import dump_jsonl, read_text, sha256, write_files
from mepp5.intake.drafting import Drafted, draft_policy
from mepp5.intake.entry import UNSTATED, Statement, check_entry, check_statement, draw_entry, find_lineage
from mepp5.intake.likeness import check_likeness
from mepp5.intake.naming import name_annotator, name_first_annotator
from mepp5.intake.skeleton import make_skeleton
from mepp5.intake.source import Source, read_source
from mepp5.paths import is_packaged
from mepp5.reading.forms import Fault, convert

EXAMPLES = 12  # of guessed units that are shown
UNTITLED = "Privacy Policy"


@dataclass(frozen=True, slots=True)
class Addition:
    """What was added: the manifest's entry, the drafts, notes of the reading, and the paths that were written."""

    policy: Policy
    drafted: Drafted
    notes: tuple[str, ...]
    paths: tuple[str, ...]


def add_policy(policy_id: str, path: Path, stated: Statement, root: Path, annotator: str = "") -> Addition:
    """Add the policy in a file (text, Markdown, HTML, PDF or docx) to the corpus in root, a new one if root is empty.

    `annotator` is the e-mail address of whoever annotates it alone, "" where all annotators of the corpus do.

    Raises CorpusError, and writes nothing, for what check_statement, read_source and check_likeness refuse, for a file
    without a sentence, and for a root that is no corpus.
    """
    if is_packaged(root):
        raise CorpusError("the installed package's own corpus is not added to; give --root DIR, a copy or a new one.")
    skeleton = make_skeleton(root)
    policies = [] if skeleton else read_manifest(root)
    check_statement(policy_id, stated, policies, root)
    source = read_source(path, policy_id)
    drafted = draft_policy(policy_id, source)
    if not any(unit.is_clause for unit in drafted.units):
        raise CorpusError(f"{path}: no sentence in it, headings at most; give the policy itself.")
    verify_units(list(drafted.units), drafted.text, root)
    policy = make_entry(policy_id, stated, source, drafted)
    check_entry(policy)
    check_together(root / MANIFEST, [*policies, policy])
    _check_units(path, drafted.units)
    check_likeness(drafted.units, drafted.text, policy.lineage, policies, root)
    contents = (
        skeleton | _extend_lists(policy, source.corrections, skeleton, root) | _list_files(policy, source, drafted)
    )
    if annotator:
        contents |= (
            name_annotator(annotator, policy_id, root) if policies else name_first_annotator(annotator, skeleton)
        )
    write_files(root, contents)
    return Addition(policy, drafted, source.document.notes, tuple(contents))


def _check_units(path: Path, units: Iterable[Unit]) -> None:
    """Raise CorpusError where a reader of the corpus would not take a unit back."""
    for unit in units:
        try:
            convert(unit.as_row(), Unit)
        except Fault as fault:
            raise CorpusError(f"{path}: {unit.id}: {fault}; mend the file.") from fault


def _extend_lists(
    policy: Policy, corrections: Sequence[Correction], skeleton: Mapping[str, bytes], root: Path
) -> dict[str, bytes]:
    """Return {path: bytes} of the manifest with the policy at its end, and of the corrections if it has any."""
    manifest, listed = (
        skeleton[name].decode() if skeleton else read_text(root / name) for name in (MANIFEST, CORRECTIONS)
    )
    contents = {MANIFEST: f"{manifest.rstrip()}\n\n{draw_entry(policy)}".encode()}
    return contents | ({CORRECTIONS: (listed + _draw_corrections(corrections)).encode()} if corrections else {})


def make_entry(policy_id: str, stated: Statement, source: Source, drafted: Drafted) -> Policy:
    """Return the policy as the manifest has it; a title that is not given is its first heading."""
    headings = [unit for unit in drafted.units if unit.kind == "heading"]
    title = next((unit.text for unit in sorted(headings, key=lambda unit: unit.level > 0)), UNTITLED)
    return Policy(
        id=policy_id,
        raw_file=f"{policy_id}.txt",
        raw_sha256=sha256(source.document.text.encode()),
        publisher=stated.publisher or UNSTATED,
        title=stated.title or " ".join(title.split()),
        url=stated.url,
        captured=stated.captured,
        date=stated.date,
        date_kind=stated.date_kind if stated.date else "none",
        lineage=stated.lineage or find_lineage(policy_id),
        split=stated.split,
        language="en",
        markup="plain",
        rights=stated.rights,
        received="" if source.is_raw else f"{policy_id}{source.ending}",
        received_sha256="" if source.is_raw else sha256(source.content),
    )


def _list_files(policy: Policy, source: Source, drafted: Drafted) -> dict[str, bytes]:
    """Return {path: bytes} of the policy's own files."""
    received = {f"{RECEIVED}/{policy.received}": source.content} if policy.received else {}
    return received | {
        f"{RAW}/{policy.raw_file}": source.document.text.encode(),
        text_path(policy.id): drafted.text.encode(),
        edits_path(policy.id): dump_jsonl(edit.as_row() for edit in drafted.edits),
        clauses_path(policy.id): dump_jsonl(unit.as_row() for unit in drafted.units),
        drafts_path(policy.id): dump_drafts(drafted.drafts),
    }


def _draw_corrections(corrections: Iterable[Correction]) -> str:
    """Return the corrections as TOML; what is not seen is written as an escape."""
    names = ("policy", "raw_start", "before", "after", "reason", "certainty")
    tables = ("".join(f"{name} = {json.dumps(getattr(each, name))}\n" for name in names) for each in corrections)
    return "".join(f"\n[[correction]]\n{table}" for table in tables)


def show_addition(addition: Addition, root: Path) -> None:
    """Print what was added and what to do next; on standard error, what was noticed in reading the file."""
    policy, units = addition.policy, addition.drafted.units
    for note in addition.notes:
        tell(note)
    kinds = Counter(unit.kind for unit in units)
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    click.echo(f"{policy.id}: {len(units)} draft units ({counts})")
    click.echo(
        f"title {policy.title!r}, lineage {policy.lineage!r}, split {policy.split!r}, date {policy.date or 'none'}"
    )
    for path in addition.paths:
        click.echo(f"  {path}")
    guessed = [draft for draft in addition.drafted.drafts if draft.why]
    click.echo(f"\nread every unit; {len(guessed)} were guessed and come first, for instance:")
    of_id = {unit.id: unit for unit in units}
    for draft in guessed[:EXAMPLES]:
        click.echo(f"  {draft.id}  {of_id[draft.id].kind}: {clean(_shorten(of_id[draft.id].text))}\n      {draft.why}")
    click.echo(f"\nannotated by: {clean(', '.join(_list_annotators(policy.id, root)))}")
    click.echo(f"next: mepp5 --root {show_signs(str(root))} decide {policy.id}")


def _list_annotators(policy_id: str, root: Path) -> list[str]:
    """Return the ids of those without whose annotation the policy is incomplete."""
    annotators = read_annotators(root)
    return [member.id for member in annotators.members if annotators.must_complete(member, policy_id)]


def _shorten(words: str, longest: int = 70) -> str:
    words = " ".join(words.split())
    return words if len(words) <= longest else f"{words[:longest]} …"
