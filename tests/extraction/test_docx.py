"""Docx files made at test time: their words as HTML, without what no reader of theirs sees."""

from typing import Any

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt

from mepp5.extraction.docx import read_docx
from tests.extraction.fixture_docx import POLICY, SENTENCE
from tests.extraction.fixture_office import NAMESPACES, add_xml, make_docx, read_part, replace_parts

RELATIONS = "word/_rels/document.xml.rels"


def read_with(*elements: str) -> str:
    """Return the HTML of a paragraph of these elements after "We keep"."""
    return read_docx(make_docx(lambda document: add_xml(document.add_paragraph("We keep "), *elements)))


def set_outline(style: Any, level: int) -> None:
    style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {NAMESPACES} w:val="{level}"/>'))


def test_paragraphs_lists_and_tables_become_html():
    assert read_docx(POLICY) == (
        f"<h1>Privacy policy</h1><p>{SENTENCE}</p><ul><li>your name;</li></ul>"
        "<table><tr><td><p>Name</p></td><td><p>To greet you</p></td></tr></table>"
    )


def test_headings_have_the_depth_of_their_style():
    def write(document: Any) -> None:
        document.add_heading("Alpha", 0)
        for depth in range(1, 8):
            document.add_heading(f"Part {depth}", depth)

    depths = [1, 1, 2, 3, 4, 5, 6, 6]
    titles = ["Alpha", *(f"Part {depth}" for depth in range(1, 8))]
    assert read_docx(make_docx(write)) == "".join(
        f"<h{depth}>{title}</h{depth}>" for depth, title in zip(depths, titles, strict=True)
    )


def test_a_style_of_another_name_is_a_heading_by_its_outline_or_by_its_base():
    def write(document: Any) -> None:
        own = document.styles.add_style("Abschnitt", WD_STYLE_TYPE.PARAGRAPH)
        set_outline(own, 1)
        derived = document.styles.add_style("Unterabschnitt", WD_STYLE_TYPE.PARAGRAPH)
        derived.base_style = document.styles["Heading 3"]
        document.add_paragraph("Welche Daten", style="Abschnitt")
        document.add_paragraph("Ihr Name", style="Unterabschnitt")
        document.add_paragraph("Cookies").style = document.styles.add_style("Überschrift 4", WD_STYLE_TYPE.PARAGRAPH)

    assert read_docx(make_docx(write)) == "<h2>Welche Daten</h2><h3>Ihr Name</h3><h4>Cookies</h4>"


def test_short_bold_paragraphs_are_headings_below_the_one_before_and_the_smaller_the_deeper():
    def write(document: Any) -> None:
        document.add_heading("Privacy policy", 1)
        for text, size in (("What we collect", 14), ("Your account", 12), ("Partners", 14)):
            run = document.add_paragraph().add_run(text)
            run.bold, run.font.size = True, Pt(size)
            for _ in range(4):
                document.add_paragraph(SENTENCE)

    html = read_docx(make_docx(write))
    assert "<h2><strong>What we collect</strong></h2>" in html
    assert "<h3><strong>Your account</strong></h3>" in html
    assert "<h2><strong>Partners</strong></h2>" in html


@pytest.mark.parametrize("case", ["sentence", "partly", "cell", "all"])
def test_other_bold_words_are_no_headings(case):
    def write(document: Any) -> None:
        if case == "cell":
            document.add_table(1, 1).cell(0, 0).paragraphs[0].add_run("Your name").bold = True
        for _ in range(5 if case == "all" else 1):
            document.add_paragraph().add_run("We sell nothing." if case == "sentence" else "We sell").bold = (
                case != "cell"
            )
        if case == "partly":
            document.paragraphs[0].add_run(" nothing")

    html = read_docx(make_docx(write))
    assert "<strong>" in html
    assert "<h" not in html


def test_bulleted_and_numbered_lists_nest():
    def write(document: Any) -> None:
        for text, style in (("name", "List Number"), ("address", "List Number"), ("device", "List Bullet")):
            document.add_paragraph(text, style=style)
        nested = document.add_paragraph("its number", style="List Bullet")
        properties = nested._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 1
        identity = document.styles["List Bullet"].element.pPr.numPr.numId.val
        properties.get_or_add_numId().val = identity
        numbering = document.part.numbering_part.element
        abstract = numbering.num_having_numId(identity).abstractNumId.val
        levels = numbering.xpath(f"w:abstractNum[@w:abstractNumId='{abstract}']")[0]
        levels.append(parse_xml(f'<w:lvl {NAMESPACES} w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl>'))

    html = read_docx(make_docx(write))
    assert html == ("<ol><li>name</li><li>address</li></ol><ul><li>device<ol><li>its number</li></ol></li></ul>")


