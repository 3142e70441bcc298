"""SECURITY.md: its numbers are those of the code, and what it says is kept by tests that are there."""

import re

import pytest

from baselines.changes.nearest import MANY as LONG
from baselines.many.records import LONGEST_LINE
from baselines.predict.labeller import LONGEST
from mepp5.errors import CorpusError
from mepp5.extraction import reader
from mepp5.extraction.document import LONGEST_TEXT
from mepp5.extraction.docx import parts
from mepp5.extraction.html.reader import MOST_ATTRIBUTES, MOST_TAGS
from mepp5.extraction.pdf.apart import MOST_MEMORY as MOST_MEMORY_OF_PDF
from mepp5.extraction.pdf.apart import MOST_SECONDS
from mepp5.extraction.pdf.reader import MOST_GLYPHS, MOST_PAGES
from mepp5.reading.forms import LARGEST
from mepp5.reading.plain_yaml import DEEPEST
from mepp5.release.likeness.ratios import PAIRED
from mepp5.release.overlap import MANY, THRESHOLD
from mepp5.scoring.predictions import LINE_LIMIT, SCORE_LIMIT
from tests.fixture_corpus import REPOSITORY
from tests.fuzz.__main__ import LONGEST_RUN, MOST_MEMORY

SECURITY = (REPOSITORY / "SECURITY.md").read_text(encoding="utf-8")
LIMITS = {
    "bytes of a document": reader.LARGEST,
    "characters of a text given to `read_string`": reader.LARGEST,
    "code points of the text of a document": LONGEST_TEXT,
    "bytes of a line of `predict-many`'s JSON lines": LONGEST_LINE,
    "bytes of a line of predictions": LINE_LIMIT,
    "size of a score": SCORE_LIMIT,
    "whole numbers of records": LARGEST,
    "tags of a page": MOST_TAGS,
    "attributes and values without quotation marks, of one tag": MOST_ATTRIBUTES,
    "parts of a docx": parts.MOST_PARTS,
    "bytes of all parts of a docx, unpacked": parts.MOST_BYTES,
    "bytes of the XML of a docx, unpacked": parts.MOST_XML,
    "pages of a PDF": MOST_PAGES,
    "signs of a PDF": MOST_GLYPHS,
    "bytes of memory of the process that reads a PDF": MOST_MEMORY_OF_PDF,
    "seconds of it": MOST_SECONDS,
    "code points of a sentence that `predict` labels": LONGEST,
    "lists and objects in each other in YAML": DEEPEST,
}


def test_the_limits_are_those_of_the_code():
    section = SECURITY.split("## Limits")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| ([\d,.e+]+) \|$", section, re.MULTILINE)
    shown = {name: f"{limit:,}" if isinstance(limit, int) else f"{limit:g}" for name, limit in LIMITS.items()}
    assert dict(rows) == shown


def test_the_bounds_of_the_noise_are_those_of_its_runner():
    assert f"hang of {LONGEST_RUN} seconds" in SECURITY
    assert f"{MOST_MEMORY:,} MiB" in SECURITY


def test_what_is_not_counted_of_very_large_corpora_is_that_of_the_code():
    words = " ".join(SECURITY.split())
    assert f"more than {MANY:,} different clauses, near-duplicates are counted at a similarity of {THRESHOLD} " in words
    assert f"of a group of more than {PAIRED:,} the two least alike are not looked for" in words


def test_how_very_long_documents_are_compared_is_that_of_the_code():
    words = " ".join(SECURITY.split())
    assert (
        f"of more than {LONG:,} on a side, `python -m baselines compare` looks for counterparts by the rarest" in words
    )


@pytest.mark.parametrize("path", re.findall(r"`((?:tests|scripts)/[\w./]+)`", SECURITY))
def test_what_it_names_is_there(path):
    assert (REPOSITORY / path).exists()


def read_page(page: str) -> str:
    return reader.read_content("page", page.encode(), "html").text


def test_values_without_quotation_marks_count_as_attributes():
    half, page = MOST_ATTRIBUTES // 2, "<p {}>We keep your data for years.</p>".format
    for count, sign in ((MOST_ATTRIBUTES - 1, '"'), (half - 1, "")):
        assert "We keep" in read_page(page(" ".join(f"name{n}={sign}v{sign}" for n in range(count))))
    for count, sign in ((MOST_ATTRIBUTES + 1, '"'), (half + 1, "")):
        with pytest.raises(CorpusError, match="thousands of attributes"):
            read_page(page(" ".join(f"name{n}={sign}v{sign}" for n in range(count))))


def test_what_a_page_declares_is_not_expanded_and_a_docx_that_declares_is_refused():
    declared = '<!DOCTYPE html [<!ENTITY who "Acme"><!ENTITY all SYSTEM "file:///etc/passwd">]>'
    assert read_page(f"{declared}<p>We, &who; and &all; keep your data.</p>") == "We, &who; and &all; keep your data.\n"
    with pytest.raises(CorpusError, match="declares entities"):
        parts._parse(b'<!DOCTYPE a [<!ENTITY who "Acme">]><a>&who;</a>')


def test_the_user_of_the_label_server_is_the_one_that_is_named():
    server = (REPOSITORY / "scripts/label_studio_server.py").read_text(encoding="utf-8")
    for name in ("admin@mepp5.example.org", "USERNAME", "PASSWORD", "USER_TOKEN"):
        assert name in SECURITY
        assert name in server


def test_a_deep_page_and_deep_xml_are_refused():
    with pytest.raises(CorpusError, match="nested too deeply"):
        reader.read_content("deep", b"<!doctype html>" + b"<div>" * 3000 + b"We keep it.", "html")
    with pytest.raises(CorpusError, match="its XML is damaged"):
        parts._parse(b"<a>" * 300 + b"</a>" * 300)
