"""Marks that open and close where they should, and leave the text as it is."""

from hypothesis import given
from hypothesis import strategies as st

from mepp5.site.marking import Span, mark_spans

TEXT = "We share 📧 data with nobody"
PLACES = st.integers(0, len(TEXT))
SPANS = st.lists(st.tuples(PLACES, PLACES).map(lambda ends: Span(min(ends), max(ends), "s", "t")), max_size=5)


def draw(text: str, *spans: tuple[int, int, str]) -> str:
    signs = {"open": "<{}>", "close": "</{}>"}
    steps = mark_spans(text, [Span(start, end, "s", name) for start, end, name in spans])
    return "".join(step.text if step.span is None else signs[step.name].format(step.span.tag) for step in steps)


def test_one_inside_another():
    assert draw("abcdef", (0, 6, "out"), (2, 4, "in")) == "<out>ab<in>cd</in>ef</out>"
    assert draw("abcdef", (2, 4, "in"), (2, 6, "out")) == "ab<out><in>cd</in>ef</out>"


def test_side_by_side():
    assert draw("abcdef", (0, 3, "one"), (3, 6, "two")) == "<one>abc</one><two>def</two>"


def test_crossing_ones_are_cut():
    assert draw("abcdef", (0, 4, "one"), (2, 6, "two")) == "<one>ab<two>cd</two></one><two>ef</two>"


def test_offsets_are_code_points():
    assert draw(TEXT, (9, 15, "s")) == "We share <s>📧 data</s> with nobody"


@given(SPANS)
def test_text_stays_and_marks_nest(spans):
    steps, opened, covered = mark_spans(TEXT, spans), [], 0
    assert "".join(step.text for step in steps) == TEXT
    for step in steps:
        if step.name == "open":
            opened.append(step.span)
        elif step.name == "close":
            assert opened.pop() == step.span
        else:
            expected = [span for span in spans if span.start <= covered and covered + len(step.text) <= span.end]
            assert sorted(opened) == sorted(expected)
            covered += len(step.text)
    assert not opened
