"""What changed between policies and between releases, and how well a system does."""

from pathlib import Path

import click

from mepp5.commands.options import as_json
from mepp5.diff.options import View, view_options
from mepp5.files import check_ends
from mepp5.names import complete_new, complete_old
from mepp5.release.protocols import HEADLINE, PROTOCOLS
from mepp5.scoring.results import SCORES
from mepp5.scoring.tracks import TRACKS

_PREDICTIONS = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
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


@click.command()
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


@click.command()
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
    from mepp5.release.valid_rows import check_rows
    from mepp5.scoring import scorecard

    check_ends(predictions, against)
    if task == "changes":
        if predictions is None or against or annotators:
            raise click.UsageError("--task changes takes a PREDICTIONS file alone; its protocol is leave-one-pair-out.")
        check_rows(root, ["changes"])
        from mepp5.scoring.change_board import show_change_scores
        from mepp5.scoring.changes import score_changes

        show_change_scores(score_changes(predictions, root, track), as_json)
        return
    if annotators == (predictions is not None) or (annotators and against):
        raise click.UsageError("give a PREDICTIONS file, or --annotators alone.")
    if track and (annotators or against):
        raise click.UsageError("--track is of one PREDICTIONS file alone.")
    check_rows(root, ["clauses", "annotators"] if annotators else ["clauses"])
    if predictions is None:
        from mepp5.scoring.annotators import score_annotators

        scorecard.show_annotators(score_annotators(protocol, root, task), as_json)
        return
    from mepp5.scoring.scorer import compare_files, score_file

    if against:
        scorecard.show_differences(compare_files(predictions, against, protocol, root, task), as_json)
    else:
        scorecard.show_scores(score_file(predictions, protocol, root, task, track), as_json)
