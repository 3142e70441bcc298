"""A policy's units as short lines: "H Cookies", "S We set cookies." and so on, to be compared at a glance.

read("<h2>Cookies</h2><p>We set cookies.</p>")     # ["H Cookies", "S We set cookies."]
list_sections("## Cookies\nWe set cookies.", "markdown")      # [("We set cookies.", "Cookies")]

H is a heading, S a sentence, I a list item, R a table row. Chrome is left out, as it is from all that gets a label.
"""

import re

from mepp5.extraction.reader import read_content
from mepp5.segmentation.outline import Unit, outline

LETTERS = {"heading": "H", "sentence": "S", "list_item": "I", "table_row": "R"}
MARK = re.compile(r"^([HSIR]) \(?(?:\d+(?:\.\d+)+[.)]?|(?:\d+|[A-Za-z]|[ivxIVX]+)[.)]) ")
POLICY = (
    "Larkspur sells seeds and bulbs by post, and this policy explains what we do with your personal information.",
    "We use your name and your address to send you the seeds that you have ordered from us.",
    "Your letters stay with us while your account is open, and for one more year after you close it.",
)
PAGE = "".join(f"<p>{sentence}</p>" for sentence in POLICY)
UNITS = [f"S {sentence}" for sentence in POLICY]


def list_units(source: str, kind: str = "html") -> list[Unit]:
    """Return the units of a text, the chrome among them; each is a slice of the document's text."""
    document = read_content("policy", source.encode(), kind)
    units = list(outline(document))
    assert all(unit.text == document.text[unit.start : unit.end] for unit in units)
    return units


def read(source: str, kind: str = "html") -> list[str]:
    """Return the units that are no chrome, a letter and the words of each."""
    return [
        f"{LETTERS[unit.kind]} {' '.join(unit.text.split())}"
        for unit in list_units(source, kind)
        if unit.kind in LETTERS
    ]


def read_unmarked(source: str, kind: str = "html") -> list[str]:
    """Return what `read` does, without "(a)", "7." and the like before a unit's words: they may stay or go."""
    return [MARK.sub(r"\1 ", line) for line in read(source, kind)]


def list_sections(source: str, kind: str = "html") -> list[tuple[str, str]]:
    """Return the words of each clause and its section, the outermost heading first."""
    return [(unit.text, " > ".join(unit.section)) for unit in list_units(source, kind) if unit.is_clause]


def read_clauses(source: str, kind: str = "html") -> str:
    """Return the words of all clauses, a line each."""
    return "\n".join(" ".join(unit.text.split()) for unit in list_units(source, kind) if unit.is_clause)
