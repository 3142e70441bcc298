"""CITATION.cff as far as the metadata repeats it: who made the release, what it is, when it came out."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from mepp5.errors import CorpusError
from mepp5.files import read_text
from mepp5.paths import ROOT
from mepp5.reading.fields import Address, Day, OneLine, Prose, Version
from mepp5.reading.forms import Fault, open_form, parse_json
from mepp5.reading.plain_yaml import load_plain

CITATION = "CITATION.cff"


@open_form
@dataclass(frozen=True, slots=True)
class Author:
    """An author that is no single person."""

    name: OneLine


@open_form
@dataclass(frozen=True, slots=True)
class Citation:
    """What the file says; `released` is a date as YYYY-MM-DD, `url` None where it has none."""

    title: OneLine
    version: Version
    abstract: Prose
    authors: Annotated[tuple[Author, ...], Field(min_length=1)]
    keywords: tuple[OneLine, ...]
    released: Annotated[Day, Field(alias="date-released")]
    url: Address | None = None

    def write_bibtex(self, version: str) -> str:
        """Return the entry by which that version is cited, on one line."""
        authors = " and ".join(f"{{{author.name}}}" for author in self.authors)
        fields = {"title": f"{{{self.title}}}", "author": authors, "year": self.released[:4], "version": version}
        return "@misc{mepp5, " + ", ".join(f"{name} = {{{value}}}" for name, value in fields.items()) + "}"


def read_citation(root: Path = ROOT) -> Citation:
    """Return what root's CITATION.cff says; raise CorpusError where it cannot be read or lacks one of these."""
    path = Path(root) / CITATION
    try:
        return parse_json(json.dumps(load_plain(read_text(path))), Citation)
    except Fault as fault:
        raise CorpusError(f"{path}: {fault}; mend it.") from fault
