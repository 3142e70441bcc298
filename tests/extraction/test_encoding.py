"""Bytes as text: what a page says of its characters is read as browsers read it, and what is no text is refused."""

import codecs

import pytest

from mepp5.errors import CorpusError
from mepp5.extraction.encoding import decode
from mepp5.extraction.reader import read_content
from tests.extraction.fixture_pages import FORMS, TEXT, write_page


@pytest.mark.parametrize("is_page", [True, False])
def test_windows_1252_without_a_charset_is_read(is_page: bool) -> None:
    assert decode(f"<p>{TEXT}</p>".encode("cp1252"), is_page) == f"<p>{TEXT}</p>"


@pytest.mark.parametrize("is_page", [True, False])
def test_utf_8_without_a_charset_is_read(is_page: bool) -> None:
    assert decode(f"<p>{TEXT} 種</p>".encode(), is_page) == f"<p>{TEXT} 種</p>"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("label", ["utf-8", "UTF8", "unicode-1-1-utf-8"])
def test_windows_1252_that_says_it_is_utf_8_is_read(label: str, form: str) -> None:
    assert TEXT in (decode(write_page(TEXT, label, "cp1252", form), True) or "")


def test_a_stray_byte_in_utf_8_is_read_and_the_rest_stays() -> None:
    page = write_page(TEXT, "utf-8", "utf-8") + b"<p>Larkspur\x92s shed \xe4</p>"
    text = decode(page, True) or ""
    assert TEXT in text
    assert "Larkspur’s shed ä" in text


@pytest.mark.parametrize("byte", [b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"])
def test_a_byte_that_windows_1252_lacks_loses_no_word(byte: bytes) -> None:
    text = decode(b"We keep " + byte + b" caf\xe9s.", True) or ""
    assert text.startswith("We keep ")
    assert text.endswith(" cafés.")


@pytest.mark.parametrize(
    "label", ["iso-8859-1", "ISO-8859-1", "latin1", "us-ascii", "iso8859-1", "windows-1252", "x-cp1252"]
)
@pytest.mark.parametrize("form", FORMS)
def test_latin_1_means_windows_1252(label: str, form: str) -> None:
    assert TEXT in (decode(write_page(TEXT, label, "cp1252", form), True) or "")


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF8, "utf-8"),
    ],
)
@pytest.mark.parametrize("is_page", [True, False])
def test_a_byte_order_mark_is_believed_and_taken_out(mark: bytes, codec: str, is_page: bool) -> None:
    assert decode(mark + TEXT.encode(codec), is_page) == TEXT


@pytest.mark.parametrize("label", ["koi8-r", "iso-8859-1", "shift_jis", "utf-16", "unknown"])
@pytest.mark.parametrize(("mark", "codec"), [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")])
def test_a_byte_order_mark_wins_over_the_declaration(label: str, mark: bytes, codec: str) -> None:
    page = f'<meta charset="{label}"><p>{TEXT}</p>'
    assert decode(mark + page.encode(codec), True) == page


@pytest.mark.parametrize("label", ["utf-16", "utf-16le", "UTF-16BE", "unicode"])
@pytest.mark.parametrize("form", FORMS)
def test_utf_16_in_bytes_of_ascii_is_utf_8(label: str, form: str) -> None:
    assert TEXT in (decode(write_page(TEXT, label, "utf-8", form), True) or "")


def test_an_xml_declaration_is_heeded() -> None:
    page = '<?xml version="1.0" encoding="koi8-r"?><html><body>Мы собираем</body></html>'
    assert decode(page.encode("koi8-r"), True) == page


@pytest.mark.parametrize(
    "before",
    [
        '<!-- <meta charset="koi8-r"> -->',
        '<meta name="description" content="a page on charset=koi8-r">',
        '<meta name="keywords" content="charset=koi8-r">',
    ],
)
def test_what_is_no_declaration_is_not_heeded(before: str) -> None:
    page = f'<html><head>{before}<meta charset="utf-8"></head><body>{TEXT}</body></html>'
    assert decode(page.encode(), True) == page


def test_a_text_declares_nothing() -> None:
    text = f'Write <meta charset="koi8-r"> at the head. {TEXT}'
    assert decode(text.encode(), False) == text


@pytest.mark.parametrize(
    "content",
    [
        b"We keep\0 letters.",
        b"\0",
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
        b"\x7fELF\x02\x01\x01" + b"\0" * 40,
        b"GIF89a\x01\x00\x01\x00\x80",
        bytes(range(1, 32)) * 40,
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + bytes(range(256)),
        b"We keep letters.\x01\x02\x03\x04\x05\x06",
    ],
)
@pytest.mark.parametrize("is_page", [True, False])
def test_binary_is_refused(content: bytes, is_page: bool) -> None:
    assert decode(content, is_page) is None


def test_binary_is_refused_with_a_reason() -> None:
    with pytest.raises(CorpusError, match="no text"):
        read_content("policy.txt", b"\x7fELF\x02\x01\x01" + b"\0" * 40, "text")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16"])
def test_every_end_of_line_is_a_newline(end: str, codec: str) -> None:
    assert decode(f"café{end}{end}€5{end}".encode(codec), False) == "café\n\n€5\n"


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"", True) == ""
    assert decode(codecs.BOM_UTF8, False) == ""


@pytest.mark.parametrize("label", ["utf-8", "windows-1252", "klingon", "rot13", "utf-16"])
def test_a_page_is_read_whatever_it_declares(label: str) -> None:
    document = read_content("policy", write_page("We keep letters in a café.", label, "cp1252"), "")
    assert document.text == "We keep letters in a café.\n"
