"""What a docx has many of: styles based on each other, runs beside each other, objects while it is read."""

import gc
from collections import Counter
from threading import Barrier, Thread

import pytest
from lxml import etree

from mepp5.errors import CorpusError
from mepp5.extraction.docx import read_docx, styles
from mepp5.extraction.docx.collector import pause_collector
from mepp5.extraction.docx.styles import find_styles
from tests.extraction.fixture_office import NAMESPACES, add_xml, make_docx

BOLD = "<w:rPr><w:b/></w:rPr>"
PLAIN = '<w:rPr><w:b w:val="0"/></w:rPr>'


def make_style(number: int, base: int, name: str = "", says: str = "") -> str:
    return (
        f'<w:style w:styleId="s{number}"><w:name w:val="{name or number}"/><w:basedOn w:val="s{base}"/>{says}</w:style>'
    )


def find_in(*made: str) -> styles.Styles:
    return find_styles({"styles": etree.fromstring(f"<w:styles {NAMESPACES}>{''.join(made)}</w:styles>")})


def test_a_style_has_what_the_nearest_of_its_bases_says():
    found = find_in(
        make_style(1, 2, says=PLAIN), make_style(2, 3), make_style(3, 4, "heading 2"), make_style(4, 9, "toc 1", BOLD)
    )
    assert found.bold == {"s2", "s3", "s4"}
    assert found.depths == {"s1": 2, "s2": 2, "s3": 2}
    assert found.contents == {"s1", "s2", "s3", "s4"}


def test_in_a_circle_of_styles_each_is_based_on_all_others_from_its_own_base_on():
    found = find_in(
        make_style(0, 1), make_style(1, 2, "heading 2"), make_style(2, 3, says=PLAIN), make_style(3, 1, "title", BOLD)
    )
    assert found.depths == {"s0": 2, "s1": 2, "s2": 1, "s3": 1}
    assert found.bold == {"s3"}


@pytest.mark.parametrize("last", [0, 500], ids=["circle", "chain"])
def test_each_style_is_read_once_however_long_the_chain(monkeypatch, last):
    read: Counter[int] = Counter()
    find = styles.find_switch
    monkeypatch.setattr(styles, "find_switch", lambda style, tag: (read.update([id(style)]), find(style, tag))[1])
    found = find_in(*(make_style(n, n + 1) for n in range(499)), make_style(499, last, "heading 3", BOLD))
    assert len(found.bold) == len(found.depths) == 500
    assert read.total() == 2 * 500


def test_of_many_runs_beside_each_other_the_seen_ones_stay_in_their_order():
    pieces = []
    for number in range(60):
        pieces += [
            f"<w:r><w:t>a{number}</w:t></w:r>",
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
            f'<w:fldSimple w:instr="X"><w:r><w:t>b{number}</w:t></w:r><w:r><w:t>c</w:t></w:r></w:fldSimple>',
            f"<mc:AlternateContent><mc:Choice/><mc:Fallback><w:r><w:t>d{number}</w:t></w:r></mc:Fallback>"
            "</mc:AlternateContent>",
        ]
    html = read_docx(make_docx(lambda document: add_xml(document.add_paragraph("We keep "), *pieces)))
    assert html == "<p>We keep " + "".join(f"a{n}b{n}cd{n}" for n in range(60)) + "</p>"


def test_the_collector_is_as_it_was_after_a_docx_that_is_read_or_refused():
    assert gc.isenabled()
    read_docx(make_docx(lambda document: document.add_paragraph("We keep it.")))
    assert gc.isenabled()
    with pytest.raises(CorpusError):
        read_docx(make_docx(lambda document: None))
    assert gc.isenabled()


def test_pauses_that_overlap_in_threads_end_with_the_last_of_them():
    seen = []
    both, first_ended = Barrier(2), Barrier(2)

    def pause_shortly() -> None:
        with pause_collector():
            both.wait(60)
        first_ended.wait(60)

    other = Thread(target=pause_shortly)
    with pause_collector():
        other.start()
        both.wait(60)
        first_ended.wait(60)
        seen.append(gc.isenabled())
    other.join(60)
    assert seen == [False]
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with pause_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
