"""Labels that a page declares: those that the web knows are believed, those that only Python knows are not."""

import pytest

from mepp5.extraction.encoding import decode
from tests.extraction.fixture_pages import FORMS, TEXT, write_page

UNKNOWN = ["klingon", "none", "utf-9", "iso-8859-99", "auto", "utf-7", "utf-32", "_charset_", "x", "-", "8859"]
PYTHON_ONLY = [
    "rot13",
    "rot_13",
    "unicode_escape",
    "raw_unicode_escape",
    "punycode",
    "idna",
    "base64",
    "hex",
    "zlib",
    "bz2",
]
PYTHON_ONLY += [
    "uu",
    "quopri",
    "mbcs",
    "oem",
    "undefined",
    "palmos",
    "cp037",
    "utf_8_sig",
    "charmap",
    "cp500",
    "latin_1",
]


@pytest.mark.parametrize("label", UNKNOWN + PYTHON_ONLY)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("codec", ["utf-8", "cp1252"])
def test_a_label_that_the_web_does_not_know_is_ignored(label: str, codec: str, form: str) -> None:
    words = f"{TEXT} \\u0041 +AEE-"
    assert words in (decode(write_page(words, label, codec, form), True) or "")


def test_user_defined_means_windows_1252() -> None:
    assert TEXT in (decode(write_page(TEXT, "x-user-defined", "cp1252"), True) or "")


DECLARED = [
    ("shift_jis", "shift_jis", "種を注文される"),
    ("x-sjis", "shift_jis", "種を注文される"),
    ("Shift_JIS", "cp932", "①種㈱髙"),
    ("euc-jp", "euc-jp", "種を注文される"),
    ("iso-2022-jp", "iso-2022-jp", "種を注文される"),
    ("gb18030", "gb18030", "我们会保存您的姓名"),
    ("gb2312", "gbk", "朱镕基囍"),
    ("gbk", "gbk", "我们会保存您的姓名"),
    ("big5", "big5", "我們會保存您的姓名"),
    ("euc-kr", "euc-kr", "이름과 주소"),
    ("ks_c_5601-1987", "cp949", "똠방각하"),
    ("koi8-r", "koi8-r", "Мы собираем"),
    ("KOI8-U", "koi8-u", "Ми зберігаємо"),
    ("windows-1251", "cp1251", "Мы собираем “имя”"),
    ("windows-1250", "cp1250", "Zbieramy imię, „ż”"),
    ("iso-8859-2", "iso-8859-2", "Zbieramy imię"),
    ("iso-8859-9", "cp1254", "“Bahçe” ığ"),
    ("iso-8859-15", "iso-8859-15", "€5"),
    ("windows-874", "cp874", "เมล็ดพันธุ์"),
    ("tis-620", "cp874", "เมล็ด “พันธุ์”"),
    ("macintosh", "mac-roman", "Larkspur’s café"),
]


@pytest.mark.parametrize(("label", "codec", "words"), DECLARED)
@pytest.mark.parametrize("form", FORMS)
def test_a_declared_encoding_of_the_web_is_used(label: str, codec: str, words: str, form: str) -> None:
    assert words in (decode(write_page(words, label, codec, form), True) or "")


@pytest.mark.parametrize(("label", "codec", "words"), DECLARED[:2] + DECLARED[11:12])
def test_bytes_that_the_declared_encoding_lacks_lose_no_other_word(label: str, codec: str, words: str) -> None:
    text = decode(write_page(words, label, codec) + b"<p>\xff We keep it.</p>", True) or ""
    assert words in text
    assert "We keep it." in text
