"""Label Studio for MEPP-5: run a server of one's own, fill it with annotations, and take the exports from it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from label_studio_connection import connect
from label_studio_labels import add_layers, keep_from_overwriting, read_all_exports, read_hand_ins, read_layers
from label_studio_options import server_options
from label_studio_predictions import read_predictions
from label_studio_project import Project, Refusal, holds, key
from label_studio_server import Server

from mepp5.adjudication.known_issues import find_unlisted, read_known_issues
from mepp5.annotation.annotators import REFERENCE, read_annotators
from mepp5.annotation.exports import Layers, export_path, export_tasks, parse_export, write_export
from mepp5.annotation.server_tasks import mark_units, refuse_other_units
from mepp5.command import CommandGroup
from mepp5.corpus.manifest import find_policy, read_manifest
from mepp5.errors import CorpusError
from mepp5.files import Object, write_files
from mepp5.outputs import OutFolder
from mepp5.past.pulling import keep_layers
from mepp5.paths import ROOT
from mepp5.scheme.interface import label_config
from mepp5.scheme.taxonomy import read_taxonomy

TITLE = "MEPP-5"


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    help="The corpus to read and write, if not this clone's.",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Serve Label Studio, push annotations to it and pull the exports from it.

    Example: .venv-label-studio/bin/python scripts/label_studio.py serve --data ~/mepp5-label-studio
    """
    context.obj = root


@main.command()
@click.option("--data", required=True, type=OutFolder(), help="Where it keeps all.")
@click.option("--port", type=click.IntRange(1, 65535), help="A free port (default: one is found).")
def serve(data: Path, port: int | None) -> None:
    """Run a Label Studio server on this machine alone, until it is interrupted.

    Example: python scripts/label_studio.py serve --data ~/mepp5-label-studio --port 8080
    """
    with Server(data, port) as server:
        click.echo(f"Label Studio: {server.url}\naccess token: {server.token_file}", err=True)
        click.echo(f"log in as {server.username} with the password in {server.password_file}", err=True)
        click.echo("stop it with Ctrl-C", err=True)
        server.wait()


@main.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--annotator", help="Whose hand-ins FILES are: an id of annotations/annotators.toml.")
@click.option("--exports", is_flag=True, help="Push the committed exports in place of FILES.")
@click.option("--predictions", is_flag=True, help="FILES are what `predict --format label-studio` wrote.")
@click.option("--partial", is_flag=True, help="FILES may lack clauses of their policies (work in progress).")
@click.option("--overwrite", is_flag=True, help="With --exports: lose what the project says other than they.")
@click.option("--dry-run", is_flag=True, help="Only check; name every fault; no server is needed.")
@server_options(TITLE)
@click.pass_obj
def push(
    root: Path,
    files: tuple[Path, ...],
    annotator: str | None,
    exports: bool,
    predictions: bool,
    partial: bool,
    overwrite: bool,
    dry_run: bool,
    url: str | None,
    token_file: Path | None,
    title: str,
) -> None:
    """Fill the project with an annotator's hand-ins, the exports or predictions; pushing twice changes nothing.

    The exports are not pushed over annotations that say other than they, as those do that were corrected in the browser
    and never pulled. A hand-in takes the place of what its annotator said before.

    Example: python scripts/label_studio.py push --url http://127.0.0.1:8080 --token-file ~/mepp5-label-studio/token
    --annotator reader reader/*.jsonl
    """
    if [bool(annotator), exports, predictions].count(True) != 1 or bool(files) == exports:
        raise click.UsageError("give either --annotator ID and FILES, --predictions and FILES, or --exports")
    if overwrite and not exports:
        raise click.UsageError("--overwrite goes with --exports alone")
    if predictions:
        _push_predictions(root, files, dry_run, url, token_file, title)
        return
    layers = read_hand_ins(files, annotator, partial, root) if annotator else read_all_exports(root)
    for policy, of_policy in layers.items():
        for name, annotations in of_policy.items():
            click.echo(f"{policy}: {len(annotations)} clauses by {name}", err=True)
    if not dry_run:
        tasks = [task for policy, of_policy in layers.items() for task in export_tasks(of_policy, policy, root)]
        refuse = keep_from_overwriting(layers, root) if exports and not overwrite else None
        _fill(_open_project(url, token_file, title), tasks, root, refuse)


