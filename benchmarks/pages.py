"""How much of a policy is read from web pages, and how much else: `python -m benchmarks.pages DIR [--write]`.

DIR holds pages (*.html) with the policy's words beside each in a text of the same name (*.txt). Words are counted as
multisets, in lower case: recall is the share of the policy's words that come out, precision the share of what comes out
that is the policy's, both pooled over the pages. Libraries that read pages are measured beside; any other reader can be
with --command 'NAME=COMMAND', which is run with a page's path and prints its text.

Of the drafted clauses, those stand outside the policy of whose runs of three words fewer than half are in its text.
"""

import re
import shlex
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import click
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree
from rich.console import Console
from rich.table import Table

from benchmarks.machine import RESULTS
from mepp5.command import Command
from mepp5.errors import CorpusError
from mepp5.extraction.document import Document
from mepp5.extraction.reader import read_document
from mepp5.files import Object, dump_json, write_files
from mepp5.paths import ROOT
from mepp5.segmentation.outline import outline
from mepp5.system.processes import end_with_parent
from mepp5.version import read_version

WORD = re.compile(r"\w+")
GRAM = 3  # words
Reader = Callable[[Path], str]


@click.command(cls=Command)
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--by-page", is_flag=True, help="Print each page's figures too.")
@click.option("--command", "commands", multiple=True, metavar="NAME=COMMAND", help="Another reader to compare with.")
@click.option("--write", is_flag=True, help="Write the pooled figures to benchmarks/results/pages.json.")
def main(directory: Path, by_page: bool, commands: tuple[str, ...], write: bool) -> None:
    """Measure how well pages with their texts beside them are read."""
    pages = [page for page in sorted(directory.glob("*.html")) if page.with_suffix(".txt").is_file()]
    if not pages:
        raise CorpusError(f"{directory}: no *.html with a *.txt beside it; give a directory of pages and their texts.")
    readers = dict(_list_readers(commands))
    measured = {name: measure(reader, pages) for name, reader in readers.items()}
    clauses = measure_clauses(pages)
    if by_page:
        _print_pages(measured["mepp5"]["pages"])
    _print_table(measured, clauses)
    if write:
        pooled = [
            {"reader": name, **{key: row[key] for key in row if key != "pages"}} for name, row in measured.items()
        ]
        result = {"version": read_version(ROOT), "pages": len(pages), "readers": pooled, "clauses": clauses}
        write_files(ROOT, {f"{RESULTS}/pages.json": dump_json(result)})


def read_policy(path: Path) -> str:
    """Return the words of a page that are taken for the policy."""
    document = read_document(path)
    return "\n".join(document.text[block.start : block.end] for block in document.blocks if not block.is_chrome)


def _list_readers(commands: Sequence[str]) -> Iterator[tuple[str, Reader]]:
    yield "mepp5", read_policy
    yield "resiliparse, whole page", partial(_read_by_resiliparse, main_content=False)
    yield "resiliparse, main content", partial(_read_by_resiliparse, main_content=True)
    if find_spec("trafilatura"):
        yield "trafilatura, recall favoured", _read_by_trafilatura
    else:
        Console(stderr=True).print("trafilatura is not installed, and left out; pip install trafilatura brings it.")
    for command in commands:
        name, _, words = command.partition("=")
        try:
            parts = shlex.split(words)
        except ValueError as error:
            raise click.UsageError(f"--command {command!r}: {str(error).lower()}.") from error
        if not parts:
            raise click.UsageError(f"--command {command!r} is no NAME=COMMAND.")
        yield name, partial(_run, parts)


def _read_by_resiliparse(path: Path, main_content: bool) -> str:
    content = path.read_bytes()
    tree = HTMLTree.parse_from_bytes(content, detect_encoding(content) or "utf-8")
    return extract_plain_text(tree, main_content=main_content, alt_texts=False)


def _read_by_trafilatura(path: Path) -> str:
    import trafilatura

    return trafilatura.extract(path.read_bytes(), favor_recall=True) or ""


