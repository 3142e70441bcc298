"""Scores as tables for people."""

import json
from collections.abc import Mapping
from itertools import chain

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table


def show_scores(result: dict, as_json: bool = False) -> None:
    """Print what score_file returned, on standard output: as two tables, or as JSON."""
    if as_json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
        return
    for table in (make_board(result["protocol"], {"": result}), make_category_board(result)):
        Console().print(table)


def make_board(protocol: str, results: Mapping[str, dict]) -> Table:
    """Return a row of scores for each {name: what score_predictions returned}; results is not empty.

    "12" marks scores in which the two categories are merged that OPP-115 has as one.
    """
    first = next(iter(results.values()))
    novel = first["novel"]["clauses"] if first["novel"] else 0
    title = f"{protocol}: {first['all']['clauses']} clauses, {novel} novel; {len(first['categories'])} categories"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=0)  # so that it fits 80 columns
    table.add_column("", no_wrap=True)
    for cut in ("all", "novel"):
        for score in ("micro", "macro", "exact", "micro 12", "macro 12"):
            table.add_column(f"{cut} {score}", justify="right", min_width=5)
    for name, result in results.items():
        table.add_row(name, *_show_cut(result["all"]), *_show_cut(result["novel"]))
    return table


def make_category_board(result: dict) -> Table:
    """Return each category's precision, recall, F1 and positives (n), over all tested clauses and the novel ones."""
    table = Table(box=SIMPLE_HEAD, padding=0)
    table.add_column("category", no_wrap=True)
    cuts = [cut for cut in ("all", "novel") if result[cut]]
    for cut in cuts:
        for score in ("P", "R", "F1", "n"):
            table.add_column(f"{cut} {score}", justify="right", min_width=5)
    for category in result["all"]["per_category"]:
        table.add_row(category, *chain(*(_show_line(result[cut]["per_category"][category]) for cut in cuts)))
    return table


def _show_line(line: dict) -> list[str]:
    return [*(f"{line[key]:.3f}" for key in ("precision", "recall", "f1")), str(line["support"])]


def _show_cut(cut: dict | None) -> list[str]:
    if cut is None:
        return ["–"] * 5
    scores = [cut[key] for key in ("micro_f1", "macro_f1", "exact_match")]
    return [f"{score:.3f}" for score in (*scores, cut["merged"]["micro_f1"], cut["merged"]["macro_f1"])]
