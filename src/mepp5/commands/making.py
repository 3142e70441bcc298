"""How a corpus is made and held to its rules: drafts, a new policy, decisions, build, check."""

from pathlib import Path
from typing import Any

import click

from mepp5.commands.options import as_json
from mepp5.corpus.clauses import KINDS, read_units
from mepp5.display.exact import print_exactly, print_json, tell
from mepp5.errors import CorpusError
from mepp5.intake.entry import DATE_KINDS, RIGHTS, SPLITS, UNSTATED, Statement
from mepp5.outputs import OutFolder


@click.command()
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
        tell(f"{file}: {note}")
    if as_text:
        print_exactly(document.text)
    elif as_json:
        for row in list_drafts(document):
            print_json(dump_jsonl([row]))
    else:
        show_drafts(outline(document))


@click.command()
@click.argument("policy", metavar="ID")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--root",
    "own",
    type=OutFolder(),
    help="The corpus; a new one in an empty directory.",
)
@click.option("--publisher", default=UNSTATED, show_default=True, help="Who publishes it.")
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


@click.command()
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

    What a unit introduced, the second of two introduces, or the one that it was joined to.

    Example: mepp5 decide nimbus-2024 12 --kind heading --level 2
    """
    from mepp5.intake import deciding
    from mepp5.intake.changing import Change

    if policy is None:
        for name, drafts, units in deciding.list_drafts(root):
            click.echo(f"{name}: {drafts} of {units} units are drafts")
        return
    deciding.check_policy(policy, root)
    change = Change(**changes)
    if not numbers and change.is_empty:
        deciding.show_drafts(policy, root)
        return
    chosen = deciding.find_numbers(numbers, read_units(policy, root))
    if not change.is_empty and len(chosen) != 1:
        raise click.UsageError("--kind, --level, --lead-in, --before and --join are of one unit; give its number.")
    click.echo(f"{policy}: {deciding.decide(policy, chosen, change, root)} units are still drafts")


@click.command()
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


@click.command()
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
