"""The worked examples of the guidelines: clauses whose labels the guidelines give away (annotations/GUIDELINES.md)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mepp5.corpus.clauses import Unit
from mepp5.files import read_text
from mepp5.paths import ROOT
from mepp5.scheme.guidelines import GUIDELINES

QUOTE = re.compile(r"> \[(?P<policy>[a-z0-9-]+)\] (?P<quote>.+)")
ROW = re.compile(r"\| \[(?P<policy>[a-z0-9-]+)\] (?>(?P<quote>.+?) \| )(?P<verdict>.+) \|")
VERDICT = re.compile(r"- \*\*(?P<kind>is not|is)\*\* (?P<verdict>.+)")


@dataclass(frozen=True, slots=True)
class Example:
    """A quotation below a heading of the guidelines; `kinds` ("is", "is not") go with `verdicts`, one by one."""

    section: str
    policy: str
    quote: str
    kinds: tuple[str, ...]
    verdicts: tuple[str, ...]


def read_examples(root: Path = ROOT) -> list[Example]:
    """Return the examples of the guidelines in order."""
    return parse_examples(read_text(Path(root) / GUIDELINES))


def parse_examples(document: str) -> list[Example]:
    """Return the quotations with the verdicts that follow them, and the rows of the table of hard cases."""
    examples, section = [], ""
    for line in document.split("\n"):
        if line.startswith("#"):
            section = line.lstrip("# ")
        elif match := QUOTE.fullmatch(line):
            examples.append(Example(section, match["policy"], match["quote"], (), ()))
        elif match := VERDICT.fullmatch(line):
            last = examples.pop()
            kinds, verdicts = (*last.kinds, match["kind"]), (*last.verdicts, match["verdict"])
            examples.append(Example(last.section, last.policy, last.quote, kinds, verdicts))
        elif match := ROW.fullmatch(line):
            examples.append(Example(section, match["policy"], match["quote"], ("is",), (match["verdict"],)))
    return examples


def squeeze(text: str) -> str:
    """Return the text with white space collapsed: the cells of a quoted table row are joined by spaces."""
    return " ".join(text.split())


def find_quoted(examples: Iterable[Example], units: Iterable[Unit]) -> list[str]:
    """Return the ids of the clauses that an example quotes, whole or in part."""
    quotes: dict[str, list[str]] = {}
    for example in examples:
        quotes.setdefault(example.policy, []).append(squeeze(example.quote))
    return [
        unit.id
        for unit in units
        if unit.is_clause and any(quote in squeeze(unit.text) for quote in quotes.get(unit.policy, ()))
    ]