def _push_predictions(
    root: Path, files: tuple[Path, ...], dry_run: bool, url: str | None, token_file: Path | None, title: str
) -> None:
    tasks = read_predictions(files, read_taxonomy(root))
    for policy, count in Counter(task["data"]["policy"] for task in tasks).items():
        click.echo(f"{policy}: {count} sections", err=True)
    if not dry_run:
        _fill(_open_project(url, token_file, title), tasks, root)


def _fill(project: Project, tasks: list[Object], root: Path, refuse: Refusal | None = None) -> None:
    marked = mark_units(tasks, root)
    for change, count in project.push(marked, label_config(read_taxonomy(root)), refuse).items():
        click.echo(f"{change}: {count}")


@main.command()
@click.option("--policy", "policies", multiple=True, help="Only this policy; may be repeated (default: all).")
@server_options(TITLE)
@click.pass_obj
def pull(root: Path, policies: tuple[str, ...], url: str | None, token_file: Path | None, title: str) -> None:
    """Write the project's annotations to annotations/exports, checked before the first file is written.

    Where the reference changes, its earlier labels are kept in annotations/revisions.jsonl, under the version of
    pyproject.toml: raise it before the first change after a release. What another annotator said and was released does
    not change, and is not pulled changed. Nor are labels pulled that were given for other units than today's.

    Example: python scripts/label_studio.py pull --url http://127.0.0.1:8080 --token-file ~/mepp5-label-studio/token
    """
    names = [find_policy(name, root).id for name in policies] or [policy.id for policy in read_manifest(root)]
    exported, source = _open_project(url, token_file, title).snapshot(), f"project {title!r} of {url}"
    contents, pulled = _read_pulled(names, exported, source, root)
    contents |= keep_layers(read_layers(names, root), pulled, names, root)
    changed = [path for path, content in contents.items() if not holds(root / path, content)]
    write_files(root, contents)
    for path in contents:
        click.echo(f"{path}: {'changed' if path in changed else 'unchanged'}")


def _read_pulled(
    names: Sequence[str], exported: Sequence[Object], source: str, root: Path
) -> tuple[dict[str, bytes], Layers]:
    """Return {path: export} and the labels of the policies; CorpusError, with all faults told, where one is bad."""
    contents: dict[str, bytes] = {}
    pulled: Layers = {}
    faults: list[str] = []
    for name in names:
        tasks = [task for task in exported if key(task)[0] == name]
        try:
            refuse_other_units(tasks, name, source, root)
            layers = parse_export(tasks, name, source, root)
            contents[export_path(name)] = write_export(layers, name, root)
        except CorpusError as error:
            faults.append(str(error))
            continue
        add_layers(layers, pulled)
    # Who adjudicates lists what is lost before the labels are the reference.
    listed = dict.fromkeys([read_annotators(root).reference, REFERENCE])
    labels = [label for name in listed for label in pulled.get(name, {}).values()]
    unlisted = dict.fromkeys(find_unlisted(labels, read_known_issues(root)))
    faults += [f"{clause}: {problem}; list it, or choose another polarity." for clause, problem in unlisted]
    _refuse_faults(faults)
    return contents, pulled


def _refuse_faults(faults: Sequence[str]) -> None:
    """Raise CorpusError for the last fault, with those before it told, the first of each policy."""
    for fault in faults[:-1]:
        click.echo(fault, err=True)
    if faults:
        more = f" ({len(faults)} faults; nothing was written)" if len(faults) > 1 else ""
        raise CorpusError(f"{faults[-1]}{more}")


def _open_project(url: str | None, token_file: Path | None, title: str) -> Project:
    client = connect(url, token_file)
    assert url is not None  # connect has refused to go on without one
    return Project(client, url, title)


if __name__ == "__main__":
    main()
