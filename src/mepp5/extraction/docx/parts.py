"""The parts of a docx: a zip of XML files, opened so that no file can make the reader swell or reach elsewhere."""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from mepp5.errors import CorpusError

if TYPE_CHECKING:
    from lxml.etree import _Element

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_BYTES = 256 * 2**20  # of all parts, as the file itself declares
MOST_XML = 32 * 2**20  # of the XML, whose tree is a good many times larger: some thousand pages
MOST_PARTS = 10_000
TYPES = "[Content_Types].xml"
MAIN = (
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    "ms-word.document.macroEnabled.main+xml",
    "ms-word.template.macroEnabledTemplate.main+xml",
)
SPOILT = "it is no .docx that can be read ({}); save it anew or give the policy as text."
OTHER = "it is no .docx but a file of another kind; save it as .docx or text."


def read_parts(content: bytes) -> "dict[str, _Element]":
    """Return the XML parts by their names; raise CorpusError where the bytes are no docx, or one not to be opened."""
    if content.startswith(OLE):
        raise CorpusError("it is a .doc of old Word or locked with a password; save it as .docx or text.")
    if not content.startswith(b"PK"):
        raise CorpusError(OTHER)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts = _read_archive(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise CorpusError(SPOILT.format("the archive is damaged")) from error
    except RuntimeError as error:  # what the library raises for a part that is encrypted
        raise CorpusError("it is locked with a password; save it without.") from error
    parts = {name: _parse(text) for name, text in texts.items()}
    if TYPES not in parts or not _is_word(parts[TYPES]):
        raise CorpusError(OTHER)
    return parts


def _read_archive(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_BYTES:
        raise CorpusError("unpacked it would be larger than any policy (256 MiB); save it as text.")
    chosen = [info for info in infos if info.filename.endswith((".xml", ".rels"))]
    if sum(info.file_size for info in chosen) > MOST_XML:
        raise CorpusError("its text would be larger than any policy's (32 MiB); save it as text.")
    return {info.filename: archive.read(info) for info in chosen}


def _parse(text: bytes) -> "_Element":
    """Return the XML's tree; entities are never expanded, and what declares any is refused."""
    from lxml import etree

    # Without huge_tree the library itself refuses a depth of more than 256.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorpusError(SPOILT.format("its XML is damaged")) from error
    if root.getroottree().docinfo.doctype:
        raise CorpusError(SPOILT.format("its XML declares entities, which no .docx has"))
    return root


def _is_word(types: "_Element") -> bool:
    return any(str(element.get("ContentType")).endswith(MAIN) for element in types.iter("{*}Override", "{*}Default"))
