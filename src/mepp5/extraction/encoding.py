"""Bytes as text: what a file's marks and declarations say of its characters, read as a browser does.

A page is decoded by its byte order mark, else by the label that it declares, else as UTF-8 if it is that, else as
windows-1252 (WHATWG Encoding Standard, 4.2 and 6; HTML, 13.2.3). One thing differs from browsers: in a page that says
UTF-8 and is not wholly so, a stray byte is read as windows-1252 and not as U+FFFD, since it was typed there.
"""

import codecs
import re

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PRESCAN = 4096  # bytes; browsers look at 1,024, but saved pages carry comments at their head
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
META = re.compile(rb"<meta\b([^>]{1,500})>?", re.IGNORECASE)
CONTENT = re.compile(rb"content\s{0,9}=\s{0,9}(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
DECLARATION = re.compile(rb"\s{0,100}<\?xml[^>]{1,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.IGNORECASE)
STRAY = "mepp5-stray"
MOST_CONTROLS = 0.01  # of the characters: with more it is no text
FEW = 5  # however short the text
CONTROLS = re.compile(r"[\0-\x08\x0e-\x1f]")


def decode(content: bytes, is_page: bool) -> str | None:
    """Return the text of a file (bytes); None where it is none: NUL or other control characters in number.

    `is_page` lets HTML declare its characters.
    """
    text = _decode(content, is_page).removeprefix("\ufeff")
    controls = len(CONTROLS.findall(text))
    if "\0" in text[:PRESCAN] or controls > max(MOST_CONTROLS * len(text), FEW):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(content: bytes, is_page: bool) -> str:
    for mark, name in MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    declared = _find_declared(content) if is_page else None
    if declared and declared != "utf-8":
        return content.decode(declared, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("utf-8" if declared else "cp1252", STRAY)


def _find_declared(content: bytes) -> str | None:
    """Return Python's name of the encoding that a page declares, if it is one of the web's."""
    head = content[:PRESCAN]
    found = _find_charset(COMMENT.sub(b"", head)) or DECLARATION.match(head)
    if not found:
        return None
    import webencodings  # here: what declares nothing does without it

    encoding = webencodings.lookup(found[1].decode("ascii", "replace"))
    if encoding is None or encoding.name == "x-user-defined":
        return None
    # HTML, 13.2.3.2: a page that says UTF-16 in bytes of ASCII is UTF-8.
    return "utf-8" if encoding.name.startswith("utf-16") else str(encoding.codec_info.name)


def declares_encoding(content: bytes) -> bool:
    """Return whether a file says how its characters are written: by a byte order mark, or as a page does."""
    return content.startswith(tuple(mark for mark, _ in MARKS)) or _find_declared(content) is not None


def _find_charset(head: bytes) -> re.Match[bytes] | None:
    """Return the first charset that a <meta> names; what `content` holds counts beside http-equiv alone."""
    for meta in META.finditer(head):
        words = meta[1] if b"http-equiv" in meta[1].lower() else CONTENT.sub(b"", meta[1])
        if found := CHARSET.search(words):
            return found
    return None


def _read_stray(error: UnicodeError) -> tuple[str, int]:
    """Return the characters of windows-1252 for the first byte that is no part of the text, and where to go on."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start : error.start + 1]
    return byte.decode("cp1252", "ignore") or "\ufffd", error.start + 1


codecs.register_error(STRAY, _read_stray)