def test_a_repeated_table_row_is_a_header():
    def write(document: Any) -> None:
        table = document.add_table(2, 1)
        table.cell(0, 0).text, table.cell(1, 0).text = "Data", "Name"
        properties = table.rows[0]._tr.get_or_add_trPr()
        properties.append(parse_xml(f"<w:tblHeader {NAMESPACES}/>"))

    assert "<thead><tr><th><p>Data</p></th></tr></thead>" in read_docx(make_docx(write))


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ('<w:del w:id="1" w:author="a"><w:r><w:delText>all</w:delText></w:r></w:del>', "We keep"),
        ('<w:ins w:id="1" w:author="a"><w:r><w:t>some</w:t></w:r></w:ins>', "We keep some"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>secrets</w:t></w:r>", "We keep"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>data</w:t></w:r>', "We keep data"),
        ("<w:r><w:t>in</w:t><w:softHyphen/><w:t>for\u00admation</w:t></w:r>", "We keep information"),
        ("<w:r><w:t>it</w:t><w:br/><w:t>here</w:t></w:r>", "We keep it<br />here"),
        ('<w:hyperlink w:anchor="top"><w:r><w:t>this</w:t></w:r></w:hyperlink>', 'We keep <a href="#top">this</a>'),
        ('<w:fldSimple w:instr="DOCPROPERTY x"><w:r><w:t>names</w:t></w:r></w:fldSimple>', "We keep names"),
        ("<w:sdt><w:sdtContent><w:r><w:t>names</w:t></w:r></w:sdtContent></w:sdt>", "We keep names"),
        ('<w:r><w:commentReference w:id="0"/></w:r>', "We keep"),
    ],
)
def test_a_paragraph_holds_what_its_reader_sees(element, expected):
    assert read_with(element).replace(" </p>", "</p>") == f"<p>{expected}</p>"


def test_text_boxes_follow_their_paragraph_once():
    box = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
    old = f"<w:pict><v:shape><v:textbox>{box.format('Old')}</v:textbox></v:shape></w:pict>"
    new = f"<w:drawing><wps:wsp><wps:txbx>{box.format('New')}</wps:txbx></wps:wsp></w:drawing>"
    choice = f'<mc:Choice Requires="wps">{new}</mc:Choice>'
    html = read_with(
        f"<w:r>{old}</w:r>",
        f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>",
        f"<w:r><mc:AlternateContent>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>",
    )
    assert html == "<p>We keep </p><p>Old</p><p>New</p><p>Old</p>"


def test_words_hidden_by_their_style_are_left_out():
    def write(document: Any) -> None:
        hidden = document.styles.add_style("Hidden", WD_STYLE_TYPE.CHARACTER)
        hidden.font.hidden = True
        document.add_paragraph("We keep it.").add_run(" Draft!", style="Hidden")

    assert read_docx(make_docx(write)) == "<p>We keep it.</p>"


def test_footnotes_stand_at_the_end_without_their_marks():
    content = make_docx(
        lambda document: add_xml(document.add_paragraph("We keep it"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relations = read_part(content, RELATIONS).replace(
        b"</Relationships>", f'<Relationship Id="n1" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    note = f'<w:footnotes xmlns:w="{space}">'
    note += '<w:footnote w:id="2"><w:p><w:r><w:t>For a year.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    html = read_docx(replace_parts(content, {RELATIONS: relations, "word/footnotes.xml": note.encode()}))
    assert html.startswith("<p>We keep it</p><ol>")
    assert html.endswith("<p>For a year.</p></li></ol>")


def test_a_table_of_contents_is_navigation():
    def write(document: Any) -> None:
        document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("Partners 3", style="toc 1")
        document.add_paragraph(SENTENCE)

    assert read_docx(make_docx(write)) == f"<nav><p>Partners 3</p></nav><p>{SENTENCE}</p>"


def test_pictures_comments_heads_and_feet_are_left_out(tmp_path):
    from PIL import Image

    Image.new("L", (4, 4)).save(tmp_path / "logo.png")

    def write(document: Any) -> None:
        document.add_picture(str(tmp_path / "logo.png"))
        document.add_comment(document.add_paragraph(SENTENCE).runs[0], "Is that so?")
        document.sections[0].header.paragraphs[0].text = "Alpha Ltd"

    html = read_docx(make_docx(write))
    assert html == f"<p>{SENTENCE}</p>"
