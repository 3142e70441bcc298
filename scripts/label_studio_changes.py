"""The links of pairs of policies in Label Studio: fill a project of their own, and take the exports from it.

Example: .venv-label-studio/bin/python scripts/label_studio_changes.py push --exports --url http://127.0.0.1:8080
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click
from label_studio_connection import connect
from label_studio_labels import keep_links_from_overwriting
from label_studio_options import server_options
from label_studio_project import Project, holds, key

from mepp5.annotation.annotators import REFERENCE
from mepp5.changes.adjudication.cases import complete_reference, open_change_cases, read_change_draw
from mepp5.changes.adjudication.decisions import (
    CHANGE_DECISIONS,
    ChangeDecision,
    dump_change_decisions,
    read_change_decisions,
)
from mepp5.changes.annotators import ChangeAnnotator, read_change_annotators
from mepp5.changes.exports import (
    LinkLayers,
    change_export_path,
    export_change_task,
    parse_change_export,
    read_change_export,
    write_change_export,
)
from mepp5.changes.handin import HandedIn, find_hand_in_faults, read_hand_in
from mepp5.changes.interface import change_config
from mepp5.changes.links import Link, find_gaps, sort_links
from mepp5.changes.pairs import Pair, read_pairs, read_sides
from mepp5.command import CommandGroup
from mepp5.errors import CorpusError
from mepp5.files import Object, write_files
from mepp5.past.pulling import keep_link_layers
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy

TITLE = "MEPP-5 changes"


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=ROOT, help="The corpus.")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Push links to Label Studio and pull their exports. Example: label_studio_changes.py pull --url …"""
    context.obj = root


@main.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--pair", "name", help="Which pair FILES are of, for instance huami-2021--zepp-2024.")
@click.option("--annotator", "who", help="Whose hand-ins FILES are: an id of annotations/changes/annotators.toml.")
@click.option("--exports", is_flag=True, help="Push the committed exports in place of FILES.")
@click.option("--overwrite", is_flag=True, help="With --exports: lose what the project says other than they.")
@server_options(TITLE)
@click.pass_obj
def push(
    root: Path,
    files: tuple[Path, ...],
    name: str | None,
    who: str | None,
    exports: bool,
    overwrite: bool,
    url: str | None,
    token_file: Path | None,
    title: str,
) -> None:
    """Fill the project with an annotator's links of a pair, or with the exports; pushing twice changes nothing.

    The adjudicator hands in what was disputed or drawn, with reasons; what the others agree on is added from the
    server, and the reasons go to annotations/changes/adjudication.jsonl. The exports are not pushed over links that say
    other than they, as those do that were corrected in the browser and never pulled.

    Example: label_studio_changes.py push --pair huami-2021--zepp-2024 --annotator reader links.jsonl --url …
    """
    if exports == bool(who and name and files):
        raise click.UsageError("give --pair, --annotator and FILES, or --exports alone")
    if overwrite and not exports:
        raise click.UsageError("--overwrite goes with --exports alone")
    project = _open(url, token_file, title)
    if exports:
        layers = {pair: read_change_export(pair, root) for pair in read_pairs(root)}
    else:
        pair, member = _find_pair(name, root), _find_member(who, root)
        layers = {pair: {member.layer: _read_links(pair, member, files, project, root)}}
    tasks = [export_change_task(of_pair, pair, root) for pair, of_pair in layers.items()]
    refuse = keep_links_from_overwriting(layers, root) if exports and not overwrite else None
    for change, count in project.push(tasks, change_config(read_taxonomy(root)), refuse).items():
        click.echo(f"{change}: {count}")


