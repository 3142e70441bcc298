"""Plain text: what its marks say, which lines go on, and offsets that are those of the file."""

import pytest

from mepp5.corpus.manifest import read_manifest
from mepp5.corpus.text import read_text_of
from mepp5.extraction.plain import read_plain

POLICIES = [policy.id for policy in read_manifest()]


def list_blocks(text: str) -> list[tuple[str, int, str]]:
    document = read_plain("a.txt", text)
    assert len(document.text) == len(text)
    return [(block.kind, block.depth, document.text[block.start : block.end]) for block in document.blocks]


def test_marks_say_what_a_line_is():
    text = "## Your data\n|| Kind | Kept\n|---|---|\n| Name | Yes |\n#019, 9th Floor, for letters.\n• We keep it.\n"
    assert list_blocks(text) == [
        ("heading", 2, "Your data"),
        ("header_row", 0, "Kind | Kept"),
        ("table_row", 0, "Name | Yes"),
        ("paragraph", 0, "#019, 9th Floor, for letters."),
        ("list_item", 0, "We keep it."),
    ]


def test_wrapped_lines_are_joined_and_offsets_stay():
    text = "We keep your data as long as the law\nasks for it, and for as long as it is\nof use.\n• It is deleted.\n"
    assert [words for _, _, words in list_blocks(text)] == [
        "We keep your data as long as the law asks for it, and for as long as it is of use.",
        "It is deleted.",
    ]


def test_lines_of_a_list_are_not_joined():
    text = "We collect:\nthe name that you give us today\nthe address of your house\nthe size of your feet\n"
    assert [words for _, _, words in list_blocks(text)] == text.splitlines()


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_of_long_lines_is_not_joined(policy):
    assert read_plain(policy, read_text_of(policy)).text == read_text_of(policy)


def test_cells_on_lines_of_their_own_are_rows():
    lines = [
        "We may collect these.",
        "Kind",
        "Collected?",
        "Shared?",
        "Your name",
        "Yes",
        "No",
        "Your size",
        "No",
        "No",
    ]
    text = "\n\n".join([*lines, "End.\n"])
    assert list_blocks(text) == [
        ("paragraph", 0, "We may collect these."),
        ("header_row", 0, "Kind\n\nCollected?\n\nShared?"),
        ("table_row", 0, "Your name\n\nYes\n\nNo"),
        ("table_row", 0, "Your size\n\nNo\n\nNo"),
        ("paragraph", 0, "End."),
    ]


def test_a_line_said_twice_is_furniture():
    document = read_plain("a.txt", "Pick a country\n\nPick a country\n\nWe keep data.\n")
    assert [block.is_chrome for block in document.blocks] == [True, True, False]


def test_set_phrases_are_furniture():
    document = read_plain("a.txt", "We keep data.\n\nBack to top\n\n© 2020 Acme. All rights reserved.\n\nBye now.\n")
    assert [block.is_chrome for block in document.blocks] == [False, True, True, False]
