"""A received file: read, or refused with the place that keeps it out of a corpus."""

from dataclasses import dataclass
from pathlib import Path

from mepp5.corpus.corrections import Correction
from mepp5.errors import CorpusError
from mepp5.extraction.document import Document
from mepp5.extraction.encoding import declares_encoding
from mepp5.extraction.foreign import ForeignDocumentError, leave_out_foreign
from mepp5.extraction.language import ENGLISH, name_language, recognize_language
from mepp5.extraction.reader import read_received
from mepp5.intake.characters import find_corrections

PACKED = (b"%PDF-", b"PK\x03\x04")  # PDF and docx say themselves how their letters are written


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was received (bytes, and the ending of its name), its document, and what is mended in its text."""

    content: bytes
    ending: str
    document: Document
    corrections: tuple[Correction, ...]

    @property
    def is_raw(self) -> bool:
        """Whether the file is the text that was read of it, byte for byte."""
        return self.content == self.document.text.encode()


def read_source(path: Path, policy_id: str) -> Source:
    """Return the policy in a file: text, Markdown, HTML, PDF or docx.

    Raises CorpusError, naming file and place, where it is empty, no document, not UTF-8 (a page may declare another
    encoding), not in English, or has a character that a corpus cannot hold.
    """
    content, document = read_received(path)
    _check_encoding(path, content)
    try:
        return _examine(path, policy_id, content, document)
    except ModuleNotFoundError as error:
        raise CorpusError(
            f"{path}: {str(error.name).partition('.')[0]} is not installed; pip install 'mepp5[documents]' brings it."
        ) from error


def _examine(path: Path, policy_id: str, content: bytes, document: Document) -> Source:
    """Return the source, its document's parts in other languages left out and its characters mended."""
    try:
        document = leave_out_foreign(document)
    except ForeignDocumentError as error:
        languages = str(error).partition("it is in ")[2].partition(";")[0]
        raise CorpusError(_name_language_fault(path, languages)) from error
    kept = [document.text[block.start : block.end] for block in document.blocks if not block.is_chrome]
    if (code := recognize_language("\n".join(kept))) not in ("", ENGLISH):
        raise CorpusError(_name_language_fault(path, name_language(code)))
    try:
        corrections = find_corrections(policy_id, document.text)
    except CorpusError as error:
        raise CorpusError(f"{path}: {error}") from error
    return Source(content, path.suffix.lower(), document, tuple(corrections))


def _check_encoding(path: Path, content: bytes) -> None:
    if content.startswith(PACKED) or declares_encoding(content):
        return
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CorpusError(f"{path}: line {line}, byte {error.start} is not UTF-8; save the file as UTF-8.") from error


def _name_language_fault(path: Path, languages: str) -> str:
    return f"{path}: it is in {languages}, and the rules and models are of English; give the policy in English."