def _run(command: Sequence[str], path: Path) -> str:
    done = subprocess.run(
        [*command, str(path)], capture_output=True, text=True, check=False, preexec_fn=end_with_parent
    )
    return done.stdout


def measure(reader: Reader, pages: Sequence[Path]) -> Object:
    """Return pooled recall and precision, the lowest recall of a page, seconds, and the figures of each page."""
    rows: list[Object] = []
    start = time.perf_counter()
    read = [reader(page) for page in pages]
    seconds = time.perf_counter() - start
    for page, text in zip(pages, read, strict=True):
        came, right = count_words(text), count_words(page.with_suffix(".txt").read_text(encoding="utf-8"))
        rows.append({"page": page.name, "common": (came & right).total(), "came": came.total(), "right": right.total()})
    common, came_out, policy = (sum(row[key] for row in rows) for key in ("common", "came", "right"))
    return {
        "recall": round(common / policy, 4),
        "precision": round(common / max(came_out, 1), 4),
        "lowest_recall": round(min(row["common"] / row["right"] for row in rows), 4),
        "below": sum(row["common"] < 0.9 * row["right"] for row in rows),
        "seconds": round(seconds, 2),
        "pages": rows,
    }


def count_words(text: str) -> Counter[str]:
    """Return how often each word stands in a text."""
    return Counter(WORD.findall(text.lower()))


def measure_clauses(pages: Sequence[Path]) -> Object:
    """Return how many clauses are drafted of pages, how many stand outside the policy, and what chrome loses of it."""
    drafted = outside = lost = policy = 0
    for page in pages:
        right = page.with_suffix(".txt").read_text(encoding="utf-8")
        document = read_document(page)
        clauses = [unit.text for unit in outline(document) if unit.is_clause]
        grams = set(_list_grams(right))
        drafted += len(clauses)
        outside += sum(not _is_inside(clause, grams) for clause in clauses)
        words = count_words(right)
        lost += _count_found(document, words, True) - _count_found(document, words, False)
        policy += words.total()
    return {
        "drafted": drafted,
        "outside": outside,
        "outside_share": round(outside / max(drafted, 1), 4),
        "lost_to_chrome_share": round(lost / policy, 4),
    }


def _count_found(document: Document, words: Counter[str], with_chrome: bool) -> int:
    """Return how many of the words are in a document, with its chrome or without."""
    blocks = [block for block in document.blocks if with_chrome or not block.is_chrome]
    return (count_words("\n".join(document.text[block.start : block.end] for block in blocks)) & words).total()


def _list_grams(text: str) -> list[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return [tuple(words[number : number + GRAM]) for number in range(max(len(words) - GRAM + 1, 1))]


def _is_inside(clause: str, grams: set[tuple[str, ...]]) -> bool:
    """Return whether a clause is of the policy; one of fewer than three words is, if they stand together there."""
    own = _list_grams(clause)
    if len(own) == 1 and len(own[0]) < GRAM:
        return any(own[0] == gram[: len(own[0])] for gram in grams)
    return 2 * sum(gram in grams for gram in own) >= len(own)


def _print_pages(rows: Sequence[Mapping[str, int]]) -> None:
    table = Table("page", "recall", "precision", "words of the policy")
    for row in rows:
        recall, precision = row["common"] / row["right"], row["common"] / max(row["came"], 1)
        table.add_row(str(row["page"]), f"{recall:.3f}", f"{precision:.3f}", f"{row['right']:,}")
    Console().print(table)


def _print_table(measured: Mapping[str, Object], clauses: Object) -> None:
    table = Table("reader", "recall", "precision", "lowest recall of a page", "pages below .9", "seconds")
    for name, row in measured.items():
        figures = (f"{row[key]:.3f}" for key in ("recall", "precision", "lowest_recall"))
        table.add_row(name, *figures, str(row["below"]), f"{row['seconds']:.2f}")
    Console().print(table)
    Console().print(
        f"{clauses['drafted']:,} clauses, {clauses['outside']} of them ({clauses['outside_share']:.1%}) outside the "
        f"policy; {clauses['lost_to_chrome_share']:.2%} of the policy's words are lost to chrome."
    )


if __name__ == "__main__":
    main()
