"""The `mepp5` command: every subcommand parses its words and calls the module that does the work."""

from pathlib import Path
from typing import Any

import click

from mepp5 import __version__
from mepp5.command import CommandGroup
from mepp5.corpus.clauses import KINDS, read_units
from mepp5.diff.options import View, view_options
from mepp5.errors import CorpusError
from mepp5.exports.catalogue import FORMATS
from mepp5.exports.selection import CONFIGS
from mepp5.intake.entry import DATE_KINDS, RIGHTS, SPLITS, Statement
from mepp5.names import complete, complete_new, complete_old
from mepp5.paths import ROOT
from mepp5.release.protocols import HEADLINE, PROTOCOLS
from mepp5.scheme.crosswalk import TARGETS
from mepp5.scoring.results import SCORES
from mepp5.scoring.tracks import TRACKS
from mepp5.search.options import query_options
from mepp5.search.query import Query


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mepp5")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    help="The corpus to read or build, if not the one this command came with.",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Read, rebuild and check MEPP-5, the Mi Ecosystem Privacy Policies corpus.

    Example: mepp5 show huami-2021 42
    """
    context.obj = root


_PREDICTIONS = click.Path(exists=True, dir_okay=False, path_type=Path)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")


@main.command()
@as_json
@click.pass_obj
def policies(root: Path, as_json: bool) -> None:
    """List the five policies with their units by kind.

    Example: mepp5 policies
    """
    from mepp5.listing import list_policies, show_rows

    columns = ("id", "date", "split", "sentence", "list_item", "table_row", "heading", "chrome")
    show_rows(list_policies(root), as_json, columns)


@main.command()
@click.argument("policy", shell_complete=complete("policy"))
@click.argument("clause", required=False)
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="CATEGORY",
    help="Only clauses that state it.",
    shell_complete=complete("category"),
)
@click.option(
    "--slot",
    "slots",
    multiple=True,
    metavar="SLOT",
    help="Only clauses with such a phrase.",
    shell_complete=complete("slot"),
)
@as_json
@click.pass_obj
def show(
    root: Path, policy: str, clause: str | None, categories: tuple[str, ...], slots: tuple[str, ...], as_json: bool
) -> None:
    """Show a policy, or one CLAUSE of it, with its practices and slots.

    Each option may be given more than once: any of its names will do.

    Example: mepp5 show xiaomi-2019 66
    """
    from mepp5.search.units import show_policy

    show_policy(policy, clause, categories, slots, as_json, root)


@main.command()
@click.pass_obj
@query_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines, an object a line.")
@click.option("--count", "only_count", is_flag=True, help="Print how many there are, by policy.")
def find(root: Path, query: Query, as_json: bool, only_count: bool) -> None:
    """Find clauses by their WORDS and labels; a phrase stands in quotation marks.

    A clause must keep all conditions. Each option may be given more than once: any of its names will do.

    Example: mepp5 find "personal information" --category data_retention
    """
    from mepp5.search.command import show_matches

    show_matches(query, as_json, only_count, root)


@main.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the units as JSON lines, as corpus/clauses has them.")
@click.option("--text", "as_text", is_flag=True, help="Print the document's text, which the offsets are of.")
def draft(file: Path, as_json: bool, as_text: bool) -> None:
    """Draft the units of any policy, to be decided by reading.

    FILE is text, Markdown, HTML, PDF or docx; - reads standard input.

    Example: mepp5 draft policy.html
    """
    from mepp5.extraction.reader import read_document
    from mepp5.files import dump_jsonl
    from mepp5.segmentation.listing import list_drafts, show_drafts
    from mepp5.segmentation.outline import outline

    if as_json and as_text:
        raise click.UsageError("give --json or --text, not both.")
    document = read_document(file)
    for note in document.notes:
        click.echo(f"{file}: {note}", err=True)
    if as_text:
        click.echo(document.text, nl=not document.text.endswith("\n"))
    elif as_json:
        for row in list_drafts(document):
            click.echo(dump_jsonl([row]).decode(), nl=False)
    else:
        show_drafts(outline(document))


@main.command()
@click.argument("policy", metavar="ID")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--root",
    "own",
    type=click.Path(file_okay=False, path_type=Path),
    help="The corpus; a new one in an empty directory.",
)
@click.option("--publisher", default="", help="Who publishes it.")
@click.option("--title", default="", help="Its title (default: its first heading).")
@click.option("--url", default="", help="Where it stands.")
@click.option("--captured", default="", help="When it was taken from there, as in 2024-08-09.")
@click.option("--date", default="", help="The date that it states, as in 2024-08-09.")
@click.option("--date-kind", type=click.Choice(DATE_KINDS), default=DATE_KINDS[0], help="What that date is.")
@click.option("--lineage", default="", help="Whose versions share it (default: ID without a year at its end).")
@click.option("--split", type=click.Choice(SPLITS), default=SPLITS[0], show_default=True, help="Where it goes.")
@click.option("--annotator", default="", help="The e-mail address of whoever annotates it alone, as in Label Studio.")
@click.option("--rights", default=RIGHTS, show_default=True, help="Under what terms you have it.")
@click.pass_obj
def new(root: Path, /, policy: str, file: Path, own: Path | None, annotator: str, **stated: Any) -> None:
    """Add the policy in FILE to a corpus as ID, with draft units to decide; all of it or nothing.

    FILE is text, Markdown, HTML, PDF or docx.

    Example: mepp5 new nimbus-2024 nimbus.html --root my-corpus --publisher "Nimbus Ltd" --date 2024-03-01
    """
    from mepp5.intake.addition import add_policy, show_addition

    own = own or root
    show_addition(add_policy(policy, file, Statement(**stated), own, annotator), own)


@main.command()
@click.argument("policy", required=False)
@click.argument("numbers", nargs=-1, metavar="[NUMBERS...]")
@click.option("--kind", type=click.Choice(KINDS), help="What the unit is.")
@click.option("--level", type=click.IntRange(0, 9), help="A heading's level (0: the title), or a list item's.")
@click.option("--lead-in", type=click.IntRange(0), help="The number of the clause that introduces it; 0 for none.")
@click.option("--before", metavar="WORDS", help="Split it: a second unit begins with these words.")
@click.option("--join", is_flag=True, help="Join it with the unit after it.")
@click.pass_obj
def decide(root: Path, /, policy: str | None, numbers: tuple[str, ...], **changes: Any) -> None:
    """Say what is still a draft, or decide the units of POLICY with these NUMBERS (12, 3-17, all), read by you.

    Units stay as they stand, or one becomes what the options say; numbers behind a split or joined unit follow.

    Example: mepp5 decide nimbus-2024 12 --kind heading --level 2
    """
    from mepp5.intake import deciding

    if policy is None:
        for name, drafts, units in deciding.list_drafts(root):
            click.echo(f"{name}: {drafts} of {units} units are drafts")
        return
    deciding.check_policy(policy, root)
    change = deciding.Change(**changes)
    if not numbers and change.is_empty:
        deciding.show_drafts(policy, root)
        return
    chosen = deciding.find_numbers(numbers, read_units(policy, root))
    if not change.is_empty and len(chosen) != 1:
        raise click.UsageError("--kind, --level, --lead-in, --before and --join are of one unit; give its number.")
    click.echo(f"{policy}: {deciding.decide(policy, chosen, change, root)} units are still drafts")


@main.command()
@click.argument("old", shell_complete=complete_old)
@click.argument("new", shell_complete=complete_new)
@view_options
@click.pass_obj
def diff(root: Path, old: str, new: str, view: View) -> None:
    """Show what changed from the policy OLD to NEW, a pair of the corpus: what became of each clause, and its effect.

    Example: mepp5 diff huami-2021 zepp-2024 --effect broader
    """
    from mepp5.diff.command import show_labelled

    show_labelled(old, new, view, root)


@main.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option("--policy", "policies", multiple=True, metavar="POLICY", help="Only clauses of one of these policies.")
@click.option("--list", "only_list", is_flag=True, help="List the releases and the hashes of their labels.")
@as_json
@click.pass_obj
def changes(
    root: Path, old: str | None, new: str | None, policies: tuple[str, ...], only_list: bool, as_json: bool
) -> None:
    """Show what changed in the labels from the release OLD to the release NEW, clause by clause, with the reasons.

    Reasons are today's; one of a later decision is called so. What changed from one policy to another is in the config
    `changes` and shown by `mepp5 diff`.

    Example: mepp5 changes 0.3.0 0.4.0
    """
    from mepp5.past.command import list_releases, show_label_changes

    if only_list:
        if old or policies:
            raise click.UsageError("--list takes no releases and no policies.")
        from mepp5.listing import show_rows

        show_rows(list_releases(root, digits=64 if as_json else 16), as_json)
        return
    if old is None or new is None:
        raise click.UsageError("give two releases, the older first; mepp5 changes --list lists them.")
    show_label_changes(old, new, policies, as_json, root)


@main.command()
@click.option(
    "-o",
    "--output",
    "directory",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder to write the pages into.",
)
@click.option("--force", is_flag=True, help="Write even where DIR holds files.")
@click.pass_obj
def site(root: Path, directory: Path, force: bool) -> None:
    """Write the explorer: pages to read, filter, cite and score the corpus with, opened from disk.

    Example: mepp5 site -o site
    """
    from mepp5.site.command import write_site

    click.echo(write_site(directory, force, root))


@main.command()
@click.option("--format", "form", required=True, metavar="FORMAT", help=f"One of: {', '.join(FORMATS)}.")
@click.option("--config", default="clauses", show_default=True, metavar="CONFIG", help=f"One of: {', '.join(CONFIGS)}.")
@click.option("--split", "splits", multiple=True, metavar="SPLIT", help="Only this split; may be given again.")
@click.option("--annotator", "annotators", multiple=True, metavar="NAME", help="Only this annotator, of annotators.")
@click.option(
    "-o",
    "--output",
    "directory",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write into.",
)
@click.option("--force", is_flag=True, help="Write into a folder that holds files; those of other names stay.")
@click.pass_obj
def export(
    root: Path,
    form: str,
    config: str,
    splits: tuple[str, ...],
    annotators: tuple[str, ...],
    directory: Path,
    force: bool,
) -> None:
    """Write the release in the format of another tool, and say what that format loses.

    Example: mepp5 export --format brat --split test -o brat
    """
    from mepp5.exports.command import run_export

    run_export(form, config, splits, annotators, directory, force, root)


@main.command()
@as_json
@click.pass_obj
def taxonomy(root: Path, as_json: bool) -> None:
    """List the categories and slots.

    Example: mepp5 taxonomy --json
    """
    from mepp5.listing import list_taxonomy, show_rows, show_taxonomy

    rows = list_taxonomy(root)
    show_rows(rows, as_json) if as_json else show_taxonomy(rows)


@main.command()
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="What the taxonomy is compared with.")
@click.option(
    "--format", "form", type=click.Choice(("table", "json", "turtle")), help="How to print it.  [default: table]"
)
@click.option("--base", metavar="IRI", help="What the names of concepts begin with in Turtle.")
@as_json
@click.pass_obj
def crosswalk(root: Path, target: str, form: str | None, base: str | None, as_json: bool) -> None:
    """Show the taxonomy's counterparts in OPP-115, the GDPR or the Data Privacy Vocabulary (DPV).

    Turtle is written of DPV alone: the taxonomy in SKOS, its concepts matched with the terms of DPV.

    Example: mepp5 crosswalk --to gdpr
    """
    from mepp5.listing import show_crosswalk

    if as_json and form not in (None, "json"):
        raise click.UsageError("give --json or --format, not both.")
    show_crosswalk(target, "json" if as_json else form or "table", base, root)


@main.command()
@as_json
@click.pass_obj
def stats(root: Path, as_json: bool) -> None:
    """Count clauses, practices and slots per policy; --json prints everything counted.

    Example: mepp5 stats
    """
    from mepp5.files import read_text
    from mepp5.listing import list_stats, show_rows

    if as_json:
        click.echo(read_text(root / "data/stats.json"), nl=False)
    else:
        show_rows(list_stats(root), as_json=False)


@main.command()
@as_json
@click.pass_obj
def agreement(root: Path, as_json: bool) -> None:
    """Measure how far annotators agree, with each other and with the reference; --json prints every figure.

    Example: mepp5 agreement
    """
    from mepp5.agreement.measurement import generate
    from mepp5.documents.agreement import list_agreement
    from mepp5.files import write_files
    from mepp5.listing import show_rows

    contents = generate(root)
    write_files(root, contents)
    if as_json:
        for content in contents.values():
            click.echo(content, nl=False)
    elif rows := list_agreement(root):
        show_rows(rows, as_json=False)
    else:
        click.echo("No clause has two annotators.", err=True)


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if anything would change.")
@click.pass_obj
def build(root: Path, only_check: bool) -> None:
    """Rebuild everything generated from the raw texts, the decisions and the exports.

    Example: mepp5 build --check
    """
    from mepp5 import build as building

    if only_check:
        stale = building.find_stale(root)
        if stale:
            raise CorpusError(f"not as generated: {', '.join(stale)}; run mepp5 build and look at the difference.")
        click.echo("Everything generated is up to date.", err=True)
        return
    for path in building.build(root):
        click.echo(path)


@main.command()
@as_json
@click.pass_context
def check(context: click.Context, as_json: bool) -> None:
    """Validate the data: every finding with its check, place and remedy; exit 1 if there is one.

    Example: mepp5 check
    """
    from mepp5.checks.catalogue import CHECKS, run_checks
    from mepp5.listing import show_rows

    findings = [finding.as_row() for finding in run_checks(context.obj)]
    if findings or as_json:
        show_rows(findings, as_json)
    click.echo(f"{len(CHECKS)} checks, {len(findings)} findings.", err=True)
    context.exit(1 if findings else 0)


@main.command()
@click.option(
    "--task",
    type=click.Choice([*SCORES, "changes"]),
    default="categories",
    show_default=True,
    help="What is predicted.",
)
@click.option(
    "--protocol",
    type=click.Choice(list(PROTOCOLS)),
    default=HEADLINE,
    show_default=True,
    help="The protocol that the predictions answer.",
)
@click.option("--track", type=click.Choice(TRACKS), help="What the system was made of: MEPP-5 alone, or more. Shown.")
@click.option("--against", type=_PREDICTIONS, help="Score the differences from this file instead, paired.")
@click.option("--annotators", is_flag=True, help="Score the annotators against the reference: no independent bound.")
@click.argument("predictions", type=_PREDICTIONS, required=False)
@as_json
@click.pass_obj
def score(
    root: Path,
    task: str,
    protocol: str,
    track: str | None,
    against: Path | None,
    annotators: bool,
    predictions: Path | None,
    as_json: bool,
) -> None:
    """Score a PREDICTIONS file (JSONL) with the official scorer, with 95 % intervals.

    Example: mepp5 score --protocol holdout --track closed predictions.jsonl
    """
    from mepp5.scoring import scorecard

    if task == "changes":
        if predictions is None or against or annotators:
            raise click.UsageError("--task changes takes a PREDICTIONS file alone; its protocol is leave-one-pair-out.")
        from mepp5.scoring.change_board import show_change_scores
        from mepp5.scoring.changes import score_changes

        show_change_scores(score_changes(predictions, root, track), as_json)
        return
    if annotators == (predictions is not None) or (annotators and against):
        raise click.UsageError("give a PREDICTIONS file, or --annotators alone.")
    if track and (annotators or against):
        raise click.UsageError("--track is of one PREDICTIONS file alone.")
    if predictions is None:
        from mepp5.scoring.annotators import score_annotators

        scorecard.show_annotators(score_annotators(protocol, root, task), as_json)
        return
    from mepp5.scoring.scorer import compare_files, score_file

    if against:
        scorecard.show_differences(compare_files(predictions, against, protocol, root, task), as_json)
    else:
        scorecard.show_scores(score_file(predictions, protocol, root, task, track), as_json)
