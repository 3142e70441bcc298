"""How well splitters find where sentences end, and how fast: `python -m benchmarks.sentence_ends [--write]`.

Two sets say what is right. The one is of own sentences, tests/segmentation/sentences.toml, of which one part was held
back until the rules of mepp5.segmentation.sentences were done. The other is the decided boundaries of the corpus's five
policies: of each line of the canonical text, each run of units that are sentences or list items. Where a heading, a
table's row or page chrome stands in a line, or a unit spans lines, the run ends there, so that no splitter is asked for
a boundary that no mark shows. Only inner boundaries count, for the ends of a run are given; xiaomi-2019, which has a
line for nearly every sentence, shows little more than what is split wrongly.

F1 is of the boundaries; "exact" counts the paragraphs with no boundary wrong or missing. Speed is of the policies'
runs, one at a time, in processor time, the best of several: nupunkt then remembers what it has decided before.
"""

import json
import time
import tomllib
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple

import click
from rich.console import Console
from rich.table import Table

from baselines.corpus import ROOT, load_corpus
from benchmarks.machine import RESULTS, describe_machine, read_previous
from mepp5.command import Command
from mepp5.files import Object, dump_json, read_text, write_files
from mepp5.segmentation.sentences import split_sentences

OWN = ROOT / "tests/segmentation/sentences.toml"
MARK = "‖"  # of a boundary, in OWN
UNITS = frozenset(("sentence", "list_item"))
RUNS = 5

Splitter = Callable[[str], list[tuple[int, int]]]


class Paragraph(NamedTuple):
    """A text, and the inner boundaries in it: the end of each sentence but the last, in code points."""

    text: str
    ends: frozenset[int]


@click.command(cls=Command)
@click.option("--write", is_flag=True, help=f"Write {RESULTS}/sentence_ends.json.")
def main(write: bool) -> None:
    """Measure and print; with --write, write benchmarks/results/sentence_ends.json."""
    own = {f"own, {part}": paragraphs for part, paragraphs in load_own().items()}
    policies = {path.stem: list(iterate_runs(path.stem)) for path in sorted((ROOT / "corpus/clauses").glob("*.jsonl"))}
    candidates = {}
    for name, load in (("sentencex", load_sentencex), ("nupunkt", load_nupunkt), ("mepp5", lambda: split_sentences)):
        try:
            splitter = load()
        except ImportError:
            Console().print(f"{name} is not installed, and left out; `pip install {name}` brings it.")
            continue
        scores = {part: score_splitter(splitter, paragraphs) for part, paragraphs in (own | policies).items()}
        speed = measure_speed(splitter, [run.text for runs in policies.values() for run in runs])
        candidates[name] = {"characters_per_second": speed, "scores": scores}
    print_result(candidates)
    if write:
        kept = read_previous("sentence_ends").get("candidates", {})  # of libraries that are not installed now
        result = {**describe_machine(load_corpus().sha256), "candidates": {**kept, **candidates}}
        write_files(ROOT, {f"{RESULTS}/sentence_ends.json": dump_json(result)})


def load_own() -> dict[str, list[Paragraph]]:
    """Return the own sentences of each part of the file."""
    parts = tomllib.loads(read_text(OWN))
    return {
        part.replace("_", " "): [read_marked(marked) for paragraphs in kinds.values() for marked in paragraphs]
        for part, kinds in parts.items()
    }


def read_marked(marked: str) -> Paragraph:
    """Return the paragraph of a text with a MARK at each boundary."""
    sentences = marked.split(MARK)
    ends = frozenset(len("".join(sentences[:count])) for count in range(1, len(sentences)))
    return Paragraph("".join(sentences), ends)


def iterate_runs(policy: str) -> Iterator[Paragraph]:
    """Yield each run of sentences and list items in a line of the policy's canonical text."""
    text = read_text(ROOT / f"corpus/text/{policy}.txt")
    run: list[Object] = []
    for row in read_text(ROOT / f"corpus/clauses/{policy}.jsonl").splitlines():
        unit = json.loads(row)
        fits = unit["kind"] in UNITS and "\n" not in text[unit["start"] : unit["end"]]
        if run and not (fits and "\n" not in text[run[-1]["end"] : unit["start"]]):
            yield make_run(text, run)
            run = []
        run += [unit] if fits else []
    if run:
        yield make_run(text, run)


def make_run(text: str, units: list[Object]) -> Paragraph:
    """Return the paragraph that units (at least one) which follow each other in a line make."""
    start = units[0]["start"]
    return Paragraph(text[start : units[-1]["end"]], frozenset(unit["end"] - start for unit in units[:-1]))


def load_sentencex() -> Splitter:
    """Return sentencex as a splitter; raise ImportError if it is missing."""
    segment = import_module("sentencex").segment

    def split(text: str) -> list[tuple[int, int]]:
        spans, position = [], 0
        for sentence in segment("en", text):
            start = text.index(sentence, position)
            position = start + len(sentence)
            spans.append((start, position))
        return spans

    return split


def load_nupunkt() -> Splitter:
    """Return nupunkt, with the model that it ships, as a splitter; raise ImportError if it is missing."""
    tokenizer = import_module("nupunkt").load("default")
    return lambda text: list(tokenizer.span_tokenize(text))


def score_splitter(splitter: Splitter, paragraphs: list[Paragraph]) -> Object:
    """Return the splitter's counts and scores on the paragraphs; a sentence's end is that of its last non-space."""
    found = [
        {start + len(text[start:end].rstrip()) for start, end in splitter(text)} - {len(text)} for text, _ in paragraphs
    ]
    right = sum(len(ends & paragraph.ends) for ends, paragraph in zip(found, paragraphs, strict=True))
    wrong = sum(map(len, found)) - right
    missed = sum(len(paragraph.ends) for paragraph in paragraphs) - right
    return {
        "paragraphs": len(paragraphs),
        "exact": sum(ends == paragraph.ends for ends, paragraph in zip(found, paragraphs, strict=True)),
        "boundaries": right + missed,
        "precision": round(right / (right + wrong), 3) if right + wrong else None,
        "recall": round(right / (right + missed), 3) if right + missed else None,
        "f1": round(2 * right / (2 * right + wrong + missed), 3) if right + wrong + missed else None,
    }


def measure_speed(splitter: Splitter, texts: list[str]) -> int:
    """Return how many characters a second the splitter takes, its model loaded."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        for text in texts:
            splitter(text)
        times.append(time.process_time() - start)
    return round(sum(map(len, texts)) / min(times))


def print_result(candidates: Object) -> None:
    """Print the splitters side by side, the sets below each other."""
    table = Table("set (boundaries)", *candidates, title="F1 (precision, recall) of boundaries; exact paragraphs")
    for part, first in next(iter(candidates.values()))["scores"].items():
        cells = (describe_score(candidate["scores"][part]) for candidate in candidates.values())
        table.add_row(f"{part} ({first['boundaries']})", *cells)
    speeds = (f"{candidate['characters_per_second'] / 1e6:.1f} million" for candidate in candidates.values())
    table.add_row("characters a second", *speeds)
    Console().print(table)


def describe_score(score: Object) -> str:
    """Return the score in a line."""
    precision, recall, f1 = (
        "–" if score[name] is None else f"{score[name]:.3f}" for name in ("precision", "recall", "f1")
    )
    return f"{f1} ({precision}, {recall}); {score['exact']}/{score['paragraphs']}"


if __name__ == "__main__":
    main()