@main.command()
@server_options(TITLE)
@click.pass_obj
def pull(root: Path, url: str | None, token_file: Path | None, title: str) -> None:
    """Write the project's links to annotations/changes/exports, checked before the first file is written.

    Where the reference changes, its earlier links are kept in annotations/changes/revisions.jsonl, under the version of
    pyproject.toml: raise it before the first change after a release. What a reader said and was released does not
    change, and is not pulled changed.

    Example: label_studio_changes.py pull --url http://127.0.0.1:8080 --token-file token
    """
    project = _open(url, token_file, title)
    exported = project.snapshot()
    contents, pulled = {}, {}
    for pair in read_pairs(root):
        layers = _parse(exported, pair, f"project {project.title!r} of {url}", root)
        contents[change_export_path(pair)] = write_change_export(layers, pair, root)
        pulled[pair.id] = layers
    contents |= keep_link_layers(_read_layers(root), pulled, root)
    changed = [path for path, content in contents.items() if not holds(root / path, content)]
    write_files(root, contents)
    for path in contents:
        click.echo(f"{path}: {'changed' if path in changed else 'unchanged'}")


def _read_links(pair: Pair, member: ChangeAnnotator, files: Sequence[Path], project: Project, root: Path) -> list[Link]:
    """Return the annotator's links of the pair; of the adjudicator, all of the reference, whose reasons are written."""
    sides, taxonomy, is_reference = read_sides(pair, root), read_taxonomy(root), member.layer == REFERENCE
    if faults := find_hand_in_faults(files, sides.units, taxonomy, reasons=is_reference):
        for fault in faults:
            click.echo(fault, err=True)
        raise CorpusError(f"{len(faults)} faults in what {member.id} handed in; nothing was pushed, mend them all.")
    handed = read_hand_in(files, sides.units, taxonomy, reasons=is_reference)
    links = [each.link for each in handed]
    if is_reference:
        layers = _parse(project.snapshot(), pair, f"project {project.title!r}", root, partial=True)
        cases = open_change_cases(layers, sides, read_change_draw(root))
        links = complete_reference(cases, links)
        _keep_reasons(pair, handed, root)
    if gaps := find_gaps(links, sides.old, sides.new):
        raise CorpusError(f"{pair.id} by {member.id}: {gaps[0]} ({len(gaps)} such clauses).")
    return sort_links(links, sides.old, sides.new)


def _keep_reasons(pair: Pair, handed: Sequence[HandedIn], root: Path) -> None:
    """Write the reasons of the pair's decisions, bound to their links, in place of those that stand there, in order."""
    sides = read_sides(pair, root)
    reason_of = {(frozenset(each.link.old), frozenset(each.link.new)): each.reason or "" for each in handed}
    own = [
        ChangeDecision(pair.id, link.old, link.new, reason_of[frozenset(link.old), frozenset(link.new)]).bind(link)
        for link in sort_links([each.link for each in handed], sides.old, sides.new)
    ]
    others = [each for each in read_change_decisions(root) if each.pair != pair.id]
    rank = {each.id: number for number, each in enumerate(read_pairs(root))}
    decisions = sorted([*others, *own], key=lambda decision: rank.get(decision.pair, len(rank)))
    write_files(root, {CHANGE_DECISIONS: dump_change_decisions(decisions)})


def _read_layers(root: Path) -> dict[str, LinkLayers]:
    """Return {pair: its links} of the exports that can be read: a broken one is pulled anew."""
    found = {}
    for pair in read_pairs(root):
        with suppress(CorpusError):
            found[pair.id] = read_change_export(pair, root, partial=True)
    return found


def _parse(exported: Sequence[Object], pair: Pair, source: str, root: Path, partial: bool = False) -> LinkLayers:
    own = [task for task in exported if key(task)[0] == pair.id]
    return parse_change_export(own, pair, source, root, partial)


def _find_pair(name: str | None, root: Path) -> Pair:
    pairs = {pair.id: pair for pair in read_pairs(root)}
    if name not in pairs:
        raise click.UsageError(f"no pair {name!r}; choose one of: {', '.join(pairs)}")
    return pairs[name]


def _find_member(who: str | None, root: Path) -> ChangeAnnotator:
    members = {member.id: member for member in read_change_annotators(root)}
    if who not in members:
        raise click.UsageError(f"no annotator {who!r}; choose one of: {', '.join(members)}")
    return members[who]


def _open(url: str | None, token_file: Path | None, title: str) -> Project:
    client = connect(url, token_file)
    assert url is not None  # connect has refused to go on without one
    return Project(client, url, title)


if __name__ == "__main__":
    main()
