"""Targets that are documents: bytes of any kind become a document, its units, and what its offsets promise."""

import json
from collections.abc import Callable
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.extraction.foreign import leave_out_foreign
from mepp5.extraction.pdf import apart, read_pdf
from mepp5.extraction.reader import read_content
from mepp5.segmentation.outline import outline
from tests.fuzz import seeds

Prepared = tuple[Callable[[bytes], object], list[bytes]]


def check_document(content: bytes, kind: str) -> None:
    """Read bytes as a document; raise AssertionError where blocks or units are not slices of its text, in order."""
    document = leave_out_foreign(read_content("noise", content, kind))
    document.text.encode()
    assert document.blocks
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        assert document.text[block.start : block.end].strip()
        end = block.end
    end = 0
    for position, unit in enumerate(outline(document), start=1):
        assert unit.position == position
        assert end <= unit.start < unit.end <= len(document.text)
        assert unit.text == document.text[unit.start : unit.end] == unit.text.strip()
        end = unit.end


def _prepare(kind: str, made: Callable[[], list[bytes]]) -> Callable[[Path], Prepared]:
    return lambda directory: (lambda content: check_document(content, kind), made())


prepare_html = _prepare("html", seeds.make_page)
prepare_markdown = _prepare("markdown", lambda: [seeds.LINES["markdown"].encode()])
prepare_plain = _prepare("text", lambda: [seeds.LINES["plain"].encode()])
prepare_encodings = _prepare("", seeds.make_encoded)
prepare_docx = _prepare("docx", seeds.make_word)


def prepare_pdf(directory: Path) -> Prepared:
    """Feed PDFs in this process: one of their own for each would take ten times as long, and hide what is reached."""
    apart.read_pdf_apart = read_pdf
    return _prepare("pdf", seeds.make_pdf)(directory)


def prepare_jsonl(directory: Path) -> Prepared:
    """Feed lines of `predict-many`: whatever a line is, it is a record, which is read or says what is wrong."""
    from baselines.many.records import _parse

    def feed(content: bytes) -> None:
        for line in content.split(b"\n"):
            record = _parse(line, "line 1")
            assert record.id is None or record.id
            try:
                record.read().text.encode()
            except CorpusError as error:
                str(error).encode()

    pages = [{"id": "a", "html": seeds.LINES["html"]}, {"id": "b", "text": seeds.LINES["plain"]}, {"id": "", "text": 1}]
    return feed, ["".join(json.dumps(page) + "\n" for page in pages).encode()]
