"""Compare the annotators with people: their labels of OPP-115's segments with those in a copy of OPP-115."""

from pathlib import Path

import click
from calibration_measures import make_comparisons, measure_comparison, read_people

from mepp5.agreement.opp115 import list_sources
from mepp5.agreement.people import MAJORITY, PEOPLE, ComparisonRow, PeopleComparison, hash_labels
from mepp5.annotation.calibration import CALIBRATION, COMPARISON, read_calibration
from mepp5.command import Command
from mepp5.documents.agreement import show_figure, show_number
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_json, read_bytes, sha256, write_files
from mepp5.listing import show_rows
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy


@click.command(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--opp115",
    "directory",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Your copy of OPP-115: the folder that holds annotations/ and sanitized_policies/.",
)
@click.option("--write", is_flag=True, help=f"Keep the figures, no person's apart, in {COMPARISON}.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines, each category and person included.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    help="The corpus whose calibration is compared, if not this clone's.",
)
def main(directory: Path, write: bool, as_json: bool, root: Path) -> None:
    """Print kappa and F1 of each annotator with each of OPP-115's, with their majority, and of people with people.

    Example: python scripts/calibration.py --opp115 ~/OPP-115
    """
    report = compare_calibration(directory, root)
    if write:
        kept = [row for row in report["comparisons"] if row["second"] in (MAJORITY, PEOPLE)]
        write_files(root, {COMPARISON: dump_json({**report, "comparisons": kept})})
    if as_json:
        click.echo(dump_json(report), nl=False)
        return
    show_rows([_show_comparison(row) for row in report["comparisons"]], as_json=False)
    show_rows(_list_categories(report), as_json=False)
    left_out = ", ".join(f"{name!r} {count}" for name, count in report["left_out"].items()) or "none"
    click.echo(f"{report['segments']} segments; people's practices of no category, left out: {left_out}.", err=True)


def compare_calibration(directory: Path, root: Path = ROOT) -> PeopleComparison:
    """Return what comparison.json holds, with a row for every two persons besides.

    The categories are OPP-115's twelve, as the taxonomy's crosswalk names them. Raises CorpusError where there is
    no calibration, or where the copy is incomplete or malformed.
    """
    name_of = {category.id: category.opp115 for category in read_taxonomy(root).categories}
    names = tuple(dict.fromkeys(name_of.values()))
    calibration = read_calibration(root)
    if not calibration:
        raise CorpusError(f"{Path(root) / CALIBRATION}: no calibration file; take a release that has them.")
    annotators = {
        annotator: {segment: frozenset(name_of[label] for label in labels) for segment, labels in labelled.items()}
        for annotator, labelled in calibration.items()
    }
    segments = sorted(next(iter(annotators.values())))
    people, left_out = read_people(directory, segments, names)
    comparisons = [measure_comparison(comparison, names) for comparison in make_comparisons(annotators, people)]
    policies = sorted({policy for policy, _ in segments})
    return {
        "opp115": {name: sha256(read_bytes(directory / name)) for name in list_sources(policies)},
        "labels": hash_labels(root),
        "segments": len(segments),
        "policies": policies,
        "left_out": left_out,
        "comparisons": comparisons,
    }


def _show_comparison(row: ComparisonRow) -> Object:
    return {
        "first": row["first"],
        "second": row["second"],
        "segments": row["segments"],
        "kappa": show_figure(row["kappa"]),
        "micro-F1": show_number(row["micro_f1"]["value"]),
        "macro-F1": show_number(row["macro_f1"]["value"]),
    }


def _list_categories(report: PeopleComparison) -> list[Object]:
    """Return a row per category with the kappa of each annotator, and of people, with all people."""
    shown = [row for row in report["comparisons"] if row["second"] == PEOPLE]
    return [
        {"kappa with people": name}
        | {row["first"]: show_number(row["categories"][name]["kappa"]["value"]) for row in shown}
        for name in shown[0]["categories"]
    ]


if __name__ == "__main__":
    main()
