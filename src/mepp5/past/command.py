"""What `mepp5 changes` shows: the releases, or the changes of labels from one to another, as lines or as JSON."""

import os
import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from mepp5.annotation.spans import Practice, SlotSpan
from mepp5.corpus.manifest import read_manifest
from mepp5.display.exact import print_json
from mepp5.display.lines import clean
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_json
from mepp5.past.label_changes import Comparison, LabelChange, compare_releases, is_later
from mepp5.past.labels import read_archive
from mepp5.past.releases import RELEASES, UnknownVersionError, read_releases
from mepp5.paths import ROOT

COUNTED = ("categories", "polarities", "slots", "subjects")


def list_releases(root: Path = ROOT, digits: int = 64) -> list[Object]:
    """Return one row per recorded release: version, date, clauses and the SHA-256 of its labels, cut to the digits.

    Raises CorpusError where no release is recorded.
    """
    rows = [
        {name: getattr(release, name) for name in ("version", "date", "clauses")} | {"labels": release.labels[:digits]}
        for release in read_releases(root)
    ]
    if not rows:
        raise CorpusError(f"{RELEASES}: no release is recorded; take a clone that has the file.")
    return rows


def show_label_changes(old: str, new: str, policies: Sequence[str], as_json: bool, root: Path = ROOT) -> None:
    """Print what changed in the labels from the release `old` to `new`.

    Raises click.UsageError for an unknown version or policy and where `old` is the newer, CorpusError where the corpus
    cannot be read.
    """
    _check_policies(policies, root)
    archive = read_archive(root)
    try:
        first, last = archive.find(old).version, archive.find(new).version
    except UnknownVersionError as error:
        raise click.UsageError(str(error)) from error
    if is_later(first, last):
        raise click.UsageError(f"{first} is newer than {last}; write the older release first: {last} {first}.")
    comparison = compare_releases(archive, first, last, policies, root)
    if as_json:
        print_json(dump_json(make_record(comparison)))
        return
    lines = "".join(f"{line}\n" for line in _draw(comparison))
    coloured = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    # As bytes: what the locale cannot write would else end in an error.
    click.echo(lines if coloured else click.unstyle(lines).encode(), nl=False)


def make_record(comparison: Comparison) -> Object:
    """Return the comparison as an object of JSON; offsets are code points of the clause's text, half-open."""
    return {
        "old": comparison.old,
        "new": comparison.new,
        "clauses": [_make_row(change, comparison.new) for change in comparison.clauses],
        "counts": comparison.counts,
        "reasons_newer_than_releases": comparison.has_newer_reasons,
    }


def _make_row(change: LabelChange, new: str) -> Object:
    return {
        "id": change.id,
        "text": change.text,
        "releases": list(change.releases),
        **{
            layer: {
                "out": [_make_span(span, change.text) for span in getattr(change, f"{layer}_out")],
                "in": [_make_span(span, change.text) for span in getattr(change, f"{layer}_in")],
            }
            for layer in ("practices", "slots")
        },
        "reason": change.reason or None,
        "reason_of": change.reason_of or None,
        "reason_is_later": is_later(change.reason_of, new) if change.reason_of else None,
    }


def _make_span(span: Practice | SlotSpan, text: str) -> Object:
    place = {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
    if isinstance(span, SlotSpan):
        return place | {"slot": span.slot, "value": span.value}
    return place | {"category": span.category, "polarity": span.polarity, "subjects": list(span.subjects)}


def _draw(comparison: Comparison) -> Iterator[str]:
    if not comparison.clauses:
        yield f"No label changed from {comparison.old} to {comparison.new}."
        yield from _draw_coming(comparison)
        return
    for change in comparison.clauses:
        yield click.style(f"{change.id}  changed in {', '.join(change.releases)}", bold=True)
        yield f"  {_join(change.text)}"
        yield from (click.style(f"    - {_say(span, change)}", fg="red") for span in change.practices_out)
        yield from (click.style(f"    + {_say(span, change)}", fg="green") for span in change.practices_in)
        yield from (click.style(f"    - {_say(span, change)}", fg="red") for span in change.slots_out)
        yield from (click.style(f"    + {_say(span, change)}", fg="green") for span in change.slots_in)
        yield f"    {_say_reason(change, comparison.new)}"
    yield from _draw_counts(comparison)


def _draw_counts(comparison: Comparison) -> Iterator[str]:
    counts = comparison.counts
    yield f"{comparison.old} to {comparison.new}: of {counts['clauses']} clauses, {counts['changed']} changed."
    yield from _draw_coming(comparison)
    for layer in ("practices", "slots"):
        yield f"  {layer}: {counts[f'{layer}_out']} taken out, {counts[f'{layer}_in']} put in"
    yield "  clauses with other " + ", ".join(f"{name}: {counts[name]}" for name in COUNTED)
    for move in counts["moves"]:
        yield f"  {move['from']} -> {move['to']}: {move['clauses']}"
    if comparison.has_newer_reasons:
        yield "Reasons have been written since the last recorded release: a reason may be of a decision not yet out."


def _draw_coming(comparison: Comparison) -> Iterator[str]:
    """Yield how many clauses only one of the two releases has, of a policy that came or went."""
    for name, version in (("clauses_in", comparison.new), ("clauses_out", comparison.old)):
        if count := comparison.counts[name]:
            yield f"  {count} clauses only in {version}"


def _say(span: Practice | SlotSpan, change: LabelChange) -> str:
    words = change.text[span.start : span.end]
    place = "whole unit" if words == change.text else _join(words)
    if isinstance(span, SlotSpan):
        return f"{span.slot} = {span.value}: {place}"
    about = f", about {', '.join(span.subjects)}" if span.subjects else ""
    return f"{span.category} ({span.polarity}{about}): {place}"


def _join(words: str) -> str:
    """Return the words on one line: rows of tables have several."""
    return clean(" ".join(words.split()))


def _say_reason(change: LabelChange, new: str) -> str:
    if not change.reason:
        return "no reason: no decision on it is kept; by today's rules the annotators do not dispute it"
    if not change.reason_of:
        return f"reason (of a decision not yet released): {change.reason}"
    if is_later(change.reason_of, new):
        return f"reason (of a later decision, {change.reason_of}): {change.reason}"
    if change.releases and is_later(change.releases[-1], change.reason_of):
        return f"reason (of an earlier decision, {change.reason_of}): {change.reason}"
    return f"reason ({change.reason_of}): {change.reason}"


def _check_policies(policies: Sequence[str], root: Path) -> None:
    known = [policy.id for policy in read_manifest(root)]
    for name in policies:
        if name not in known:
            nearest = ", ".join(get_close_matches(name, known, n=3, cutoff=0.4) or known)
            raise click.UsageError(f"no policy {name!r}; nearest: {nearest} (all: mepp5 policies).")
