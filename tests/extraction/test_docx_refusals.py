"""No docx breaks its reader: what cannot be read is refused in one sentence, unopened and unexpanded."""

import io
import random
import zipfile

import pytest
from lxml import etree

from mepp5.errors import CorpusError
from mepp5.extraction.docx import parts, read_docx
from tests.extraction.fixture_docx import POLICY
from tests.extraction.fixture_office import make_docx, read_part, replace_parts

DOCUMENT = "word/document.xml"


def zip_files(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def try_to_read(content: bytes) -> str:
    """Return the HTML, nothing where the file is refused; any other exception is the test's failure."""
    try:
        return read_docx(content)
    except CorpusError:
        return ""


def name_kind(kind: bytes) -> bytes:
    return b'<Types><Override PartName="/a.xml" ContentType="application/vnd.%s.main+xml"/></Types>' % kind


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"no \.docx but a file of another kind; save it as \.docx or text\.$"),
        (b"We collect your name.", "a file of another kind"),
        (b"PK\x03\x04 and no more", "the archive is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"a \.doc of old Word or locked with a password"),
        (zip_files({parts.TYPES: name_kind(b"openxmlformats-officedocument.spreadsheetml.sheet")}), "another kind"),
        (zip_files({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "another kind"),
        (zip_files({parts.TYPES: name_kind(b"openxmlformats-officedocument.wordprocessingml.document")}), "rules"),
        (make_docx(lambda document: document.add_paragraph(" ")), "it holds no text"),
        (replace_parts(POLICY, {DOCUMENT: b"<w:document"}), "its XML is damaged"),
        (replace_parts(POLICY, {DOCUMENT: b"<a>" * 5000 + b"</a>" * 5000}), "its XML is damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(content, message):
    with pytest.raises(CorpusError, match=message):
        read_docx(content)


def test_an_encrypted_part_is_a_password():
    content = bytearray(POLICY)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 1)
    with pytest.raises(CorpusError, match="locked with a password"):
        read_docx(bytes(content))


@pytest.mark.parametrize("limit", ["MOST_BYTES", "MOST_XML", "MOST_PARTS"])
def test_a_bomb_is_refused_before_it_is_read(limit, monkeypatch):
    def fail(*_: object) -> bytes:
        raise AssertionError("a part was read")

    content = replace_parts(POLICY, {"word/bomb.bin" if limit == "MOST_BYTES" else "word/bomb.xml": bytes(2**20)})
    monkeypatch.setattr(parts, limit, 10 if limit == "MOST_PARTS" else 2**20)
    monkeypatch.setattr(zipfile.ZipFile, "read", fail)
    with pytest.raises(CorpusError, match="larger than any policy"):
        read_docx(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("levels", "message"), [(2, "declares entities"), (12, "its XML is damaged")])
def test_entities_are_refused_unexpanded(encoding, levels, message):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(levels))
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [{entities}]><w a="&a{levels - 1};"/>'
    with pytest.raises(CorpusError, match=message):
        read_docx(replace_parts(POLICY, {DOCUMENT: bomb.encode(encoding)}))


def test_nothing_outside_the_file_is_opened(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    bomb = f'<!DOCTYPE w [<!ENTITY a SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><w>&a;</w>'
    with pytest.raises(CorpusError, match="declares entities"):
        read_docx(replace_parts(POLICY, {DOCUMENT: bomb.encode()}))


def test_damage_raises_nothing_else():
    chance = random.Random(5)
    names = [name for name in zipfile.ZipFile(io.BytesIO(POLICY)).namelist() if name.endswith((".xml", ".rels"))]
    outcomes = {True: 0, False: 0}
    for number in range(200):
        name = chance.choice(names) if number % 2 else ""
        damaged = bytearray(read_part(POLICY, name) if name else POLICY)
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.randrange(1, 30)] = chance.randbytes(chance.randrange(3))
        content = replace_parts(POLICY, {name: bytes(damaged)}) if name else bytes(damaged)
        outcomes[bool(try_to_read(content))] += 1
    assert min(outcomes.values()) > 5


@pytest.mark.parametrize(
    "name",
    [DOCUMENT, "word/styles.xml", "word/numbering.xml", parts.TYPES, "word/_rels/document.xml.rels", "_rels/.rels"],
)
def test_elements_lost_one_by_one_raise_nothing_else(name):
    text = read_part(POLICY, name)
    count = len(list(etree.fromstring(text).iter()))
    for number in range(1, count, max(1, count // 8)):
        for does_empty in (False, True):
            root = etree.fromstring(text)
            lost = list(root.iter())[number]
            lost.attrib.clear() if does_empty else lost.getparent().remove(lost)
            try_to_read(replace_parts(POLICY, {name: etree.tostring(root)}))
