"""Small seeds for the readers: of the tiny corpus and of wording of our own; nothing of anybody's policy."""

import io
import json
import zipfile
from pathlib import Path

from lxml import etree

from mepp5.annotation.exports import export_path
from mepp5.changes.exports import change_export_path
from mepp5.changes.pairs import read_pairs
from mepp5.corpus.clauses import Unit
from tests.fixture_corpus import INVENTED

POLICY = "gamma-2022"
PARTS = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LINES = {
    "markdown": (
        "# Privacy Policy\n\nEffective: May 1, 2020\n\n1. **Data** we keep:\n   - your *name*; and\n   - `logs`.\n\n"
        "| Data | Kept |\n|---|---|\n| Cookies | Yes |\n\n> Write to [us](mailto:a@b.example).\n\n"
        "<p>We sell none.</p>\n"
    ),
    "html": (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Privacy</title></head><body>"
        "<nav><a href=x>Home</a></nav><main><h1>Privacy Policy</h1><p>We keep your <b>name</b> as long as you use it."
        "</p><ul><li>logs;<li>e-mail.</ul><table><tr><th>Data<th>Kept<tr><td>Cookies<td>Yes</table><div hidden>x</div>"
        "<dl><dt>Us<dd>12 Main Street</dl></main><footer>&copy; 2020 Acme Inc.</footer></body></html>"
    ),
    "plain": (
        "PRIVACY POLICY\r\n\r\n1. What we collect\r\n\r\nWe collect the following:\r\n• your name;\r\n(a) your U.S. "
        "address, e.g. No. 7\r\n\r\nNous gardons les données que vous nous avez confiées.\r\n\r\n"
        "Acme Inc.\r\n12 Main St.\r\n"
    ),
}
ENCODED = (
    "We keep “your” naïve data as long as you use it. ",
    "<html><meta charset={}><p>We keep it – always, naïvely.",
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252", "iso-8859-2", "shift_jis", "gb18030", "koi8-r")
BAD_HEADS = (
    b"\xff\xfe",
    b"\x00\x00\xfe\xff",
    b"\xef\xbb\xbf",
    b"%PDF-1.4",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"<?xml ",
)


def make_page() -> list[bytes]:
    """Return a page, and one that is broken off."""
    return [LINES["html"].encode(), LINES["html"][:300].encode()]


def make_encoded() -> list[bytes]:
    """Return a text and a page in many encodings, and heads of files of all kinds."""
    found = list(BAD_HEADS)
    for name in ENCODINGS:
        found += [text.format(name).encode(name, "replace") for text in ENCODED]
    return found


def make_pdf() -> list[bytes]:
    """Return a PDF of two pages whose streams are not compressed, so that changes of bytes are changes of words."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen import canvas

    path = canvas.Canvas("", pagesize=A4, pageCompression=0, invariant=1)
    for page in (1, 2):
        path.setFont("Helvetica-Bold", 14)
        path.drawString(50, 780, "Privacy Policy")
        path.setFont("Helvetica", 10)
        for number, words in enumerate(("We keep your name.", "• logs;", "• e-mail.", "Cookies        Yes")):
            path.drawString(50, 740 - 14 * number, words)
        path.drawString(280, 30, f"Page {page}")
        path.showPage()
    return [path.getpdfdata()]


def make_word() -> list[bytes]:
    """Return a docx with headings, a list and a table."""
    from tests.extraction.fixture_office import make_docx

    def write(document: object) -> None:
        document.add_heading("Privacy Policy", 1)
        document.add_paragraph("We keep your name as long as you use it.")
        document.add_paragraph("logs;", style="List Bullet")
        table = document.add_table(2, 2)
        for number, words in enumerate(("Data", "Kept", "Cookies", "Yes")):
            table.cell(number // 2, number % 2).text = words

    return [_thin(make_docx(write))]


def _thin(content: bytes) -> bytes:
    """Return the docx with the parts that its reader looks at and the styles that it uses alone."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in PARTS:
            part = etree.fromstring(old.read(name))
            for style in [*part.iter("{*}style", "{*}latentStyles", "{*}abstractNum")][:]:
                if style.get(f"{WORD}styleId") not in ("Normal", "Heading1", "ListBullet"):
                    style.getparent().remove(style)
            new.writestr(name, etree.tostring(part))
    return stream.getvalue()


def read_exports(root: Path) -> list[bytes]:
    """Return the export of the tiny corpus's policy with two annotators, a table and odd characters."""
    return [(root / export_path(POLICY)).read_bytes()]


def read_change_exports(root: Path) -> list[bytes]:
    """Return the export of the tiny corpus's first pair."""
    return [(root / change_export_path(read_pairs(root)[0])).read_bytes()]


def dump(*rows: object) -> bytes:
    """Return JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def make_hand_in(units: list[Unit]) -> list[bytes]:
    """Return a hand-in of each clause with a practice, and one with words that are quoted."""
    clauses = [unit for unit in units if unit.is_clause]
    practice = {"quote": "*", "category": "data_security", "polarity": "affirmed"}
    quoted = {"quote": clauses[-1].text.split()[0], "slot": "security_measure", "value": "encryption", "occurrence": 1}
    about = {"quote": "*", "category": "specific_audiences", "polarity": "negated", "subjects": ["data_retention"]}
    rows = [{"id": unit.id, "practices": [practice], "slots": []} for unit in clauses]
    return [dump(*rows), dump({"id": clauses[-1].id, "practices": [about], "slots": [quoted]})]


def make_change_hand_in(old: str, new: str) -> list[bytes]:
    """Return links of the tiny corpus's first pair by their words: one of every shape."""
    quoted = {"old": {"id": f"{old}/0010", "quote": "Write to"}, "new": {"id": f"{new}/0010", "quote": "Ask"}}
    difference = {**quoted, "about": "contact", "effect": "different"}
    linked = {"old": [f"{old}/0010"], "new": [f"{new}/0010"], "form": "reworded", "moved": False, "meaning": "changed"}
    lone = {"old": [f"{old}/0002"], "new": [], "effect": "different"}
    same = {"old": [f"{old}/0007"], "new": [f"{new}/0003"], "form": "identical", "moved": True, "meaning": "same"}
    return [dump({**linked, "differences": [difference]}, lone, same)]


def make_invented() -> list[bytes]:
    """Return the tiny corpus's markup, and its first lines."""
    return [INVENTED.encode(), "\n".join(INVENTED.split("\n")[:6]).encode()]
