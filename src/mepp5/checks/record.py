"""Checks of who annotated, and of what the decision files name: policies, clauses, links."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from mepp5.adjudication.cases import DRAW, find_draw_faults, read_draws
from mepp5.adjudication.second_reading import find_reading_faults
from mepp5.annotation.annotators import ANNOTATORS, REFERENCE, Annotator, Annotators, read_annotators
from mepp5.annotation.exports import read_exports
from mepp5.annotation.spans import Annotation, end_of_practice
from mepp5.changes.adjudication.decisions import digest_link
from mepp5.changes.adjudication.revisions import read_change_revisions, restore_links
from mepp5.changes.adjudication.second_reading import CHANGE_SECOND_READING, ChangeVerdict, read_change_verdicts
from mepp5.changes.annotators import CHANGE_ANNOTATORS, ChangeAnnotator, read_change_annotators
from mepp5.changes.exports import read_change_export
from mepp5.changes.pairs import PAIRS, Sides, read_pairs, read_sides
from mepp5.checks.findings import Check, Found
from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.files import read_bytes, sha256
from mepp5.past.releases import Release, read_releases
from mepp5.scheme.examples import find_quoted, read_examples
from mepp5.scheme.guidelines import GUIDELINES

MOST = "affirmed"  # the polarity of those who give none


def _find_protocols(root: Path) -> Found:
    """Each protocol is the one that its annotator followed."""
    yield from _compare_protocols(ANNOTATORS, read_annotators(root).members, root)
    if read_pairs(root):
        yield from _compare_protocols(CHANGE_ANNOTATORS, read_change_annotators(root), root)


def _compare_protocols(source: str, members: Iterable[Annotator | ChangeAnnotator], root: Path) -> Found:
    for member in members:
        path = root / "annotations" / member.protocol
        if member.protocol_sha256 and path.is_file() and sha256(read_bytes(path)) != member.protocol_sha256:
            yield (
                f"{source}: {member.id}",
                f"annotations/{member.protocol} is not the protocol that was followed (protocol_sha256); restore it, "
                "and give new words to a new annotator",
            )


def _find_people(root: Path) -> Found:
    """Whoever annotated some sections has not annotated all, and nobody gave what `gives` leaves out."""
    annotators, layers = read_annotators(root), read_exports(root)
    units = {unit.id: unit for policy in read_manifest(root) for unit in read_units(policy.id, root) if unit.is_clause}
    for member in annotators.members:
        place, said = f"{ANNOTATORS}: {member.id}", layers.get(member.layer, {})
        if member.scope == "some" and said and _is_whole(member, annotators, said, units):
            yield place, 'scope is "some", but every section is annotated; say "all"'
        for gift in _find_more(member, said, units):
            yield place, f"gives has no {gift}, but there are some in the exports; restore what the entry said"


def _is_whole(
    member: Annotator, annotators: Annotators, said: Mapping[str, Annotation], units: Mapping[str, Unit]
) -> bool:
    return all(clause in said for clause, unit in units.items() if annotators.concerns(member, unit.policy))


def _find_more(member: Annotator, said: Mapping[str, Annotation], units: Mapping[str, Unit]) -> list[str]:
    """Return what the annotator gave beyond `gives`."""
    practices = [(clause, practice) for clause, own in said.items() for practice in own.practices]
    given = {
        "slots": any(own.slots for own in said.values()),
        "subjects": any(practice.subjects for _, practice in practices),
        "polarities": any(practice.polarity != MOST for _, practice in practices),
        "extents": any((p.start, p.end) != (0, end_of_practice(units[clause].text)) for clause, p in practices),
    }
    return [gift for gift, is_given in given.items() if is_given and gift not in member.gives]


def _find_names(root: Path) -> Found:
    """Every clause that the draw or an example of the guidelines names is there."""
    policies = [policy.id for policy in read_manifest(root)]
    units = [unit for policy in policies for unit in read_units(policy, root)]
    for clause, problem in find_draw_faults(read_draws(root), {unit.id for unit in units if unit.is_clause}):
        yield f"{DRAW}: {clause}", problem
    examples = read_examples(root) if (root / GUIDELINES).is_file() else []
    # Guidelines that quote no policy of the corpus are those of another: a new corpus begins with ours.
    if any(example.policy in policies for example in examples):
        for example in examples:
            if not find_quoted([example], units):
                yield GUIDELINES, f"the example «{example.quote}» stands in no clause of {example.policy!r}"


def _find_change_readings(root: Path) -> Found:
    """Each verdict is of a link that its release had, once, as it was read."""
    pairs = {pair.id: pair for pair in read_pairs(root)}
    sides = {name: read_sides(pair, root) for name, pair in pairs.items()}
    releases, seen, restored = {each.version: each for each in read_releases(root)}, set(), {}
    for verdict in read_change_verdicts(root):
        place = f"{CHANGE_SECOND_READING}: {verdict.pair} {', '.join(verdict.old or verdict.new)}"
        key = (verdict.pair, verdict.old, verdict.new, verdict.release)
        if key in seen:
            yield place, "it stands twice"
        seen.add(key)
        if fault := _find_unknown(verdict, sides):
            yield place, fault
            continue
        if verdict.release not in releases:
            continue
        if (verdict.release, verdict.pair) not in restored:
            restored[verdict.release, verdict.pair] = _restore(releases[verdict.release], sides[verdict.pair], root)
        digest = restored[verdict.release, verdict.pair].get((verdict.old, verdict.new))
        for problem in find_reading_faults(verdict.read, verdict.unreleased, digest, verdict.release):
            yield place, problem


def _find_unknown(verdict: ChangeVerdict, sides: Mapping[str, Sides]) -> str | None:
    if verdict.pair not in sides:
        return f"a verdict on no pair that {PAIRS} names"
    own = sides[verdict.pair]
    known = ({unit.id for unit in units if unit.is_clause} for units in (own.old, own.new))
    for clauses, side in zip((verdict.old, verdict.new), known, strict=True):
        if unknown := [clause for clause in clauses if clause not in side]:
            return f"{unknown[0]} is no clause of that side of the pair"
    return None


def _restore(release: Release, sides: Sides, root: Path) -> dict[tuple[tuple[str, ...], tuple[str, ...]], str]:
    """Return {(old, new): digest} of the reference links that the release had of the pair."""
    if sides.pair.id not in release.pairs:
        return {}
    links = read_change_export(sides.pair, root)[REFERENCE]
    had = restore_links(links, read_change_revisions(root), sides, release.version)
    return {(link.old, link.new): digest_link(sides.pair.id, link) for link in had}


CHECKS = (
    Check("protocols", "Restore the protocol: what an annotator was told does not change.", _find_protocols),
    Check("people", f"Mend {ANNOTATORS}, or restore it as it was committed.", _find_people),
    Check("names", "Mend the name, or remove the entry.", _find_names),
    Check("change-second-reading", f"Mend the line of {CHANGE_SECOND_READING}.", _find_change_readings),
)
