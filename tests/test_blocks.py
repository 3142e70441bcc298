"""Generated blocks in documents: filled once they stay, and nothing beside them is touched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mepp5.blocks import empty_blocks, fill_blocks, list_enclosed

NAMES = st.lists(st.sampled_from(["a", "b-1", "c.d", "ab"]), max_size=4, unique=True)
PROSE = st.lists(
    st.sampled_from(["Words.\n", "\n", "# Head\n", "<!-- a note -->\n", "<!-- generated -->\n", "\\1 \\g<0>\n"]),
    max_size=3,
)
BODY = st.text("ab\\1\n |$", max_size=12)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[str, str], list[str]]:
    """Return a document with blocks, {name: new body}, and the prose around the blocks."""
    prose, text, blocks = [], "", {}
    for name in draw(NAMES):
        prose.append("".join(draw(PROSE)))
        body = draw(BODY)
        text += f"{prose[-1]}<!-- generated:{name} -->\n{body}\n<!-- /generated:{name} -->\n"
        blocks[name] = draw(BODY)
    prose.append("".join(draw(PROSE)))
    return text + prose[-1], blocks, prose


@given(documents())
def test_filling_twice_is_filling_once(drawn):
    document, blocks, prose = drawn
    filled = fill_blocks(document, blocks)
    assert fill_blocks(filled, blocks) == filled
    for name, body in blocks.items():
        assert f"<!-- generated:{name} -->\n{body.strip()}\n<!-- /generated:{name} -->\n" in filled
    rest = filled
    for words in prose:
        assert words in rest
        rest = rest[rest.index(words) + len(words) :]


@pytest.mark.parametrize(
    "body", ["<!-- /generated:a -->", "x\n<!-- generated:b -->\ny", "<!-- /generated:a -->\nforged"]
)
def test_a_body_opens_and_closes_no_block(body):
    document = "<!-- generated:a -->\n<!-- /generated:a -->\n"
    filled = fill_blocks(document, {"a": body})
    assert fill_blocks(filled, {"a": body}) == filled
    assert fill_blocks(filled, {"a": ""}) == fill_blocks(document, {"a": ""})


@pytest.mark.parametrize(
    ("text", "spans"),
    [("a<b>c<d>", [(1, 4), (5, 8)]), ("<a<b>c>", [(0, 5)]), ("<a", []), ("a>", []), ("<<<<", []), ("", [])],
)
def test_what_is_enclosed_is_found_from_the_left(text, spans):
    assert list(list_enclosed(text, re.compile("<"), re.compile(">"))) == spans


def test_empty_blocks_keep_what_people_wrote():
    document = "a\n<!-- generated:x -->\n1\n2\n<!-- /generated:x -->\nb\n<!-- generated:y -->\n3\n"
    assert empty_blocks(document) == (
        "a\n<!-- generated:x -->\n<!-- /generated:x -->\nb\n<!-- generated:y -->\n3\n"  # the last is not closed
    )
