"""Every program of the project, found where it is written, each with words that it takes and that are soon done.

PROGRAMS: {name: Program}; list_programs() finds the names. A program that has no words here is an error of the test.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click

REPOSITORY = Path(__file__).parents[1]
HOUSES = {"src/mepp5": "mepp5", "baselines": "baselines", "benchmarks": "benchmarks", "scripts": ""}
HELP = ("--help",)  # of what takes minutes, or a server


@dataclass(frozen=True)
class Program:
    """Words that come after those of the program's own name, {…} filled in by the test."""

    words: tuple[str, ...]
    needs_clone: bool = False  # for the tiny release has no past


def find_mains() -> Iterator[str]:
    """Yield the module of every file that can be started, as it would be imported."""
    for folder, prefix in HOUSES.items():
        for path in sorted((REPOSITORY / folder).rglob("*.py")):
            if any(_is_main(node) for node in ast.parse(path.read_text(encoding="utf-8")).body):
                yield ".".join((*filter(None, (prefix,)), *path.relative_to(REPOSITORY / folder).with_suffix("").parts))


def list_programs() -> dict[str, click.Command]:
    """Return {name: command}: a module, and behind it the name of a subcommand."""
    programs = {}
    for module in ("mepp5.cli", *find_mains()):
        main = getattr(import_module(module), "main", None)
        if isinstance(main, click.Group):
            with click.Context(main) as context:
                programs |= {f"{module} {name}": main for name in main.list_commands(context)}
        else:
            programs[module] = main
    return programs


def _is_main(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"


MEPP5 = {
    "policies": ("--json",),
    "show": ("alpha-2020",),
    "find": ("your",),
    "draft": ("{folder}/nimbus.txt", "--json"),
    "new": ("nimbus-2024", "{folder}/nimbus.txt", "--root", "{folder}/none"),
    "decide": ("alpha-2020",),
    "diff": ("alpha-2020", "gamma-2022"),
    "changes": ("--list",),
    "site": ("-o", "{folder}/site", "--force"),
    "export": ("--format", "conll", "-o", "{folder}/conll", "--force"),
    "taxonomy": (),
    "crosswalk": ("--to", "gdpr"),
    "stats": (),
    "agreement": (),
    "build": HELP,
    "check": (),
    "score": ("{root}/predictions/majority.holdout.jsonl", "--protocol", "holdout"),
}
BASELINES = {
    "list": (),
    "run": ("majority", "--jobs", "1"),
    "table": (),
    "suspects": HELP,
    "run-changes": HELP,
    "predict": ("{folder}/nimbus.txt", "--model", "nb", "--slots", "none"),
    "predict-many": ("--help",),
    "compare": HELP,
    "transfer": HELP,
    "report": HELP,
    "mistakes": ("--model", "majority", "--number", "2"),
}
OTHERS = {
    "mepp5.exports.document": HELP,
    "baselines.trials.__main__": HELP,
    "benchmarks.change_growth": HELP,
    "benchmarks.drafts": HELP,
    "benchmarks.growth": HELP,
    "benchmarks.hostile": HELP,
    "benchmarks.hostile_lines": HELP,
    "benchmarks.languages": HELP,
    "benchmarks.many": HELP,
    "benchmarks.mutations.__main__": HELP,
    "benchmarks.pages": HELP,
    "benchmarks.predict_speed": HELP,
    "benchmarks.sentence_ends": HELP,
    "benchmarks.speed": HELP,
    "bind_reasons": HELP,
    "calibration": HELP,
    "change_portions": ("alpha-2020", "gamma-2022", "-o", "{folder}/none", "--root", "{root}"),
    "command_examples": HELP,
    "coverage_table": HELP,
    "label_studio serve": HELP,
    "label_studio push": ("--exports", "--dry-run"),
    "label_studio pull": HELP,
    "label_studio_changes push": HELP,
    "label_studio_changes pull": HELP,
    "list_numbers": HELP,
    "publish": HELP,
    "published_load": HELP,
    "record_release": HELP,
    "record_sums": HELP,
    "release": HELP,
    "release_history": HELP,
}
PROGRAMS = {
    **{f"mepp5.cli {name}": Program(words, name == "changes") for name, words in MEPP5.items()},
    **{f"baselines.__main__ {name}": Program(words) for name, words in BASELINES.items()},
    **{name: Program(words) for name, words in OTHERS.items()},
}
